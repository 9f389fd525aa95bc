"""The registry keeps two people of one name apart with the evidence, however documents arrive."""

from __future__ import annotations

import itertools

import pytest

from archive.catalog.references import ReferenceStore
from archive.model import Document, DocumentKind, Published
from index.registry import Corrections, load_corrections
from tests.index.registry.conftest import written

NAME = "Lò Văn Bình"
OFFICIAL = (
    written("a1", "Chủ tịch UBND huyện Mai Sơn Lò Văn Bình tiếp dân.", "2021-03-01"),
    written("a2", "Chủ tịch UBND huyện Mai Sơn Lò Văn Bình thăm trường.", "2022-03-01"),
    written("a3", "Ông Lò Văn Bình (SN 1970), Chủ tịch UBND huyện Mai Sơn, kết luận.", "2022-04-01"),
)
THIEF = (
    written("b1", "Công an bắt Lò Văn Bình (SN 1998, trú xã Mường Và, huyện Sốp Cộp).", "2021-08-01"),
    written("b2", "Bị cáo Lò Văn Bình (SN 1998) lĩnh án. Bình cúi đầu.", "2021-12-01"),
)
SILENT = written("c1", "Ông Lò Văn Bình trồng nhãn.", "2022-05-01")
BOTH = written("d1", "Tặng quà Lò Văn Bình (SN 1970) và Lò Văn Bình (SN 1998).", "2022-06-01")
ALL = (*OFFICIAL, *THIEF, SILENT)
APART = "Lò Văn Bình (sinh 1998)"


def documents_of(registry, name):
    return sorted(one.document for one in registry.entity("PER", name).documents)


def test_each_person_lists_only_what_is_about_them(registry_of):
    registry = registry_of(*ALL)
    assert documents_of(registry, NAME) == ["a1", "a2", "a3", "c1"]
    assert documents_of(registry, APART) == ["b1", "b2"]


def test_the_list_counts_them_apart(registry_of):
    listed = registry_of(*ALL).entities("PER", "lo van binh").items
    assert [(one.label, one.documents) for one in listed] == [(NAME, 4), (APART, 2)]


def test_each_of_them_names_the_other(registry_of):
    registry = registry_of(*ALL)
    assert [one.label for one in registry.entity("PER", NAME).namesakes] == [APART]
    assert [one.label for one in registry.entity("PER", APART).namesakes] == [NAME]


def test_both_know_what_documents_write(registry_of):
    registry = registry_of(*ALL)
    assert {registry.entity("PER", one).name for one in (NAME, APART)} == {NAME}


def test_the_reason_is_shown_where_it_stands_on_both_sides(registry_of):
    registry = registry_of(*ALL)
    texts = {document.id: document.text for document in ALL}
    for name, here, there in ((NAME, "SN 1970", "SN 1998"), (APART, "SN 1998", "SN 1970")):
        [reason] = registry.entity("PER", name).apart_because
        assert (reason.why, reason.here.text, reason.there.text) == ("born", here, there)
        for place in (reason.here, reason.there):
            assert texts[place.document][place.start : place.end] == place.text


def test_the_json_of_an_entity_tells_why_it_is_apart(registry_of):
    fields = registry_of(*ALL).entity("PER", APART).as_json()
    assert fields["apart_because"][0]["than"] == "lò văn bình"
    assert fields["namesakes"][0]["key"] == "lò văn bình"


def test_offices_go_with_the_person_who_held_them(registry_of):
    registry = registry_of(*ALL)
    assert [one.body for one in registry.entity("PER", NAME).offices] == ["UBND huyện Mai Sơn"]
    assert registry.entity("PER", APART).offices == ()


def test_a_text_that_names_both_is_listed_at_both(registry_of):
    registry = registry_of(*ALL, BOTH)
    assert "d1" in documents_of(registry, NAME)
    assert "d1" in documents_of(registry, APART)


def test_a_document_says_whom_it_means(registry_of):
    registry = registry_of(*ALL, BOTH)
    assert registry.people_in("b1") == {"lò văn bình": "lò văn bình sinh 1998"}
    assert registry.people_in("a1") == registry.people_in("d1") == {}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::4])
def test_the_order_of_arrival_changes_nothing(holdings, registry_of, order):
    documents = (OFFICIAL[0], OFFICIAL[2], THIEF[0], BOTH)
    archive = holdings()
    for i in order:
        registry = archive.add(documents[i]).analysed()
    at_once = registry_of(*documents)
    for name in (NAME, APART):
        assert registry.entity("PER", name).as_json()["namesakes"]
        assert documents_of(registry, name) == documents_of(at_once, name)


def test_a_new_article_keeps_the_address(holdings):
    archive = holdings().add(*ALL)
    archive.analysed()
    more = written(
        "b3", "Phạm nhân Lò Văn Bình (SN 1998, trú xã Mường Và, huyện Sốp Cộp) ra tù.", "2024-01-01"
    )
    assert documents_of(archive.add(more).analysed(), APART) == ["b1", "b2", "b3"]


def test_a_corrected_article_takes_its_reason_back(holdings):
    archive = holdings().add(*OFFICIAL, THIEF[0])
    archive.analysed()
    registry = archive.add(written("b1", "Công an khen Lò Văn Bình.", "2021-08-01")).analysed()
    assert documents_of(registry, NAME) == ["a1", "a2", "a3", "b1"]
    assert registry.entity("PER", APART) is None
    assert registry.entity("PER", NAME).namesakes == ()


def test_the_archivist_can_make_them_one_again(holdings, tmp_path):
    archive = holdings().add(*ALL)
    archive.analysed()
    (tmp_path / "entities.toml").write_text(
        f'[[merge]]\nkind = "PER"\ninto = "{NAME}"\nnames = ["{APART}"]\n', encoding="utf-8"
    )
    merged = archive.corrected(load_corrections(tmp_path))
    assert documents_of(merged, NAME) == ["a1", "a2", "a3", "b1", "b2", "c1"]
    assert merged.entity("PER", NAME).namesakes == ()
    assert documents_of(archive.corrected(Corrections()), APART) == ["b1", "b2"]


def test_the_archivist_can_rename_one_of_them(holdings, tmp_path):
    archive = holdings().add(*ALL)
    archive.analysed()
    (tmp_path / "entities.toml").write_text(
        f'[[rename]]\nkind = "PER"\nname = "{APART}"\nlabel = "Lò Văn Bình (Sốp Cộp)"\n', encoding="utf-8"
    )
    renamed = archive.corrected(load_corrections(tmp_path))
    assert renamed.entity("PER", APART).entity.label == "Lò Văn Bình (Sốp Cộp)"
    assert renamed.entity("PER", "Lò Văn Bình (Sốp Cộp)") == renamed.entity("PER", APART)


def test_people_of_two_names_can_be_merged(holdings, tmp_path):
    other = (
        written("e1", "Anh Lò Bình (SN 1998, trú xã Mường Và, huyện Sốp Cộp) hiến máu.", "2023-01-01"),
        written("e2", "Cụ Lò Bình (SN 1931) kể chuyện.", "2022-01-01"),
        written("e3", "Cụ Lò Bình (SN 1931) thăm trường.", "2022-02-01"),
    )
    archive = holdings().add(*ALL, *other)
    archive.analysed()
    (tmp_path / "entities.toml").write_text(
        f'[[merge]]\nkind = "PER"\ninto = "Lò Bình (sinh 1998)"\nnames = ["{APART}"]\n', encoding="utf-8"
    )
    merged = archive.corrected(load_corrections(tmp_path))
    assert documents_of(merged, "Lò Bình (sinh 1998)") == ["b1", "b2", "e1"]
    assert documents_of(archive.corrected(Corrections()), APART) == ["b1", "b2"]


def test_what_the_archivist_split_is_not_gathered_again(holdings, tmp_path):
    archive = holdings().add(*OFFICIAL)
    archive.analysed()
    (tmp_path / "entities.toml").write_text(
        f'[[split]]\nkind = "PER"\nname = "{NAME}"\ninto = "{NAME} (trước 2022)"\nuntil = 2021-12-31\n',
        encoding="utf-8",
    )
    split = archive.corrected(load_corrections(tmp_path))
    assert documents_of(split, f"{NAME} (trước 2022)") == ["a1"]


def test_an_age_in_a_document_of_a_guessed_day_is_no_reason(registry_of):
    def guessed(id, text, day):
        document = written(id, text, day)
        return Document(
            id=id,
            kind=DocumentKind.ARTICLE,
            url=document.url,
            source=document.source,
            title=document.title,
            body=text,
            published=Published(day=document.published.day, basis="text", certain=False),
        )

    registry = registry_of(
        guessed("a", "Anh Lò Văn Bình (31 tuổi) nuôi cá.", "2012-01-01"),
        guessed("b", "Anh Lò Văn Bình (38 tuổi) nuôi cá.", "2012-02-01"),
    )
    assert registry.entity("PER", NAME).namesakes == ()


def test_registering_again_from_the_analyses_tells_the_same_people_apart(holdings):
    archive = holdings().add(*ALL, BOTH)
    before = archive.analysed().entity("PER", APART).as_json()
    assert archive.registered_again().entity("PER", APART).as_json() == before


def test_nothing_waits_when_all_are_told_apart(holdings):
    archive = holdings().add(*ALL, BOTH)
    archive.analysed()
    assert ReferenceStore(archive.catalog).unsettled_count() == 0
