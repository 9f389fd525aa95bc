"""A rebuild from the captures alone tells the same stories, and the index the same days."""

from __future__ import annotations

import json
import random

from archive.catalog.shelving import Shelving
from archive.home import Home
from tests.system.inprocess import invoke

WIRE = (
    "Sáng nay xã Mường Tấc họp bàn việc sửa đập thủy lợi Nậm Cong trước mùa mưa. Xã giao bảy bản góp 420 "
    "công nạo vét 3 km mương. Chủ tịch xã hẹn trước ngày 25/5 phải xong để kịp lấy nước đổ ải vụ mùa. Huyện "
    "hỗ trợ 40 tấn xi măng, phần còn lại do hợp tác xã lo."
)
LOCAL = " Bản Nà Tra đã làm xong đoạn mương của mình từ tuần trước."


def lines() -> str:
    bodies = [
        WIRE,
        WIRE + LOCAL,
        WIRE[: WIRE.index("Huyện")],
        "Chợ phiên Mường Tấc họp lại sau tết, đông vui.",
    ]
    documents = [
        {"id": f"tin-{at}", "title": f"Tin {at}", "text": body, "date": f"2024-05-{20 - at:02}"}
        for at, body in enumerate(bodies)
    ]
    random.Random(5).shuffle(documents)
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in documents)


def kept(home) -> dict[str, object]:
    catalog = Home.open(home).catalog()
    found = {id: (one.story, one.crawled) for id, one in Shelving(catalog).all().items()}
    catalog.close()
    return found


def answered(home) -> object:
    answer = invoke(home, "search", "Mường Tấc", "--group", "--sort", "added", "--json").json()
    return answer["total"], answer["stories"], [(hit["id"], hit["copies"]) for hit in answer["hits"]]


def test_a_rebuild_tells_the_same_stories(tmp_path):
    home = tmp_path / "home"
    (tmp_path / "tin.jsonl").write_text(lines(), encoding="utf-8")
    assert invoke(home, "import", tmp_path / "tin.jsonl").code == 0
    stories, answer = kept(home), answered(home)
    assert answer[:2] == (4, 2)
    assert len({story for story, _ in stories.values()}) == 2
    (home / "catalog.db").unlink()
    assert invoke(home, "rebuild").code == 0
    assert kept(home) == stories
    assert answered(home) == answer
