"""A small invented archive for the web tests: two papers, a portal, people, places, directives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from archive.home import Home
from archive.identity import document_id
from archive.model import Analysis, Document, DocumentKind, Mention, MentionType, Published

PEOPLE = ("Giàng A Páo", "H'Len Niê", "Lò Thị Mai", "Trần Quốc Khánh")
PLACES = ("Mường Khoa", "Chiềng Lao", "Ea Tam")
BODIES = ("Ban Thường vụ Tỉnh ủy", "Sở Nông nghiệp và Môi trường")
DIRECTIVE = "07-NQ/TU"
HOSTILE_TITLE = "<img src=x onerror=alert(1)>Tin </script><script>alert(2)</script> vui"

SOURCES = {
    "bao-muong-khoa": ("Báo Mường Khoa", "newspaper", "https://baomuongkhoa.example/"),
    "bao-cao-nguyen": ("Báo Cao Nguyên", "newspaper", "https://baocaonguyen.example/"),
    "cong-muong-khoa": ("Cổng thông tin Mường Khoa", "portal", "https://muongkhoa.example/"),
}

STORIES = (
    (
        "Hạn hán kéo dài ở {place}",
        "Nông nghiệp",
        "{person} cho biết hồ chứa ở {place} chỉ còn một phần ba dung tích.",
    ),
    (
        "Khai giảng năm học mới tại {place}",
        "Giáo dục",
        "Thầy trò {place} đón năm học mới. {person} đánh trống khai trường.",
    ),
    (
        "{body} họp phiên thường kỳ",
        "Chính trị",
        "{body} nghe báo cáo việc thực hiện Nghị quyết số 07-NQ/TU tại {place}.",
    ),
    (
        "Lũ quét gây thiệt hại ở {place}",
        "Đời sống",
        "{person} cùng {body} đến thăm các hộ dân bị thiệt hại ở {place}.",
    ),
)


def documents() -> Iterator[Document]:
    """Forty-eight articles from 2015 to 2026, two directives, one undated and one hostile article."""
    papers = ("bao-muong-khoa", "bao-cao-nguyen")
    for n in range(48):
        title, section, body = STORIES[n % len(STORIES)]
        names = {
            "place": PLACES[n % len(PLACES)],
            "person": PEOPLE[n % len(PEOPLE)],
            "body": BODIES[n % len(BODIES)],
        }
        day = dt.date(2015 + n // 4, 1 + (n * 5) % 12, 1 + (n * 7) % 28)
        yield article(papers[n % 2], f"{title.format(**names)} ({n})", day, section, body.format(**names))
    yield article("bao-muong-khoa", "Chuyện cũ Chiềng Lao", None, "Văn hóa", "Lò Thị Mai kể chuyện cũ.")
    yield article("bao-muong-khoa", HOSTILE_TITLE, dt.date(2024, 3, 15), "Đời sống", "=1+1 <b>đậm</b> & vui")
    for n, year in enumerate((2021, 2026)):
        url = f"https://muongkhoa.example/van-ban/07-nq-tu-{year}"
        yield Document(
            id=document_id(url),
            kind=DocumentKind.DIRECTIVE,
            url=url,
            source="cong-muong-khoa",
            title="Nghị quyết số 07-NQ/TU về phát triển nông nghiệp bền vững",
            body=f"Căn cứ Chương trình làm việc toàn khóa, {BODIES[0]} ban hành Nghị quyết số 07-NQ/TU.",
            published=Published(day=dt.date(year, 3, 12), basis="label"),
            form={
                "number": DIRECTIVE,
                "doc_type": "Nghị quyết",
                "issuer": BODIES[0],
                "issued": f"{year}-03-1{n + 1}",
                "signer": "Trần Quốc Khánh",
            },
        )


def article(source: str, title: str, day: dt.date | None, section: str, body: str) -> Document:
    """An article as an extractor would give it."""
    url = f"{SOURCES[source][2]}{document_id(title)}.html"
    return Document(
        id=document_id(url),
        kind=DocumentKind.ARTICLE,
        url=url,
        source=source,
        title=title,
        lead=f"Tin từ {SOURCES[source][0]}.",
        body=f"{body}\n\nPhóng viên ghi lại tại chỗ.",
        published=Published(day=day, time="07:30", basis="json-ld", certain=day.year != 2016)
        if day
        else None,
        author="Hoàng Vi",
        section=section,
    )


def mentions(document: Document) -> list[Mention]:
    """Every name of this module that the text holds."""
    names = [
        *((MentionType.PERSON, name, name) for name in PEOPLE),
        *((MentionType.PLACE, name, name) for name in PLACES),
        *((MentionType.BODY, name, name) for name in BODIES),
        (MentionType.DIRECTIVE, f"Nghị quyết số {DIRECTIVE}", DIRECTIVE),
    ]
    found = []
    for kind, name, key in names:
        at = document.text.find(name)
        while at >= 0:
            found.append(
                Mention(
                    type=kind,
                    start=at,
                    end=at + len(name),
                    text=name,
                    key=key,
                    label=key,
                    attributes={"founded": True},
                )
            )
            at = document.text.find(name, at + 1)
    return sorted(found, key=lambda mention: mention.start)


def page_of(document: Document) -> bytes:
    """A page a browser must not run anything of."""
    script = "<script>document.title='ran'</script>"
    head = f"<!doctype html><meta charset=utf-8><title>{document.title}</title>{script}"
    return f"{head}<p>{document.body}".encode()


def fill(home: Home, held: Iterable[Document] | None = None) -> list[tuple[Document, Analysis]]:
    """Write sources, captures, documents (those of this module, or `held`) and analyses into an empty home;
    answers what is searchable."""
    home.sources_folder.mkdir(parents=True)
    for key, (name, kind, address) in SOURCES.items():
        text = f'key = "{key}"\nname = "{name}"\nkind = "{kind}"\nhome = "{address}"\n'
        (home.sources_folder / f"{key}.toml").write_text(text, encoding="utf-8")
    catalog = home.catalog()
    searchable = []
    with home.captures() as captures:
        for document in held if held is not None else documents():
            when = dt.datetime(2026, 11, 20, 1, 30, tzinfo=dt.UTC)
            capture = captures.append_exchange(
                url=document.url,
                source=document.source,
                captured_at=when,
                request=b"GET / HTTP/1.1\r\n\r\n",
                status_line="HTTP/1.1 200 OK",
                headers=[("Content-Type", "text/html; charset=utf-8")],
                body=page_of(document),
                durable=False,
            )
            stored = catalog.store(document, capture, "baoluu-extract/1")
            analysis = Analysis(
                revision=stored.revision,
                version="baoluu-analyse/1",
                sentences=(),
                words=(),
                mentions=mentions(document),
            )
            catalog.save_analyses([analysis])
            searchable.append((document, analysis))
        captures.sync()
    catalog.close()
    return searchable
