"""Streets, routes, works and dwellings: places told by what stands around them."""

from __future__ import annotations

import pytest

from archive.model import MentionType
from index.entities import recognise


def places(text: str) -> list[str]:
    return [mention.text for mention in recognise(text) if mention.type is MentionType.PLACE]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cấm đường Lê Lợi (đoạn từ Tô Hiệu đến Lò Văn Giá).", ["đường Lê Lợi", "Tô Hiệu", "Lò Văn Giá"]),
        ("Lộ trình: Tô Hiệu - Lê Thái Tông - Chu Văn Thịnh.", ["Tô Hiệu", "Lê Thái Tông", "Chu Văn Thịnh"]),
        ("qua cầu Trắng - Cách Mạng Tháng 8 - Tô Hiệu", ["cầu Trắng", "Cách Mạng Tháng 8", "Tô Hiệu"]),
        ("nhà ở ngõ số 12, Lý Tự Trọng bị ngập", ["ngõ số 12", "Lý Tự Trọng"]),
        ("đi từ đường Số 12 đến Xa lộ Tây Bắc", ["đường Số 12", "Xa lộ Tây Bắc"]),
        ("Ảnh: Phúc Hưng - Tô Hiệu", []),
        ("hẻm 45 Trần Đình Xu, phường Cô Giang", ["hẻm 45", "Trần Đình Xu", "phường Cô Giang"]),
        ("mở tiệm tại 39 Tô Hiệu, phường Quyết Tâm", ["Tô Hiệu", "phường Quyết Tâm"]),
        ("tổ 5 Lò Văn Páo, phường Quyết Tâm", ["tổ 5", "phường Quyết Tâm"]),
    ],
)
def test_streets_are_told_by_the_way_they_are_on(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gom về Nhà máy xử lý rác thải TP. Cao Lãnh.", ["Nhà máy xử lý rác thải TP. Cao Lãnh"]),
        ("an táng tại Nghĩa trang thành phố.", ["Nghĩa trang thành phố"]),
        ("thăm đền thờ Vua Lê Thái Tông", ["đền thờ Vua Lê Thái Tông"]),
        ("cầu vượt Ngã tư Quyết Thắng", ["cầu vượt Ngã tư Quyết Thắng"]),
        ("cách đảo Hòn Khoai 3,5 hải lý", ["đảo Hòn Khoai"]),
        ("sân bay Nà Sản - Cò Nòi", ["sân bay Nà Sản"]),
        ("Khu công nghiệp Mai Sơn - Tà Xa", ["Khu công nghiệp Mai Sơn - Tà Xa"]),
        ("Các huyện, TP. Cao Lãnh kiểm tra", ["TP. Cao Lãnh"]),
        ("chuyển đổi số tỉnh Thái Bình", ["tỉnh Thái Bình"]),
        ("một số tỉnh Thái Bình, Nam Định", ["Thái Bình", "Nam Định"]),
        ("quãng đường BOT dài 13km", []),
        ("HỆ THỐNG MẪU VĂN BẢN NGHIỆP VỤ CỦA NGÀNH", []),
    ],
)
def test_sites_keep_the_words_that_name_them(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trú tại Huổi Lóng, xã Nậm Kè", ["Huổi Lóng", "xã Nậm Kè"]),
        ("khu dân cư ở Hòa Liên.", ["Hòa Liên"]),
        ("ở Bà Rịa - Vũng Tàu", ["Bà Rịa - Vũng Tàu"]),
        ("P. 28 (Q. Bình Thạnh)", ["P. 28", "Q. Bình Thạnh"]),
        ("trú tại Nguyễn Văn Páo, xã Nậm Kè", ["xã Nậm Kè"]),
        ("trú tại Nà Lìu, Mường La", ["Nà Lìu", "Mường La"]),
        ("tại khối 5, thị trấn Krông Kmar; thủ khoa khối A, thị trấn", ["khối 5", "thị trấn Krông Kmar"]),
        ("giữa xã Tân Lập, huyện Mộc Châu với xã Tú Nang", ["xã Tân Lập", "huyện Mộc Châu", "xã Tú Nang"]),
        ("về H.U Minh, chợ nổi Cái Răng", ["H.U Minh", "chợ nổi Cái Răng"]),
    ],
)
def test_dwellings_are_told_without_their_unit_word(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nhân dân xã mường chanh", ["xã mường chanh"]),
        ("tỉnh sơn la", ["tỉnh sơn la"]),
        ("vì một xã hội an toàn", []),
        ("xã an toàn khu, huyện miền núi", []),
    ],
)
def test_a_known_place_is_found_without_its_capitals(text: str, found: list[str]) -> None:
    assert places(text) == found


def test_a_place_without_its_capitals_is_labelled_with_them() -> None:
    labels = {mention.label for mention in recognise("xã mường chanh; Xã Mường Chanh; ubnd xã mường chanh")}
    assert labels == {"xã Mường Chanh", "UBND xã Mường Chanh"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("xe dồn ở trạm thu phí BOT Mường La - Bắc Yên", ["trạm thu phí BOT Mường La - Bắc Yên"]),
        ("phản đối BOT Sơn La – Hòa Bình", ["BOT Sơn La – Hòa Bình"]),
        ("cư dân chung cư Hoa Ban - Sơn La", ["chung cư Hoa Ban - Sơn La"]),
        ("công trình đập dâng Nậm Chiến", ["đập dâng Nậm Chiến"]),
    ],
)
def test_a_toll_station_or_block_of_flats_may_be_named_by_two_places(text: str, found: list[str]) -> None:
    assert places(text) == found


def test_a_code_of_one_figure_is_no_provincial_road() -> None:
    assert places("thị thực ký hiệu ĐT4; đường ĐT114") == ["đường ĐT114"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trên quốc lộ 4 G và tỉnh lộ 10 B", ["quốc lộ 4 G", "tỉnh lộ 10 B"]),
        ("về vùng đồng bằng sông Hồng", ["đồng bằng sông Hồng"]),
        ("sống tại Nhật, nhiều người nhớ nhà", ["Nhật"]),
        ("anh Nhật kể lại", []),
    ],
)
def test_roads_that_branch_off_plains_of_rivers_and_short_countries(text: str, found: list[str]) -> None:
    assert places(text) == found
