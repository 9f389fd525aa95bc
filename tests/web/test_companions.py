"""What stands with a text: its copies in other papers, its files, the pages a file belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from archive.catalog.attachments import Attachments
from archive.home import Home
from archive.model import Document
from index.stories import tell_stories
from tests.web.fake_searcher import FakeSearcher
from tests.web.holdings import article, fill
from tests.web.pages_read import page, text_of
from web import create_app

BODY = (
    "Sáng nay xã Mường Khoa họp bàn việc sửa đập thủy lợi Nậm Cong trước mùa mưa, giao các bản góp công "
    "nạo vét mương, hẹn trước ngày cuối tháng phải xong để kịp lấy nước đổ ải vụ mùa cho hơn hai trăm hộ. "
    "Theo báo cáo tại buổi họp, thân đập nứt một đoạn dài từ trận lũ năm ngoái, cửa cống không đóng kín, "
    "nước thất thoát nhiều, mấy cánh đồng cuối kênh bỏ hoang gần nửa diện tích từ đầu vụ đông xuân."
)
FIRST = article("bao-muong-khoa", "Sửa đập Nậm Cong", dt.date(2024, 3, 14), "Nông nghiệp", BODY)
COPY = replace(
    article("bao-cao-nguyen", "Mường Khoa sửa đập", dt.date(2024, 3, 15), "Tin tức", BODY),
    body=f"{BODY}\n\nỞ Ea Tam, việc tương tự đã xong từ tháng trước.",
    author="Lò Thị Pâng",
    extra={"origin": "TTXVN"},
)
FAIR = (
    "Chợ phiên Nậm Păm họp lại vào sáng chủ nhật hằng tuần sau hai năm tạm nghỉ, ban quản lý chợ xếp lại "
    "các dãy hàng thổ cẩm, rau rừng và gia súc, thu gom rác cuối buổi, giữ giá trông xe như cũ cho bà con "
    "các bản xa về."
)
ONCE = article("bao-muong-khoa", "Chợ phiên họp lại", dt.date(2024, 4, 6), "Đời sống", FAIR)
TWICE = replace(
    article("bao-muong-khoa", "Chợ Nậm Păm đông khách", dt.date(2024, 4, 20), "Đời sống", FAIR),
    body=f"{FAIR}\n\nPhiên thứ hai đã đông gấp rưỡi.",
)
ALONE = article("bao-cao-nguyen", "Khánh thành cầu Ea Tam", dt.date(2024, 3, 15), "Tin tức", "Cầu mới.")
LETTER = article("bao-muong-khoa", "Thư mời họp", dt.date(2024, 3, 10), "Thông báo", "Kính mời các hộ.")
OWNER = replace(
    article("bao-muong-khoa", "Mời họp dân bản", dt.date(2024, 3, 10), "Thông báo", "Xem tệp."),
    extra={
        "attachments": [
            {"url": LETTER.url, "name": "Thư mời"},
            {"url": "https://baomuongkhoa.example/mau.pdf", "name": "Mẫu đơn"},
        ]
    },
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    home = Home.open(tmp_path_factory.mktemp("companions") / "home")
    searchable = fill(home, (COPY, FIRST, ONCE, TWICE, ALONE, LETTER, OWNER))
    catalog = home.catalog()
    with catalog.atomic() as connection:
        Attachments(catalog).note(OWNER, connection)
    for _ in tell_stories(catalog):
        pass
    app = create_app(home, open_searcher=lambda: FakeSearcher(searchable, catalog=catalog))
    app.testing = False
    with app.test_client() as client:
        yield client
    catalog.close()


def copies(reader: FlaskClient, one: Document, language: str = "vi") -> str:
    section = page(reader, f"/bai/{one.id}?lang={language}").select_one("section[aria-labelledby=bai-trung]")
    return text_of(section) if section is not None else ""


def test_a_text_names_its_copies_with_paper_day_and_credit(reader):
    assert "Mường Khoa sửa đập Báo Cao Nguyên, 15/03/2024, Lò Thị Pâng, theo TTXVN" in copies(reader, FIRST)


def test_who_published_first_is_said_on_both_sides(reader):
    assert "đây là bản đăng sớm nhất" in copies(reader, FIRST)
    assert "Báo Mường Khoa, 14/03/2024, Hoàng Vi sớm nhất" in copies(reader, COPY)


def test_a_text_that_stands_alone_names_no_copies(reader):
    assert copies(reader, ALONE) == ""


def test_a_copy_is_not_named_again_among_what_is_similar(reader):
    similar = page(reader, f"/bai/{COPY.id}").select_one("section[aria-labelledby=gan-giong]")
    assert FIRST.title not in text_of(similar)
    assert ALONE.title in text_of(similar)


@pytest.mark.parametrize(("one", "other"), [(FIRST, COPY), (COPY, FIRST)])
def test_what_a_paper_added_is_shown_from_whichever_side(reader, one, other):
    soup = page(reader, f"/bai/{one.id}")
    (link,) = [a["href"] for a in soup.select("section[aria-labelledby=bai-trung] a[href*=so-sanh]")]
    compared = page(reader, link)
    assert "Báo Mường Khoa so với Báo Cao Nguyên" in text_of(compared.h1)
    assert "Ở Ea Tam" in " ".join(text_of(come) for come in compared.select(".reading ins"))
    assert "TTXVN" in " ".join(text_of(come) for come in compared.select("table ins"))


def test_the_agency_a_text_was_taken_from_stands_beside_its_author(reader):
    assert "Lò Thị Pâng · theo TTXVN" in text_of(page(reader, f"/bai/{COPY.id}").select_one(".byline"))
    assert "theo" not in text_of(page(reader, f"/bai/{FIRST.id}").select_one(".byline"))
    assert told(reader, COPY)["origin"] == "TTXVN"


def test_the_head_of_a_text_leads_to_its_copies_and_files(reader):
    for one, anchor in ((FIRST, "#bai-trung"), (OWNER, "#dinh-kem"), (LETTER, "#thuoc-ve")):
        soup = page(reader, f"/bai/{one.id}")
        (link,) = soup.select(".article-head ul a")
        assert link["href"] == anchor
        assert soup.select_one(anchor) is not None
    assert page(reader, f"/bai/{ALONE.id}").select(".article-head ul a") == []


def test_copies_in_one_paper_are_told_apart_by_their_days(reader):
    compared = page(reader, f"/bai/{ONCE.id}/so-sanh-voi/{TWICE.id}")
    heading = text_of(compared.h1)
    assert heading == "Báo Mường Khoa, 06/04/2024 so với Báo Mường Khoa, 20/04/2024"


def test_one_paragraph_left_out_is_one_in_english(reader):
    compared = page(reader, f"/bai/{ONCE.id}/so-sanh-voi/{TWICE.id}?lang=en")
    assert "… 1 paragraph unchanged …" in text_of(compared)


def test_texts_of_two_stories_are_not_compared(reader):
    assert reader.get(f"/bai/{FIRST.id}/so-sanh-voi/{ALONE.id}").status_code == 404


def test_a_page_leads_to_the_text_of_the_file_it_offers(reader):
    files = page(reader, f"/bai/{OWNER.id}").select("section[aria-labelledby=dinh-kem] a")
    assert [(text_of(a), a["href"]) for a in files] == [
        ("Thư mời", f"/bai/{LETTER.id}"),
        ("Mẫu đơn", "https://baomuongkhoa.example/mau.pdf"),
    ]


def test_a_file_leads_to_the_page_it_belongs_to(reader):
    owners = page(reader, f"/bai/{LETTER.id}").select("section[aria-labelledby=thuoc-ve] a")
    assert [(text_of(a), a["href"]) for a in owners] == [("Mời họp dân bản", f"/bai/{OWNER.id}")]


def told(reader: FlaskClient, one: Document) -> dict[str, Any]:
    """The answer about a document, which has the shape that is described."""
    answer = reader.get(f"/api/v1/documents/{one.id}").get_json()
    components = reader.get("/api/v1/openapi.json").get_json()["components"]
    Draft202012Validator({**components["schemas"]["Document"], "components": components}).validate(answer)
    return answer


def test_the_api_names_the_copies_of_a_text_and_who_was_first(reader):
    copies = told(reader, COPY)["copies"]
    assert (copies["count"], copies["first"]) == (1, FIRST.id)
    (other,) = copies["others"]
    assert (other["id"], other["source"], other["day"]) == (FIRST.id, "bao-muong-khoa", "2024-03-14")
    assert told(reader, ALONE)["copies"] is None


def test_the_api_names_files_and_the_pages_they_belong_to(reader):
    assert told(reader, OWNER)["attachments"] == [
        {"url": LETTER.url, "name": "Thư mời", "document": LETTER.id},
        {"url": "https://baomuongkhoa.example/mau.pdf", "name": "Mẫu đơn", "document": None},
    ]
    (owner,) = told(reader, LETTER)["attached_to"]
    assert (owner["document"], owner["title"]) == (OWNER.id, "Mời họp dân bản")
