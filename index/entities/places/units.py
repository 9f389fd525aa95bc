"""Administrative units of Vietnam by name and level, before and after 1 July 2025.

Source: the map of old to new units underthesea ships (`underthesea.address`, 10,602 records).
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from index.entities.dictionary import underthesea_folder
from index.entities.lexicon import Phrases

_MAP = underthesea_folder() / "address" / "data" / "mapping.json"

PROVINCE = "province"
DISTRICT = "district"
COMMUNE = "commune"
HAMLET = "hamlet"

_UNIT_WORDS = ("thành phố", "tỉnh", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã", "đặc khu")


@cache
def unit_records() -> dict[str, Any]:
    """The whole map, read once."""
    loaded: dict[str, Any] = json.loads(_MAP.read_text(encoding="utf-8"))
    return loaded


def bare_name(name: str) -> str:
    """A unit's name without its unit word: "Thị xã Nghĩa Lộ" -> "Nghĩa Lộ"; "Quận 1" -> "1"."""
    lowered = name.casefold()
    for word in _UNIT_WORDS:
        if lowered.startswith(word + " "):
            return name[len(word) + 1 :]
    return name


@cache
def names_of(level: str) -> frozenset[str]:
    """Bare names of all units of a level, old and new, as written."""
    records = unit_records()
    if level == PROVINCE:
        return frozenset(entry["short"] for entry in records["old_province_names"].values())
    if level == DISTRICT:
        found = {bare_name(record["old_district"]) for record in records["ward_mapping"]}
        found |= {
            bare_name(record["old_ward"])
            for record in records["ward_mapping"]
            if record["old_ward"].startswith("Thị xã")
        }
    else:
        found = {bare_name(record["old_ward"]) for record in records["ward_mapping"]}
        found |= {bare_name(record["new_ward"]) for record in records["ward_mapping"]}
    return frozenset(name for name in found if name and not name[0].isdigit())


@cache
def gazetteer(level: str) -> Phrases:
    """Bare names of a level as phrases; the value is the name as written."""
    names = {name: name for name in names_of(level)}
    if level == PROVINCE:
        names |= _PROVINCE_VARIANTS
    for written, name in list(names.items()):
        if " - " in written:
            names |= {written.replace(" - ", dash): name for dash in ("-", " – ", " — ")}
    return Phrases(names)


def province_variants() -> dict[str, str]:
    """Other spellings of provinces -> the name as written today."""
    return _PROVINCE_VARIANTS


_PROVINCE_VARIANTS = {
    "Thừa Thiên Huế": "Thừa Thiên Huế",
    "Thừa Thiên - Huế": "Thừa Thiên Huế",
    "Bà Rịa - Vũng Tàu": "Bà Rịa - Vũng Tàu",
    "Bà Rịa Vũng Tàu": "Bà Rịa - Vũng Tàu",
    "BR-VT": "Bà Rịa - Vũng Tàu",
    "TT-Huế": "Thừa Thiên Huế",
    "TT Huế": "Thừa Thiên Huế",
    "TT.Huế": "Thừa Thiên Huế",
    "T.T.Huế": "Thừa Thiên Huế",
    "HCM": "Hồ Chí Minh",
    "TPHCM": "Hồ Chí Minh",
    "Đắc Lắc": "Đắk Lắk",
    "Đắc Lắk": "Đắk Lắk",
    "Đăk Lăk": "Đắk Lắk",
    "Dak Lak": "Đắk Lắk",
    "Đắc Nông": "Đắk Nông",
    "Đăk Nông": "Đắk Nông",
    "Bắc Cạn": "Bắc Kạn",
    "Hà Tây": "Hà Tây",
    "Kontum": "Kon Tum",
    "Gia lai": "Gia Lai",
    "Bắc Thái": "Bắc Thái",
    "Sông Bé": "Sông Bé",
    "Minh Hải": "Minh Hải",
    "Nghệ Tĩnh": "Nghệ Tĩnh",
    "Hà Sơn Bình": "Hà Sơn Bình",
    "Hoàng Liên Sơn": "Hoàng Liên Sơn",
    "Hà Tuyên": "Hà Tuyên",
    "Vĩnh Phú": "Vĩnh Phú",
    "Hải Hưng": "Hải Hưng",
    "Hà Bắc": "Hà Bắc",
    "Cửu Long": "Cửu Long",
    "Bình Trị Thiên": "Bình Trị Thiên",
    "Nam Hà": "Nam Hà",
    "Hà Nam Ninh": "Hà Nam Ninh",
    "Quảng Nam - Đà Nẵng": "Quảng Nam - Đà Nẵng",
    "Thuận Hải": "Thuận Hải",
    "Phú Khánh": "Phú Khánh",
}
"""Other spellings, and provinces of before 1997 that texts still name."""
