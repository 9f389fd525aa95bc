"""The results page."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.web.pages_read import page, text_of
from web.cursors import Cursor


def facet_entries(soup, facet: str) -> dict[str, int]:
    section = soup.find(id=f"loc-{facet}").parent
    return {
        link.find(class_="name").get_text(): int(link.find(class_="number").get_text().split()[0])
        for link in section.select("li > a:first-child")
    }


def test_words_typed_without_marks_are_marked_in_the_text(client):
    soup = page(client, "/tim-kiem?q=lu+quet")
    assert "Lũ" in {mark.get_text() for mark in soup.select("ol.hits mark")}


def test_the_total_counts_every_hit_and_the_pages_show_them_all(client):
    soup = page(client, "/tim-kiem?q=muong+khoa")
    total = int(soup.h1.get_text().split()[0])
    seen = []
    while True:
        seen += [link["href"] for link in soup.select(".hit h2 a")]
        after = soup.select_one("a[rel=next]")
        if after is None:
            break
        soup = page(client, after["href"])
    assert len(seen) == len(set(seen)) == total > 10


@pytest.mark.parametrize("facet", ["person", "source", "section", "place", "org", "directive", "kind"])
def test_a_click_on_a_facet_shows_as_many_as_it_said(client, facet: str):
    soup = page(client, "/tim-kiem?q=muong")
    section = soup.find(id=f"loc-{facet}").parent
    for link in section.select("li > a:first-child"):
        said = link.find(class_="number").get_text().split()[0]
        assert page(client, link["href"]).h1.get_text().split()[0] == said


def test_a_facet_entry_is_read_out_as_a_name_and_a_number_of_articles(client):
    soup = page(client, "/tim-kiem")
    entry = soup.find(id="loc-place").parent.select_one("li > a")
    assert "".join(entry.get_text().split()).startswith("MườngKhoa,")
    assert entry.get_text().rstrip().endswith("bài")


def test_excluding_a_value_leaves_the_rest(client):
    everything = facet_entries(page(client, "/tim-kiem"), "source")
    soup = page(client, "/tim-kiem?source=-bao-cao-nguyen")
    total = int(soup.h1.get_text().split()[0])
    assert total == sum(everything.values()) - everything["Báo Cao Nguyên"]


def test_a_facet_still_shows_the_values_beside_the_one_chosen(client):
    assert set(facet_entries(page(client, "/tim-kiem?source=bao-cao-nguyen"), "source")) == {
        "Báo Mường Khoa",
        "Báo Cao Nguyên",
        "Cổng thông tin Mường Khoa",
    }


def test_every_filter_is_a_chip_that_removes_it(client):
    address = f"/tim-kiem?q=muong&from=2016&person={quote('Giàng A Páo')}&section=-{quote('Giáo dục')}"
    soup = page(client, address)
    chips = soup.select(".chips a")
    assert len(chips) == 3
    assert "person=" not in next(c for c in chips if "Giàng A Páo" in c.get_text())["href"]


def test_the_histogram_and_its_table_say_the_same(client):
    soup = page(client, "/tim-kiem?q=muong")
    drawn = [link["aria-label"] for link in soup.select(".chart a")]
    told = [
        f"{row.td.get_text()}: {row.select_one('.number').get_text()} bài"
        for row in soup.select(".chart-foot tbody tr")
    ]
    assert drawn == told != []


def test_a_bar_leads_to_as_many_documents_as_it_counts(client):
    soup = page(client, "/tim-kiem?q=muong")
    for link in soup.select(".chart a"):
        said = link["aria-label"].rsplit(": ", 1)[1]
        assert page(client, link["href"]).h1.get_text() == said


def test_undated_documents_are_counted_beside_the_chart_and_linked(client):
    soup = page(client, "/tim-kiem")
    link = soup.find("a", string="Không rõ ngày: 1")
    assert page(client, link["href"]).h1.get_text() == "1 bài"


def test_a_period_says_how_many_undated_documents_it_leaves_out(client):
    assert "Ngoài ra có 1 bài không rõ ngày" in text_of(page(client, "/tim-kiem?from=2015&to=2026"))


def test_nothing_found_says_what_each_filter_takes_away(client):
    soup = page(client, "/tim-kiem?q=chieng+lao+chuyen+cu&from=2024")
    assert "Không tìm thấy bài nào" in text_of(soup)
    way = soup.select_one(".nothing li a")
    assert page(client, way["href"]).h1.get_text() == way.get_text().rsplit(": ", 1)[1] == "1 bài"


def test_where_no_one_filter_is_to_blame_the_words_alone_are_offered(client):
    address = f"/tim-kiem?q=chieng+lao+chuyen+cu&from=2024&person={quote('Giàng A Páo')}"
    way = page(client, address).select_one(".nothing li a")
    assert way["href"] == "/tim-kiem?q=chieng+lao+chuyen+cu"
    assert page(client, way["href"]).h1.get_text() == way.get_text().rsplit(": ", 1)[1] == "1 bài"


def test_an_impossible_day_is_a_friendly_400_that_names_the_parameter(client):
    soup = page(client, "/tim-kiem?from=2024-02-30", status=400)
    assert soup.select_one("code").get_text() == "from"
    assert soup.find("a", href="/")


def test_the_empty_fields_of_the_form_leave_no_trace_in_the_address(client):
    response = client.get("/tim-kiem?q=muong&from=&to=&when=&date_field=pub")
    assert response.headers["Location"] == "/tim-kiem?q=muong"


def test_a_directives_number_offers_its_page(client):
    soup = page(client, "/tim-kiem?q=7-nq/tu")
    assert soup.select_one(".notice a")["href"] == "/van-ban/07-NQ/TU"


def test_an_unknown_parameter_gives_a_notice_and_results(client):
    soup = page(client, "/tim-kiem?q=muong&la=1")
    assert "la" in soup.select_one(".notice").get_text()
    assert soup.select(".hit")


def test_a_page_past_the_last_is_empty_and_leads_back(client):
    soup = page(client, "/tim-kiem?q=muong&page=99")
    assert not soup.select(".hit")
    assert soup.find("a", string="Về trang đầu của kết quả")


def test_the_form_keeps_every_filter(client):
    soup = page(client, f"/tim-kiem?q=muong&person={quote('Giàng A Páo')}&undated=include&sort=oldest")
    kept = {(field["name"], field["value"]) for field in soup.select("form.search input[type=hidden]")}
    assert kept == {("person", "Giàng A Páo"), ("undated", "include"), ("sort", "oldest")}


def test_all_values_of_a_facet_are_found_by_first_letters_without_marks(client):
    soup = page(client, "/tim-kiem/person?prefix=gi")
    assert [name.get_text() for name in soup.select(".facet .name")] == ["Giàng A Páo"]


def test_no_results_page_weighs_over_100_kb_even_for_a_pasted_paragraph(client):
    words = "Ban Thường vụ Tỉnh ủy nghe báo cáo việc thực hiện nghị quyết tại Mường Khoa " * 12
    for pasted in (words[:1000], "😀 " * 200, "ế" * 400):
        response = client.get("/tim-kiem", query_string={"q": pasted})
        assert response.status_code == 200
        assert len(response.data) < 100_000
    assert len(client.get("/tim-kiem").data) < 100_000


def test_grouped_copies_are_one_hit_that_names_the_others(client):
    single = page(client, "/tim-kiem?q=nong+nghiep+ben+vung")
    assert "1 nội dung trong 2 bài" in text_of(single)
    grouped = page(client, single.find("a", string="gộp bài cùng nội dung")["href"])
    assert (len(single.select(".hit")), len(grouped.select(".hit"))) == (2, 1)
    assert "Cũng đăng ở Cổng thông tin Mường Khoa" in text_of(grouped.select_one(".hit"))
    assert (single.h1.get_text(), grouped.h1.get_text()) == ("2 bài", "1 nội dung trong 2 bài")
    assert "story=" in grouped.find("a", string="xem cả 2 bài")["href"]
    back = page(client, grouped.find("a", string="Tách từng bài")["href"])
    assert len(back.select(".hit")) == 2


def test_an_export_of_a_grouped_page_has_every_document(client):
    lines = client.get("/xuat/tim-kiem.jsonl?q=nong+nghiep+ben+vung&group=1").get_data(as_text=True)
    assert len(lines.strip().splitlines()) == 3


def test_beyond_the_first_pages_links_go_on_by_cursor_to_every_document(client, shelves):
    address, seen, addresses = "/tim-kiem?sort=oldest", [], []
    while address:
        addresses.append(address)
        soup = page(client, address)
        seen += [link["href"].partition("?")[0] for link in soup.select(".hit h2 a")]
        onward = soup.select_one(".pager a[rel=next]")
        address = onward["href"] if onward else ""
    assert ["cursor=" in one for one in addresses] == [False] * 5 + [True]
    assert sorted(seen) == sorted(f"/bai/{document.id}" for document, _analysis in shelves.searchable)


def test_a_cursor_of_another_state_of_the_index_is_told(client):
    written = Cursor(generation="older", offset=50).written()
    assert "Chỉ mục đã đổi" in page(client, f"/tim-kiem?cursor={written}").select_one(".notice").get_text()


def test_a_cursor_that_no_answer_gave_is_refused(client):
    assert client.get("/tim-kiem?cursor=zzz").status_code == 400


@pytest.mark.parametrize("grain", ["week", "quarter"])
def test_a_chart_by_weeks_or_quarters_leads_to_what_it_counts(client, grain: str):
    soup = page(client, f"/tim-kiem?from=2024-02-14&to=2025-02-12&by={grain}")
    for bar in soup.select(".chart svg a"):
        told = bar["aria-label"].rpartition(": ")[2]
        assert page(client, bar["href"]).h1.get_text() == told
