"""What a query finds, on a brute-force engine."""

from __future__ import annotations

import pytest

from index.ports import Or, Prefix
from index.query import understand
from index.query.notes import Notes
from index.query.planner import plan
from index.query.vocabulary import Vocabulary
from tests.index.fake_engine import FakeEngine
from tests.index.query.corpus import SOURCES, TODAY, article, ask


def test_all_words_are_required_in_any_zone_and_order():
    documents = [
        article("ca", "Sáp nhập ba xã", "Người dân đồng tình."),
        article("xa", "Đường liên xã", "Việc sáp nhập chưa bàn."),
        article("khong", "Sáp nhập trường học"),
    ]
    assert ask("xã sáp nhập", documents) == ["ca", "xa"]


def test_marks_that_are_typed_are_meant():
    documents = [
        article("duong", "Sửa đường liên bản"),
        article("don", "Huyện Đơn Dương họp"),
        article("dang", "Đương kim"),
    ]
    assert ask("đường", documents) == ["duong"]
    assert ask("duong", documents) == ["dang", "don", "duong"]


def test_a_phrase_is_judged_by_its_own_marks():
    documents = [article("bang", "Bảng lương của trạm y tế"), article("bang2", "Băng lũy của Y Tê")]
    assert ask('bảng "y te"', documents) == ["bang"]
    assert ask('"y te"', documents) == ["bang", "bang2"]
    assert ask('"y tế"', documents) == ["bang"]


def test_a_phrase_matches_exactly_that_run():
    documents = [
        article("chay", "Trạm y tế xã Ia Lơ"),
        article("roi", "Nền kinh tế xã, cô Y ở Ia Lơ"),
        article("nguoc", "Tế y"),
    ]
    assert ask('"y tế"', documents) == ["chay"]


def test_a_phrase_never_runs_from_one_zone_into_the_next():
    documents = [article("hai", "Chuyện ở Mường", "La liệt hàng quán")]
    assert ask('"Mường La"', documents) == []
    assert ask("Mường La", documents) == ["hai"]


def test_what_is_typed_without_a_blank_stands_together():
    documents = [article("bui", "Nồng độ bụi PM2.5 tăng"), article("pm", "PM họp lúc 2 giờ, giảm 5 phút")]
    assert ask("PM2.5", documents) == ["bui"]


@pytest.mark.parametrize("query", ["xã,huyện", "xã; huyện", "(xã)huyện"])
def test_commas_and_brackets_part_words(query):
    assert ask(query, [article("a", "Huyện họp với xã")]) == ["a"]


def test_i_and_y_are_the_same_word_but_not_in_quotation_marks():
    documents = [article("y", "Kỹ thuật trồng ngô"), article("i", "Kĩ thuật trồng lúa")]
    assert ask("kỹ thuật", documents) == ["i", "y"]
    assert ask('"kỹ thuật"', documents) == ["y"]


def test_abbreviations_stand_for_their_full_form_and_the_other_way():
    documents = [
        article("ngan", "UBND tỉnh họp"),
        article("dai", "Ủy ban nhân dân tỉnh họp"),
        article("roi", "Nhân dân và ủy viên họp ở tỉnh"),
    ]
    assert ask("UBND tỉnh", documents) == ["dai", "ngan"]
    assert ask("ubnd tinh", documents) == ["dai", "ngan"]
    assert ask("ủy ban nhân dân tỉnh", documents) == ["dai", "ngan"]
    assert ask('"UBND tỉnh"', documents) == ["ngan"]


def test_two_abbreviations_of_one_thing_stand_for_each_other():
    documents = [
        article("a", "Phát triển KT-XH"),
        article("b", "Phát triển KTXH"),
        article("c", "Kinh tế - xã hội"),
    ]
    assert ask("KT-XH", documents) == ["a", "b", "c"]
    assert ask("kinh tế xã hội", documents) == ["a", "b", "c"]


def test_an_abbreviation_glued_to_a_figure_keeps_it_beside():
    documents = [
        article("ql", "Sạt lở trên QL6"),
        article("quoc", "Sạt lở trên quốc lộ 6"),
        article("khac", "Sạt lở 6 điểm trên quốc lộ 37"),
    ]
    assert ask("QL6", documents) == ["ql", "quoc"]


def test_an_abbreviation_of_two_letters_counts_in_capitals_only():
    documents = [article("a", "Nghị quyết mới"), article("b", "NQ mới")]
    assert ask("NQ mới", documents) == ["a", "b"]
    assert ask("nq mới", documents) == ["b"]


NUMBERED = [
    article("dan", "Triển khai Nghị quyết số 07-NQ/TU", directive="07-NQ/TU"),
    article("khac", "Thực hiện NQ 07 – NQ/TU của Tỉnh ủy", directive="07-NQ/TU"),
    article("roi", "Năm 2007, NQ về TU bổ đền, tờ 07"),
    article("ubnd", "Quyết định 1234/QĐ-UBND", directive="1234/QĐ-UBND"),
]


@pytest.mark.parametrize(
    "query",
    ["07-NQ/TU", "7-NQ/TU", '"07 – NQ / TU"', "07NQ/TU", "Số:07-NQ/TU", "vănbản:07-nq/tu", "van-ban:7-NQ/TU"],
)
def test_a_directive_number_finds_what_cites_it_and_nothing_else(query):
    assert ask(query, NUMBERED) == ["dan", "khac"]


def test_a_number_without_marks_finds_the_decision():
    assert ask("1234/QD-UBND", NUMBERED) == ["ubnd"]


def test_a_number_asked_of_the_title_is_not_looked_for_elsewhere():
    assert ask("tiêuđề:07-NQ/TU", [*NUMBERED, article("b", "Tin", "Số 07-NQ/TU", directive="07-NQ/TU")]) == [
        "dan",
        "khac",
    ]


def test_a_number_that_no_analysis_saw_is_still_found_as_written():
    assert ask("07-NQ/TU", [article("tho", "Xem 07-NQ/TU"), article("roi", "NQ 07, TU 07")]) == ["tho"]


def test_leaving_out():
    documents = [article("xa", "Xã họp"), article("huyen", "Huyện và xã họp"), article("tinh", "Tỉnh họp")]
    assert ask("họp -huyện", documents) == ["tinh", "xa"]
    assert ask("NOT xã", documents) == ["tinh"]
    assert ask("họp -(huyện HOẶC tỉnh)", documents) == ["xa"]


def test_a_run_that_holds_khong_as_a_word_is_found_all_the_same():
    documents = [article("a", "Tuyệt đối KHÔNG để dân đói"), article("b", "Đối thoại để dân tin tuyệt đối")]
    assert ask("tuyệt đối KHÔNG để dân", documents) == ["a"]


def test_alternatives_and_groups():
    documents = [
        article("lu", "Lũ ở bản Nà"),
        article("han", "Hạn ở bản Pá"),
        article("lua", "Lúa ở bản Mòng"),
    ]
    assert ask("(lũ OR hạn) bản", documents) == ["han", "lu"]


def test_a_prefix_finds_every_word_that_begins_so():
    documents = [article("a", "Khuyến nông"), article("b", "Khuyên bảo"), article("c", "Khu phố")]
    assert ask("khuyế*", documents) == ["a"]
    assert ask("khuye*", documents) == ["a", "b"]


def test_prefixes_are_bounded():
    engine = FakeEngine([article("a", "Khuyến nông")])
    notes = Notes()
    part = understand(" ".join(f"{letter}*" for letter in "abcdeghiklmnop"), TODAY).part
    planned = plan(part, Vocabulary(engine, SOURCES), notes, folded=True)
    assert str(planned.match).count("Prefix(") == 8
    assert {note.code for note in notes.all()} == {"prefix_as_word"}
    assert not isinstance(planned.match, Or | Prefix)


def test_near_takes_any_order_within_the_distance():
    documents = [
        article("gan", "Xã mới sau khi sáp nhập"),
        article("xa", "Sáp nhập là việc lớn của tỉnh, huyện và từng xã"),
    ]
    assert ask('"sáp nhập xã"~6', documents) == ["gan"]
    assert ask('"sáp nhập xã"~20', documents) == ["gan", "xa"]


def test_title_and_lead_can_be_asked_alone():
    documents = [
        article("t", "Sáp nhập xã", "Tin vắn"),
        article("b", "Tin vắn", "Sáp nhập xã", lead="Đón dâu"),
    ]
    assert ask("tiêuđề:(sáp nhập)", documents) == ["t"]
    assert ask('title:"sap nhap"', documents) == ["t"]
    assert ask("sapô:dâu", documents) == ["b"]


def test_the_word_field_finds_the_word_and_not_its_syllable_in_another():
    documents = [
        article("dat", "Giao đất cho dân", words=["Giao", "đất", "cho", "dân"]),
        article("nuoc", "Yêu đất nước", words=["Yêu", "đất nước"]),
    ]
    assert ask("từ:đất", documents) == ["dat"]
    assert ask('từ:"đất nước"', documents) == ["nuoc"]
    assert ask("đất", documents) == ["dat", "nuoc"]


NAMED = [
    article(
        "mai", "Chị Lò Thị Mai hiến đất", person="Lò Thị Mai", place=("Mường La", "Sơn La"), section="Xã hội"
    ),
    article("pao", "Ông Giàng A Páo", person="Giàng A Páo", place="Sốp Cộp", section="Kinh tế"),
    article("cu", "Cụ Lò Thị Mái", person="Lò Thị Mái", place="Sơn La"),
]


def test_names_are_found_whole_in_part_and_without_marks():
    assert ask('người:"Lò Thị Mai"', NAMED) == ["mai"]
    assert ask('người:"lo thi mai"', NAMED) == ["cu", "mai"]
    assert ask("người:Páo", NAMED) == ["pao"]
    assert ask('nơi:Sơn La -người:"Lò Thị Mai"', NAMED) == ["cu"]
    assert ask('mục:"kinh te"', NAMED) == ["pao"]
    assert ask('nguồn:"báo sơn la"', NAMED) == ["cu", "mai", "pao"]
    assert ask("loại:bài", NAMED) == ["cu", "mai", "pao"]


def test_a_name_nobody_has_is_searched_as_a_phrase():
    assert ask('người:"hiến đất"', NAMED) == ["mai"]


DATED = [
    article(
        "mot", "Lũ quét", "Trận lũ ngày 5/3/2024.", day="2024-03-06", events=[("2024-03-05", "2024-03-05")]
    ),
    article("nam", "Hạn hán", day="2024-03-05"),
    article("kia", "Năm 2024 được mùa lúa", day="2025-05-03"),
    article("khong", "Lúa không ngày"),
]


@pytest.mark.parametrize("typed", ["05/03/2024", "5/3/2024", "05-03-2024", "2024-03-05"])
def test_the_day_of_publication(typed):
    assert ask(f"ngày:{typed}", DATED) == ["nam"]


def test_the_day_mentioned_is_another_thing():
    assert ask("nhắcngày:5/3/2024", DATED) == ["mot"]


def test_ranges_of_days():
    assert ask("ngày:[2024-03-01 TO 2024-03-31]", DATED) == ["mot", "nam"]
    assert ask("từ:3/2024 đến:5/2025", DATED) == ["kia", "mot", "nam"]
    assert ask("lũ ngày:2024", DATED) == ["mot"]


def test_a_date_among_words_is_in_the_text_or_the_day_of_publication():
    assert ask("5/3/2024", DATED) == ["mot", "nam"]
    assert ask("lúa 2024", DATED) == ["kia"]
    assert ask('"5/3/2024"', DATED) == ["mot"]


@pytest.mark.parametrize(
    "typed", ["05/03/2024", "5-3-2024", "5 tháng 3 năm 2024", "2024-03-05", "5 thang 3 nam 2024"]
)
def test_a_day_among_words_is_found_however_the_text_writes_it(typed):
    documents = [
        article("so", "Họp ngày 5/3/2024"),
        article("khong", "Họp ngày 05-03-2024"),
        article("chu", "Họp ngày 5 tháng 3 năm 2024"),
        article("khac", "Họp ngày 3/5/2024"),
    ]
    assert ask(f"họp {typed}", documents) == ["chu", "khong", "so"]


def test_a_month_among_words_is_found_however_the_text_writes_it():
    documents = [
        article("so", "Quyết toán 03/2024"),
        article("chu", "Quyết toán tháng 3 năm 2024"),
        article("x", "3, 2024 "),
    ]
    assert ask("quyết toán 3/2024", documents) == ["chu", "so"]


def test_any_word_mode_takes_one_word_and_keeps_the_rest_required():
    documents = [article("a", "Lũ quét"), article("b", "Hạn hán"), article("c", "Lũ lụt ở tỉnh")]
    assert ask("lũ hạn", documents, mode="any") == ["a", "b", "c"]
    assert ask("lũ hạn -quét", documents, mode="any") == ["b", "c"]
    assert ask('"lũ lụt" hạn', documents, mode="any") == ["b", "c"]
