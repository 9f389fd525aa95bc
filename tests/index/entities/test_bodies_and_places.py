"""Bodies with their levels and qualifiers, places with their unit words, and one name for each."""

from __future__ import annotations

import pytest

from archive.model import Mention, MentionType
from index.entities import recognise
from index.entities.names import body_name, place_name, place_of_body


def found(text: str, kind: MentionType) -> list[str]:
    return [mention.text for mention in recognise(text) if mention.type is kind]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Phó Chủ tịch UBND tỉnh Sơn La dự", ["UBND tỉnh Sơn La"]),
        ("Ban Thường vụ Tỉnh ủy thành lập Tổ", ["Ban Thường vụ Tỉnh ủy"]),
        ("Trưởng ban Tổ chức Tỉnh uỷ", ["ban Tổ chức Tỉnh uỷ"]),
        ("Phó Bí thư Thường trực Tỉnh ủy", ["Tỉnh ủy"]),
        ("Sở KH&ĐT và Sở NN&PTNT tham mưu", ["Sở KH&ĐT", "Sở NN&PTNT"]),
        ("Sở Văn hóa, Thể thao và Du lịch yêu cầu", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Công an huyện Mai Sơn bắt giữ", ["Công an huyện Mai Sơn"]),
        ("Phòng Cảnh sát kinh tế Công an tỉnh Hưng Yên", ["Phòng Cảnh sát kinh tế Công an tỉnh Hưng Yên"]),
        ("Phòng Cảnh sát hình sự, Công an tỉnh Lào Cai", ["Phòng Cảnh sát hình sự", "Công an tỉnh Lào Cai"]),
        ("HĐND, UBND tỉnh Yên Bái", ["HĐND", "UBND tỉnh Yên Bái"]),
        ("HTX Dịch vụ nông nghiệp Tân Hưng bán xoài", ["HTX Dịch vụ nông nghiệp Tân Hưng"]),
        ("Trường THPT Chu Văn Thịnh kỷ niệm", ["Trường THPT Chu Văn Thịnh"]),
        ("ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 12/QĐ-UBND", ["ỦY BAN NHÂN DÂN\nTỈNH SƠN LA"]),
        ("Vụ trưởng Vụ Tín dụng các ngành kinh tế", ["Vụ Tín dụng các ngành kinh tế"]),
        ("Vụ Chính sách tiền tệ phối hợp với Vụ Pháp chế", ["Vụ Chính sách tiền tệ", "Vụ Pháp chế"]),
        ("Vụ việc làm hai người bị thương", []),
        (
            "Phòng cảnh sát phòng cháy chữa cháy và cứu hộ cứu nạn Công an tỉnh Gia Lai đến",
            ["Phòng cảnh sát phòng cháy chữa cháy và cứu hộ cứu nạn Công an tỉnh Gia Lai"],
        ),
        ("Học viện Cảnh sát nhân dân tuyển sinh", ["Học viện Cảnh sát nhân dân"]),
        ("Công ty CP chế biến gỗ Tân Thành xả thải", ["Công ty CP chế biến gỗ Tân Thành"]),
        (
            "Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam thông qua",
            ["Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam"],
        ),
        ("VĂN PHÒNG\nCHỦ TỊCH NƯỚC\nSố: 7/BC-VPCTN", ["VĂN PHÒNG\nCHỦ TỊCH NƯỚC"]),
        ("Trưởng phòng Phòng Quản lý đô thị trình bày", ["Phòng Quản lý đô thị"]),
        ("Phó trưởng phòng Phòng, chống tham nhũng", ["phòng Phòng, chống tham nhũng"]),
        ("Ngân hàng Nhà nước chi nhánh tỉnh, thành phố trực thuộc Trung ương", []),
        ("Chủ tịch ủy ban nhân dân tỉnh, thành phố", []),
        ("VKS đề nghị mức án; lực lượng PC04 vào cuộc", ["VKS", "PC04"]),
        ("C04 là dãy phòng học", []),
        ("ngành điện lực Long An", []),
        ("UBND các huyện, HĐND các cấp và UBND cấp xã", []),
        ("Công an tỉnh, thành phố trực thuộc Trung ương", []),
        ("đồng chí Tỉnh ủy viên đến trụ sở, giữ chức vụ mới", []),
        ("các huyện ủy, thành ủy triển khai", []),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", []),
        ("Hội nghị bàn về trường hợp này", []),
        (
            "Hội đồng nhân dân (HĐND) tỉnh Gia Lai, Bộ Chỉ huy Bộ đội Biên phòng (BĐBP) tỉnh",
            ["Hội đồng nhân dân (HĐND) tỉnh Gia Lai", "Bộ Chỉ huy Bộ đội Biên phòng (BĐBP) tỉnh"],
        ),
        ("Phòng Cảnh sát hình sự (PC 02) vào cuộc, theo PC46", ["Phòng Cảnh sát hình sự", "PC 02", "PC46"]),
        ("Chủ nhiệm Ủy ban Tài chính, ngân sách họp", ["Ủy ban Tài chính, ngân sách"]),
        ("Trưởng Ban Kinh tế, ngân sách HĐND tỉnh", ["Ban Kinh tế, ngân sách HĐND tỉnh"]),
        ("Viện Chiến lược và Khoa học Công an phối hợp", ["Viện Chiến lược và Khoa học Công an"]),
        ("Trung tâm Văn hóa - Thể thao huyện Mai Sơn", ["Trung tâm Văn hóa - Thể thao huyện Mai Sơn"]),
        ("Trưởng phòng tham mưu Công an Gia Lai", ["phòng tham mưu Công an Gia Lai"]),
        ("Công ty Môi trường xanh cao nguyên Mộc Châu", ["Công ty Môi trường xanh cao nguyên Mộc Châu"]),
        ("Công ty TNHH Lọc hóa dầu Bình Minh bán", ["Công ty TNHH Lọc hóa dầu Bình Minh"]),
        (
            "Cục Thuế TP. HCM và Đoàn luật sư TP. Hải Phòng",
            ["Cục Thuế TP. HCM", "Đoàn luật sư TP. Hải Phòng"],
        ),
        ("trường tiểu học Lê Văn Sáu khai giảng", ["trường tiểu học Lê Văn Sáu"]),
        ("Ban quản lý hồ Tiền Phong báo cáo", ["Ban quản lý hồ Tiền Phong"]),
        ("Bộ Tài chính Hướng dẫn thu, nộp", ["Bộ Tài chính"]),
        ("Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng", ["Ban Chấp hành Trung ương Đảng"]),
        ("Bí thư, Thường trực Ban Bí thư kết luận", ["Ban Bí thư"]),
        ("phát triển Chính phủ số, chính phủ điện tử", []),
        ("Hiệp hội Doanh nghiệp một số tỉnh phía Nam", []),
        ("Chủ tịch Ủy ban nhân dân huyện thị xã", []),
        ("mức thuế BVMT, ngành Thuế và Thuế tỉnh Gia Lai", ["Thuế tỉnh Gia Lai"]),
    ],
)
def test_bodies_are_found_whole(text: str, bodies: list[str]) -> None:
    assert found(text, MentionType.BODY) == bodies


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("tại xóm 7, xã Phú Phúc, huyện Lý Nhân", ["xóm 7", "xã Phú Phúc", "huyện Lý Nhân"]),
        ("các huyện Mai Sơn, Yên Châu và Mộc Châu", ["Mai Sơn", "Yên Châu", "Mộc Châu"]),
        ("giữa hai xã Hải Ninh và Hải An", ["Hải Ninh", "Hải An"]),
        ("ở TP. Huế, TP.HCM và TX. Nghĩa Lộ", ["TP. Huế", "TP.HCM", "TX. Nghĩa Lộ"]),
        ("trên Quốc lộ 6, QL6 và Tỉnh lộ 113", ["Quốc lộ 6", "QL6", "Tỉnh lộ 113"]),
        ("qua sông Đà, đèo Pha Đin, cầu Long Biên", ["sông Đà", "đèo Pha Đin", "cầu Long Biên"]),
        ("nhà số 36B Tô Hiệu, phường 11", ["Tô Hiệu", "phường 11"]),
        ("lãnh đạo tỉnh Chăm-pa-sắc, Lào", ["tỉnh Chăm-pa-sắc", "Lào"]),
        ("khu vực xã H, huyện Đ", ["xã H", "huyện Đ"]),
        ("toàn tỉnh có 12 huyện, trong huyện có 5 xã", []),
        ("xem văn bản và bản đồ, điểm cầu trực tuyến, đường sắt", []),
        ("tàu neo ở ven biển Nha Trang", ["Nha Trang"]),
        ("ngụ xã Cư Ê bur và xã Ia Mo7r", ["xã Cư Ê bur", "xã Ia Mo7r"]),
        ("hạ du thủy điện Đray H'Linh 2 cạn nước", ["thủy điện Đray H'Linh 2"]),
        ("vay bằng đồng Việt Nam", []),
        ("Chương V - TỔ CHỨC THỰC HIỆN", []),
        ("Thị trấn HĐND", []),
        ("Bình minh lên trên bản", []),
        ("viếng Nghĩa trang liệt sĩ Quốc gia", ["Nghĩa trang liệt sĩ Quốc gia"]),
        ("ở TP.\nBiên Hòa và TP.\nHCM", ["TP.\nBiên Hòa", "TP.\nHCM"]),
        ("neo ở cầu tàu Bạch Long, cạnh chùa Ba Vàng", ["cầu tàu Bạch Long", "chùa Ba Vàng"]),
        (
            "đường Thái Nguyên - Chợ Mới, cao tốc Bắc Giang - Cầu Lường",
            ["đường Thái Nguyên - Chợ Mới", "cao tốc Bắc Giang - Cầu Lường"],
        ),
        ("vùng trời Tân Sơn Nhất", ["Tân Sơn Nhất"]),
        (
            "ngập các xã: Cẩm Phong, Cẩm Bình, huyện Cẩm Thủy. Dân Cẩm Phong sơ tán",
            ["Cẩm Phong", "Cẩm Bình", "huyện Cẩm Thủy", "Cẩm Phong"],
        ),
        (
            "trên đường Tô Hiệu, Phạm Ngọc Thạch và đường Lò Văn Giá",
            ["đường Tô Hiệu", "Phạm Ngọc Thạch", "đường Lò Văn Giá"],
        ),
        ("các tuyến như Tô Hiệu, Pasteur và Lê Duẩn", ["Tô Hiệu", "Pasteur", "Lê Duẩn"]),
        ("tình hình ở Phan Rí Cửa đã yên", ["Phan Rí Cửa"]),
        ("lãnh đạo Triều Tiên Kim Jong Ho", ["Triều Tiên"]),
    ],
)
def test_places_are_found_with_their_unit_words(text: str, places: list[str]) -> None:
    assert found(text, MentionType.PLACE) == places


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("Ủy ban nhân dân tỉnh Sơn La", "UBND tỉnh Sơn La"),
        ("Uỷ ban Nhân dân tỉnh Sơn La", "UBND tỉnh Sơn La"),
        ("UBND TỈNH SƠN LA", "UBND tỉnh Sơn La"),
        ("UBND tỉnh", "UBND tỉnh Sơn La"),
        ("Tỉnh uỷ", "Tỉnh ủy Sơn La"),
        ("Ban Thường vụ tỉnh ủy", "Ban Thường vụ Tỉnh ủy Sơn La"),
        ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư tỉnh Sơn La"),
        ("Công an Thanh Hóa", "Công an tỉnh Thanh Hóa"),
        ("bộ Công an", "Bộ Công an"),
    ],
)
def test_spellings_of_one_body_share_its_name(written: str, label: str) -> None:
    name = body_name(written, province="Sơn La")
    assert (name.label, name.founded) == (label, True)


def test_a_local_body_of_an_unknown_province_is_not_founded() -> None:
    assert not body_name("UBND tỉnh").founded


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("TP.HCM", "TP Hồ Chí Minh"),
        ("TPHCM", "TP Hồ Chí Minh"),
        ("thành phố Hồ Chí Minh", "TP Hồ Chí Minh"),
        ("tỉnh Sơn La", "Sơn La"),
        ("Sơn La", "Sơn La"),
        ("TỈNH SƠN LA", "Sơn La"),
        ("Đăk Lăk", "Đắk Lắk"),
        ("H. Mai Sơn", "huyện Mai Sơn"),
        ("TP. Buôn Ma Thuột", "thành phố Buôn Ma Thuột"),
    ],
)
def test_spellings_of_one_place_share_its_name(written: str, label: str) -> None:
    assert place_name(written).label == label


def test_a_short_body_later_is_the_one_full_name_before() -> None:
    mentions = [m for m in recognise("UBND huyện Mai Sơn họp. UBND huyện giao các xã.") if is_body(m)]
    assert [mention.label for mention in mentions] == ["UBND huyện Mai Sơn"] * 2


def is_body(mention: Mention) -> bool:
    return mention.type is MentionType.BODY


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("UBND tỉnh Gia Lai", "Gia Lai"),
        ("Tỉnh ủy Sơn La", "Sơn La"),
        ("Huyện uỷ Mai Sơn", "huyện Mai Sơn"),
        ("Đảng ủy xã Mường Chanh", "xã Mường Chanh"),
        ("Ban Thường vụ Tỉnh ủy", None),
        ("HĐND tỉnh", None),
    ],
)
def test_a_body_is_of_the_place_its_name_ends_in(body: str, place: str | None) -> None:
    assert place_of_body(body) == place


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("UBND TP. Hồ Chí Minh", "province"),
        ("Công an TP.HCM", "province"),
        ("Sở Y tế TP Hải Phòng", "province"),
        ("UBND thành phố Đà Nẵng", "province"),
        ("Thành ủy Hà Nội", "province"),
        ("UBND TP. Thủ Đức", "district"),
        ("Công an TP Vinh", "district"),
    ],
)
def test_a_body_of_a_city_that_is_a_province_is_provincial(written: str, level: str) -> None:
    (body,) = recognise(f"Ở đây, {written} đã họp.")
    assert (body.text, body.attributes["level"]) == (written, level)
