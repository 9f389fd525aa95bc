"""Which of the dates on a page is the day of publication."""

from __future__ import annotations

import datetime as dt

from tests.crawler.extract.pages import PARAGRAPHS, page, read


def day_of(html: str, **options: object) -> tuple[str | None, str | None]:
    document = read(html, **options).document  # type: ignore[arg-type]
    assert document is not None
    published = document.published
    return (published.day.isoformat(), published.basis) if published else (None, None)


def test_the_date_line_under_the_title_is_the_day() -> None:
    assert day_of(page(before="<div class='date'>Thứ Ba, 05/03/2024 06:30</div>")) == ("2024-03-05", "text")


def test_a_servers_clock_in_a_script_is_no_date() -> None:
    head = "<script>var c = {clientServerTimeDelta: new Date('2026-05-21T22:22:45Z') - new Date()};</script>"
    assert day_of(page(head=head)) == (None, None)


def test_the_footers_year_and_licence_are_no_date() -> None:
    after = "<footer>Giấy phép số 123/GP-TTĐT cấp ngày 12/10/2019. © 2024 Báo Thượng Nguồn</footer>"
    assert day_of(page(after=after)) == (None, None)


def test_the_sites_calendar_is_no_date() -> None:
    above = "<header><span class='clock'>Thứ Hai, 01/06/2026</span></header>"
    assert day_of(page(above=above)) == (None, None)


def test_days_in_the_text_are_not_the_day_of_publication() -> None:
    text = "".join(f"<p>{paragraph} Kế hoạch bắt đầu từ ngày 15/2/2024.</p>" for paragraph in PARAGRAPHS)
    assert day_of(page(body=text)) == (None, None)


def test_no_day_lies_after_the_capture() -> None:
    html = page(
        head="<meta property='article:published_time' content='2026-07-01T08:00:00+07:00'>",
        before="<div class='date'>28/05/2026 07:15</div>",
    )
    assert day_of(html) == ("2026-05-28", "text")


def test_data_that_give_the_capture_day_yield_to_an_older_day_shown() -> None:
    html = page(
        head="<meta property='article:published_time' content='2026-06-01T11:59:00+07:00'>",
        before="<div class='date'>05/03/2024</div>",
    )
    assert day_of(html) == ("2024-03-05", "text")


def test_night_hours_stay_on_their_vietnamese_day() -> None:
    head = "<meta property='article:published_time' content='2026-03-07T00:05:00+07:00'>"
    assert day_of(page(head=head)) == ("2026-03-07", "meta")


def test_a_day_out_of_the_address_is_marked_as_a_guess() -> None:
    document = read(page(), url="https://x.vn/ban-phieng-pen-20240305063012345.htm").document
    assert document is not None
    assert document.published is not None
    assert (document.published.basis, document.published.certain) == ("url", False)


def test_dates_of_comments_and_other_stories_are_not_taken() -> None:
    after = (
        "<div class='comments'><p>Hoàng Minh</p><time>TP Hồ Chí Minh - 16/12/2024</time></div>"
        "<div class='tin-lien-quan'><ul><li><a href='/a'>Kiểm tra bến đò ngang trên lòng hồ thủy điện</a> "
        "<span class='date'>12/03/2024</span></li></ul></div>"
    )
    assert day_of(page(after=after)) == (None, None)


def test_publishing_and_updating_are_kept_apart() -> None:
    head = (
        "<meta property='article:published_time' content='2026-03-01T09:51:00+07:00'>"
        "<meta property='article:modified_time' content='2026-03-04T10:00:00+07:00'>"
    )
    document = read(page(head=head)).document
    assert document is not None
    assert document.published is not None
    assert (document.published.day, document.updated) == (dt.date(2026, 3, 1), dt.date(2026, 3, 4))


def test_the_head_of_a_document_beats_the_days_of_the_laws_it_cites() -> None:
    html = (
        "<article><p>Gia Lai, ngày 05 tháng 3 năm 2024</p><p>Căn cứ Luật Tổ chức chính quyền địa phương "
        "ngày 19/6/2015;</p><p>Căn cứ Nghị định ngày 14/5/2016 của Chính phủ;</p></article>"
    )
    assert day_of(html)[0] == "2024-03-05"


def test_a_sentence_cut_to_pieces_by_an_editor_gives_no_day() -> None:
    cut = (
        "<p><span>Sáng ngày </span><span>15/02/2024</span><span>, tại xã Mường Sại, đoàn kiểm tra.</span></p>"
    )
    text = cut + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert day_of(page(body=text)) == (None, None)


def test_name_and_date_without_a_blank_between_them_give_the_day() -> None:
    line = "<div><span>Lường Bích Hợp</span><span>5 tháng 3, 2024 lúc 05:40</span></div>"
    assert day_of(page(before=line)) == ("2024-03-05", "text")


def test_a_date_that_only_looks_american_is_read_the_vietnamese_way() -> None:
    assert day_of(page(before="<div class='date'>28/11/2023 9:12:00 AM</div>")) == ("2023-11-28", "text")
    assert day_of(page(before="<div class='date'>9/5/2023 1:30:00 PM</div>")) == ("2023-09-05", "text")
