"""Document types and issuers of directives: names, abbreviations, Party or State.

Sources: Nghị định 30/2020/NĐ-CP, Điều 7 and appendix III (administrative types); Luật ban hành văn
bản quy phạm pháp luật (normative types); Quy định 66-QĐ/TW of 2017 and Hướng dẫn 36-HD/VPTW of
2018 (Party types). A type without a symbol has none there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Who may issue a type of document."""

    STATE = "state"
    PARTY = "party"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of directive: its name in running text and its abbreviations inside numbers."""

    name: str  # "nghị quyết"
    symbols: tuple[str, ...]  # canonical first: "NQ"
    level: Level = Level.BOTH


DOCUMENT_TYPES = (
    DocumentType("nghị quyết liên tịch", ("NQLT",)),
    DocumentType("nghị quyết", ("NQ",)),
    DocumentType("quyết định", ("QĐ",)),
    DocumentType("chỉ thị", ("CT",)),
    DocumentType("kết luận", ("KL",)),
    DocumentType("quy chế", ("QC",)),
    DocumentType("quy định", ("QyĐ", "QĐi")),
    DocumentType("quy chế phối hợp", ("QCPH",)),
    DocumentType("thông tri", ("TT",), Level.PARTY),
    DocumentType("thông cáo", ("TC",)),
    DocumentType("thông báo kết luận", ("TBKL",)),
    DocumentType("thông báo", ("TB",)),
    DocumentType("hướng dẫn liên ngành", ("HDLN",)),
    DocumentType("hướng dẫn", ("HD",)),
    DocumentType("chương trình hành động", ("CTHĐ", "CTrHĐ")),
    DocumentType("chương trình phối hợp", ("CTPH", "CTrPH")),
    DocumentType("chương trình", ("CTr",)),
    DocumentType("kế hoạch", ("KH",)),
    DocumentType("phương án", ("PA",), Level.STATE),
    DocumentType("đề án", ("ĐA",)),
    DocumentType("dự án", ("DA",), Level.STATE),
    DocumentType("báo cáo thẩm định", ("BCTĐ",), Level.STATE),
    DocumentType("báo cáo", ("BC",)),
    DocumentType("biên bản", ("BB",)),
    DocumentType("tờ trình", ("TTr",)),
    DocumentType("hợp đồng", ("HĐ",), Level.STATE),
    DocumentType("công điện", ("CĐ",), Level.STATE),
    DocumentType("công văn", ("CV",)),
    DocumentType("bản ghi nhớ", ("BGN",), Level.STATE),
    DocumentType("bản thỏa thuận", ("BTT",), Level.STATE),
    DocumentType("giấy ủy quyền", ("GUQ",), Level.STATE),
    DocumentType("giấy mời", ("GM",)),
    DocumentType("giấy giới thiệu", ("GGT",)),
    DocumentType("giấy nghỉ phép", ("GNP",), Level.STATE),
    DocumentType("giấy phép", ("GP",), Level.STATE),
    DocumentType("phiếu gửi", ("PG",), Level.STATE),
    DocumentType("phiếu chuyển", ("PC",), Level.STATE),
    DocumentType("phiếu báo", ("PB",), Level.STATE),
    DocumentType("bản sao y", ("SY",), Level.STATE),
    DocumentType("bản trích sao", ("TrS",), Level.STATE),
    DocumentType("bản sao lục", ("SL",), Level.STATE),
    DocumentType("hiến pháp", (), Level.STATE),
    DocumentType("bộ luật", (), Level.STATE),
    DocumentType("luật", (), Level.STATE),
    DocumentType("pháp lệnh", ("PL",), Level.STATE),
    DocumentType("lệnh", ("L",), Level.STATE),
    DocumentType("sắc lệnh", ("SL",), Level.STATE),
    DocumentType("nghị định", ("NĐ",), Level.STATE),
    DocumentType("thông tư liên tịch", ("TTLT",), Level.STATE),
    DocumentType("thông tư", ("TT",), Level.STATE),
    DocumentType("văn bản hợp nhất", ("VBHN",), Level.STATE),
    DocumentType("văn bản", (), Level.BOTH),
    DocumentType("điều lệ", ("ĐL",)),
    DocumentType("cương lĩnh", (), Level.PARTY),
    DocumentType("chiến lược", ("CL",)),
    DocumentType("quy hoạch", ("QH",), Level.PARTY),
    DocumentType("tuyên bố", ()),
    DocumentType("lời kêu gọi", ()),
    DocumentType("thư công", (), Level.STATE),
    DocumentType("giấy chứng nhận", ("GCN",)),
    DocumentType("giấy đi đường", ("GĐĐ",)),
    DocumentType("án lệ", ("AL",), Level.STATE),
    DocumentType("kháng nghị", (), Level.STATE),
    DocumentType("bản án", (), Level.STATE),
    DocumentType("quyết định giám đốc thẩm", ("GĐT",), Level.STATE),
    DocumentType("quyết định tái thẩm", ("TTh",), Level.STATE),
    DocumentType("quyết định sơ thẩm", ("QĐST",), Level.STATE),
    DocumentType("quyết định phúc thẩm", ("QĐPT",), Level.STATE),
)
"""Longer names before the shorter ones they contain."""

ISSUERS = {
    "TU": "Tỉnh ủy",
    "TW": "Trung ương",
    "HU": "Huyện ủy",
    "QU": "Quận ủy",
    "ThU": "Thành ủy",
    "ThiU": "Thị ủy",
    "ĐU": "Đảng ủy",
    "ĐUK": "Đảng ủy Khối",
    "ĐUCA": "Đảng ủy Công an",
    "ĐUQS": "Đảng ủy Quân sự",
    "ĐH": "Đại hội",
    "CB": "Chi bộ",
    "ĐĐ": "Đảng đoàn",
    "BCSĐ": "Ban cán sự đảng",
    "VPTU": "Văn phòng Tỉnh ủy",
    "VPTW": "Văn phòng Trung ương Đảng",
    "BTCTU": "Ban Tổ chức Tỉnh ủy",
    "BTGTU": "Ban Tuyên giáo Tỉnh ủy",
    "BTGDVTU": "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "BDVTU": "Ban Dân vận Tỉnh ủy",
    "BNCTU": "Ban Nội chính Tỉnh ủy",
    "UBKTTU": "Ủy ban Kiểm tra Tỉnh ủy",
    "BTCTW": "Ban Tổ chức Trung ương",
    "BTGTW": "Ban Tuyên giáo Trung ương",
    "BTGDVTW": "Ban Tuyên giáo và Dân vận Trung ương",
    "UBKTTW": "Ủy ban Kiểm tra Trung ương",
    "UBND": "Ủy ban nhân dân",
    "UB": "Ủy ban",
    "HĐND": "Hội đồng nhân dân",
    "TTHĐND": "Thường trực Hội đồng nhân dân",
    "VPUBND": "Văn phòng Ủy ban nhân dân",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "MTTQ": "Mặt trận Tổ quốc",
    "MTTW": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "ĐĐBQH": "Đoàn đại biểu Quốc hội",
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "CTN": "Chủ tịch nước",
    "VPCP": "Văn phòng Chính phủ",
    "VPCTN": "Văn phòng Chủ tịch nước",
    "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "TTCP": "Thanh tra Chính phủ",
    "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "BTC": "Bộ Tài chính",
    "BNV": "Bộ Nội vụ",
    "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng",
    "BNG": "Bộ Ngoại giao",
    "BTP": "Bộ Tư pháp",
    "BYT": "Bộ Y tế",
    "BXD": "Bộ Xây dựng",
    "BCT": "Bộ Công Thương",
    "BGTVT": "Bộ Giao thông vận tải",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BDTTG": "Bộ Dân tộc và Tôn giáo",
    "UBDT": "Ủy ban Dân tộc",
    "BHXH": "Bảo hiểm xã hội",
    "TANDTC": "Tòa án nhân dân tối cao",
    "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
    "HĐTP": "Hội đồng Thẩm phán Tòa án nhân dân tối cao",
    "TAND": "Tòa án nhân dân",
    "VKSND": "Viện kiểm sát nhân dân",
    "VKSTC": "Viện kiểm sát nhân dân tối cao",
    "CA": "Công an",
    "CAT": "Công an tỉnh",
    "STC": "Sở Tài chính",
    "SNV": "Sở Nội vụ",
    "STP": "Sở Tư pháp",
    "SYT": "Sở Y tế",
    "SXD": "Sở Xây dựng",
    "SCT": "Sở Công Thương",
    "SGDĐT": "Sở Giáo dục và Đào tạo",
    "SKHĐT": "Sở Kế hoạch và Đầu tư",
    "SKHCN": "Sở Khoa học và Công nghệ",
    "STNMT": "Sở Tài nguyên và Môi trường",
    "SNNPTNT": "Sở Nông nghiệp và Phát triển nông thôn",
    "SNNMT": "Sở Nông nghiệp và Môi trường",
    "SVHTTDL": "Sở Văn hóa, Thể thao và Du lịch",
    "SLĐTBXH": "Sở Lao động - Thương binh và Xã hội",
    "SGTVT": "Sở Giao thông vận tải",
    "STTTT": "Sở Thông tin và Truyền thông",
    "SNgV": "Sở Ngoại vụ",
    "SDTTG": "Sở Dân tộc và Tôn giáo",
    "BDT": "Ban Dân tộc",
    "BQL": "Ban Quản lý",
    "BCĐ": "Ban Chỉ đạo",
    "BCH": "Ban Chỉ huy",
    "HĐBT": "Hội đồng Bộ trưởng",
    "HĐNN": "Hội đồng Nhà nước",
}
"""Symbol of the issuer at the end of a number -> who it names."""

_PARTY_ONLY = frozenset({"CB", "ĐH", "ĐĐ", "BCSĐ", "ThU", "ThiU"})
_PARTY_END = re.compile(r"(?:TU|TW|HU|QU|ĐU)$|^ĐU")
_ASSEMBLY = re.compile(r"(QH|UBTVQH)([0-9]{1,2})$")


_LIKE_D = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d"})


def bare(text: str) -> str:
    """Lower case without marks, đ and its look-alikes as d: what two ways of writing a symbol share."""
    decomposed = unicodedata.normalize("NFD", text.casefold()).translate(_LIKE_D)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


TYPE_BY_NAME = {document_type.name: document_type for document_type in DOCUMENT_TYPES}
TYPE_SYMBOLS = frozenset(symbol for document_type in DOCUMENT_TYPES for symbol in document_type.symbols)

_SYMBOLS: dict[str, str] = {}
for _symbol in [*ISSUERS, *(s for t in DOCUMENT_TYPES for s in t.symbols)]:
    _SYMBOLS.setdefault(_symbol.casefold(), _symbol)
_BARE_SYMBOLS: dict[str, str] = {}
for _symbol in [*(s for t in DOCUMENT_TYPES for s in t.symbols), *ISSUERS]:
    # Without marks "HD" may be hướng dẫn or hợp đồng: the symbol that never had marks keeps it.
    _BARE_SYMBOLS.setdefault(bare(_symbol), _SYMBOLS.get(bare(_symbol), _symbol))


def symbol_of(written: str) -> str | None:
    """The canonical spelling of a known type or issuer symbol, however it is written.

    "qd" and "QD" are "QĐ"; "TƯ" is "TW"; "qh13" is "QH13"; None for a symbol not in the tables.
    """
    if written.casefold() in ("tư", "t.ư", "tw"):
        return "TW"
    written = written.replace("&", "")
    known = _SYMBOLS.get(written.casefold()) or _BARE_SYMBOLS.get(bare(written))
    if known is not None:
        return known
    assembly = _ASSEMBLY.match(written.upper())
    return f"{assembly[1]}{int(assembly[2])}" if assembly else None


_WITH_D = {
    bare(symbol).upper(): symbol
    for symbol in (
        "HNGĐ", "LĐ", "GĐT", "HĐQT", "HĐTV", "HĐXX", "TĐKT", "ĐTKT", "ĐKKD", "ĐĐ", "QLĐĐ", "ĐKĐĐ",
        "GDĐT", "KHĐT", "LĐTBXH", "HĐND", "ĐBQH", "CĐ", "ĐT", "TĐC", "BĐS", "TNĐKP",
    )
}  # fmt: skip
"""Units and kinds of cases that are no issuers, by their letters without marks."""
_D_INSIDE = re.compile(
    "|".join(["^QD", *sorted((letters for letters in _WITH_D if len(letters) > 3), key=len, reverse=True)])
)
_CASE = re.compile(r"(HS|DS|HNGĐ|KDTM|LĐ|HC)\.?(ST|PT|GĐT)")
_CASE_OR_COURT = frozenset({"HS", "DS", "HNGĐ", "KDTM", "LĐ", "HC", "ST", "PT", "GĐT"})


def spelling(written: str) -> str:
    """A symbol in no table as every way of writing it shares it: capitals, kind of case and court apart.

    Whether D was Đ cannot be told where marks may be missing: it is Đ in the abbreviations of a list and
    where a symbol begins with QĐ, and D in all others. "HNGĐPT" and "hngd.pt" are "HNGĐ-PT".
    """
    letters = bare(written).upper().replace("&", "")
    known = _WITH_D.get(letters) or _D_INSIDE.sub(lambda part: _WITH_D.get(part[0], "QĐ"), letters)
    judged = _CASE.fullmatch(known)
    return f"{judged[1]}-{judged[2]}" if judged is not None else known


def is_of_a_case(written: str, *, whole: bool = False) -> bool:
    """Whether a symbol is a judgment's: its kind of case, its court, or both; `whole`: both."""
    known = spelling(written)
    return "-" in known or (not whole and known in _CASE_OR_COURT)


def is_assembly(symbol: str) -> bool:
    """Whether the symbol is the National Assembly or its Standing Committee with the term."""
    return _ASSEMBLY.match(symbol) is not None


def is_party_issuer(symbol: str) -> bool:
    """Whether a canonical issuer symbol belongs to the Party, whose numbers read 02-NQ/TU."""
    return symbol in _PARTY_ONLY or _PARTY_END.search(symbol) is not None


def is_type_symbol(symbol: str) -> bool:
    """Whether a canonical symbol abbreviates a document type."""
    return symbol in TYPE_SYMBOLS


def issuer_name(symbol: str) -> str | None:
    """The name behind an issuer's symbol: "UBND" -> "Ủy ban nhân dân", "QH15" -> "Quốc hội"."""
    assembly = _ASSEMBLY.match(symbol)
    return ISSUERS.get(assembly[1] if assembly else symbol)


def begins_with_issuer(written: str) -> bool:
    """Whether a symbol in no table begins with an issuer's, its unit written on at once: "SGDĐTKHTC"."""
    return any(bare(written[:length]) in _BARE_ISSUERS for length in range(3, len(written)))


_BARE_ISSUERS = frozenset(bare(symbol) for symbol in ISSUERS if len(symbol) > 2)
