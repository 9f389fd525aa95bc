"""Any run of 1 to 12 syllables copied from a document finds it, however it is typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Document, DocumentKind
from index.ports import IndexedDocument, SearchRequest
from index.query import understand
from index.query.notes import Notes
from index.query.planner import plan, typed_without_marks
from index.query.vocabulary import Vocabulary
from index.text.keys import folded_key
from index.text.tokens import tokenize
from tests.index.fake_engine import FakeEngine
from tests.index.query.corpus import SOURCES, TODAY

LONGEST_RUN = 12

TITLE = "Chủ tịch UBND tỉnh: KHÔNG để ai bị đói, rét sau lũ quét"
LEAD = 'Sáng 17/9/2021, tại xã Ia Lơ, đồng chí H’Yim Niê nói: "Hôm nay, không gì bằng tính mạng người dân".'
BODY = """Thực hiện Nghị quyết số 09-NQ/TU ngày 12/3/2021 của Ban Thường vụ Tỉnh ủy, Quyết định 1234/QĐ-UBND,
huyện Cư M'gar (Đắk Lắk) đã hỗ trợ 1.250 hộ; mỗi hộ 2,5 triệu đồng/tháng, từ tháng 9 đến tháng 12 năm 2021.

Ông Rơ Châm Phiên - Kpă Y Thinh, bà Lò Thị Mai và già làng chủ trì việc sửa đường QL14, cầu km12+300, trạm
y tế; hòa giải ở khu phố 3; quý III/2021 thu 95%. Giá khoẻ, thuỷ lợi, uỷ viên, quý trọng, khuỷu tay, gìn giữ.

- Về công tác cán bộ (khóa XIII): “Tuyệt đối KHÔNG chủ quan”, theo TTXVN. HOẶC làm VÀ báo cáo, AND, OR, NOT.
Liên hệ: https://xa.example.vn/tin?id=7, đt: 0212.3852.111; e-mail: van-thu@xa.example.vn. Số:02-NQ/ĐU.

Ðồng bào Ɖắk Lắk dự lễ Mừng lúa mới 2020-2025* [1]; nhiệt độ -5°C, PM2.5 và 5G+; A&B, C/O, "ngoặc lẻ
Điều 5: khoản 2:điểm:a. Nguồn:Người làm báo. Nơi nhận:UBND tỉnh (b/c);/. -Lưu: VT; từ 1/1/2020 trở đi…"""


def document(title: str, lead: str = "", body: str = "", id: str = "it") -> IndexedDocument:
    return IndexedDocument(
        document=Document(
            id=id,
            kind=DocumentKind.ARTICLE,
            url=f"https://a.example/{id}",
            source="a",
            title=title,
            lead=lead,
            body=body,
        ),
        revision=1,
        analysis=None,
        facets={},
    )


def finds(engine: FakeEngine, query: str) -> bool:
    """Whether the query finds the document with its plain reading, no fall-back."""
    part = understand(query, TODAY).part
    planned = plan(part, Vocabulary(engine, SOURCES), Notes(), folded=typed_without_marks(part))
    return "it" in {hit.id for hit in engine.search(SearchRequest(match=planned.match)).hits}


def without_marks(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.translate(str.maketrans("đĐÐƉ", "dDDD")))
    return "".join(char for char in bare if not unicodedata.combining(char))


OLD_PLACE = "òa óa ỏa õa ọa òe óe ỏe ùy úy ủy ũy ụy"
NEW_PLACE = "oà oá oả oã oạ oè oé oẻ uỳ uý uỷ uỹ uỵ"
PLACED = dict(zip(OLD_PLACE.split(), NEW_PLACE.split(), strict=True))


def newly_placed(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    for old, new in PLACED.items():
        text = text.replace(old, new)
    return text


TYPED = {
    "as it stands": str,
    "without marks": without_marks,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "in capitals": str.upper,
    "in small letters": str.lower,
    "tone marks placed the new way": newly_placed,
}


def runs(text: str) -> list[str]:
    """Every run of 1 to 12 pieces of a zone as it stands there."""
    tokens = tokenize(text)
    return [
        text[tokens.starts[first] : tokens.ends[last]]
        for first in range(len(tokens))
        for last in range(first, min(first + LONGEST_RUN, len(tokens)))
    ]


ENGINE = FakeEngine([document(TITLE, LEAD, BODY), document("Một bài khác", id="other")])


@pytest.mark.parametrize("typed", TYPED)
def test_every_run_of_a_difficult_text_finds_it_unquoted(typed):
    missed = [
        run for zone in (TITLE, LEAD, BODY) for run in runs(zone) if not finds(ENGINE, TYPED[typed](run))
    ]
    assert missed == []


@pytest.mark.parametrize("typed", TYPED)
def test_every_run_of_a_difficult_text_finds_it_quoted(typed):
    missed = [
        run
        for zone in (TITLE, LEAD, BODY)
        for run in runs(zone)
        if not any(mark in run for mark in '"“”') and not finds(ENGINE, f'"{TYPED[typed](run)}"')
    ]
    assert missed == []


def test_a_run_that_crosses_from_title_to_lead_is_found_by_its_words():
    assert finds(ENGINE, "sau lũ quét Sáng 17/9/2021, tại xã")


WORDS = (
    "hòa hoà thủy quý già khỏe Đắk Lắk y tế ô tô Ia O nghị quyết KHÔNG không xã UBND H'Mông M’gar đường "
    "dương kỹ kĩ 2021 tháng 9 năm hôm nay từ đến"
)
SYLLABLES = st.sampled_from(WORDS.split())
JOINTS = st.sampled_from(
    [" ", " ", " ", " ", ", ", ". ", ": ", " - ", " (", ") ", "/", ".", "\n\n", " – ", "; "]
)
texts = st.lists(st.tuples(SYLLABLES, JOINTS), min_size=1, max_size=30).map(
    lambda pairs: "".join(syllable + joint for syllable, joint in pairs)
)


@settings(max_examples=300, deadline=None)
@given(text=texts, data=st.data())
def test_any_run_of_any_text_finds_it_unquoted_and_quoted(text, data):
    run = data.draw(st.sampled_from(runs(text)))
    query = TYPED[data.draw(st.sampled_from(list(TYPED)))](run)
    engine = FakeEngine([document(text)])
    assert finds(engine, query)
    assert finds(engine, f'"{query}"')


@settings(max_examples=200, deadline=None)
@given(text=texts, run=st.lists(SYLLABLES, min_size=2, max_size=4))
def test_a_quoted_phrase_finds_nothing_but_its_run(text, run):
    query = " ".join(run)
    engine = FakeEngine([document(text)])
    marked = without_marks(query) != query
    keys = tokenize(text).exact if marked else tokenize(text).folded
    wanted = tokenize(query).exact if marked else tokenize(query).folded
    held = any(keys[at : at + len(wanted)] == wanted for at in range(len(keys)))
    if "'" not in text and "’" not in text:
        assert finds(engine, f'"{query}"') == held


def test_the_folded_key_is_what_the_text_without_marks_has():
    assert folded_key(TITLE) == folded_key(without_marks(TITLE))
