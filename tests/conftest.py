"""Rules for every test: where measuring data lies, and that nothing skips unseen in CI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
NEEDS_SHARED = "measuring data is not beside this checkout"


@pytest.fixture(scope="session")
def shared():
    """The folder of real measuring data beside the checkout; its tests skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(NEEDS_SHARED)
    return SHARED


def pytest_terminal_summary(terminalreporter):
    """Say every skip with its reason, in CI and at home."""
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"skipped: {report.nodeid}: {report.longrepr[2]}")


def pytest_sessionfinish(session, exitstatus):
    """In CI a test that could have run and did not is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    refused = [report for report in skipped if NEEDS_SHARED not in report.longrepr[2]]
    if os.environ.get("CI") and refused and exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"refused: {len(refused)} tests skipped in CI", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
