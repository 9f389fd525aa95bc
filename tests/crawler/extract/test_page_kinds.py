"""What a page is, before anything of it is believed."""

from __future__ import annotations

import pytest

from crawler.extract import PageKind
from tests.crawler.extract.pages import bare, page, read

STORIES = [
    f"Câu chuyện số {number} về đời sống các bản vùng cao trong mùa mưa năm nay" for number in range(8)
]
MENU = "".join(f"<li><a href='/muc-{number}'>Mục {number}</a></li>" for number in range(12))


def cards(excerpt: str = "") -> str:
    return "".join(
        f"<div class='item'><h3><a href='/bai-{number}.html'>{story}</a></h3><p>{excerpt}</p></div>"
        for number, story in enumerate(STORIES)
    )


def test_a_title_over_running_text_is_an_article() -> None:
    assert read(page()).kind is PageKind.ARTICLE


def test_cards_with_long_summaries_are_a_list() -> None:
    excerpt = (
        "Sáng nay, đoàn công tác của tỉnh kiểm tra thực địa và làm việc với chính quyền các xã về tiến độ."
    )
    html = bare("Kinh tế", f"<ul>{MENU}</ul><h1>Kinh tế</h1>{cards(excerpt)}")
    assert read(html, url="https://x.vn/kinh-te.htm").kind is PageKind.LIST


def test_titles_and_summaries_without_boxes_around_them_are_a_list() -> None:
    flat = "".join(
        f"<h4><a href='/bai-{at}.html'>{story}</a></h4><p>Đoàn công tác của tỉnh đã kiểm tra thực địa, làm "
        f"việc với các xã về tiến độ, ghi nhận kiến nghị thứ {at} của người dân và giao các sở trả lời.</p>"
        for at, story in enumerate(STORIES)
    )
    html = bare("Tin trong tỉnh", f"<h1>Tin trong tỉnh</h1><div id='content'>{flat}</div>")
    assert read(html, url="https://x.vn/tin-trong-tinh").kind is PageKind.LIST


def test_a_front_page_that_claims_to_be_an_article_is_a_list() -> None:
    html = bare("Báo", cards(), head="<meta property='og:type' content='article'>")
    assert read(html, url="https://x.vn/").kind is PageKind.LIST


def test_rows_of_documents_are_a_list() -> None:
    rows = "".join(
        f"<tr><td>{at}/QĐ-UBND</td><td>0{at}/7/2025</td><td><a href='/vb?id={at}'>Quyết định phê duyệt "
        f"danh mục dự án số {at} trên địa bàn tỉnh</a></td></tr>"
        for at in range(1, 9)
    )
    html = bare("Văn bản", f"<table>{rows}</table>")
    assert read(html, url="https://x.gov.vn/van-ban").kind is PageKind.LIST


def test_a_search_without_results_is_neither() -> None:
    html = bare("Trang tìm kiếm", f"<ul>{MENU}</ul><p>Đang tìm kiếm…</p>")
    assert read(html, url="https://x.gov.vn/?q=nghi").kind is PageKind.OTHER


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("404 - Không tìm thấy trang", PageKind.OTHER),
        ("Trang bạn yêu cầu không tồn tại", PageKind.OTHER),
        ("Nội dung này đã bị gỡ", PageKind.OTHER),
        ("404 hộ dân Nà Hin nhận gạo cứu đói trước mùa giáp hạt", PageKind.ARTICLE),
        ("Không tìm thấy trang phục truyền thống trong tủ đồ của lớp trẻ", PageKind.ARTICLE),
        ("Trang trại không còn lợn giống sau hai đợt dịch", PageKind.ARTICLE),
    ],
)
def test_a_notice_that_a_page_is_gone_is_no_article_whatever_text_it_has(title: str, kind: PageKind) -> None:
    assert read(page(title=title)).kind is kind


def test_numbers_that_a_script_opens_are_a_list_of_documents() -> None:
    rows = "".join(
        f"<div><a href='javascript:void(0)' onclick='xem({at})'>{at}/QĐ-UBND</a><p>Quyết định phê duyệt kế "
        f"hoạch sử dụng đất của xã thứ {at} trong năm nay và các năm tiếp theo của kỳ quy hoạch</p></div>"
        for at in range(1, 9)
    )
    html = bare("Văn bản", f"<h1>Hệ thống văn bản</h1>{rows}")
    assert read(html, url="https://x.gov.vn/vb/Pages/default.aspx").kind is PageKind.LIST


def test_stories_beside_an_article_do_not_make_it_a_list() -> None:
    assert read(page(after=f"<aside>{cards()}</aside>")).kind is PageKind.ARTICLE


def test_a_list_in_another_language_is_set_aside() -> None:
    stories = "".join(
        f"<h3><a href='/news-{at}'>The minister of trade said that prices fall in the {at} month</a></h3>"
        for at in range(9)
    )
    html = bare("News in English", stories)
    assert read(html, url="https://x.vn/english/news").kind is PageKind.OTHER


@pytest.mark.parametrize("html", ["", "   ", "<!-- -->", "<html></html>", "\x00\x01\x02"])
def test_nothing_to_read_is_other_and_says_why(html: str) -> None:
    found = read(html)
    assert found.kind is PageKind.OTHER
    assert found.reason
