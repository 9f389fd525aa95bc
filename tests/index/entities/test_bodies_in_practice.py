"""Bodies as papers, directives and judgments write them: commissions, courts, schools, abbreviations."""

from __future__ import annotations

import pytest

from archive.model import MentionType
from index.entities import recognise


def bodies(text: str) -> list[str]:
    return [mention.text for mention in recognise(text) if mention.type is MentionType.BODY]


@pytest.mark.parametrize(
    "body",
    [
        "Ban chỉ đạo Trung ương về phòng chống thiên tai",
        "Ban Chỉ đạo tỉnh về phòng, chống dịch COVID-19",
        "Ban Chỉ đạo quốc gia chống buôn lậu, gian lận thương mại và hàng giả",
        "Tiểu ban Văn kiện",
        "Ủy ban Kiểm tra (UBKT) Tỉnh ủy Sơn La",
        "Cơ quan Ủy ban Kiểm tra Tỉnh ủy",
        "UBKT T.Ư",
        "BCH TƯ Đảng",
        "Ban Dân nguyện Quốc hội",
        "Tỉnh ủy tỉnh Yên Bái",
        "Ban Chỉ đạo 389 tỉnh",
        "Ban Chỉ đạo Công tác gia đình tỉnh",
        "Ủy ban bầu cử tỉnh",
        "UB MTTQ tỉnh",
        "Ban Tổ chức TƯ",
        "TT Huyện ủy",
        "Đảng ủy các cơ quan tỉnh",
        "Ban Thường vụ Đảng ủy Khối các Cơ quan tỉnh và Doanh nghiệp tỉnh",
    ],
)
def test_commissions_and_party_bodies_are_read_whole(body: str) -> None:
    assert bodies(f"Theo {body}, cần làm ngay.") == [body]


@pytest.mark.parametrize(
    "body",
    [
        "Tòa Phúc thẩm Tòa án nhân dân tối cao tại Đà Nẵng",
        "Tòa Dân sự Tòa án nhân dân tối cao",
        "Tòa kinh tế - TAND TP Huế",
        "Tòa án nhân dân Thành phố Hồ Chí Minh",
        "Sở Y tế Thành phố Hồ Chí Minh",
        "Sở TT-TT tỉnh Trà Vinh",
        "Sở Lao động – Thương binh và Xã hội tỉnh Thanh Hóa",
        "Sở Lao động - TB&XH tỉnh",
        "Hội đồng thẩm định giá đất tỉnh Lai Châu",
        "Ban QLDA ĐTXD các công trình giao thông tỉnh",
        "Trung tâm Văn hóa, Thông tin và Truyền thông huyện",
        "Phòng giao dịch Ngân hàng Chính sách xã hội huyện Sốp Cộp",
        "HND tỉnh Lai Châu",
        "Thanh tra Hà Nội",
        "CA tỉnh Vĩnh Phúc",
        "Sư đoàn bộ binh 316 - Quân khu 2",
        "Tổng công ty Đường sông Việt Nam - CTCP",
        "Hợp tác xã (HTX) Nông nghiệp Tân Phú",
        "Chi hội Phụ nữ bản Nậm Lin",
        "Ban Quản lý rừng phòng hộ, đặc dụng Sơn La",
        "Thanh tra TP",
        "Phòng CSĐT tội phạm về ma túy Công an tỉnh Thanh Hóa",
        "Kiểm toán nhà nước khu vực VI",
        "Ban quản lý Khu bảo tồn biển Phú Quý",
        "Tổ 141 Công an huyện Quỳnh Nhai",
        "Phòng Cảnh sát Bảo vệ và Cơ động",
        "Phòng cảnh sát giao thông đường bộ - đường sắt Công an tỉnh Hà Tĩnh",
        "Ban Tôn giáo - Sở Nội vụ tỉnh Điện Biên",
        "Sư đoàn 316/Quân khu 2",
        "Bộ Tư lệnh Vùng 5 Hải quân",
        "Trung tâm Ứng phó sự cố tràn dầu miền Trung",
        "Trung tâm quản lý đường hầm sông Hương",
        "Báo và phát thanh, truyền hình Tuyên Quang",
    ],
)
def test_offices_courts_and_forces_are_read_whole(body: str) -> None:
    assert bodies(f"Văn bản của {body} nêu rõ.") == [body]


@pytest.mark.parametrize(
    "school",
    [
        "Trường Phổ thông DTBT, TH&THCS Nậm Lành",
        "Nhóm lớp mầm non Đồ Rê Mí",
        "trường Tiểu học và Mầm non Tân Chung",
        "khoa phẫu thuật gây mê hồi sức bệnh viện Đa khoa tỉnh Lai Châu",
        "Khoa Nội Bệnh viện đa khoa huyện Mai Sơn",
        "Trường Mầm non 19-5",
        "Bệnh viện 30/4",
        "Trường THPT bán công Marie Curie",
    ],
)
def test_schools_and_hospitals_are_read_whole(school: str) -> None:
    assert bodies(f"Đoàn đến thăm {school} hôm qua.") == [school]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đảng ủy Quân sự tỉnh quán triệt nghị quyết", ["Đảng ủy Quân sự tỉnh"]),
        ("Chánh thanh tra thành phố Nguyễn Văn Tuấn nói", ["thanh tra thành phố"]),
        ("Phó viện trưởng Viện chiến lược đường thủy Lê Đình Mão nêu", ["Viện chiến lược đường thủy"]),
        ("Công ty TNHH Một thành viên hóa chất 18 (Sơn La)", ["Công ty TNHH Một thành viên hóa chất 18"]),
        ("Chủ tịch Quốc hội Lò Văn Hùng phát biểu", ["Quốc hội"]),
        ("Phó trưởng ban thường trực Ban chỉ đạo thi tỉnh", ["Ban chỉ đạo thi tỉnh"]),
        ("Phó Thủ tướng Thường trực Chính phủ Lò Văn Păn", ["Chính phủ"]),
        ("Giám đốc Công ty cổ phần đường sắt Hà Ninh Đậu Văn Lương", ["Công ty cổ phần đường sắt Hà Ninh"]),
        (
            "Trung tâm tìm kiếm cứu nạn và Công an phường Tân An",
            ["Trung tâm tìm kiếm cứu nạn", "Công an phường Tân An"],
        ),
        ("Ban Chỉ đạo phòng, chống dịch trên địa bàn tỉnh", ["Ban Chỉ đạo phòng, chống dịch"]),
        ("Phó Chi cục Trưởng Chi cục Kiểm lâm nói", ["Chi cục Kiểm lâm"]),
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO Căn cứ Luật này", ["BỘ GIÁO DỤC VÀ ĐÀO TẠO"]),
        ("Hiệu trưởng Trường THPT Nam Khoái và Thủ trưởng các đơn vị", ["Trường THPT Nam Khoái"]),
        (
            "Ban chỉ đạo Trung ương về phòng chống thiên tai nhận định",
            ["Ban chỉ đạo Trung ương về phòng chống thiên tai"],
        ),
        ("Ban Chỉ đạo phòng chống dịch bệnh chiều qua họp", ["Ban Chỉ đạo phòng chống dịch bệnh"]),
        ("xe qua trạm BOT thuộc địa phận tỉnh Sóc Trăng", ["trạm BOT"]),
        ("Chánh Thanh tra Sở Xây dựng Trần Văn Dũng nói", ["Thanh tra Sở Xây dựng"]),
        ("theo Công ty Quản lý tài sản thực hiện đúng luật", ["Công ty Quản lý tài sản"]),
        ("thành viên Ban Kiểm soát bao gồm ba người", ["Ban Kiểm soát"]),
        ("hiệu trưởng Đại học Ngoại thương nhiệm kỳ 2010-2015", ["Đại học Ngoại thương"]),
        ("chủ nhiệm lớp 6.2 trường THCS Duy Ninh", ["trường THCS Duy Ninh"]),
        ("Nghị quyết của Ban Chấp hành Đảng bộ khóa X", ["Ban Chấp hành Đảng bộ"]),
    ],
)
def test_what_is_said_of_a_body_ends_its_name(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Cơ sở giáo dục công lập thực hiện theo quy định.",
        "Chi nhánh ngân hàng nước ngoài chỉ được làm việc này.",
        "Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn các cấp họp",
        "trên Cổng thông tin điện tử của cơ quan nhà nước",
        "Lễ hội Thánh Gióng khai mạc",
        "đoàn thanh tra huyện này đã đi",
        "chiếc Toyota Land Cruiser đỗ ở đây",
        "kỷ luật 5 chủ tịch UBND xã và nhiều người",
        "công ty của ông Tú đóng cửa",
        "kỳ thi THPT quốc gia 2019, em đạt 27 điểm",
        "học sinh học ở cơ sở 2 (tầng hai)",
        "Lớp mẫu giáo 4 tuổi nghỉ học",
    ],
)
def test_a_kind_of_bodies_is_no_body(text: str) -> None:
    assert bodies(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(NTO) Sau một tuần, mưa đã tạnh", ["NTO"]),
        ("(QT) - Trong không khí vui tươi", ["QT"]),
        ("BHG - Tối qua, mưa lớn", ["BHG"]),
        ("Như PLO đã phản ánh, đường hỏng", ["PLO"]),
        ("Như Tiền Phong đã thông tin, đường hỏng", ["Tiền Phong"]),
        ("AP hôm nay đưa tin về trận bão", ["AP"]),
        ("Theo China Daily đưa tin, trời rét", ["China Daily"]),
        ("Ảnh: N.H/SGGP.", ["SGGP"]),
        ("Nguồn: GD&TĐ", ["GD&TĐ"]),
    ],
)
def test_papers_are_told_by_how_they_are_spoken_of(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nghệ sĩ Hồng Vân đăng tải một bức ảnh",
        "Facebook đăng tải lại",
        "Eric Brown đã đăng tải ảnh",
        "Anh Nam đưa tin cho mẹ",
        "(TT) ra về sớm",
    ],
)
def test_who_reports_is_not_always_a_paper(text: str) -> None:
    assert bodies(text) == []
