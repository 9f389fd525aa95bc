"""What an engine keeps from one commit to the next changes no answer."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from index.engines import open_factory
from index.engines.whoosh import engine as engine_module
from index.engines.whoosh import facets, tallies
from index.engines.whoosh.engine import ArrayEngine
from index.engines.whoosh.facets import new_numbers
from index.engines.whoosh.tallies import Tallies
from index.ports import FACETS, Every, Keyword, Or, SearchRequest, Term
from tests.index.contract.corpus import article, chance_article, chance_articles, chance_request
from tests.index.contract.oracle import Oracle, agree


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of large segments is kept of those of the first commits here."""
    monkeypatch.setattr(engine_module, "LARGE", 50)
    monkeypatch.setattr(tallies, "WORTH_KEEPING", 0)


def made(folder: Path, documents: list) -> ArrayEngine:
    factory = open_factory()
    factory.create(folder)
    with factory.writer(folder) as writer:
        writer.add(documents)
    return ArrayEngine.opened(folder)


@pytest.mark.parametrize("seed", range(6))
def test_an_engine_that_lived_through_commits_answers_as_a_fresh_one_and_as_brute_force(
    tmp_path: Path, seed: int
) -> None:
    """Documents come, are replaced and go; segments are joined; the same is asked before and after."""
    rng = random.Random(seed)
    held = {each.document.id: each for each in chance_articles(rng, 120)}
    engine = made(tmp_path, list(held.values()))
    requests = [chance_request(rng, list(held.values())) for _ in range(12)]
    requests += [SearchRequest(match=Every(), facets=FACETS, facet_limit=limit) for limit in (3, 1000)]
    number = 1000
    for _ in range(7):
        for request in requests:
            engine.search(request)
        gone = rng.sample(sorted(held), 2)
        replaced = rng.sample(sorted(held), 2)
        number += 4
        added = [chance_article(rng, number + at) for at in range(4)]
        changed = [chance_article(rng, held[id].revision) for id in replaced if id not in gone]
        with open_factory().writer(tmp_path) as writer:
            writer.delete(gone)
            writer.add([*added, *changed])
        for id in gone:
            del held[id]
        held |= {each.document.id: each for each in (*added, *changed)}
        engine = engine.refreshed()
        fresh, oracle = ArrayEngine.opened(tmp_path), Oracle(list(held.values()))
        for request in requests:
            answer = engine.search(request)
            assert answer == fresh.search(request)
            agree(answer, oracle.search(request))


@pytest.fixture
def entries_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of how many documents the values are looked at, each time."""
    read: list[int] = []
    entries = facets._entries
    monkeypatch.setattr(
        facets,
        "_entries",
        lambda field, ordinals, docs: read.append(len(docs)) or entries(field, ordinals, docs),
    )
    return read


def test_after_a_commit_only_the_values_of_what_came_and_went_are_counted(
    tmp_path: Path, entries_read: list[int]
) -> None:
    words = ["Xã họp", "Bản họp"]
    documents = [article(f"a{at}", words[at % 2], person=(f"người {at % 9}",)) for at in range(400)]
    engine = made(tmp_path, documents)
    request = SearchRequest(match=Term("exact", ("xã",)), facets=("person", "place"))
    engine.search(request)
    with open_factory().writer(tmp_path) as writer:
        writer.delete(["a0", "a2"])
        writer.add([article("moi", "Xã họp", person=("người mới",))])
    engine = engine.refreshed()
    entries_read.clear()
    found = engine.search(request)
    assert found.total == 199
    assert dict(found.facets["person"])["người mới"] == 1
    assert sum(count for _, count in found.facets["person"]) == 199
    assert max(entries_read) <= 2


def test_a_question_that_finds_something_else_is_counted_anew(tmp_path: Path) -> None:
    engine = made(tmp_path, [article(f"a{at}", "Xã họp", person=(f"người {at % 9}",)) for at in range(90)])
    (segment,) = engine.segments
    kept = Tallies(new_numbers(FACETS))
    everything = engine._beside([segment.live])
    before = kept.counts("q", ("person",), everything)["person"]
    one = engine.segments[0].mapped.postings("person", "người 1").docs
    few = [everything[0]._replace(docs=tallies.DocSet(90, listed=one))]
    assert before.documents.sum() == 90
    assert kept.counts("q", ("person",), few)["person"].documents.tolist() == [10]


def test_what_was_asked_longest_ago_is_forgotten_when_bytes_run_out(tmp_path: Path) -> None:
    engine = made(tmp_path, [article(f"a{at}", "Xã họp", person=(f"người {at % 9}",)) for at in range(90)])
    everything = engine._beside([segment.live for segment in engine.segments])
    kept = Tallies(new_numbers(FACETS), most_bytes=100)
    for question in range(20):
        kept.counts(question, ("person",), everything)
    assert kept._bytes <= 100
    assert list(kept._kept)[-1] == 19


def test_nothing_is_kept_of_segments_that_are_no_more(tmp_path: Path) -> None:
    engine = made(tmp_path, [article(f"a{at}", "Xã họp") for at in range(60)])
    request = SearchRequest(match=Or((Keyword("kind", "article"), Every())), facets=("kind",))
    engine.search(request)
    with open_factory().writer(tmp_path) as writer:
        writer.delete([f"a{at}" for at in range(45)])  # mostly deleted, it is written anew
        writer.add([article("moi", "Bản họp")])
    after = engine.refreshed()
    assert not {each.name for each in engine.segments} & {each.name for each in after.segments}
    assert not after._tallies._kept
    assert after._tallies._bytes == 0
