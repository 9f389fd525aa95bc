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


OLD, NEWER, NEWEST = "12/2010/QĐ-UBND", "07/2014/QĐ-UBND", "19/2018/QĐ-UBND"
OWN = "31/QĐ-UBND"


def edges(text):
    """(subject's number, relation, object's number) of what the decision's own text states."""
    directive = written("qd", text, "2024-05-10", title="Quyết định 31/QĐ-UBND", form=FORM)
    return {edge[:3] for edge in told(directive)}


def test_laws_that_amended_one_are_told_from_what_this_document_amends():
    text = f"Sửa đổi khoản 2 Điều 5 của Quyết định số {OLD} đã được sửa đổi, bổ sung một số điều theo "
    text += f"Quyết định số {NEWER} và Quyết định số {NEWEST} như sau:"
    assert edges(text) == {
        (OWN, Relation.AMENDS, OLD),
        (NEWER, Relation.AMENDS, OLD),
        (NEWEST, Relation.AMENDS, OLD),
    }


def test_an_amended_one_and_its_amendment_both_lose_force():
    text = f"Quyết định số {OLD} đã được sửa đổi theo Quyết định số {NEWER} hết hiệu lực kể từ ngày "
    text += "Quyết định này có hiệu lực."
    assert edges(text) == {
        (NEWER, Relation.AMENDS, OLD),
        (OWN, Relation.REPLACES, NEWER),
        (OWN, Relation.REPLACES, OLD),
    }


def test_all_of_an_enumeration_lose_force():
    text = (
        f"Các Quyết định số {OLD} ngày 2/3/2010, số {NEWER} ngày 4/5/2014 và Quyết định số {NEWEST} của UBND "
    )
    text += "tỉnh hết hiệu lực thi hành."
    assert edges(text) == {(OWN, Relation.REPLACES, number) for number in (OLD, NEWER, NEWEST)}


def test_what_a_replaced_one_is_about_is_not_done_by_this_document():
    text = f"Quyết định này thay thế Quyết định số {NEWER} ngày 4/5/2014 của UBND tỉnh về việc sửa đổi, "
    text += (
        f"bổ sung một số điều của Quyết định số {OLD}, Quyết định số {NEWEST} ngày 6/7/2018 của UBND tỉnh."
    )
    assert edges(text) == {
        (OWN, Relation.REPLACES, NEWER),
        (NEWER, Relation.AMENDS, OLD),
        (OWN, Relation.REPLACES, NEWEST),
    }


@pytest.mark.parametrize(
    ("head", "relation"),
    [
        ("Các văn bản sau đây hết hiệu lực thi hành:", Relation.REPLACES),
        ("Bãi bỏ các quyết định sau đây kể từ ngày Quyết định này có hiệu lực:", Relation.REPEALS),
    ],
)
def test_each_item_of_a_list_loses_force(head, relation):
    text = f"Điều 3. Hiệu lực\n{head}\na) Quyết định số {OLD} ngày 2/3/2010 về phí;\n"
    text += f"b) Điều 4 Quyết định số {NEWER} ngày 4/5/2014.\nĐiều 4. Các sở thi hành Quyết định số {NEWEST}."
    assert edges(text) == {(OWN, relation, OLD), (OWN, relation, NEWER)}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            f"Điểm b khoản 2 Điều 15 Quyết định số {OLD} được sửa đổi, bổ sung như sau: “b) Một hộ.”",
            Relation.AMENDS,
        ),
        (f"Sửa đổi, bổ sung các điều sau đây của Quyết định số {OLD}:", Relation.AMENDS),
        (f"Thay cụm từ “xã” tại đoạn 2 Điều 5 của Quyết định số {OLD} bằng “phường”.", Relation.AMENDS),
        (f"Thay thế Phụ lục 1, Phụ lục 2 ban hành kèm theo Quyết định số {OLD}.", Relation.AMENDS),
        (f"Bãi bỏ Điều 12 và Điều 19 Quyết định số {OLD}.", Relation.REPEALS),
        (f"Bãi bỏ điểm b khoản 1 Điều 45 của Quyết định số {OLD}.", Relation.REPEALS),
    ],
)
def test_changes_to_parts_are_read_in_the_forms_directives_have(text, relation):
    assert edges(text) == {(OWN, relation, OLD)}
