"""By day: one day, and a year as a calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.web.pages_read import page, text_of


def test_a_day_lists_what_was_published_by_source_and_section(client, shelves):
    article = shelves.document("<img")
    soup = page(client, "/ngay/2024-03-15")
    assert [link["href"] for link in soup.select(".shelf li a")] == [f"/bai/{article.id}"]
    assert soup.select_one(".shelf h2").get_text() == "Báo Mường Khoa"
    assert soup.h1.get_text() == "Thứ Sáu, 15/03/2024"


def test_a_day_names_the_directives_issued_on_it_whenever_they_were_published(client, shelves):
    directive = next(d for d, _a in shelves.searchable if d.form.get("issued") == "2021-03-11")
    assert str(directive.published.day) == "2021-03-12"
    issued = page(client, "/ngay/2021-03-11").find(id="van-ban-ngay").parent
    assert [link["href"] for link in issued.select("li a")] == [f"/bai/{directive.id}"]
    published = page(client, "/ngay/2021-03-12")
    assert published.find(id="van-ban-ngay") is None
    assert [link["href"] for link in published.select(".shelf li a")] == [f"/bai/{directive.id}"]


def test_a_day_leads_to_the_nearest_days_that_have_something(client, shelves):
    days = sorted(
        {d.published.day for d, _a in shelves.searchable if d.published}
        | {dt.date.fromisoformat(d.form["issued"]) for d, _a in shelves.searchable if d.form.get("issued")}
    )
    at = len(days) // 2
    soup = page(client, f"/ngay/{days[at]}")
    assert soup.select_one("a[rel=prev]")["href"] == f"/ngay/{days[at - 1]}"
    assert soup.select_one("a[rel=next]")["href"] == f"/ngay/{days[at + 1]}"


def test_a_day_without_anything_says_that_it_may_not_be_captured(client):
    assert "không hẳn là không có báo" in text_of(page(client, "/ngay/1999-01-01"))


@pytest.mark.parametrize("day", ["2024-02-30", "hom-nay", "0000-00-00", "2024-03-15-1"])
def test_a_day_that_does_not_exist_is_a_400(client, day: str):
    page(client, f"/ngay/{day}", status=400)


def test_a_month_given_as_a_day_becomes_a_search(client):
    response = client.get("/ngay/2024-03")
    assert response.headers["Location"] == "/tim-kiem?on=2024-03"


def test_the_chosen_day_of_the_form_is_opened(client):
    assert client.get("/ngay/?on=2024-03-15").headers["Location"] == "/ngay/2024-03-15"


def test_the_calendar_counts_each_day_and_adds_up(client, shelves):
    soup = page(client, "/lich/2026")
    cells = [int(cell.small.get_text().split(": ")[1].split()[0]) for cell in soup.select(".month td a")]
    assert sum(cells) == sum(
        d.published is not None and d.published.day.year == 2026 for d, _a in shelves.searchable
    )
    assert len(soup.select(".month table")) == 12


def test_the_calendar_of_one_source_leads_to_that_source_only(client):
    soup = page(client, "/lich/nguon/bao-muong-khoa/2024")
    link = soup.select_one(".month td a")["href"]
    assert "source=bao-muong-khoa" in link
    assert page(client, link).h1.get_text() == "1 bài"


def test_a_year_far_away_is_no_page(client):
    page(client, "/lich/99999", status=404)
