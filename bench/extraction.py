"""How well pages are read: `python -m bench.extraction --pages DIR --gold FILE`.

A gold line is {"file", "url", "kind", "title", "date", "author", "section", "lead",
"body_first", "body_last", "must_not_contain", "image_caption"}; a null is not measured.
Texts are compared as NFC with blanks collapsed and invisible characters removed. The
variant "stripped" is the same pages without metas, links and scripts, as many portals
are; the address is known. Time is the ratio to trafilatura alone on the same machine.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import lxml.html
import trafilatura

from crawler.extract import Extraction, PageKind, extract

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"), None)
_AGENCY = re.compile(r"^\s*\([^()]{2,40}\)\s*[-–—]\s*")
_FORM = {
    "number": "number",
    "type": "doc_type",
    "issued": "issued",
    "effective": "effective",
    "expired": "expired",
    "agency": "issuer",
    "signer": "signer",
    "signer_title": "signer_title",
    "status": "status",
    "place": "place",
    "summary": "summary",
    "gazette_date": "gazette_date",
}
Gold = Mapping[str, Any]


def measure(pages: Path, gold: Sequence[Gold] | Path) -> dict[str, Any]:
    """Shares (0 to 1) of gold pages read right, by measure, and what went wrong per page.

    Args: pages: the folder of the pages; gold: the entries, or the .jsonl file they are in.
    Keys: title, day, both_ends, no_leak, fully_right, kind, author, lead, section, caption,
    stripped_day; "misses" lists (file, measure, found) of every miss.
    """
    tally = _Tally()
    for entry in read_jsonl(gold) if isinstance(gold, Path) else gold:
        content = (pages / entry["file"]).read_bytes()
        _score(tally, entry, extract(content, url=entry["url"] or ""))
        bare = extract(without_metadata(content), url=entry["url"] or "")
        tally.add(entry, "stripped_day", _day(bare) == entry["date"][:10], _day(bare))
        tally.add(entry, "stripped_title", _title(bare) == norm(entry["title"]), _title(bare))
    return tally.answer()


def measure_forms(pages: Path, gold: Sequence[Gold]) -> dict[str, Any]:
    """Shares of the facts of official documents read right, by gold key; rows of lists are left out."""
    tally = _Tally()
    for entry in gold:
        if "row" in entry:
            continue
        found = extract((pages / entry["file"]).read_bytes(), url=entry["url"] or "")
        form = found.document.form if found.document else {}
        tally.add(entry, "kind", found.kind is PageKind.DIRECTIVE, found.kind.value)
        for key, own in _FORM.items():
            if key in entry:
                value = str(form.get(own) or "")
                wanted = str(entry[key] or "")
                same = norm(value).casefold() == norm(wanted).casefold() or (
                    key == "type" and wanted.startswith(value) and bool(value)
                )
                tally.add(entry, key, same, value)
        if "attachments" in entry:
            files = found.document.extra.get("attachments", []) if found.document else []
            names = {file["name"] for file in files} | {file["url"].rsplit("/", 1)[-1] for file in files}
            tally.add(entry, "attachments", set(entry["attachments"]) <= names, sorted(names))
    return tally.answer()


def measure_lists(pages: Path, lists: Sequence[Gold]) -> dict[str, Any]:
    """Share of pages that are no documents and are judged so; those without story links may be "other"."""
    tally = _Tally()
    for entry in lists:
        found = extract((pages / entry["file"]).read_bytes(), url=entry["base"])
        right = found.kind is PageKind.LIST or (
            found.kind is PageKind.OTHER and not entry["unique_article_links"]
        )
        tally.add(entry, "kind", right, f"{found.kind.value}: {found.reason}")
    return tally.answer()


def time_ratio(pages: Path, gold: Sequence[Gold], rounds: int = 3) -> float:
    """Our processor time over trafilatura's, over all gold pages, the best of some rounds of each."""
    contents = [((pages / entry["file"]).read_bytes(), entry["url"] or "") for entry in gold]

    def ours() -> None:
        for content, url in contents:
            extract(content, url=url)

    def theirs() -> None:
        for content, url in contents:
            trafilatura.bare_extraction(content, url=url, with_metadata=True, include_comments=False)

    return _best(ours, rounds) / _best(theirs, rounds)


def without_metadata(content: bytes) -> bytes:
    """A page without <meta>, <link> and <script>."""
    root = lxml.html.fromstring(content, parser=lxml.html.HTMLParser(encoding="utf-8"))
    for element in list(root.iter("meta", "link", "script")):
        if element.getparent() is not None:
            element.drop_tree()
    return b"<!DOCTYPE html>" + bytes(lxml.html.tostring(root, encoding="utf-8"))


def norm(text: str | None) -> str:
    """Text for comparing: NFC, no invisible characters, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text or "").translate(_INVISIBLE).split())


class _Tally:
    """Counts of right answers by measure."""

    def __init__(self) -> None:
        self._right: dict[str, int] = {}
        self._all: dict[str, int] = {}
        self._misses: list[tuple[str, str, Any]] = []

    def add(self, entry: Gold, key: str, right: bool, found: Any) -> None:
        self._all[key] = self._all.get(key, 0) + 1
        self._right[key] = self._right.get(key, 0) + right
        if not right:
            self._misses.append((entry["file"], key, found))

    def answer(self) -> dict[str, Any]:
        shares: dict[str, Any] = {key: self._right[key] / count for key, count in self._all.items()}
        shares["counts"] = {key: [self._right[key], count] for key, count in self._all.items()}
        shares["misses"] = self._misses
        return shares


def _score(tally: _Tally, entry: Gold, found: Extraction) -> None:
    document = found.document
    body = norm(document.body) if document else ""
    title = _title(found) == norm(entry["title"])
    day = _day(found) == entry["date"][:10]
    ends = norm(entry["body_first"]) in body and norm(entry["body_last"]) in body
    leaked = [text for text in entry["must_not_contain"] if norm(text) in body]
    tally.add(entry, "title", title, _title(found))
    tally.add(entry, "day", day, _day(found))
    tally.add(entry, "both_ends", ends, body[:60])
    tally.add(entry, "no_leak", not leaked, leaked)
    tally.add(entry, "fully_right", title and day and ends and not leaked, None)
    wanted = "directive" if entry["kind"] == "legal_document" else "article"
    tally.add(entry, "kind", found.kind.value == wanted, f"{found.kind.value}: {found.reason}")
    for key, value in _apart(found).items():
        if entry.get(key):
            tally.add(entry, _MEASURE.get(key, key), _same(key, value, entry[key]), value)
    if "T" in entry["date"] and entry["kind"] == "news":
        shown = document.published.time if document and document.published else None
        tally.add(entry, "time", shown == entry["date"][11:16], shown)


_MEASURE = {"image_caption": "caption"}


def _apart(found: Extraction) -> dict[str, Any]:
    document = found.document
    return {
        "author": document.author if document else None,
        "lead": document.lead if document else None,
        "section": document.section if document else None,
        "image_caption": list(document.extra.get("captions", [])) if document else [],
    }


def _same(key: str, value: Any, wanted: str) -> bool:
    if key == "image_caption":
        return norm(wanted) in map(norm, value)
    if key == "lead":
        return norm(_AGENCY.sub("", value or "")) == norm(_AGENCY.sub("", wanted))
    return norm(value).casefold() == norm(wanted).casefold()


def _title(found: Extraction) -> str:
    return norm(found.document.title) if found.document else ""


def _day(found: Extraction) -> str | None:
    published = found.document.published if found.document else None
    return published.day.isoformat() if published else None


def _best(run: Callable[[], None], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The entries of a gold file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or JSON."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--pages", type=Path, default=Path(__file__).parent / "data" / "extraction" / "pages"
    )
    options.add_argument(
        "--gold", type=Path, default=Path(__file__).parent / "data" / "extraction" / "gold.jsonl"
    )
    options.add_argument("--docs-gold", type=Path)
    options.add_argument("--lists", type=Path)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args(arguments)
    gold = read_jsonl(chosen.gold)
    answer: dict[str, Any] = {
        "measured": dt.date.today().isoformat(),
        "pages": len(gold),
        "articles": measure(chosen.pages, [entry for entry in gold if entry["kind"] == "news"]),
        "directives": measure(chosen.pages, [entry for entry in gold if entry["kind"] == "legal_document"]),
        "all": measure(chosen.pages, gold),
    }
    if chosen.docs_gold:
        answer["forms"] = measure_forms(chosen.pages, read_jsonl(chosen.docs_gold))
    if chosen.lists:
        answer["lists"] = measure_lists(chosen.pages, read_jsonl(chosen.lists))
    answer["time_ratio"] = round(time_ratio(chosen.pages, gold), 2)
    if chosen.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        _print_table(answer)
    return 0


def _print_table(answer: Mapping[str, Any]) -> None:
    columns = [name for name in ("all", "articles", "directives") if answer[name]["counts"]]
    print(f"{'measure':<16}" + "".join(f"{name:>14}" for name in columns))
    for key in answer["all"]["counts"]:
        cells = [answer[name]["counts"].get(key) for name in columns]
        print(f"{key:<16}" + "".join(f"{f'{cell[0]}/{cell[1]}' if cell else '-':>14}" for cell in cells))
    for name in ("forms", "lists"):
        if name in answer:
            print(f"\n{name}")
            for key, (right, count) in answer[name]["counts"].items():
                print(f"  {key:<14}{f'{right}/{count}':>14}")
    print(f"\ntime, trafilatura alone = 1: {answer['time_ratio']}")
    for name in ("all", "forms", "lists"):
        for file, key, found in answer.get(name, {}).get("misses", []):
            print(f"  {file}  {key}: {str(found)[:110]}")


if __name__ == "__main__":
    sys.exit(main())
