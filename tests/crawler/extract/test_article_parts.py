"""Title, lead, text, captions, author and section of an article."""

from __future__ import annotations

import unicodedata

import pytest

from archive.model import Document
from tests.crawler.extract.pages import PARAGRAPHS, TITLE, bare, page, read

LEAD = (
    "Sau mười năm chờ đợi, bốn mươi hai hộ dân bản Phiêng Pẻn được dùng điện lưới quốc gia từ đầu tháng ba."
)
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
STORY = "Kiểm tra đột xuất các bến đò ngang trên lòng hồ thủy điện"


def article(html: str) -> Document:
    document = read(html).document
    assert document is not None
    return document


def test_the_heading_readers_see_beats_the_title_kept_in_the_metas() -> None:
    old = "Bản Phiêng Pẻn có điện lưới quốc gia sau chín năm chờ đợi"
    html = page(head=f"<meta property='og:title' content='{old}'>")
    assert article(html).title == TITLE


def test_a_portal_that_calls_every_page_the_same_gets_the_heading_above_the_text() -> None:
    html = (
        "<html><head><title>Tin tức - Sự kiện</title></head><body><div class='news'>"
        f"<h3 class='Title'>{TITLE}</h3><div class='ArticleContent'>{TEXT}</div></div></body></html>"
    )
    assert article(html).title == TITLE


def test_the_sites_name_is_no_part_of_the_title() -> None:
    html = (
        f"<html><head><title>{TITLE} - Báo Thượng Nguồn</title></head><body><div>{TEXT}</div></body></html>"
    )
    assert article(html).title == TITLE


@pytest.mark.parametrize("mark", ["(Dân Bản) - ", "(BTN)- ", "BTN - ", "(Baothuongnguon.vn) – ", ""])
def test_a_lead_stands_without_the_agencys_mark_and_not_in_the_body(mark: str) -> None:
    document = article(page(before=f"<h2 class='sapo'>{mark}{LEAD}</h2>"))
    assert document.lead == LEAD
    assert LEAD not in document.body


def test_the_bold_first_paragraph_is_the_lead() -> None:
    assert article(page(body=f"<p><strong>{LEAD}</strong></p>{TEXT}")).lead == LEAD


def test_a_lead_printed_twice_is_kept_once() -> None:
    document = article(page(before=f"<div class='sapo'>{LEAD}</div>", body=f"<div>{LEAD}</div>{TEXT}"))
    assert LEAD not in document.body


def test_a_description_that_was_cut_short_is_completed_from_the_page() -> None:
    html = page(head=f"<meta name='description' content='{LEAD[:60]}...'>", before=f"<p>{LEAD}</p>")
    assert article(html).lead == LEAD


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='box-lien-quan'><a href='/a.html'>{STORY}</a></div>",
        f"<p>Tin nóng</p><ul><li><a href='/a.html'>{STORY}</a></li><li><a href='/b'>{STORY} 2</a></li></ul>",
        f"<p><a href='/a.html'>{STORY}</a></p>",
        f"<p>&gt;&gt; Xem thêm: <a href='/a.html'>{STORY}</a></p>",
        f"<div class='card'><a href='/a.html'>{STORY}</a><p>Một câu tóm tắt ngắn câu chuyện khác.</p></div>",
    ],
)
def test_other_stories_inside_the_text_are_left_out(box: str) -> None:
    document = article(page(body=f"<p>{PARAGRAPHS[0]}</p>{box}{TEXT}"))
    assert STORY not in document.body
    assert PARAGRAPHS[1] in document.body


def test_a_short_text_below_a_link_to_another_story_is_no_card() -> None:
    link = f"<p><a href='/a.html'>{STORY}</a></p>"
    document = article(page(body=link + "".join(f"<p>{paragraph}</p>" for paragraph in (*PARAGRAPHS, LEAD))))
    assert document.body.startswith(PARAGRAPHS[0])


def test_a_box_of_the_papers_own_text_belongs_to_the_article() -> None:
    box = (
        f"<div class='VCSortableInPreviewMode'><div><h3>Thông tin thêm</h3><p>{PARAGRAPHS[3]}</p></div></div>"
    )
    assert PARAGRAPHS[3] in article(page(body=f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{box}")).body


def test_labels_of_a_widget_between_clauses_are_left_out() -> None:
    clauses = "".join(
        f"<p>{paragraph}</p><span>Theo dõi điều khoản</span>" for paragraph in (*PARAGRAPHS, *PARAGRAPHS)
    )
    assert "Theo dõi điều khoản" not in article(page(body=clauses)).body


def test_a_text_in_an_aside_is_read_and_the_notice_about_cookies_is_not() -> None:
    notice = (
        "<div class='cookie'><p>Trang này dùng cookie để phục vụ tốt hơn, xin bấm đồng ý để đọc.</p></div>"
    )
    html = bare(TITLE, f"{notice}<h1>{TITLE}</h1><aside>{TEXT}</aside>")
    assert article(html).body == "\n\n".join(PARAGRAPHS)


def test_a_link_inside_a_sentence_stays_part_of_it() -> None:
    sentence = "Theo <a href='/nq'>Nghị quyết số 12/2026/NQ-HĐND</a>, mỗi hộ được hỗ trợ chi phí đấu nối."
    document = article(page(body=f"{TEXT}<p>{sentence}</p>"))
    assert "Theo Nghị quyết số 12/2026/NQ-HĐND, mỗi hộ được hỗ trợ" in document.body


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src='a.jpg'><figcaption>{0}</figcaption></figure>",
        "<table><tr><td><img src='a.jpg'></td></tr><tr><td>{0}</td></tr></table>",
        "<p><img src='a.jpg'></p><p style='text-align:center'><em>{0}</em></p>",
        "<div><img src='a.jpg'></div><div class='imgcaption'>{0}</div>",
    ],
)
def test_a_caption_is_known_from_where_it_stands(picture: str) -> None:
    caption = "Đóng điện công trình tại bản Phiêng Pẻn. Ảnh: Lò Khánh"
    document = article(page(body=f"<p>{PARAGRAPHS[0]}</p>{picture.format(caption)}{TEXT}"))
    assert document.extra["captions"] == [caption]


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("<span class='author'>Lò Khánh</span>", "Lò Khánh"),
        ("<p class='author'>Theo <b>Đoàn Thị Loan</b></p>", "Đoàn Thị Loan"),
        (
            "<div class='author-info'><a class='name'>NHẬT XUÂN</a> và <a class='name'>NGHI VŨ</a></div>",
            "NHẬT XUÂN; NGHI VŨ",
        ),
        ("<span class='author'>Báo Thượng Nguồn</span>", None),
        ("<span class='author'>PV</span>", None),
    ],
)
def test_the_byline_gives_people_and_not_the_paper(byline: str, author: str | None) -> None:
    assert article(page(before=byline)).author == author


@pytest.mark.parametrize(
    "signature",
    [
        "<p style='text-align:right'><strong>Bài, ảnh: Lò Khánh</strong></p>",
        "<p align='right'><b>Lò Khánh</b> (tổng hợp)</p>",
        "<p class='author_mail'><strong>Lò Khánh</strong></p>",
    ],
)
def test_a_signature_below_the_text_is_the_author_and_no_text(signature: str) -> None:
    document = article(page(body=TEXT + signature))
    assert document.author == "Lò Khánh"
    assert document.body.endswith(PARAGRAPHS[-1])


def test_the_breadcrumb_gives_the_trail_of_sections() -> None:
    trail = (("/", "Trang chủ"), ("/k", "Kinh tế"), ("/k/n", "Năng lượng"))
    entries = "".join(f"<li><a href='{href}'>{name}</a></li>" for href, name in trail)
    above = f"<ul class='breadcrumb'>{entries}</ul>"
    assert article(page(above=above)).section == "Kinh tế / Năng lượng"


def test_every_text_is_composed_and_free_of_invisible_characters() -> None:
    spoilt = unicodedata.normalize("NFD", PARAGRAPHS[0]).replace(" ", "\u200b \u00ad").replace("Đ", "Ð")
    body = article(page(body=f"<p>{spoilt}</p>{TEXT}")).body
    assert unicodedata.is_normalized("NFC", body)
    assert body.startswith(PARAGRAPHS[0])


def test_list_numbers_and_table_rows_are_kept() -> None:
    body = (
        f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
        "<ol><li>Mục tiêu chung.</li><li>Mục tiêu cụ thể.</li></ol>"
        "<table><tr><th>Bản</th><th>Số hộ</th></tr><tr><td>Nà Hin</td><td>42</td></tr></table>"
    )
    document = article(page(body=body))
    assert "1. Mục tiêu chung.\n\n2. Mục tiêu cụ thể." in document.body
    assert "| Nà Hin | 42 |" in document.extra["structure"]


def test_text_that_looks_like_markdown_is_escaped_in_the_structure() -> None:
    document = article(
        page(body=f"{TEXT}<p>Từ *năm* 2020 [xem] <b># ghi chú</b> &lt;script&gt; dài thêm cho đủ chữ.</p>")
    )
    assert r"\*năm\* 2020 \[xem\] \# ghi chú \<script\>" in document.extra["structure"]


def test_files_linked_from_the_text_are_its_attachments() -> None:
    names = {"a.pdf": "Phụ lục I - Danh sách xã", "b.pdf": "Phụ lục II - Biểu chi"}
    rows = "".join(f"<tr><td><a href='/{file}'>{name}</a></td></tr>" for file, name in names.items())
    document = article(page(body=f"{TEXT}<table>{rows}</table>"))
    found = {file["url"].rsplit("/", 1)[-1]: file["name"] for file in document.extra["attachments"]}
    assert found == names
    assert all(name in document.body for name in names.values())


def test_a_file_that_the_page_shows_in_a_frame_is_its_attachment() -> None:
    frames = (
        "<iframe src='https://video.example/embed/1'></iframe>"
        "<iframe src='/pdfjs/web/viewer.html?file=%2Ftep%2Fquy-hoach.pdf'></iframe>"
        "<object data='/tep/ban-do.pdf' type='application/pdf'></object>"
    )
    document = article(page(body=f"{TEXT}{frames}"))
    assert [file["url"].split("/", 3)[-1] for file in document.extra["attachments"]] == [
        "tep/quy-hoach.pdf",
        "tep/ban-do.pdf",
    ]


def test_a_text_cut_in_two_by_an_advertisement_is_whole() -> None:
    half = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:2])
    rest = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[2:])
    html = (
        f"<html><head><title>{TITLE}</title></head><body><main><h1>{TITLE}</h1><div class='p'>{half}</div>"
        f"<div class='adv'>Mua một tặng một</div><div class='p'>{rest}</div></main></body></html>"
    )
    body = article(html).body
    assert all(paragraph in body for paragraph in PARAGRAPHS)
    assert "Mua một tặng một" not in body


def signed(signature: str) -> tuple[str | None, str]:
    document = article(page(body=f"{TEXT}{signature}"))
    return document.author, document.body


def test_a_last_line_that_is_a_persons_whole_name_is_the_signature_however_it_is_set() -> None:
    author, body = signed("<p>Quàng Thị Diệu (TTXVN)</p>")
    assert author == "Quàng Thị Diệu"
    assert "Diệu" not in body


def test_a_last_line_that_names_a_place_is_no_signature() -> None:
    author, body = signed("<p>Cao Bằng</p>")
    assert author is None
    assert body.endswith("Cao Bằng")


def test_an_office_that_signs_to_the_right_is_the_author_where_no_person_is() -> None:
    author, body = signed("<p class='text-right'><strong>Trung tâm Khuyến nông</strong></p>")
    assert author == "Trung tâm Khuyến nông"
    assert "Khuyến nông" not in body


def test_the_staff_that_signs_is_neither_author_nor_text() -> None:
    author, body = signed("<p style='text-align:right'><b>BBT</b></p>")
    assert author is None
    assert "BBT" not in body


def test_a_name_beside_the_date_is_the_author() -> None:
    document = article(
        page(before="<div class='x1'><span>Hờ Thị Linh</span><span>•</span>08:45, 4/3/2026</div>")
    )
    assert document.author == "Hờ Thị Linh"
    assert document.published is not None


def test_a_name_in_the_line_for_who_and_when_is_the_author_without_a_date_too() -> None:
    assert article(page(before="<p class='post-meta'>Hạ Mây</p>")).author == "Hạ Mây"


def test_the_person_who_signs_comes_before_the_paper_a_text_was_taken_from() -> None:
    by = "<div align='right'><b>{}</b></div><div align='right'><i>{}</i></div>"
    for taken_over in ("Theo EW", "Theo Pù Luông", "Tiền Phong"):
        author, body = signed(by.format("Trí Nậm", taken_over))
        assert author == "Trí Nậm"
        assert body.endswith(PARAGRAPHS[-1])


def test_a_paper_named_alone_at_the_end_is_the_source_and_nobodys_name() -> None:
    document = article(page(body=f"{TEXT}<p>Theo <b>Vân Nà</b></p><div align='right'>Lao Động</div>"))
    assert document.author == "Vân Nà"
    assert document.extra["origin"] == "Lao Động"
    assert document.body.endswith(PARAGRAPHS[-1])


def test_the_one_sentence_between_title_and_text_is_the_lead() -> None:
    assert article(page(before=f"<div class='x2'>{LEAD}</div>")).lead == LEAD


def test_a_heading_that_only_says_detail_is_no_title() -> None:
    html = (
        page()
        .replace("<h1>", "<h1>Chi tiết tin</h1><h2>")
        .replace("</h1><div class='detail", "</h2><div class='detail")
    )
    assert article(html).title == TITLE


def test_a_trail_in_another_part_of_the_page_gives_the_section() -> None:
    trail = "<ol class='breadcrumb'><li><a href='/'>Trang chủ</a></li><li><a href='/xh'>Xã hội</a></li></ol>"
    html = page().replace("<body>", f"<body><section>{trail}</section>")
    assert article(html).section == "Xã hội"


def test_a_heading_with_nothing_after_it_is_no_part_of_the_text() -> None:
    assert article(page(body=f"{TEXT}<h4>Đồng hành cùng chuyên mục</h4>")).body.endswith(PARAGRAPHS[-1])


def test_captions_of_pictures_in_a_row_stay_apart() -> None:
    figures = "".join(
        f"<figure><img src='{n}.jpg'><figcaption>Cảnh {n}. Ảnh: L.P</figcaption></figure>" for n in "ab"
    )
    assert article(page(body=f"{TEXT}{figures}")).extra["captions"] == [
        "Cảnh a. Ảnh: L.P",
        "Cảnh b. Ảnh: L.P",
    ]


def test_a_place_and_day_below_the_text_are_nobodys_name() -> None:
    author, _ = signed("<p style='text-align:right'><i>Thượng Nguồn, ngày 4 tháng 3 năm 2026</i></p>")
    assert author is None


def test_a_copy_hidden_for_printing_is_not_read() -> None:
    copy = f"<div style='display:none'><h1>{TITLE}</h1>{TEXT}</div>"
    document = article(page(above=copy, before="<p class='ngay'>Ngày 4/3/2026</p>"))
    assert document.published is not None
    assert document.body.count(PARAGRAPHS[0]) == 1


def test_a_text_that_only_a_script_shows_is_read() -> None:
    hidden = f"<div style='display:none'><h1>{TITLE}</h1>{TEXT}</div>"
    html = f"<html><head><title>{TITLE}</title></head><body>{hidden}</body></html>"
    assert article(html).body.startswith(PARAGRAPHS[0])


def test_the_place_before_a_lead_is_no_part_of_it() -> None:
    before = f"<p class='description'><span class='location-stamp'>Thượng Nguồn</span>{LEAD}</p>"
    assert article(page(before=before)).lead == LEAD


def test_a_title_that_no_heading_shows_is_found_by_its_part_of_the_pages_title() -> None:
    html = page(title=f"{TITLE} | Sở Công thương").replace("<h1>", "<div>").replace("</h1>", "</div>")
    html = html.replace(f"<div>{TITLE} | Sở Công thương", f"<div>{TITLE}")
    assert article(html).title == TITLE
