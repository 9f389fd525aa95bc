"""The query language finds the same on every engine as by brute force."""

from __future__ import annotations

import pytest

from index.engines import ENGINES, open_factory
from index.ports import SearchRequest
from index.query import understand
from index.query.notes import Notes
from index.query.planner import plan, typed_without_marks
from index.query.vocabulary import Vocabulary
from tests.index.fake_engine import FakeEngine
from tests.index.query.corpus import SOURCES, TODAY, article

DOCUMENTS = [
    article("mai", "Lũ quét ở bản Nà", "UBND xã cấp 5 tấn gạo.", day="2024-03-05", person="Lò Thị Mai"),
    article(
        "pao",
        "Hạn hán",
        "Ủy ban nhân dân huyện Cư M'gar họp ngày 5/3/2024.",
        person="Giàng A Páo",
        lead="Tin vui",
    ),
    article("nq", "Nghị quyết số 07-NQ/TU", "Về sáp nhập các xã.", day="2021-09-17", directive="07-NQ/TU"),
    article(
        "roi",
        "NQ 07 và TU bổ",
        "Xã mới sau khi sáp nhập.",
        day="2022-01-02",
        words=["NQ", "07", "và", "TU bổ"],
    ),
    article(
        "hmong",
        "Chợ của người H'Mông",
        "Người H’Mông bán bụi PM2.5? Không!",
        events=[("2024-03-01", "2024-03-31")],
    ),
    article("ky", "Kỹ thuật trồng ngô", "Bà con dùng kĩ thuật mới, không chủ quan.", day="2024-03-31"),
]
QUERIES = """
xã
xa
sáp nhập xã
"sáp nhập"
"sáp nhập xã"~4
"xã sáp nhập"~2
lũ OR hạn
họp -huyện
NOT xã
UBND
ủy ban nhân dân
07-NQ/TU
"07 – NQ / TU"
PM2.5
H'Mông
hmong
"người H’Mông"
Cư M'gar
kỹ thuật
sáp nh*
ngày:3/2024
nhắcngày:5/3/2024
5/3/2024
tiêuđề:lũ
sapô:vui
từ:"tu bổ"
người:Mai
-người:Mai
(lũ OR (hạn -mưa)) -gạo
xã KHÔNG mới
"Chợ của"
"ngô bà"
"không tồn tại"
""".splitlines()


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_an_engine_finds_what_brute_force_finds(name, tmp_path):
    factory = open_factory(name)
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add(DOCUMENTS)
    engine = factory.open(tmp_path)
    oracle = FakeEngine(DOCUMENTS)
    for query in QUERIES:
        for mode in ("all", "any"):
            part = understand(query, TODAY).part
            answers = []
            for asked in (engine, oracle):
                vocabulary = Vocabulary(asked, SOURCES)
                planned = plan(part, vocabulary, Notes(), folded=typed_without_marks(part), mode=mode)
                answers.append(
                    sorted(hit.id for hit in asked.search(SearchRequest(match=planned.match)).hits)
                )
            assert answers[0] == answers[1], query
    engine.close()
