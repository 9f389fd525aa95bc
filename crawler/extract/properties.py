"""The labelled facts of a document's page: "Số ký hiệu", "Ngày ban hành", "Người ký" and their values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crawler.extract.dates import first_moment
from crawler.extract.header import NUMBER
from crawler.extract.lines import Line
from crawler.extract.plain import clean, folded
from crawler.extract.tree import BLOCKS, Node

# What portals call a fact -> its key in Document.form. Labels are compared without marks and blanks.
_LABELS = {
    "number": "so ky hieu|so ki hieu|so hieu|so hieu van ban|so van ban|so/ky hieu|ky hieu|so an le|"
    "so ky hieu van ban|so quyet dinh|so hieu vb",
    "issued": "ngay ban hanh|ngay ky|ngay xac thuc|ngay thong qua|ngay ban hanh van ban|ngay van ban|"
    "ngay ky ban hanh|thoi gian ban hanh|ngay ra van ban|ban hanh",
    "effective": "ap dung|ngay co hieu luc|ngay hieu luc|ngay ap dung|hieu luc tu|co hieu luc tu|"
    "ngay hieu luc van ban|thoi diem co hieu luc|hieu luc tu ngay",
    "expired": "ngay het hieu luc|het hieu luc|ngay het han",
    "announced": "ngay cong bo",
    "gazette_date": "ngay dang cong bao|ngay cong bao",
    "gazette": "nguon thu thap|nguon trich|so cong bao|cong bao",
    "doc_type": "loai van ban|the loai|hinh thuc van ban|loai vb|hinh thuc|the loai van ban",
    "issuer": "co quan ban hanh|noi ban hanh|don vi ban hanh|to chuc ban hanh|co quan hop nhat|co quan|"
    "co quan/don vi ban hanh|tac gia van ban|co quan cong bo",
    "signer": "nguoi ky|ho ten nguoi ky|nguoi ki|nguoi ky duyet",
    "signer_title": "chuc danh|chuc vu|chuc vu nguoi ky|chuc danh nguoi ky",
    "summary": "trich yeu|trich yeu noi dung|ve viec|noi dung|ten van ban|tieu de van ban|tom tat|ten an le|"
    "noi dung trich yeu|tieu de|trich yeu van ban",
    "status": "tinh trang|tinh trang hieu luc|trang thai|hieu luc|trang thai hieu luc|hieu luc van ban",
    "fields": "linh vuc|linh vuc van ban|nganh|linh vuc/nganh",
    "scope": "pham vi|pham vi ap dung|doi tuong ap dung",
    "decision": "quyet dinh cong bo|van ban cong bo",
    "attachment": "tai ve|file dinh kem|tep dinh kem|tai lieu dinh kem|van ban dinh kem|tai lieu|dinh kem|"
    "file download|ban pdf|download|toan van|tai file dinh kem|file|tep tin",
    "": "luot xem|so trang|nguoi dang|cap nhat|ngay cap nhat|tu khoa|van ban tieng anh|thong tin khac|"
    "loai vb duoc sua doi bo sung|nguon an le|do mat|do khan|so luot tai|ngay dang|ghi chu|noi nhan|"
    "nguoi soan|hang muc|stt|thuoc tinh|van ban lien quan|ngay tao",
}
_KEY_OF = {folded(label): key for key, labels in _LABELS.items() for label in labels.split("|")}
DATE_KEYS = ("issued", "effective", "expired", "announced", "gazette_date")
_BETWEEN_FACTS = re.compile(r"\s*[|;•]\s*|\s+[-–]\s+")
_INLINE = re.compile(r"^([^:]{2,40}) ?: ?(.+)$")
_NOT_SHOWN = re.compile(
    r"(?i)^(?:đã biết|đang cập nhật|chưa xác định|xem chi tiết|đăng nhập.*|quý khách .*)\W*$"
)
_LONGEST_VALUE = 1500


def read_properties(lines: Sequence[Line]) -> Mapping[str, str]:
    """Facts by key, of the document that the page is about.

    Dates are in ISO form, a number has no blanks; a value that is no date or number
    under such a label is left out. A second, different number opens the list of related
    documents, so reading ends there. Pages without labels give an empty mapping.
    """
    facts: dict[str, str] = {}
    lines = [part for line in lines for part in _parts(line)]
    at = 0
    while at < len(lines):
        keys, inline = _labelled(lines[at])
        if keys is None:
            at += 1
            continue
        if "summary" not in facts and at and (above := _heading_of(lines[at - 1], lines[at])):
            facts["summary"] = above
        row = _row(lines[at].node)
        values = [inline] if inline else []
        at += 1
        while not inline and at < len(lines) and len(values) < len(keys) and lines[at].node.within(row):
            if _labelled(lines[at])[0] is not None:
                break
            values.append(lines[at].text)
            at += 1
        if values and not inline and _is_menu(row, lines, at):
            continue
        for key, value in zip(keys, values, strict=False):
            settled = _settled(key, value)
            if key == "number" and settled and facts.get("number", settled) != settled:
                return facts
            if key and settled and (key not in facts or key == "summary"):
                facts[key] = settled
    return facts


def is_property_page(facts: Mapping[str, str]) -> bool:
    """Whether the facts describe one official document and not a news page with a label or two."""
    telling = {"number", "issued", "effective", "issuer", "doc_type", "signer", "summary", "status"} & set(
        facts
    )
    return len(telling) >= (3 if "number" in facts else 4) and bool({"number", "issued"} & telling)


def _parts(line: Line) -> list[Line]:
    """The facts of a line that states several: "Số hiệu: 18-CT/TU | Ngày ban hành: 02/01/2024"."""
    texts = [text for text in _BETWEEN_FACTS.split(line.text) if text]
    labelled = sum(_label(text)[0] is not None for text in texts)
    if len(texts) < 2 or labelled < len(texts):
        return [line]
    return [replace(line, text=text) for text in texts]


def _row(label: Node) -> Node:
    """The element that holds a label and its value: a table row, an entry of a list, or a small box."""
    for node in label.above():
        if node.tag in ("tr", "dl", "li") or (node.size > label.size and node.size <= _LONGEST_VALUE):
            return node
        if node.size > _LONGEST_VALUE:
            break
    return label


def _heading_of(line: Line, label: Line) -> str:
    """What stands alone above the first label of a table: the document's subject."""
    table = next((node for node in label.node.above() if node.tag == "table"), None)
    if table is None or not line.node.within(table) or _label(line.text)[0] is not None:
        return ""
    first = next((node for node in table.walk() if node.tag in ("td", "th") and node.size), None)
    return line.text if first is not None and line.node.within(first) and len(line.text) >= 8 else ""


def _is_menu(row: Node, lines: Sequence[Line], at: int) -> bool:
    """Whether what follows a label is a list under a heading and not the label's value."""
    if row.tag in ("tr", "dl"):
        return False
    return at < len(lines) and lines[at].node.within(row) and _label(lines[at].text)[0] is None


def _labelled(line: Line) -> tuple[list[str] | None, str]:
    """As `_label`; the label may be an element of its own, with nothing between it and the value."""
    found = _label(line.text)
    first = next((child for child in line.node.children if not isinstance(child, str) or child.strip()), None)
    if found[0] is not None or not isinstance(first, Node) or first.tag in BLOCKS:
        return found
    label = first.text()
    key = _KEY_OF.get(folded(label))
    if key is None or not line.text.startswith(label):
        return None, ""
    return [key], line.text[len(label) :].strip(" :")


def _label(line: str) -> tuple[list[str] | None, str]:
    """The keys a line labels and the value on the same line; None for a line that is no label."""
    bare = line.strip(" :")
    if len(bare) <= 60:
        whole = _KEY_OF.get(folded(bare))
        if whole is not None:
            return [whole], ""
        parts = [_KEY_OF.get(folded(part)) for part in bare.split("/")]
        if len(parts) > 1 and all(part is not None for part in parts):
            return [part or "" for part in parts], ""
    found = _INLINE.match(line)
    if found is not None:
        key = _KEY_OF.get(folded(found[1]))
        if key is not None:
            return [key], found[2].strip()
    return None, ""


def _settled(key: str, value: str) -> str:
    value = clean(value)[:_LONGEST_VALUE]
    if key in DATE_KEYS:
        moment = first_moment(value)
        return moment.day.isoformat() if moment and len(value) <= 60 else ""
    if key == "number":
        found = re.search(NUMBER, value)
        return re.sub(r"\s+", "", found[0]).replace("–", "-") if found else ""
    return "" if not value.strip(" -–.:") or _NOT_SHOWN.match(value) else value
