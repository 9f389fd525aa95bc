"""The gold set of links: mentions of directives in invented articles, and what each means."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bench import links


@pytest.fixture(scope="module")
def figures() -> Mapping[str, float]:
    return links.measure()


def test_the_gold_set_holds_hundreds_of_mentions_and_some_the_text_leaves_open() -> None:
    means = [meant for article in links.articles() for meant in article.means.values()]
    assert len(means) >= 360
    assert sum(isinstance(meant, tuple) for meant in means) >= 15


@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("extraction_precision", 0.97),
        ("extraction_recall", 0.95),
        ("link_precision", 0.98),
        ("link_recall", 0.95),
        ("open_kept_open", 0.95),
    ],
)
def test_mentions_are_found_and_linked_as_the_requirement_says(
    figures: Mapping[str, float], figure: str, least: float
) -> None:
    assert figures[figure] >= least
