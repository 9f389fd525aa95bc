"""A small invented archive of directives that bear one number, and of a person who changes office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from archive.home import Home
from archive.identity import document_id
from archive.model import Document, DocumentKind, Published
from index.intake import analyse_stale, index_pending

HELD = "07-NQ/TU~tinh-uy-son-la~2020-2025"
CITED = "07-NQ/TU~tinh-uy-dak-lak~2020-2025"

_SOURCES = {
    "bao-nui-cao": ("Báo Núi Cao", "newspaper", "Sơn La"),
    "bao-dat-do": ("Báo Đất Đỏ", "newspaper", "Đắk Lắk"),
    "cong-nui-cao": ("Cổng Núi Cao", "portal", "Sơn La"),
}


def documents() -> Iterator[Document]:
    """A resolution held, one only cited, one that no text tells apart, and a decision in place of another."""
    yield _document(
        "cong-nui-cao",
        "Nghị quyết số 07-NQ/TU về phát triển cây ăn quả",
        dt.date(2021, 3, 15),
        "Căn cứ Luật Trồng trọt năm 2018; Ban Chấp hành Đảng bộ tỉnh ban hành nghị quyết này.\n\n"
        + "Trồng cây ăn quả gắn với chế biến và với bảo vệ rừng đầu nguồn. " * 40,
        form={
            "number": "07-NQ/TU",
            "number_key": "07-NQ/TU",
            "doc_type": "Nghị quyết",
            "issuer": "Tỉnh ủy Sơn La",
            "place": "Sơn La",
            "issued": "2021-03-12",
            "signer": "Lò Văn Tâm",
        },
    )
    yield _document(
        "bao-nui-cao",
        "Đưa nghị quyết về bản",
        dt.date(2021, 4, 2),
        "Thực hiện Nghị quyết số 07-NQ/TU ngày 12/3/2021 của Tỉnh ủy Sơn La, bà con trồng thêm nhãn.",
    )
    yield _document(
        "bao-dat-do",
        "Cà phê đặc sản có hướng đi",
        dt.date(2022, 6, 9),
        "Nghị quyết số 07-NQ/TU ngày 20/5/2021 của Tỉnh ủy Đắk Lắk nêu rõ việc tái canh.",
    )
    yield _document(
        "bao-dat-do",
        "Chuyện một nghị quyết",
        dt.date(2027, 2, 1),
        "Người dân nhắc nhiều đến Nghị quyết số 07-NQ/TU trong các buổi họp.",
    )
    yield _document(
        "bao-nui-cao",
        "Quy định mới về bến đò",
        dt.date(2023, 8, 4),
        "Quyết định số 31/2023/QĐ-UBND ngày 1/8/2023 của UBND tỉnh Sơn La thay thế "
        "Quyết định số 12/2018/QĐ-UBND ngày 3/5/2018 của UBND tỉnh Sơn La.",
    )
    for title, day, office in (
        ("Khánh thành cầu treo", dt.date(2021, 5, 6), "Phó Chủ tịch UBND tỉnh Sơn La"),
        ("Thăm đồng bào vùng lũ", dt.date(2023, 9, 7), "Chủ tịch UBND tỉnh Sơn La"),
    ):
        body = f"Đồng chí Tòng Thị Hoa, {office}, đã đến dự tại huyện Mai Sơn và nói chuyện với bà con."
        yield _document("bao-nui-cao", title, day, body)


def fill(home: Home) -> None:
    """Write the documents into a home, then analyse, register and index all it holds."""
    home.sources_folder.mkdir(parents=True, exist_ok=True)
    for key, (name, kind, province) in _SOURCES.items():
        text = (
            f'key = "{key}"\nname = "{name}"\nkind = "{kind}"\n'
            f'home = "https://{key}.example/"\nprovince = "{province}"\n'
        )
        (home.sources_folder / f"{key}.toml").write_text(text, encoding="utf-8")
    catalog = home.catalog()
    with home.captures() as captures:
        for document in documents():
            capture = captures.append_exchange(
                url=document.url,
                source=document.source,
                captured_at=dt.datetime(2027, 3, 1, tzinfo=dt.UTC),
                request=b"GET / HTTP/1.1\r\n\r\n",
                status_line="HTTP/1.1 200 OK",
                headers=[("Content-Type", "text/html; charset=utf-8")],
                body=document.body.encode(),
                durable=False,
            )
            catalog.store(document, capture, "baoluu-extract/1")
        captures.sync()
    for _step in analyse_stale(catalog, home.sources(), everything=True):
        pass
    for _step in index_pending(home, catalog):
        pass
    catalog.close()


def _document(
    source: str, title: str, day: dt.date, body: str, form: dict[str, object] | None = None
) -> Document:
    url = f"https://{source}.example/{document_id(title)}.html"
    return Document(
        id=document_id(url),
        kind=DocumentKind.DIRECTIVE if form else DocumentKind.ARTICLE,
        url=url,
        source=source,
        title=title,
        body=body,
        published=Published(day=day, basis="meta"),
        form=form or {},
    )
