"""What the answer to a visit means: its outcome, and the addresses it leads to. No state, no I/O."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.catalog.frontier import NewAddress, QueuedAddress
from crawler.addresses import resolve_link
from crawler.discover import DiscoveryPlan
from crawler.discover.found import Unreadable
from crawler.events import Outcome
from crawler.keeping import Kept
from crawler.lists import ATTACHMENT, PAGE_KINDS, ListReader
from crawler.net import Exchange
from crawler.robotsbook import MOST_REDIRECTS

RETRIED = frozenset((408, 429, 500, 502, 503, 504, 522, 524))
ASKS_FOR_PATIENCE = frozenset((429, 503))
REDIRECTS = frozenset((301, 302, 303, 307, 308))
GONE = frozenset((404, 410))
PAGING_BY_SCRIPT = "paging-by-script"
"""Noted of a list whose further pages have no address: the source needs `section_pages`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How a visit ends."""

    outcome: Outcome
    reason: str = ""
    pages: Sequence[NewAddress] = ()  # to queue where they are new
    further: Sequence[NewAddress] = ()  # lists, to visit in every run
    target: NewAddress | None = None  # of a redirect
    older: int = 0  # pages found that are older than asked for
    gone: bool = False  # the page is no longer there


def judge(
    item: QueuedAddress,
    answer: Exchange,
    kept: Kept,
    *,
    plan: DiscoveryPlan,
    lists: ListReader,
    came_by: Callable[[], Sequence[str]],
) -> Judgement:
    """Judge an answer that was captured.

    Args: came_by: addresses that redirected to this one, asked for only at a redirect.
    """
    is_page = item.kind in PAGE_KINDS
    if answer.status in REDIRECTS:
        return _redirect(item, answer, plan, lists, came_by)
    if answer.status == 304:
        return Judgement(outcome=Outcome.UNCHANGED)
    if answer.status in GONE and not is_page and item.page > 1:
        return Judgement(outcome=Outcome.FETCHED, reason="end-of-list")
    if not 200 <= answer.status < 300:
        reason = f"http-{answer.status}"
        return Judgement(outcome=Outcome.FAILED, reason=reason, gone=answer.status in GONE)
    if not answer.body:
        return Judgement(outcome=Outcome.FAILED, reason="empty")
    if kept.refusal is not None:
        return Judgement(outcome=Outcome.FAILED, reason=kept.refusal)
    if is_page:
        if kept.document is None:
            return Judgement(
                outcome=Outcome.FETCHED, reason=kept.extraction.reason if kept.extraction else ""
            )
        return Judgement(outcome=Outcome.FETCHED, pages=lists.attachments(kept.document, item))
    try:
        listed = lists.read(item, answer.content, answer.url)
    except Unreadable:
        return Judgement(outcome=Outcome.FAILED, reason=f"unreadable-{item.kind}")
    return Judgement(
        outcome=Outcome.FETCHED,
        reason=PAGING_BY_SCRIPT if listed.stuck else "",
        pages=listed.pages,
        further=listed.further,
        older=listed.older,
    )


def _redirect(
    item: QueuedAddress,
    answer: Exchange,
    plan: DiscoveryPlan,
    lists: ListReader,
    came_by: Callable[[], Sequence[str]],
) -> Judgement:
    target = resolve_link(answer.url, answer.header("Location"))
    if target is None:
        return Judgement(outcome=Outcome.FAILED, reason="redirect-nowhere")
    if target in (item.url, *came_by()):
        return Judgement(outcome=Outcome.FAILED, reason="redirect-loop")
    if item.hops >= MOST_REDIRECTS:
        return Judgement(outcome=Outcome.FAILED, reason="too-many-redirects")
    anywhere = item.kind == ATTACHMENT and plan.foreign_attachments
    if not anywhere and not plan.covers(target):
        return Judgement(outcome=Outcome.REDIRECTED, reason="out-of-scope")
    return Judgement(outcome=Outcome.REDIRECTED, target=lists.redirect(item, target))
