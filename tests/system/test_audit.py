"""The dependency audit finds a pinned version that a local advisory names, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def advisory(folder, *, name="flask", withdrawn=False, versions=(), events=()):
    told = {
        "id": "THU-2026-1",
        "summary": "An invented flaw",
        "affected": [
            {
                "package": {"ecosystem": "PyPI", "name": name},
                "versions": list(versions),
                "ranges": [{"type": "ECOSYSTEM", "events": list(events)}],
            }
        ],
    }
    if withdrawn:
        told["withdrawn"] = "2026-01-01T00:00:00Z"
    (folder / "sâu").mkdir(parents=True, exist_ok=True)
    (folder / "sâu" / "THU-2026-1.json").write_text(json.dumps(told), encoding="utf-8")


def audit(folder, *, pins="Flask==3.1.3\nnumpy==2.4.6\n"):
    (folder / "pins.txt").write_text(pins, encoding="utf-8")
    command = [sys.executable, ROOT / ".ci" / "audit.py", folder, folder / "pins.txt"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


FROM_THREE = ({"introduced": "3.0"}, {"fixed": "3.1.4"})


def test_an_affected_pin_fails_the_audit_and_is_named(tmp_path):
    advisory(tmp_path, events=FROM_THREE)
    done = audit(tmp_path)
    assert done.returncode == 1
    assert "flask 3.1.3: THU-2026-1 (An invented flaw)" in done.stdout


@pytest.mark.parametrize(
    "events",
    [
        ({"introduced": "0"}, {"fixed": "3.1.3"}),
        ({"introduced": "0"}, {"last_affected": "3.1.2"}),
        ({"introduced": "3.1.4"},),
        ({"introduced": "0"}, {"fixed": "2.0"}, {"introduced": "3.2"}, {"fixed": "3.3"}),
    ],
)
def test_a_version_outside_the_ranges_passes(tmp_path, events):
    advisory(tmp_path, events=events)
    assert audit(tmp_path).returncode == 0


@pytest.mark.parametrize(
    "events",
    [
        ({"introduced": "0"},),
        ({"introduced": "0"}, {"last_affected": "3.1.3"}),
        ({"introduced": "0"}, {"fixed": "2.0"}, {"introduced": "3.0"}),
    ],
)
def test_a_version_inside_a_range_fails(tmp_path, events):
    advisory(tmp_path, events=events)
    assert audit(tmp_path).returncode == 1


def test_a_version_that_is_listed_fails_in_whatever_way_it_is_written(tmp_path):
    advisory(tmp_path, versions=["3.1.3.0"])
    assert audit(tmp_path).returncode == 1


def test_a_withdrawn_advisory_counts_no_more(tmp_path):
    advisory(tmp_path, events=FROM_THREE, withdrawn=True)
    assert audit(tmp_path).returncode == 0


def test_an_advisory_of_another_package_is_no_finding(tmp_path):
    advisory(tmp_path, name="flask-babel", events=({"introduced": "0"},))
    assert audit(tmp_path).returncode == 0


def test_a_folder_without_advisories_is_no_clean_bill(tmp_path):
    assert audit(tmp_path).returncode == 2


def test_every_pin_of_this_project_can_be_read(tmp_path):
    advisory(tmp_path, name="nothing-of-ours", events=({"introduced": "0"},))
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    done = audit(tmp_path, pins=pins)
    assert f"{len(pins.splitlines())} pinned packages" in done.stdout
