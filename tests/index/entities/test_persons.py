"""Persons: titles, lists, minority and foreign names, headings, names met again."""

from __future__ import annotations

import pytest

from archive.model import MentionType
from index.entities import recognise


def persons(text: str) -> list[str]:
    return [mention.text for mention in recognise(text) if mention.type is MentionType.PERSON]


def labels(text: str) -> list[str]:
    return [mention.label for mention in recognise(text) if mention.type is MentionType.PERSON]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đồng chí Lường Văn Páo phát biểu.", ["Lường Văn Páo"]),
        ("ông Tòng và bà Em đến dự", ["Tòng", "Em"]),
        ("Anh Thào A Súa kể với chị H'Len Niê.", ["Thào A Súa", "H'Len Niê"]),
        ("ông Ksor Phước, bà Lò Thị Mai", ["Ksor Phước", "Lò Thị Mai"]),
        ("Đại tá Trần Đại Nghĩa, Phó Giám đốc Công an tỉnh", ["Trần Đại Nghĩa"]),
        (
            "các đồng chí: Cầm Thị Hiên, Giàng A Tếnh, Phó Bí thư; Quàng Văn Lả, Giám đốc",
            ["Cầm Thị Hiên", "Giàng A Tếnh", "Quàng Văn Lả"],
        ),
        ("Chủ tịch UBND tỉnh Gia Lai Nguyễn Văn Khang làm việc tại huyện Chư Păh.", ["Nguyễn Văn Khang"]),
        ("CHỦ TỊCH UBND TỈNH GIA LAI NGUYỄN VĂN KHANG LÀM VIỆC TẠI HUYỆN CHƯ PĂH.", ["NGUYỄN VĂN KHANG"]),
        ("Tổng thống Donald Bryant thăm Việt Nam", ["Donald Bryant"]),
        ("bị cáo Trần Phạm C và ông K trình bày", ["Trần Phạm C", "K"]),
        ("Giám đốc Sở Y tế Lê Quang Thạnh cho biết", ["Lê Quang Thạnh"]),
        ("học tập phong cách Hồ Chí Minh", ["Hồ Chí Minh"]),
        ("nhà ở tại TP Hồ Chí Minh và đường Nguyễn Du", []),
        ("du học sinh Lào tại Hà Nội", []),
        ("Đồng chí Phó Bí thư Thường trực Tỉnh ủy nhấn mạnh", []),
        ("Y Djăng Niê và K'Brít cùng về. H'Len Byă thắng.", ["Y Djăng Niê", "K'Brít", "H'Len Byă"]),
        ("Nạn nhân là Siu Blưi, con của Rah Lan Hun", ["Siu Blưi", "Rah Lan Hun"]),
        ("Phó Chủ tịch HĐND tỉnh H'Nga Hđơk lưu ý", ["H'Nga Hđơk"]),
        ("Phó Chủ tịch HĐND xã Hà Văn Nơi phát biểu", ["Hà Văn Nơi"]),
        ("Chi cục trưởng Chi cục Thủy lợi Trương Công Hiệp cho hay", ["Trương Công Hiệp"]),
        ("bắt giữ Phàng A Sà cùng đồng phạm", ["Phàng A Sà"]),
        ("quý bạn. Ông Y Nguên Êban đáp", ["Y Nguên Êban"]),
        ("Bộ trưởng Thể nhấn mạnh, Tổng thống Brenner đáp", ["Thể", "Brenner"]),
        ("Chủ tịch Vinacoffee và Tổng giám đốc Lumitel vắng mặt", []),
        ("tài xế K'Sang, đại biểu Y Khút Niê và già làng A Thút", ["K'Sang", "Y Khút Niê", "A Thút"]),
        ("Người H'Mông ở xã Y Tý trồng chè. Y tế xã đến.", []),
        ("Đại tá Lường Văn Nhiều - Trưởng phòng. Đại tá Nhiều nói", ["Lường Văn Nhiều", "Nhiều"]),
        ("đưa Thạch Sà Rinh (34 tuổi) và Danh Sa Phol, 29 tuổi", ["Thạch Sà Rinh", "Danh Sa Phol"]),
        ("Công ty Sa Nam, 29 tuổi đời", []),
        ("Nguyên đơn: Ông Lường Tiến S. Bị đơn: Bà L", ["Lường Tiến S", "L"]),
        ("khi ở nhà, Mong Văn Hoạt cho rằng", ["Mong Văn Hoạt"]),
        ("bắt Hồ Quốc Vương và Quốc vương Lào tới thăm", ["Hồ Quốc Vương"]),
        ("trình độ Tiến sĩ Luật, Thạc sĩ Kinh tế", []),
        ("dạo quanh Thảo Cầm Viên rồi về", []),
        ("DỊCH VỤ ĐÔ THỊ THÔNG MINH VÀ THI HÀNH KỶ LUẬT CỦA TỈNH", []),
        ("Ngày hội Biên phòng toàn dân có ông Lò Văn Biên dự", ["Lò Văn Biên"]),
        ("mưa to.\nTư Hạnh - Phước Tuân\nCầu tạm trôi.\nPhúc Hưng", ["Tư Hạnh", "Phước Tuân", "Phúc Hưng"]),
        ("xem hình. Ảnh: Q. ĐẠI", ["Q. ĐẠI"]),
        ('Hùng “sẹo” lúc bị bắt. Tối ấy Vũ "bò" bỏ trốn', ["Hùng", "Vũ"]),
        ("Đêm ấy, Ánh và Thuận đã dùng dao", ["Ánh", "Thuận"]),
        ("tiếp Toàn quyền Úc Peter Brenner", ["Peter Brenner"]),
        ("tìm thấy bé gái N.T. M.H", ["N.T. M.H"]),
        ("nhà sư Đại Đức Thích Minh Thái An giải trình", ["Thích Minh Thái An"]),
    ],
)
def test_names_are_found_without_their_titles(text: str, names: list[str]) -> None:
    assert persons(text) == names


def test_a_given_name_later_is_the_full_name_introduced_before() -> None:
    text = "Ông Lò Minh Khánh đến thăm bản. Đồng chí Khánh tặng quà, ông Khánh dặn dò bà con."
    assert labels(text) == ["Lò Minh Khánh"] * 3


def test_a_given_name_two_persons_share_is_left_open() -> None:
    text = "Ông Lò Minh Khánh và ông Vì Văn Khánh cùng dự. Ông Khánh phát biểu."
    last = recognise(text)[-1]
    assert (last.label, last.attributes["founded"]) == ("Khánh", False)


def test_capitals_and_tone_placement_make_no_other_person() -> None:
    first, second = recognise("Ông NGUYỄN VĂN HOÀ đến. Ông Nguyễn Văn Hòa về.")
    assert first.key == second.key


def test_the_office_beside_a_name_is_kept_as_evidence() -> None:
    after = recognise("Đồng chí Lò Minh Khánh, Phó Bí thư Thường trực Tỉnh ủy, chủ trì")[0]
    before = recognise("Chủ tịch UBND tỉnh Sơn La Hoàng Quốc Việt dự")[-1]
    assert after.attributes["office"] == "Phó Bí thư Thường trực Tỉnh ủy"
    assert before.attributes["office"] == "Chủ tịch UBND tỉnh Sơn La"


def test_a_given_name_alone_is_found_before_and_after_the_full_name() -> None:
    text = "Thấy vậy, Tiến vung dao. Hôm sau, bị cáo Trần Văn Tiến ra đầu thú. Tiến khai hết."
    assert persons(text) == ["Tiến", "Trần Văn Tiến", "Tiến"]


@pytest.mark.parametrize("rest", ["Bình minh lên.", "Mùa Xuân về.", "Năm nay mưa nhiều."])
def test_words_that_are_given_names_too_stay_words(rest: str) -> None:
    text = "Anh Lê Văn Bình, chị Lò Thị Xuân và chị Vì Thị Năm đến. "
    assert persons(text + rest) == ["Lê Văn Bình", "Lò Thị Xuân", "Vì Thị Năm"]


def test_a_middle_and_given_name_met_again_are_one_name() -> None:
    text = (
        "Ca sĩ Đặng Thu Thảo hát. Khán giả của Thu Thảo vỗ tay. Ông Donald Bryant về, còn Donald Bryant kể."
    )
    assert persons(text) == ["Đặng Thu Thảo", "Thu Thảo", "Donald Bryant", "Donald Bryant"]


def test_a_name_in_religion_and_a_trainee_teachers_are_told_by_the_word_before() -> None:
    assert persons("Ông Lò Văn Tấm (pháp danh Minh Quang) hỏi giáo sinh Lan.") == [
        "Lò Văn Tấm",
        "Minh Quang",
        "Lan",
    ]


def test_a_given_name_kept_back_but_for_its_first_letters_is_a_person() -> None:
    assert persons("Đồng nghiệp của cô giáo Th., chị Ng. đến thăm.") == ["Th", "Ng"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "bạn tôi như Lê Văn Đỡ, Trần Hen, Khâu Sết, Thạch Sa Rết bị hỏi",
            ["Lê Văn Đỡ", "Trần Hen", "Khâu Sết", "Thạch Sa Rết"],
        ),
        ("theo Lê Văn Đỡ, Hà Nội, Sơn La và Kim Bảng đều mưa", ["Lê Văn Đỡ"]),
        (
            "các bị cáo Thạch Páo, Kim Som Rách và Thạch Xuân Đỏ",
            ["Thạch Páo", "Kim Som Rách", "Thạch Xuân Đỏ"],
        ),
        ("Các bị can Cường, No, Vương thừa nhận", ["Cường", "No", "Vương"]),
        ("các ông Lò Văn Páo (SN 1990), Vì A và Công an xã", ["Lò Văn Páo", "Vì A"]),
        ("già làng Cơlâu Blách và Bríu Pố cùng kể", ["Cơlâu Blách", "Bríu Pố"]),
        ("Bài và ảnh: Thanh Huyền - Việt Anh", ["Thanh Huyền", "Việt Anh"]),
        ("bị cáo Giàng A Chu (tức Tủa), trú tại xã", ["Giàng A Chu", "Tủa"]),
        ("sông cạn. Ảnh: ĐÔNG HÀ.", ["ĐÔNG HÀ"]),
        ("ở bến. Ảnh: Báo Sơn La", []),
        ("bờ sông. Ảnh: Nguyễn Chanh.", ["Nguyễn Chanh"]),
        ("- Lưu Văn phòng Huyện ủy.", []),
        ("Đại hội đã bầu Đoàn Chủ tịch; vụ án của bầu Kiên", ["Kiên"]),
    ],
)
def test_a_list_that_begins_with_a_full_name_or_a_plural_title_goes_on_in_persons(
    text: str, names: list[str]
) -> None:
    assert persons(text) == names
