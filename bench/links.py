"""How well mentions of directives are found and linked: `python -m bench.links [--gold FILE] [--errors N]`.

A gold line is {"id", "source", "day", "text", "means"}: an invented article with each mention of a
directive in ⟦…⟧, and for each, in order, the key of the directive it means, or the list of those it
may mean where the text does not say which. All articles go into one archive; what its registry says
of each mention is compared. A link is right only to the directive meant; a mention the text leaves
open must stay open.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.catalog import Catalog
from archive.model import Capture, CaptureKind, Document, DocumentKind, Published, Source
from bench.gold import run
from index.intake import analyse_stale
from index.registry import Registry

SHIPPED = Path(__file__).parent / "data" / "links" / "documents.jsonl"
_MARK = re.compile("⟦(.*?)⟧", re.DOTALL)
_PAPERS = {
    "baosonla": "Sơn La",
    "baolaocai": "Lào Cai",
    "baonghean": "Nghệ An",
    "baogialai": "Gia Lai",
    "baothanhhoa": "Thanh Hóa",
    "baohatinh": "Hà Tĩnh",
    "baodongthap": "Đồng Tháp",
    "baokhanhhoa": "Khánh Hòa",
    "baochung": "",
}


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the gold set."""

    document: Document
    means: Mapping[tuple[int, int], str | tuple[str, ...]]  # span in the document's text -> what it means


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention of the gold set, of the registry, or of both."""

    article: str
    text: str
    meant: str | tuple[str, ...] | None  # None: no mention of the gold set
    linked: str | None
    candidates: tuple[str, ...] | None  # None: not found

    @property
    def right(self) -> bool:
        """Whether the mention is found and stands as it should: linked rightly, or open."""
        if self.meant is None or self.candidates is None:
            return False
        if isinstance(self.meant, str):
            return self.linked == self.meant
        return self.linked is None and set(self.meant) <= set(self.candidates)


def articles(gold: Path = SHIPPED) -> list[Article]:
    """The articles of a gold file."""
    return [_article(json.loads(line)) for line in gold.read_text(encoding="utf-8").splitlines()]


def _article(record: Mapping[str, object]) -> Article:
    marked = str(record["text"])
    document = Document(
        id=str(record["id"]),
        kind=DocumentKind.ARTICLE,
        url=f"https://bao.example/{record['id']}",
        source=str(record["source"]),
        title="Tin trong ngày",
        body=_MARK.sub(r"\1", marked),
        published=Published(day=dt.date.fromisoformat(str(record["day"])), basis="json-ld"),
    )
    start = document.text.index(document.body)
    spans = []
    for taken, mark in enumerate(_MARK.finditer(marked)):
        first = start + mark.start() - 2 * taken
        spans.append((first, first + len(mark[1])))
    means = record["means"]
    assert isinstance(means, list)
    meant = [one if isinstance(one, str) else tuple(one) for one in means]
    return Article(document, dict(zip(spans, meant, strict=True)))


def judged(gold: Path = SHIPPED) -> Iterator[Judged]:
    """Every mention of the gold set and every reference the registry holds beside them."""
    found = articles(gold)
    with tempfile.TemporaryDirectory() as folder:
        catalog = Catalog(f"sqlite:///{Path(folder) / 'catalog.db'}")
        for at, article in enumerate(found):
            catalog.store(article.document, _capture(article.document, at), "bench")
        list(analyse_stale(catalog, _sources()))
        registry = Registry(catalog)
        for article in found:
            yield from _compared(article, registry)
        catalog.close()


def _compared(article: Article, registry: Registry) -> Iterator[Judged]:
    text = article.document.text
    references = {(one.start, one.end): one for one in registry.references_of(article.document.id)}
    for span in sorted(article.means.keys() | references.keys()):
        reference = references.get(span)
        yield Judged(
            article=article.document.id,
            text=text[span[0] : span[1]],
            meant=article.means.get(span),
            linked=reference.directive if reference is not None else None,
            candidates=reference.candidates if reference is not None else None,
        )


def measure(gold: Path = SHIPPED) -> Mapping[str, float]:
    """Precision and recall of mentions and of links, and the share of open mentions that stay open."""
    every = list(judged(gold))
    wanted = [one for one in every if one.meant is not None]
    found = [one for one in every if one.candidates is not None]
    linked = [one for one in every if one.linked is not None]
    decided = [one for one in wanted if isinstance(one.meant, str)]
    left_open = [one for one in wanted if not isinstance(one.meant, str)]
    both = sum(one.candidates is not None for one in wanted)
    links_right = sum(one.right for one in decided)
    return {
        "extraction_precision": _share(both, len(found)),
        "extraction_recall": _share(both, len(wanted)),
        "link_precision": _share(links_right, len(linked)),
        "link_recall": _share(links_right, len(decided)),
        "open_kept_open": _share(sum(one.right for one in left_open), len(left_open)),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _sources() -> dict[str, Source]:
    return {
        key: Source(key=key, name=key, kind="newspaper", home="", province=province)
        for key, province in _PAPERS.items()
    }


def _capture(document: Document, at: int) -> Capture:
    return Capture(
        url=document.url,
        captured_at=dt.datetime(2026, 7, 1, tzinfo=dt.UTC),
        kind=CaptureKind.RESPONSE,
        status=200,
        mime="text/html",
        payload_digest=f"sha256:{at:064x}",
        warc="a.warc.gz",
        offset=at * 100,
        length=100,
        source=document.source,
    )


def errors(gold: Path = SHIPPED) -> Iterator[str]:
    """A line for each mention missed, wrongly linked, or linked where the text leaves it open."""
    for one in judged(gold):
        if not one.right:
            said = f"meant {one.meant}, linked {one.linked}, may be {one.candidates}"
            yield f"{one.article} {one.text!r}: {said}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    return run(arguments, told=__doc__, shipped=SHIPPED, measure=measure, errors=errors)


if __name__ == "__main__":
    sys.exit(main())
