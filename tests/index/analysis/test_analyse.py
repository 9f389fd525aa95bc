"""A document to its analysis and its facets, alone and over several processes."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace

from archive.model import Document, DocumentKind, MentionType, Published
from index.analysis import ANALYSER, Analysers, analyse, facets


def article(body: str, title: str = "Sơ kết một năm thực hiện nghị quyết") -> Document:
    published = Published(day=dt.date(2021, 9, 17), basis="meta")
    return Document(
        id="a1",
        kind=DocumentKind.ARTICLE,
        url="",
        source="bao-son-la",
        title=title,
        body=body,
        published=published,
    )


BODY = (
    "Ngày 17/9, Ban Thường vụ Tỉnh ủy họp. Đồng chí Lò Minh Khánh, Phó Bí thư Thường trực Tỉnh ủy, chủ trì."
    "\n\n"
    "Thực hiện Nghị quyết số 2-NQ/TU và Luật Đất đai 2013, UBND huyện Mai Sơn báo cáo. Ông Khánh kết luận."
)


def test_offsets_point_into_the_text_of_the_document() -> None:
    document = article(unicodedata.normalize("NFD", BODY))
    analysis = analyse(document, 7, "Sơn La")
    text = document.text
    assert (analysis.revision, analysis.version) == (7, ANALYSER)
    assert all(text[m.start : m.end] == m.text for m in analysis.mentions)
    assert text[slice(*analysis.sentences[0])] == document.title
    assert any(unicodedata.normalize("NFC", text[s:e]) == "Nghị quyết" for s, e in analysis.words)


def test_a_date_without_a_year_takes_that_of_publication() -> None:
    (date,) = [m for m in analyse(article(BODY), 1).mentions if m.type is MentionType.DATE]
    assert (date.attributes["lo"], date.attributes["hi"]) == ("2021-09-17", "2021-09-17")


def test_facets_name_each_entity_once_by_its_own_name() -> None:
    document = article(BODY)
    values = facets(document, analyse(document, 1, "Sơn La"))
    assert values["person"] == ("Lò Minh Khánh",)
    assert values["org"] == ("Ban Thường vụ Tỉnh ủy Sơn La", "Tỉnh ủy Sơn La", "UBND huyện Mai Sơn")
    assert values["directive"] == ("02-NQ/TU", "45/2013/QH13")
    assert (values["kind"], values["source"]) == (("article",), ("bao-son-la",))


def test_a_place_inside_a_bodys_name_is_a_place_of_the_document() -> None:
    document = article("Chủ tịch UBND tỉnh Gia Lai Nguyễn Văn Khang làm việc tại huyện Chư Păh.")
    values = facets(document, analyse(document, 1, "Sơn La"))
    assert values["place"] == ("Gia Lai", "huyện Chư Păh")


def test_of_a_trail_of_sections_the_last_one_counts() -> None:
    document = replace(article(BODY), section="Kinh tế / Nông nghiệp")
    assert facets(document, None)["section"] == ("Nông nghiệp",)


def test_facets_leave_out_what_names_nobody_for_certain() -> None:
    document = article("UBND tỉnh họp, ông Tư phát biểu, theo Nghị quyết 18.")
    assert set(facets(document, analyse(document, 1))) == {"kind", "source"}


def test_facets_of_a_document_without_analysis_are_its_own_data() -> None:
    assert facets(article(BODY), None) == {"kind": ("article",), "source": ("bao-son-la",)}


def test_many_documents_come_in_order_whatever_the_number_of_processes() -> None:
    tasks = [(article(f"Ông Lò Văn Páo ở bản số {i}."), i, "Sơn La") for i in range(20)]
    with Analysers(2) as several, Analysers(1) as one:
        assert list(several.analyse(tasks)) == list(one.analyse(tasks))
