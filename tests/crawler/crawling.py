"""A small site, a clock that jumps and a source, for the tests of the crawl."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Mapping
from typing import Any

from archive.catalog.frontier import Frontier
from archive.home import Home
from archive.model import Revision, Source
from crawler.crawl import CrawlOptions, crawl
from crawler.events import AddressDone, Event, SourceEnded
from tests.crawler.loopback import Answer, Server, page

ROBOTS = page("User-agent: *\nDisallow: /cam/\n", content_type="text/plain")
PARAGRAPHS = (
    "Sáng 5/3, Ủy ban nhân dân huyện Mường Sại tổ chức hội nghị đánh giá kết quả trồng rừng và giao chỉ tiêu "
    "cho các xã vùng cao trong năm nay, với sự tham dự của đại diện các ban, ngành và bà con các bản.",
    "Theo báo cáo tại hội nghị, toàn huyện đã trồng mới 320 ha rừng phòng hộ, chăm sóc gần 1.200 ha rừng đã "
    "trồng từ các năm trước, tỷ lệ cây sống đạt trên 90 phần trăm, cao hơn mục tiêu đề ra.",
    "Bà Lường Thị Ún, Phó Chủ tịch huyện, đề nghị các xã chủ động chuẩn bị hiện trường, cây giống và nhân "
    "lực, không để cháy rừng trong mùa khô, gắn việc trồng rừng với nâng cao thu nhập cho người dân.",
)


class JumpingClock:
    """Time that passes only when somebody waits for it."""

    def __init__(self, start: dt.datetime | None = None) -> None:
        self.at = start or dt.datetime(2026, 3, 7, 3, tzinfo=dt.UTC)
        self.waited = 0.0

    def now(self) -> dt.datetime:
        return self.at

    def wait(self, seconds: float, stop: threading.Event) -> None:
        self.at += dt.timedelta(seconds=max(seconds, 0.001))
        self.waited += seconds


def article(title: str, day: str = "05/03/2026 06:30", extra: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f"<html><head><title>{title} - Báo Thử</title></head><body><h1>{title}</h1>"
        f'<div class="date">{day}</div><div class="content">{paragraphs}{extra}</div></body></html>'
    )


def listing(paths: Iterable[str], rest: str = "") -> str:
    links = "".join(f'<li><a href="{path}">Tin ở {path}</a></li>' for path in paths)
    return f"<html><body><ul>{links}</ul>{rest}</body></html>"


def small_site(number: int = 3) -> dict[str, Answer | list[Answer]]:
    """A front page that lists `number` articles."""
    paths = [f"/tin-{one:05}.html" for one in range(1, number + 1)]
    answers: dict[str, Answer | list[Answer]] = {"/robots.txt": ROBOTS, "/": page(listing(paths))}
    for at, path in enumerate(paths, 1):
        answers[path] = page(article(f"Mường Sại trồng rừng vụ xuân, đợt {at}"), headers={"ETag": f'"{at}"'})
    return answers


def source_of(server: Server, key: str = "bao-thu", **tables: Mapping[str, Any]) -> Source:
    crawl_settings = {"delay": 0.0, "allow_private": True, "read_seconds": 1, "total_seconds": 2}
    return Source(
        key=key,
        name="Báo Thử",
        kind="newspaper",
        home=server.home,
        hosts=(server.host,),
        settings={
            "crawl": {**crawl_settings, **tables.get("crawl", {})},
            "discover": {"sections": ["/"], **tables.get("discover", {})},
            "extract": {},
        },
    )


def run(
    home: Home, *sources: Source, clock: JumpingClock | None = None, **options: Any
) -> tuple[list[AddressDone], list[SourceEnded], list[Event]]:
    """A whole crawl: the addresses that met their end, the summaries, every event."""
    events = list(
        crawl(
            home,
            sources,
            CrawlOptions(**options),
            clock=clock or JumpingClock(),
            chance=lambda: 0.5,
        )
    )
    done = [event for event in events if isinstance(event, AddressDone)]
    return done, [event for event in events if isinstance(event, SourceEnded)], events


def outcomes(done: Iterable[AddressDone], server: Server) -> dict[str, str]:
    """Path -> outcome and reason."""
    return {
        event.url.removeprefix(f"http://{server.host}"): f"{event.outcome.value} {event.reason}".strip()
        for event in done
    }


def documents(home: Home) -> dict[str, Revision]:
    """The latest revision of every document, by address."""
    catalog = home.catalog()
    try:
        return {revision.document.url: revision for revision in catalog.latest_revisions()}
    finally:
        catalog.close()


def later(minutes: int = 120) -> JumpingClock:
    """A clock for a second run."""
    return JumpingClock(JumpingClock().at + dt.timedelta(minutes=minutes))


def due_again(home: Home) -> None:
    """Let every page be due for its next visit."""
    frontier = Frontier(home.catalog_url)
    with frontier.atomic() as connection:
        connection.exec_driver_sql(
            "UPDATE crawl_address SET next_visit = '2020-01-01T00:00:00.000000Z' WHERE kind = 'page'"
        )
    frontier.close()
