"""What counts as a copy of a text, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Document, DocumentKind
from bench.stories import measure
from index.duplicates import FEWEST_RUNS, SKETCHED, fingerprint, same_story

WIRE = (
    "Chiều 4/11, bão số 9 đổ bộ vào vùng biển phía nam tỉnh, gió giật cấp 10. Hơn ba trăm ngôi nhà ở xã "
    "Hải Tiên bị tốc mái, nhiều cột điện gãy đổ. Lực lượng dân quân đã đưa bốn mươi hộ ở vùng trũng đến "
    "trường học tránh trú. Điện lực cho biết sẽ nối lại điện trong hai ngày. Chủ tịch UBND xã Đoàn Văn "
    "Lượng yêu cầu các thôn báo thiệt hại trước 17 giờ hằng ngày, không để dân thiếu ăn, thiếu nước "
    "sạch."
)
LOCAL = (
    " Tại xã Phú Lạc, gió làm sập mái chợ tạm nhưng không ai bị thương. Tiểu thương dọn hàng từ trưa, xã sẽ "
    "dựng lại chợ trước phiên cuối tháng."
)
FOLLOW_UP = (
    "Sáng 5/11, đoàn công tác của tỉnh kiểm tra thiệt hại do bão số 9 ở xã Hải Tiên. Đoàn trao hai mươi "
    "suất quà, động viên các gia đình sớm sửa nhà. Ngành nông nghiệp đề nghị bà con gieo lại mạ trên "
    "chân ruộng cao, chọn giống ngắn ngày. Trước đó, "
)


def told(body: str, *, title: str = "Tin bão", number: str = "") -> Document:
    return Document(
        id="x",
        kind=DocumentKind.DIRECTIVE if number else DocumentKind.ARTICLE,
        url="https://bao.example/x",
        source="bao",
        title=title,
        body=body,
        form={"number": number} if number else {},
    )


def alike(one: Document, other: Document) -> bool:
    read = fingerprint(one), fingerprint(other)
    assert read[0] is not None
    assert read[1] is not None
    assert same_story(read[0], read[1]) == same_story(read[1], read[0])
    return same_story(read[0], read[1])


def test_the_invented_pairs_are_told_apart():
    figures = measure()
    assert figures["precision"] >= 0.99
    assert figures["recall"] >= 0.9


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(WIRE, id="verbatim"),
        pytest.param(WIRE[: WIRE.index("Điện lực")], id="cut"),
        pytest.param(WIRE + LOCAL, id="with a local paragraph"),
        pytest.param(WIRE[: WIRE.index("Chủ tịch")] + LOCAL, id="cut, with a local paragraph"),
        pytest.param(WIRE.upper().replace("ÒA", "OÀ"), id="in capitals"),
    ],
)
def test_a_copy_is_one_whatever_was_done_to_it(copy):
    assert alike(told(WIRE), told(copy, title="Một tít khác"))


def test_a_follow_up_that_repeats_the_background_is_another_story():
    assert not alike(told(WIRE), told(FOLLOW_UP + WIRE[: WIRE.index("Lực lượng")]))


def test_a_round_up_is_no_copy_of_its_items():
    items = " ".join(WIRE.replace("bão số 9", f"đợt {n}").replace("tỉnh", f"vùng {n}") for n in range(5))
    others = " ".join(
        f"Tin thứ {n} kể chuyện khác hẳn về mùa màng và trường lớp ở bản {n}." for n in range(40)
    )
    assert not alike(told(WIRE), told(WIRE + others + items))


def test_a_form_filled_in_with_other_numbers_is_another_text():
    form = (
        "Giá nông sản tại chợ đầu mối sáng nay: mận {} đồng một kg, xoài {} đồng một kg, nhãn {} đồng một "
        "kg, chè búp tươi {} đồng một kg, ngô hạt {} đồng một kg, so với hôm qua các mặt hàng đều giữ mức ổn "
        "định, lượng hàng về chợ dồi dào, thương lái thu mua đều, giao thông ra vào chợ thông suốt cả ngày, "
        "ban quản lý chợ đề nghị tiểu thương niêm yết giá và giữ vệ sinh chung."
    )
    assert not alike(told(form.format(12, 25, 31, 7, 6)), told(form.format(14, 22, 35, 8, 9)))


def test_directives_of_two_numbers_are_two_and_of_one_number_in_two_forms_one():
    assert not alike(told(WIRE, number="12/QĐ-UBND"), told(WIRE, number="13/QĐ-UBND"))
    assert alike(told(WIRE, number="12/QĐ-UBND"), told(WIRE, number="012/qđ-ubnd"))
    assert alike(told(WIRE, number="12/QĐ-UBND"), told(WIRE))


def test_a_text_too_short_to_compare_has_no_fingerprint():
    assert fingerprint(told("Thông báo nghỉ lễ, xem tệp đính kèm.")) is None
    assert fingerprint(told("họp " * 100)) is None


@given(st.lists(st.sampled_from(["lúa", "ngô", "khoai", "sắn", "chè", "mận"]), min_size=30))
def test_a_text_is_alike_to_itself_and_its_sketch_is_small(words):
    read = fingerprint(told(" ".join(words)))
    if read is not None:
        assert len(read.runs) >= FEWEST_RUNS
        assert same_story(read, read)
        assert len(read.sketch()) <= SKETCHED
        assert all(0 <= value < 2**48 for value in read.sketch())
