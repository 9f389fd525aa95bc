"""Small segments written as large ones are."""

from __future__ import annotations

import pytest

from index.engines.whoosh import positions


@pytest.fixture(params=[positions.PACKED_FROM, 0], ids=["plain", "packed"])
def plain_and_packed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test runs twice: with positions as small segments keep them, and packed in those too."""
    monkeypatch.setattr(positions, "PACKED_FROM", request.param)
