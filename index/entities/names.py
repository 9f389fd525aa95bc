"""One name for the many spellings of an entity: what mentions of one person, body or place share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from index.entities.bodies.heads import heads
from index.entities.lexicon import word_list
from index.entities.places import units
from index.entities.syllables import SYLLABLE
from index.text.keys import exact_key

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
_DASH = re.compile(r"\s*[‐‑‒–—−]\s*|\s+-\s+")


def tidy(written: str) -> str:
    """One line, single blanks, plain dashes."""
    return _SPACE.sub(" ", _DASH.sub(" - ", written)).strip()


def person_label(written: str) -> str:
    """As in "NGUYỄN VĂN BÌNH" -> "Nguyễn Văn Bình"; other writing is kept."""
    name = tidy(written)
    letters = [c for c in name if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters):
        return _capitalised(name)
    return name


# ---- bodies --------------------------------------------------------------------------

_BODY_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (r"(?<!\w)[ủu][ỷy] ban (?:nhân dân|nd)(?!\w)", "UBND"),
        (r"(?<!\w)(?:ủy|uỷ) ban nhân dân(?!\w)", "UBND"),
        (r"(?<!\w)ubnd(?!\w)", "UBND"),
        (r"(?<!\w)hội đồng nhân dân(?!\w)|(?<!\w)hđnd(?!\w)", "HĐND"),
        (r"(?<!\w)(?:tt ?\.?hđnd|thường trực hđnd)(?!\w)", "Thường trực HĐND"),
        (r"(?<!\w)(?:ủy|uỷ) ban (?:mặt trận tổ quốc|mttq)(?: việt nam| vn)?(?!\w)", "UBMTTQ Việt Nam"),
        (r"(?<!\w)ubmttq(?: ?vn| việt nam)?(?!\w)", "UBMTTQ Việt Nam"),
        (r"(?<!\w)mặt trận tổ quốc(?: việt nam)?(?!\w)", "MTTQ Việt Nam"),
        (r"(?<!\w)mttq(?: ?vn| việt nam)?(?!\w)", "MTTQ Việt Nam"),
        (r"(?<!\w)hợp tác xã(?!\w)", "HTX"),
        (r"(?<!\w)viện kiểm sát nhân dân(?!\w)", "VKSND"),
        (r"(?<!\w)(?:tòa|toà) án nhân dân(?!\w)", "TAND"),
        (
            r"(?<!\w)kế hoạch (?:và|-) đầu tư(?!\w)|(?<!\w)kh ?& ?đt(?!\w)|(?<!\w)khđt(?!\w)",
            "Kế hoạch và Đầu tư",
        ),
        (r"(?<!\w)tn ?& ?mt(?!\w)|(?<!\w)tnmt(?!\w)", "Tài nguyên và Môi trường"),
        (r"(?<!\w)nn ?& ?ptnt(?!\w)|(?<!\w)nnptnt(?!\w)", "Nông nghiệp và Phát triển nông thôn"),
        (r"(?<!\w)nn ?& ?mt(?!\w)|(?<!\w)nnmt(?!\w)", "Nông nghiệp và Môi trường"),
        (r"(?<!\w)gd ?[&-] ?đt(?!\w)|(?<!\w)gdđt(?!\w)", "Giáo dục và Đào tạo"),
        (r"(?<!\w)kh ?& ?cn(?!\w)|(?<!\w)khcn(?!\w)", "Khoa học và Công nghệ"),
        (r"(?<!\w)tt ?& ?tt(?!\w)|(?<!\w)tttt(?!\w)", "Thông tin và Truyền thông"),
        (r"(?<!\w)gtvt(?!\w)", "Giao thông vận tải"),
        (r"(?<!\w)vh[,-]? ?tt ?(?:& ?|và )dl(?!\w)|(?<!\w)vhttdl(?!\w)", "Văn hóa, Thể thao và Du lịch"),
        (r"(?<!\w)lđ ?-? ?tb ?(?:& ?|và |-)xh(?!\w)|(?<!\w)lđtbxh(?!\w)", "Lao động - Thương binh và Xã hội"),
        (r"(?<!\w)(?:btv)(?!\w)", "Ban Thường vụ"),
        (r"(?<!\w)(?:bch)(?= (?:đảng|trung|tw))", "Ban Chấp hành"),
        (r"(?<!\w)cơ quan csđt(?!\w)", "Cơ quan Cảnh sát điều tra"),
        (r"(?<!\w)đbqh(?!\w)", "đại biểu Quốc hội"),
        (r"(?<!\w)lhpn(?!\w)", "Liên hiệp Phụ nữ"),
        (r"(?<!\w)ccb(?!\w)", "Cựu chiến binh"),
        (r"(?<!\w)lđlđ(?!\w)", "Liên đoàn Lao động"),
        (r"(?<!\w)bhxh(?!\w)", "Bảo hiểm xã hội"),
        (r"(?<!\w)csgt(?!\w)", "Cảnh sát giao thông"),
        (r"(?<!\w)cshs(?!\w)", "Cảnh sát hình sự"),
        (r"(?<!\w)bđbp(?!\w)", "Bộ đội Biên phòng"),
        (r"(?<!\w)chqs(?!\w)", "Chỉ huy Quân sự"),
        (r"(?<!\w)bv(?!\w)", "Bệnh viện"),
        (r"(?<!\w)vn(?!\w)", "Việt Nam"),
    )
)
_UNIT_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (r"(?<!\w)tp\.? ?hcm(?!\w)|(?<!\w)tphcm(?!\w)|(?<!\w)hcm(?!\w)", "thành phố Hồ Chí Minh"),
        (r"(?<!\w)(?:t\.p|tp)(?:\.\s?|\s)(?=\w)", "thành phố "),
        (r"(?<!\w)tp$", "thành phố"),
        (r"(?<!\w)tx(?:\.\s?|\s)(?=\w)", "thị xã "),
        (r"(?<!\w)tt(?:\.\s?|\s)(?=[^\W\d_])", "thị trấn "),
        (r"(?<!\w)p\.\s?(?=\w)", "phường "),
        (r"(?<!\w)q\.\s?(?=\w)", "quận "),
        (r"(?<!\w)h\.\s?(?=\w)", "huyện "),
        (r"(?<!\w)x\.\s?(?=\w)", "xã "),
        (r"(?<!\w)kp\.?\s?(?=\w)", "khu phố "),
        (r"(?<!\w)ql\.?\s?(?=\d)", "Quốc lộ "),
        (r"(?<!\w)tl\.?\s?(?=\d)", "Tỉnh lộ "),
        (r"(?<!\w)đt\.?\s?(?=\d)", "Tỉnh lộ "),
        (r"(?<!\w)kcn(?!\w)", "Khu công nghiệp"),
        (r"(?<!\w)ccn(?!\w)", "Cụm công nghiệp"),
    )
)
_UNIT_WORD = re.compile(
    r"(?<!\w)(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|thôn|bản|buôn|ấp|xóm|làng)(?!\w)",
    re.IGNORECASE,
)
_PROVINCIAL = re.compile(
    r"^(?:Sở|UBND|HĐND|Công an|VKSND|TAND|Chi cục|Cục|UBMTTQ|MTTQ|Bộ Chỉ huy|Văn phòng|Thanh tra|Hội|"
    r"Liên đoàn|Bảo hiểm)(?!\w)"
)
_ALWAYS_PROVINCIAL = re.compile(r"^(?:Sở|Chi cục)(?!\w)")
CITIES = frozenset({"Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"})
"""Provinces that are cities: "thành phố Hà Nội", "Thành ủy"."""


@dataclass(frozen=True, slots=True)
class Name:
    """A canonical name, and whether it names one entity for certain."""

    label: str
    founded: bool
    level: str | None = None

    @property
    def key(self) -> str:
        return exact_key(self.label)


@cache
def _provinces() -> dict[str, str]:
    found = {exact_key(name): name for name in units.names_of(units.PROVINCE)}
    for variant, name in units.province_variants().items():
        found[exact_key(variant)] = name
    return found


@cache
def _national_bodies() -> frozenset[str]:
    found = set()
    for line in word_list("bodies.txt"):
        forms, follows, must = (part.strip() for part in line.split("|"))
        if must == "-" and not set(follows) & set("LB"):
            found |= {exact_key(_spelled(form.strip())) for form in forms.split(";")}
    return frozenset(found)


def _spelled(written: str) -> str:
    for pattern, name in _BODY_FORMS:
        written = pattern.sub(name, written)
    for pattern, name in _UNIT_FORMS:
        written = pattern.sub(name, written)
    return written


@lru_cache(maxsize=50_000)
def body_name(written: str, province: str = "") -> Name:
    """The canonical name of a body: known words spelled one way, the local qualifier completed.

    Args: province: that of the source: "Tỉnh ủy", "UBND tỉnh", "Sở Y tế" are its own.
    """
    label = _spelled(tidy(written))
    letters = [c for c in label if c.isalpha()]
    if len(letters) > 8 and sum(c.isupper() for c in letters) > 0.9 * len(letters):
        label = _from_capitals(label)
    label = _UNIT_WORD.sub(lambda word: word[0].lower(), label)
    label = re.sub(
        r"(?<!\w)([TtHhQq]ỉnh|[Tt]hành|[Hh]uyện|[Qq]uận|[Tt]hị|[Đđ]ảng) (?:uỷ|ủy|Ủy|Uỷ)(?!\w)",
        _committee,
        label,
    )
    label = _with_capitals(label[:1].upper() + label[1:])
    if exact_key(label) in _national_bodies() or (
        label.startswith("Bộ ") and not label.startswith("Bộ Chỉ huy")
    ):
        return Name(label, True, "national")
    label = _completed(label, province)
    return Name(label, _has_place(label) or _has_proper_name(label), _level(label))


@lru_cache(maxsize=50_000)
def place_of_body(written: str) -> str | None:
    """The label of the place a body's name as written ends in: "UBND tỉnh Gia Lai" -> "Gia Lai".

    A committee's name holds its unit word too: "Huyện ủy Mai Sơn" is of huyện Mai Sơn, and
    "Ban Thường vụ Tỉnh ủy" names no place.
    """
    label = body_name(written).label
    found = list(_UNIT_WORD.finditer(label))
    if not found:
        return None
    proper = label[found[-1].end() :].strip().removeprefix("ủy").strip()
    if not proper:
        return None
    place = place_name(f"{found[-1][0].lower()} {proper}")
    return place.label if place.founded else None


def _capitalised(name: str) -> str:
    return _WORD.sub(lambda word: word[0][0].upper() + word[0][1:].lower(), name)


def _with_capitals(label: str) -> str:
    """As in "UBND xã mường chanh" -> "UBND xã Mường Chanh"; a label whose place has capitals is kept."""
    found = list(_UNIT_WORD.finditer(label))
    if not found or not re.fullmatch(r" (?!ủy|đoàn)\w+ [\w ]+", label[found[-1].end() :]):
        return label
    if not label[found[-1].end() :].islower():
        return label
    return label[: found[-1].end()] + _capitalised(label[found[-1].end() :])


def _committee(found: re.Match[str]) -> str:
    return f"{found[1][0].upper()}{found[1][1:]} ủy"


def _from_capitals(label: str) -> str:
    """A name out of a heading: small letters, but for known places and the first letter."""
    words = _WORD.sub(lambda word: word[0].lower() if SYLLABLE.match(word[0].lower()) else word[0], label)
    for name in sorted(
        units.names_of(units.PROVINCE) | units.names_of(units.DISTRICT), key=len, reverse=True
    ):
        if name.lower() in words:
            words = re.sub(rf"(?<!\w){re.escape(name.lower())}(?!\w)", name, words)
    return _spelled(words)


def _completed(label: str, province: str) -> str:
    last = label.rsplit(" ", 1)[-1]
    city = province in CITIES
    if province:
        if last == "tỉnh" and not city:
            return f"{label} {province}"
        if label.endswith("thành phố") and city:
            return f"{label} {province}"
        if label.endswith("Tỉnh ủy" if not city else "Thành ủy"):
            return f"{label} {province}"
        if _ALWAYS_PROVINCIAL.match(label) and not _has_place(label):
            return f"{label} {'thành phố' if city else 'tỉnh'} {province}"
    return _with_unit(label)


def _with_unit(label: str) -> str:
    """As in "Công an Thanh Hóa" -> "Công an tỉnh Thanh Hóa", for bodies every province has."""
    if not _PROVINCIAL.match(label):
        return label
    words = label.split(" ")
    for size in (4, 3, 2, 1):
        name = _provinces().get(exact_key(" ".join(words[-size:])))
        if name is not None and len(words) > size:
            head = " ".join(words[:-size])
            if _UNIT_WORD.search(head.rsplit(" ", 2)[-1]) or head.endswith("thành phố"):
                return label
            return f"{head} {'thành phố' if name in CITIES else 'tỉnh'} {name}"
    return label


def _has_place(label: str) -> bool:
    """Whether the name ends in a place: after a unit word, or a province's or district's own name."""
    found = list(_UNIT_WORD.finditer(label))
    if found and found[-1].end() < len(label):
        name = label[found[-1].end() :].strip()
        return len(name) > 1 or name.isdigit()
    words = label.split(" ")
    for size in (4, 3, 2):
        ending = " ".join(words[-size:])
        if len(words) > size and (
            exact_key(ending) in _provinces() or ending in units.names_of(units.DISTRICT)
        ):
            return True
    return label.endswith(("Việt Nam", "Trung ương", "Huế")) and len(words) > 2


def _has_proper_name(label: str) -> bool:
    """Whether a capital follows the head of a company, school, hospital, paper …"""
    from_pieces = _head_of(label)
    if from_pieces is None:
        return False
    rest, must = from_pieces
    return must == "n" and any(word[:1].isupper() and len(word) > 1 for word in rest.split(" "))


def _head_of(label: str) -> tuple[str, str] | None:
    words = exact_key(label).split(" ")
    written = label.split(" ")
    for size in range(min(6, len(words)), 0, -1):
        value = heads().exactly(tuple(words[:size]))
        if value is not None:
            return " ".join(written[size:]), value.split("|")[1]
    return None


def _level(label: str) -> str | None:
    found = list(_UNIT_WORD.finditer(label))
    if not found:
        committee = label.partition("Thành ủy ")[2] in CITIES or "Tỉnh ủy" in label
        return "province" if committee or label.startswith("Sở ") else None
    if found[-1][0].lower() == "thành phố" and label[found[-1].end() :].strip() in CITIES:
        return "province"
    return {"tỉnh": "province", "xã": "commune", "phường": "commune", "thị trấn": "commune"}.get(
        found[-1][0].lower(), "district"
    )


# ---- places --------------------------------------------------------------------------


@cache
def _districts() -> dict[str, str]:
    """Key of a bare district name -> its one name with the unit word; names of several are left out."""
    found: dict[str, set[str]] = {}
    for record in units.unit_records()["ward_mapping"]:
        district = record["old_district"]
        if district:
            found.setdefault(exact_key(units.bare_name(district)), set()).add(district)
    return {key: next(iter(names)) for key, names in found.items() if len(names) == 1}


@lru_cache(maxsize=50_000)
def place_name(written: str) -> Name:
    """The canonical name of a place: "TP. Huế", "tỉnh Sơn La", "Sơn La", "TPHCM"."""
    label = tidy(written)
    for pattern, name in _UNIT_FORMS:
        label = pattern.sub(name, label)
    unit = _UNIT_WORD.match(label)
    if unit is not None and (unit.end() == len(label) or label[unit.end()] == " "):
        word, name = unit[0].lower(), label[unit.end() :].strip()
        if name.islower() or (name.isupper() and len(name) > 3):
            name = _capitalised(name)
        province = _provinces().get(exact_key(name))
        if word in ("tỉnh", "thành phố") and province is not None:
            return Name(_province_label(province), True, "province")
        level = {
            "tỉnh": "province",
            "xã": "commune",
            "phường": "commune",
            "thị trấn": "commune",
            "đặc khu": "commune",
        }
        level |= dict.fromkeys(("thôn", "bản", "buôn", "ấp", "xóm", "làng"), "hamlet")
        found = level.get(word, "district")
        return Name(
            f"{word} {name}",
            (len(name) > 1 and found != "hamlet") or (name.isdigit() and word in ("quận", "phường")),
            found,
        )
    province = _provinces().get(exact_key(label))
    if province is not None:
        return Name(_province_label(province), True, "province")
    district = _districts().get(exact_key(label))
    if district is not None:
        return Name(district[:1].lower() + district[1:], True, "district")
    first = label.split(" ", 1)[0]
    founded = any(word[:1].isupper() and len(word) > 1 for word in label.split(" ")) or first[:1].isupper()
    numbered = re.search(r"(?<!\w)(?:tổ|khu|khóm|tiểu khu|đội)\b.*\d$", label, re.IGNORECASE) is not None
    return Name(label[:1].upper() + label[1:], founded and not numbered, None)


def _province_label(name: str) -> str:
    return "TP Hồ Chí Minh" if name == "Hồ Chí Minh" else name
