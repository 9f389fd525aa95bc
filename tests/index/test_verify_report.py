"""What `verify` reports may be shown to anybody."""

from __future__ import annotations

import json

from archive.fixity import Scope
from archive.home import Home
from index.commands.verify import verify_home


def test_a_report_of_a_database_that_cannot_be_used_holds_no_password(tmp_path, monkeypatch):
    monkeypatch.setenv("BAOLUU_DATABASE", "mysql://bao:mat-khau@may/kho")
    report = verify_home(Home.open(tmp_path), Scope())
    assert ("catalog", "unusable") in [(fault["part"], fault["kind"]) for fault in report["faults"]]
    assert "mat-khau" not in json.dumps(report)
