"""How a body is set: headings, tables, captions, and long texts in parts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Document, DocumentKind, Mention, MentionType
from web.passages import in_blocks, part_of_hit, parts, passages
from web.structure import Style, Styled, division_style, read_structure, styled_paragraphs

STRUCTURE = """## Ba xã hợp thành một

Sáng 5/3, hội đồng họp.

*Toàn cảnh buổi họp. Ảnh: Hoàng Vi*

| Xã | Số dân |
| --- | --- |
| Chiềng Lao | 5\\|120 |

- Sắp xếp trụ sở
- Bố trí cán bộ

> Dân đồng lòng

**Điều 1\\.** và hết"""
BODY = """Ba xã hợp thành một

Sáng 5/3, hội đồng họp.

Xã | Số dân

Chiềng Lao | 5|120

- Sắp xếp trụ sở

- Bố trí cán bộ

Dân đồng lòng"""


def document(body: str, structure: str = "") -> Document:
    return Document(
        id="x",
        kind=DocumentKind.ARTICLE,
        url="",
        source="s",
        title="Tin",
        body=body,
        extra={"structure": structure} if structure else {},
    )


def test_each_paragraph_of_the_body_gets_its_style_and_captions_their_place():
    cut = passages(document(BODY, STRUCTURE))[1:]
    assert [passage.style for passage in cut] == [
        Style.HEADING,
        Style.PARAGRAPH,
        Style.CAPTION,
        Style.ROW,
        Style.ROW,
        Style.ITEM,
        Style.ITEM,
        Style.QUOTE,
    ]
    assert [["".join(run.text for run in cell) for cell in row.cells] for row in cut[3:5]] == [
        ["Xã", "Số dân"],
        ["Chiềng Lao", "5|120"],
    ]


def test_rows_of_one_table_are_one_block():
    blocks = [(style, len(block)) for style, block in in_blocks(passages(document(BODY, STRUCTURE))[1:])]
    assert ("row", 2) in blocks


def test_a_structure_that_does_not_fit_leaves_plain_paragraphs():
    cut = passages(document("Một.\n\nHai.", "## Khác hẳn\n\nKhông liên quan"))
    assert [passage.style for passage in cut] == [Style.PARAGRAPH] * 3


def test_html_in_a_structure_stays_text():
    assert read_structure("## <script>x</script>") == [Styled(Style.HEADING, "<script>x</script>")]


@given(st.text(alphabet="ab *#|>-\\\n.1)", max_size=80), st.lists(st.text("ab |*", min_size=1), max_size=6))
def test_every_paragraph_comes_out_once_in_order_whatever_the_structure(structure, paragraphs):
    found = styled_paragraphs(paragraphs, read_structure(structure))
    assert [one for one in found if isinstance(one, int)] == list(range(len(paragraphs)))


def test_a_long_text_comes_in_parts_that_hold_it_all():
    body = "\n\n".join(f"Điều {n}. Nội dung của điều khoản này được quy định rõ." * 6 for n in range(600))
    cut = passages(document(body), hits=[(len(body) - 20, len(body) - 10)])
    found = parts(cut)
    assert len(found) > 2
    assert [p for part in found for p in part] == list(cut[1:])
    assert part_of_hit(found, 1) == len(found)


def test_no_part_of_an_article_page_weighs_over_100_kb(client, shelves):
    long = replace(
        shelves.document("Hạn hán"),
        id="dai",
        url="https://baomuongkhoa.example/dai.html",
        body="\n\n".join(f"Điều {n}. Lò Thị Mai và Giàng A Páo ký biên bản số {n}." * 4 for n in range(350)),
    )
    catalog = shelves.home.catalog()
    stored = catalog.store(long, catalog.captures_of(shelves.document("Hạn hán").url)[0], "baoluu-extract/1")
    mentions = []
    for name in ("Lò Thị Mai", "Giàng A Páo"):
        at = long.text.find(name)
        while at >= 0:
            mentions.append(
                Mention(
                    type=MentionType.PERSON,
                    start=at,
                    end=at + len(name),
                    text=name,
                    key=name,
                    label=name,
                    attributes={"founded": True},
                )
            )
            at = long.text.find(name, at + 1)
    analysis = next(a for d, a in shelves.searchable if d.title.startswith("Hạn hán"))
    catalog.save_analyses([replace(analysis, revision=stored.revision, mentions=mentions)])
    first = client.get("/bai/dai")
    assert b'href="/bai/dai?part=2"' in first.data
    address = "/bai/dai"
    for number in range(1, 5):
        response = client.get(f"{address}?part={number}")
        assert len(response.data) < 100_000


@pytest.mark.parametrize(
    ("paragraph", "style"),
    [
        ("Chương II QUẢN LÝ BẢN", Style.HEADING),
        ("PHẦN THỨ NHẤT ĐÁNH GIÁ TÌNH HÌNH", Style.HEADING),
        ("Phụ lục 2", Style.HEADING),
        ("Điều 3. Trách nhiệm của trưởng bản", Style.STRONG),
        ("Điều 3a: Quỹ thủy lợi", Style.STRONG),
        ("Điều 1. Thành lập Ban Chỉ đạo sửa đập Nậm Cong, gồm các ông, bà:", Style.PARAGRAPH),
        ("Điều 2. Quyết định này có hiệu lực từ ngày ký.", Style.PARAGRAPH),
        ("Chương trình mục tiêu quốc gia đến năm 2025", Style.PARAGRAPH),
        ("Mục đích của việc này", Style.PARAGRAPH),
        ("“Điều 5. Hộ được vay", Style.PARAGRAPH),
    ],
)
def test_divisions_of_a_directive_are_set_as_such_where_its_page_says_nothing(paragraph: str, style: Style):
    assert division_style(paragraph) is style


def test_only_a_directive_has_divisions_and_what_its_page_says_goes_before():
    text = "Chương I QUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi"
    article = document(text)
    directive = replace(article, kind=DocumentKind.DIRECTIVE)
    told = replace(directive, extra={"structure": "**Chương I QUY ĐỊNH CHUNG**\n\n> Điều 1. Phạm vi"})

    def styles(one: Document) -> list[Style]:
        return [passage.style for passage in passages(one, ()) if passage.zone == "body"]

    assert styles(article) == [Style.PARAGRAPH, Style.PARAGRAPH]
    assert styles(directive) == [Style.HEADING, Style.STRONG]
    assert styles(told) == [Style.STRONG, Style.QUOTE]
