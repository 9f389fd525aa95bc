"""A researcher's journey, as one would make it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import keep
from tests.web.directives_held import HELD

pytestmark = pytest.mark.browser


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def total(page: Page) -> int:
    return int(page.locator("main h1").inner_text().split()[0].replace(".", ""))


def drag_over_bars(page: Page, first: int, last: int) -> None:
    bars = page.locator(".chart a .ground")
    start, end = bars.nth(first).bounding_box(), bars.nth(last).bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=8)
    page.mouse.up()


def test_from_an_unaccented_query_to_a_citation_and_back(page: Page):
    page.goto("/")
    page.get_by_role("searchbox", name="Từ cần tìm").fill("muong khoa")
    page.get_by_role("button", name="Tìm", exact=True).click()
    found = total(page)
    assert found > 10
    expect(page.locator(".hit mark").first).to_contain_text("Mường Khoa")

    drag_over_bars(page, 3, 8)
    page.wait_for_url(re.compile("from="))
    asked = parameters(page)
    assert asked["q"] == ["muong khoa"]
    assert (asked["from"], asked["to"]) == (["2018-01-01"], ["2023-12-31"])
    narrowed = total(page)
    assert 0 < narrowed < found

    page.locator("#loc-person + ul a").first.click()
    page.wait_for_url(re.compile("person="))
    searched = page.url
    person = parameters(page)["person"][0]
    assert 0 < total(page) <= narrowed

    page.locator(".hit h2 a").first.click()
    expect(page.locator("article")).to_contain_text(person)
    expect(page.locator("#nguon-goc")).to_be_visible()

    page.go_back()
    assert page.url == searched
    expect(page.get_by_role("searchbox")).to_have_value("muong khoa")

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "bao-luu.csv"


def test_a_directive_is_followed_from_an_article_to_what_else_cites_it(page: Page):
    page.goto("/tim-kiem?q=07-NQ/TU")
    page.locator(".hit .meta a").first.click()
    expect(page.locator("h1")).to_have_text("Văn bản số 07-NQ/TU")
    page.get_by_role("row", name="Tỉnh ủy Đắk Lắk").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("Kho không có toàn văn")
    page.locator(".cited a").first.click()
    expect(page.locator("article")).to_contain_text("nêu rõ việc tái canh")


def test_one_days_articles_are_two_actions_away_from_the_front_page(page: Page):
    page.goto("/")
    page.locator("input[name=from]").fill("2024-03-15")
    page.locator("input[name=to]").fill("2024-03-15")
    page.locator("input[name=to]").press("Enter")
    page.wait_for_url(re.compile("on=2024-03-15"))
    assert total(page) == 1


def test_one_day_is_typed_and_opened_from_the_front_page_by_keyboard_alone(page: Page):
    page.goto("/")
    for _stop in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "when":
            break
    page.keyboard.type("15/3/2024")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("on=2024-03-15"))
    assert total(page) == 1


def test_the_histogram_is_walked_and_extended_with_the_keyboard(page: Page):
    page.goto("/tim-kiem?q=muong")
    page.locator(".chart a").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".chart a.chosen")).to_have_count(3)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("from="))
    asked = parameters(page)
    assert (asked["from"], asked["to"]) == (["2016-01-01"], ["2018-12-31"])


def test_the_words_found_are_walked_with_n_and_p(page: Page):
    page.goto("/tim-kiem?q=thiet+hai")
    page.locator(".hit h2 a").first.click()
    page.wait_for_load_state()
    page.keyboard.press("n")
    expect(page.locator("[data-position]")).to_have_text(re.compile(r"1/\d"))
    page.keyboard.press("n")
    expect(page.locator("[data-position]")).to_have_text(re.compile(r"2/\d"))
    page.keyboard.press("p")
    expect(page.locator("mark[data-current]")).to_have_attribute("id", "h1")


def test_the_captured_page_runs_no_script(page: Page):
    page.goto("/tim-kiem?q=lu+quet")
    page.locator(".hit h2 a").first.click()
    page.get_by_role("link", name="Xem trang như khi lưu").click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("p")).to_contain_text("Phóng viên")
    address = page.locator("iframe").get_attribute("src")
    assert address
    page.goto(address)
    assert page.title() != "ran"


def test_the_keyboard_alone_reaches_the_content_first(page: Page):
    page.goto("/tim-kiem?q=muong")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Đến thẳng nội dung")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("name", "q")


def test_a_phone_searches_narrows_below_the_results_and_reads(chromium: Browser, site: str):
    context = chromium.new_context(base_url=site, viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto("/")
    page.locator("#q").fill("muong khoa")
    page.get_by_role("button", name="Tìm", exact=True).tap()
    page.wait_for_url(re.compile("q=muong"))
    found = total(page)
    page.get_by_role("link", name="Thu hẹp theo người").tap()
    page.locator("#loc-person + ul a").first.tap()
    page.wait_for_url(re.compile("person="))
    assert 0 < total(page) < found
    page.locator(".hit h2 a").first.tap()
    expect(page.locator("article h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_without_script_every_step_is_a_link_or_a_form(chromium: Browser, site: str):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("#q").fill("muong khoa")
    page.locator("#q").press("Enter")
    found = total(page)
    page.locator(".chart a").nth(4).click()
    assert 0 < total(page) < found
    page.locator("#loc-person + ul a").first.click()
    page.locator(".hit h2 a").first.click()
    expect(page.locator("article h1")).to_be_visible()
    context.close()


def test_english_is_one_click_away_on_the_same_search(page: Page):
    page.goto("/tim-kiem?q=muong&sort=oldest")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert parameters(page)["q"] == ["muong"]
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_visible()
    page.locator(".hit h2 a").first.click()
    expect(page.locator("#nguon-goc")).to_have_text("Where this copy comes from")
    keep(page, "article-english")


def test_copies_are_gathered_opened_and_left_again(page: Page):
    page.goto("/tim-kiem?q=nong+nghiep")
    page.get_by_role("link", name="gộp bài cùng nội dung").click()
    expect(page.locator("main h1")).to_contain_text("nội dung trong")
    gathered = page.url
    page.locator(".copies a", has_text="xem cả").first.click()
    page.wait_for_url(re.compile("story="))
    assert page.locator(".hit").count() >= 2
    page.go_back()
    assert page.url == gathered
    keep(page, "grouped")


def test_another_of_a_documents_days_is_chosen_in_the_form(page: Page):
    page.goto("/tim-kiem?q=nong+nghiep")
    page.get_by_label("Ngày nào").select_option(label="Ngày ban hành")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.wait_for_url(re.compile("date_field=issued"))
    expect(page.locator(".chips")).to_contain_text("biểu đồ theo ngày ban hành")
    page.locator(".chart a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("on="))
    assert parameters(page)["date_field"] == ["issued"]
    assert total(page) >= 1


def test_a_bar_of_a_directives_timeline_narrows_who_cites_it(page: Page):
    page.goto(f"/van-ban/{HELD}")
    page.locator(".chart a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("on=2021-04"))
    expect(page.locator(".chips")).to_contain_text("1 bài")
    expect(page.locator("#nhac-toi ~ .cited li")).to_have_count(1)
