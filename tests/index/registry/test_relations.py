"""What directives do to each other, and the words that say so."""

from __future__ import annotations

import pytest

from index.analysis import analyse
from index.registry.reading import read_references
from index.registry.relations import Relation, read_relations
from tests.index.registry.conftest import written

FORM = {
    "number": "31/QĐ-UBND",
    "issuer": "UBND tỉnh Sơn La",
    "issued": "2024-05-06",
    "doc_type": "Quyết định",
}


def told(document):
    """(subject's number, relation, object's number, evidence) of each relation."""
    read = read_references(document, analyse(document, 1, "Sơn La"), "Sơn La").references
    return [
        (
            read[one.subject].number,
            one.relation,
            read[one.object].number,
            document.text[one.start : one.end] if one.start >= 0 else "",
        )
        for one in read_relations(document.text, read)
    ]


@pytest.mark.parametrize(
    ("text", "relation", "evidence"),
    [
        ("Căn cứ Nghị quyết số 24/2017/NQ-HĐND ngày 8/12/2017;", Relation.BASED_ON, "Căn cứ"),
        ("Quyết định này thay thế Nghị quyết số 24/2017/NQ-HĐND.", Relation.REPLACES, "thay thế"),
        ("Bãi bỏ Nghị quyết số 24/2017/NQ-HĐND của HĐND tỉnh.", Relation.REPEALS, "Bãi bỏ"),
        (
            "Sửa đổi, bổ sung một số điều của Nghị quyết số 24/2017/NQ-HĐND.",
            Relation.AMENDS,
            "Sửa đổi, bổ sung",
        ),
        ("Văn bản hợp nhất Nghị quyết số 24/2017/NQ-HĐND.", Relation.CONSOLIDATES, "hợp nhất"),
        (
            "Nghị quyết số 24/2017/NQ-HĐND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            Relation.REPLACES,
            "hết hiệu lực",
        ),
    ],
)
def test_a_directive_says_what_it_does_to_another(text, relation, evidence):
    assert told(written("a", text, form=FORM)) == [("31/QĐ-UBND", relation, "24/2017/NQ-HĐND", evidence)]


def test_every_line_of_the_grounds_rests_on_the_document_itself():
    text = "Căn cứ Luật Đất đai năm 2013;\n\nCăn cứ Nghị định số 43/2014/NĐ-CP ngày 15/5/2014;"
    assert [(one[0], one[2]) for one in told(written("a", text, form=FORM))] == [
        ("31/QĐ-UBND", "45/2013/QH13"),
        ("31/QĐ-UBND", "43/2014/NĐ-CP"),
    ]


def test_one_word_goes_for_a_list():
    text = "Nghị định số 30/2020/NĐ-CP thay thế Nghị định số 110/2004/NĐ-CP và Nghị định số 09/2010/NĐ-CP."
    assert [one[:3] for one in told(written("a", text))] == [
        ("30/2020/NĐ-CP", Relation.REPLACES, "110/2004/NĐ-CP"),
        ("30/2020/NĐ-CP", Relation.REPLACES, "09/2010/NĐ-CP"),
    ]


def test_the_passive_turns_subject_and_object():
    text = "Nghị định số 110/2004/NĐ-CP được thay thế bởi Nghị định số 30/2020/NĐ-CP từ tháng ba."
    assert [one[:3] for one in told(written("a", text))] == [
        ("30/2020/NĐ-CP", Relation.REPLACES, "110/2004/NĐ-CP")
    ]


def test_two_acts_in_one_sentence_are_of_one_subject():
    text = "Nghị định số 3/2024/NĐ-CP sửa đổi Nghị định số 1/2020/NĐ-CP và bãi bỏ Nghị định số 2/2021/NĐ-CP."
    assert [one[:3] for one in told(written("a", text))] == [
        ("03/2024/NĐ-CP", Relation.AMENDS, "01/2020/NĐ-CP"),
        ("03/2024/NĐ-CP", Relation.REPEALS, "02/2021/NĐ-CP"),
    ]


def test_an_article_that_only_cites_states_no_relation():
    assert told(written("a", "Xã thực hiện Nghị quyết số 24/2017/NQ-HĐND, thay thế chuồng trại cũ.")) == []


def test_the_form_says_what_took_a_directives_place():
    form = FORM | {"status": "Hết hiệu lực, được thay thế bởi 45/QĐ-UBND"}
    assert told(written("a", "Điều 1.", form=form)) == [("45/QĐ-UBND", Relation.REPLACES, "31/QĐ-UBND", "")]


@pytest.mark.parametrize(
    "text",
    [
        "Tờ trình số 165/TTr-STP về nghị quyết thay thế Nghị quyết số 14/2024/NQ-HĐND.",
        "Nghị quyết số 9/2024/NQ-HĐND nêu đề xuất bãi bỏ Nghị quyết số 14/2024/NQ-HĐND.",
        "Công văn số 837/SGDĐT-KHTC hỏi việc sửa đổi Nghị quyết số 14/2024/NQ-HĐND.",
    ],
)
def test_what_only_speaks_of_a_change_makes_none(text):
    assert told(written("a", text)) == []
