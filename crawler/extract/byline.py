"""Who wrote an article: the names in a byline, without the paper's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from crawler.extract import conventions
from crawler.extract.dates import dateline, moments
from crawler.extract.lines import Line
from crawler.extract.pieces import Piece, PieceKind
from crawler.extract.plain import clean, folded, vocabulary
from crawler.extract.stated import Stated
from crawler.extract.tree import Node

_LONGEST = 60  # characters of a byline
_ROLES = re.compile(
    r"(?i)^\s*(?:(?:được )?(?:viết|đăng|gửi) bởi|(?:posted|written) by|người đăng|bởi|theo|tác giả|"
    r"(?:tin|bài)(?:,| và| -)? (?:ảnh|bài)|tin|bài|thực hiện|người viết|nhóm phóng viên|phóng viên|pv|ctv|by|"
    r"biên dịch|tổng hợp|lược dịch|dịch|nội dung|ảnh|nguồn)\s*[:\-–]?\s+(?=\w)|"
    r"^\s*(?:bài|tin|ảnh|tác giả|thực hiện|nguồn)[^:]{0,14}:\s*"
)
_POSTED = re.compile(
    r"(?i)^(?:(?:được )?(?:đăng|viết|gửi) bởi|(?:submitted|posted|written|published) by):? "
    r"(?P<name>[^\d:,|]{2,40}?)(?:,? (?:on|ngày|lúc|vào)\b.*)?$"
)
_LABELLED = re.compile(
    r"(?i)^(?:tác giả(?: bài viết)?|người viết|bài viết|(?:tin|bài)(?:,| và| -) ?(?:ảnh|bài))"
    r"\s*:\s*(.{2,80})$"
)
_DATED = re.compile(
    r"(?i)[\s|,;·•–-]*\b(?:đăng(?: lúc| ngày)?|ngày(?: đăng)?|cập nhật(?: lúc)?|lúc)\s*:?\s*$"
)
_COUNTED = re.compile(
    r"(?i)\b[\w.+-]{1,40}@[\w.-]{3,60}|(?:số )?lượt (?:xem|đọc|truy cập)\s*:?|\bđã (?:xem|đọc)\b\s*:?|"
    r"\bviews?\b|[\d.,:/|()•·]+"
)
# Surnames of the Kinh and of the peoples of the north, the centre and the highlands.
_SURNAMES = vocabulary(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn đào lâm mai trịnh tô "
    "hà lưu cao tạ chu châu tống quách lương thái vương la thân nghiêm doãn kiều đồng khổng văn "
    "lò lường quàng cầm cà tòng vì điêu bạc sa đèo lừ hà khà ngần vi lục sầm kha lữ lô lương moong cụt "
    "giàng vàng sùng mùa thào hờ vừ cứ ly má tráng hạng lầu già xồng bá thò sồng chá "
    "chảo tẩn phàn triệu bàn phùng nông ma bế hứa đàm quan lã hoàng mông lăng dương "
    "mạc lộc phí âu ninh tăng tôn cù diệp giáp thạch thẩm uông viên xa ngọ nhữ bành biện mẫn lèo đậu thiều "
    "khúc lỳ pờ khoàng tao lù tải lèng cháng rơ siu ksor rmah rcom kpă niê ayun kpuih nay"
)
# Provinces, past and present, whose names could be a person's; compared without marks and blanks.
_PLACES = vocabulary(
    "angiang bacgiang backan baclieu bacninh bentre binhduong binhdinh binhphuoc binhthuan camau "
    "caobang cantho danang daklak daknong dienbien dongnai dongthap gialai hagiang hanam hanoi "
    "hatinh haiduong haiphong haugiang hoabinh hochiminh hue hungyen khanhhoa kiengiang kontum "
    "laichau langson laocai lamdong longan namdinh nghean ninhbinh ninhthuan phutho phuyen "
    "quangbinh quangnam quangngai quangninh quangtri soctrang sonla tayninh thaibinh thainguyen "
    "thanhhoa tiengiang travinh tuyenquang vinhlong vinhphuc vungtau yenbai vietnam"
)
# Papers that others take texts over from, whose names could be a person's; compared likewise.
_PAPERS = vocabulary(
    "congannhandan congthuong dantri daidoanket giaothong hanoimoi laodong nguoilaodong nhandan phapluat "
    "phunu quandoinhandan saigongiaiphong suckhoedoisong thanhnien tienphong tintuc tuoitre vanhoa xaydung"
)
_TAKEN_OVER = re.compile(r"(?i)^\(?(?:theo|nguồn)\b")  # "Theo EW": whose text it was
# What others than the writer did for a text; a line at its end names them.
_CREDITS = re.compile(
    r"(?i)^(?:thiết kế|đồ (?:họa|hoạ)|trình bày|k[ỹĩ] thuật|quay phim|dựng phim|video|clip|infographic|"
    r"biên tập|hình ảnh|ảnh)\b[^:]{0,20}:\s*"
)
_INITIALS = re.compile(r"(?:[A-ZĐ]\. ?){1,3}[A-ZĐÀ-Ỹ][\wÀ-ỹ]{1,8}")  # "T.NHẠN", "N.H. Quân"
_PARTED = re.compile(r"[|•·]")  # sets a name apart from a date
_CREDITED = re.compile(
    r"\s*\((?:[^()]{0,20}(?:TTXVN|theo|tổng hợp|t/h|ghi|lược ghi|vov|vtv)[^()]{0,30})\)\s*$", re.I
)
_BELOW = 6  # elements after the end of the text in which a name alone is its signature
_NEAR_LINES = 60  # elements after the end of the text in which a label may stand
_ASIDE = re.compile(
    r"(?i)\((?:[^)]{0,40})\)|\b(?:và \d+ tác giả khác|xem các bài viết.*|theo dõi.*|tổng hợp|lược ghi|ghi|"
    r"thực hiện|gửi bài.*|xem thêm.*)$"
)
_BETWEEN = re.compile(r"\s*(?:[;,/&|+]|\s[-–—]\s|\s(?:và|VÀ)\s)\s*")
_GROUPS = vocabulary(
    "pv ctv bbt btv nhompv nhomphongvien phongvien tonghop banbientap bandoc toasoan admin administrator "
    "boi by tacgia nguoidang nguoiviet webmaster quantri quantrivien quantriweb bientap bientapvien editor "
    "user superuser dangnhap dangky taikhoan"
)
_OFFICE = re.compile(
    r"(?i)^(?:(?:tin|bài|nguồn|theo)\s*:?\s*)?(?:sở|phòng|ubnd|ủy ban|uỷ ban|văn phòng|trung tâm|chi cục|cục|"
    r"hạt|hội|đoàn|huyện đoàn|tỉnh đoàn|ban|bộ chỉ huy|công an|trạm|trường|mttq|mặt trận|liên đoàn)"
    r"\s+(?=\S)[^.!?]*$"
)
_INSTITUTION = re.compile(
    r"(?i)^(?:báo|đài|tạp chí|thông tấn|sở|phòng \w+ \w+|ubnd|ủy ban|uỷ ban|ban [btclnqkd]\w+|"
    r"văn phòng|trung tâm|công ty|quân đội|chính phủ|tổng cục|cục|cổng|hội (?!an\b)\w+ \w+|"
    r"đoàn (?:thanh|tncs|công|viên))\b|"
    r"\b(?:ttxvn|vtv|vov|website|online|news|tv|media|corp)\b|\.(?:vn|com|net|org)\b|[@/]"
)


def authors(zone: Sequence[Node], tail: Sequence[Piece], stated: Stated, url: str) -> tuple[str, str] | None:
    """The author of an article, names joined by "; ", and where they were read; None for none.

    Args: zone: elements around the title and the text, in page order; tail: the last pieces
        of the text; url: tells the paper's own name.
    """
    for basis, candidates in (
        ("byline", _named(zone)),
        ("json-ld", iter(stated.authors)),
        ("last line", (piece.text for piece in _writers_first(tail))),
    ):
        names: list[str] = []
        for text in candidates:
            for name in names_in(_without_date(text), stated.site, url):
                if folded(name) not in map(folded, names):
                    names.append(name)
            if names and basis == "last line":
                break
        if names:
            return "; ".join(names[:6]), basis
    return None


def _writers_first(tail: Sequence[Piece]) -> list[Piece]:
    """The last pieces from the end backwards: what signs, what says whose text it was, credits of others."""
    backwards = tail[::-1]
    return sorted(backwards, key=lambda piece: (_is_credit(piece), bool(_TAKEN_OVER.match(piece.text))))


def _is_credit(piece: Piece) -> bool:
    return bool(_CREDITS.match(piece.text))


def is_paper(text: str) -> bool:
    """Whether a line is nothing but the name of a paper that others take texts over from: "Lao Động"."""
    return folded(clean(text).strip(" .:-–()")) in _PAPERS


def labelled_author(lines: Sequence[Line], body: Node, site: str, url: str) -> tuple[str, str] | None:
    """The author that a line around the text names as such ("Tác giả: Lò Khánh"), or right below alone."""
    for line in lines:
        bare = _without_date(line.text)
        found = _LABELLED.match(bare)
        near = found is not None and abs(line.node.order - body.last) <= _NEAR_LINES
        if found is None:
            found = _POSTED.match(bare)
            near = abs(line.node.order - body.order) <= _NEAR_LINES
        if found is not None and near and not line.foreign:
            names = names_in(found[1], site, url)
            if names:
                return "; ".join(names), "label"
        if 0 < line.node.order - body.last <= _BELOW and not line.linked and _is_full_name(line.text):
            return line.text, "last line"
    return None


def author_beside_date(
    lines: Sequence[Line], title: Node | None, body: Node, url: str
) -> tuple[str, str] | None:
    """The person whose name is all that stands beside the date between title and text, or in its line."""
    start = title.last if title is not None else -1
    dated = prosy = False
    for line in lines:
        if not start < line.node.order <= body.last or (title is None and not line.node.within(body)):
            continue
        bare = _without_date(line.text)
        if line.prose and bare == line.text:
            if prosy and line.node.within(body):
                break
            prosy = True  # the lead may stand between title and date
            continue
        beside = bare != line.text or bool(conventions.META_LABEL.search(line.node.label))
        dated = dated or beside
        name = _bare_name(bare, set_apart=beside and (bare == line.text or bool(_PARTED.search(line.text))))
        if dated and name and len(line.text) <= _LONGEST * 2 and not line.linked and names_in(name, "", url):
            return name, "byline"
    return None


def is_byline(text: str) -> bool:
    """Whether a line at the head of a text only says who, when or how often: "Lò Vân • 08:45, 18/8/2023"."""
    if len(text) > 2 * _LONGEST:
        return False
    rest = _without_date(text)
    bare = clean(_COUNTED.sub(" ", rest)).strip(" -–|•·")
    return not bare or bool(_bare_name(rest, set_apart=rest != text and bool(_PARTED.search(text))))


def _bare_name(text: str, *, set_apart: bool) -> str:
    """A line without counters and marks; "" where more than a person's name is left, or nothing.

    Args: set_apart: a mark parts the name from the date, so it need not begin with a surname;
        nor need it after a word that says what the person did ("Ảnh:").
    """
    stated = clean(_COUNTED.sub(" ", text)).strip(" -–|•·,")
    bare = _ROLES.sub("", stated)
    set_apart = set_apart or bare != stated
    parts = bare.split()
    named = set_apart and 2 <= len(parts) <= 4 and all(part[0].isupper() for part in parts)
    named = named and bare.replace(" ", "").isalpha() and folded(bare) not in _PLACES
    return bare if _is_full_name(bare) or named else ""


def _without_date(text: str) -> str:
    """A line without the date in it, and the words that lead to it."""
    found = next(moments(text), None)
    if found is None:
        return text
    return clean(f"{_DATED.sub('', text[: found.start])} {text[found.end :]}")


def _is_full_name(text: str) -> bool:
    """Whether a text is a person's whole name, surname first, and nothing else."""
    parts = text.split()
    known = 2 <= len(parts) <= 5 and parts[0].lower() in _SURNAMES
    known = known and folded(text) not in _PLACES
    return known and all(part[0].isupper() for part in parts) and text.replace(" ", "").isalpha()


def is_plain_signature(piece: Piece) -> bool:
    """Whether a last line that is set like the text is nothing but names: "Quàng Diệu (TTXVN)"."""
    if piece.kind is not PieceKind.PARAGRAPH or len(piece.text) > _LONGEST:
        return False
    bare = _CREDITED.sub("", piece.text)
    names = [name for name in _BETWEEN.split(bare) if name]
    if bare != piece.text and names_in(bare, "", ""):
        return True
    return bool(names) and all(_is_full_name(name) or _INITIALS.fullmatch(name) for name in names)


def signs_as_body(piece: Piece) -> bool:
    """Whether a line at the end of a text, set to the right, is the office or the staff that wrote it."""
    if piece.kind is not PieceKind.PARAGRAPH or not piece.right or not (piece.strong or piece.slanted):
        return False
    return len(piece.text) <= _LONGEST and (bool(_OFFICE.match(piece.text)) or folded(piece.text) in _GROUPS)


def signing_body(tail: Sequence[Piece], site: str, url: str) -> tuple[str, str] | None:
    """The office that signs a text, where no person does; the paper's own name is none."""
    for piece in tail:
        name = clean(_ROLES.sub("", piece.text)).strip(" .")
        if signs_as_body(piece) and folded(name) not in _GROUPS and not _is_site(name, site, url):
            return name, "last line"
    return None


def is_signature(piece: Piece) -> bool:
    """Whether a piece at the end of a text is a signature: short, no sentence, set apart."""
    if piece.kind not in (PieceKind.PARAGRAPH, PieceKind.HEADING) or len(piece.text) > _LONGEST:
        return False
    if piece.text[-1] in ".?!:;…" and not piece.text.endswith((".H", "PV.")):
        return False
    if dateline(piece.text) is not None:
        return False  # "Sơn La, ngày 5 tháng 3 năm 2024"
    if (piece.right or piece.strong) and names_in(_CREDITS.sub("", piece.text), "", ""):
        return True
    named = any(_is_author_named(node) for node in (piece.node, *_near(piece.node)))
    set_apart = piece.right or piece.strong or piece.slanted or bool(_TAKEN_OVER.match(piece.text))
    return (named or set_apart) and bool(names_in(piece.text, "", ""))


def names_in(text: str, site: str, url: str) -> list[str]:
    """The names of people in a byline; an institution, the site or "PV" is none."""
    if len(text) > 120:
        return []
    text = _ROLES.sub("", clean(_ASIDE.sub("", _ASIDE.sub("", clean(text)))))
    found = []
    for part in _BETWEEN.split(text):
        name = clean(_ROLES.sub("", part)).strip(" .:-–|*\"'“”")
        if _is_name(name) and not _is_site(name, site, url):
            found.append(name)
    return found


def _is_name(text: str) -> bool:
    parts = text.split()
    if not 1 <= len(parts) <= 5 or not 2 <= len(text) <= 40 or any(map(str.isdigit, text)):
        return False
    if folded(text) in _GROUPS | _PAPERS or _INSTITUTION.search(text):
        return False
    return all(part[0].isupper() or part[0] in "'’(" for part in parts)


def _is_site(name: str, site: str, url: str) -> bool:
    bare = folded(name)
    host = folded((urlsplit(url).hostname or "").removeprefix("www."))
    return bare == folded(site) or (len(bare) >= 5 and (bare in folded(site) or bare in host))


def _named(zone: Sequence[Node]) -> Iterator[str]:
    """The texts of elements that the page's markup calls an author, innermost first."""
    marked = [node for node in zone if node.size and _is_author_named(node)]
    for node in marked:
        inner = [other for other in marked if other is not node and other.within(node)]
        if not inner and node.size <= _LONGEST * 2:
            yield node.text()


def _is_author_named(node: Node) -> bool:
    attributes = node.attributes
    if attributes.get("rel", "").lower() == "author" or attributes.get("itemprop", "").lower() == "author":
        return True
    href = attributes.get("href", "").lower() if node.tag == "a" else ""
    if re.search(r"/(?:tac-gia|author|tacgia|phong-vien)[/.\-]", href):
        return True
    if not conventions.AUTHOR_NAMES.isdisjoint(node.names) or conventions.AUTHOR_LABEL.search(node.label):
        return True
    icons = (below for below in node.first_elements() if below.tag == "i" and not below.size)
    return node.tag != "a" and any(conventions.AUTHOR_ICON.search(icon.label) for icon in icons)


def _near(node: Node) -> list[Node]:
    """The parent of a line, and its only child: a byline's name is on either."""
    near = [child for child in node.elements() if child.size == node.size]
    return [*near, *([node.parent] if node.parent is not None and node.parent.size == node.size else [])]
