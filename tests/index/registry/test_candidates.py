"""A number is not an identifier: what the evidence decides is settled, the rest stays open (N-2, R-13)."""

from __future__ import annotations

import pytest

from tests.index.registry.conftest import written

OF_SON_LA = written(
    "sl", "Nghị quyết số 02-NQ/TU ngày 20/1/2021 của Ban Thường vụ Tỉnh ủy Sơn La.", "2021-02-01"
)
OF_LAO_CAI = written(
    "lc", "Nghị quyết số 02-NQ/TU ngày 11/12/2020 của Tỉnh ủy Lào Cai.", "2021-02-01", "baolaocai"
)
EARLIER = written("cu", "Nghị quyết số 02-NQ/TU ngày 10/3/2016 của Tỉnh ủy Sơn La.", "2016-04-01")
NEW_SON_LA = "02-NQ/TU~tinh-uy-son-la~2020-2025"
NEW_LAO_CAI = "02-NQ/TU~tinh-uy-lao-cai~2020-2025"
OLD_SON_LA = "02-NQ/TU~tinh-uy-son-la~2015-2020"


def meant(registry, document):
    """(directive, rule) of each reference of a document."""
    return [(one.directive, one.rule) for one in registry.references_of(document)]


def test_one_number_of_two_provinces_is_two_directives(registry_of):
    registry = registry_of(OF_SON_LA, OF_LAO_CAI)
    assert {one.key for one in registry.candidates("02-NQ/TU")} == {NEW_SON_LA, NEW_LAO_CAI}


def test_one_number_of_two_terms_is_two_directives(registry_of):
    registry = registry_of(OF_SON_LA, EARLIER)
    assert [one.key for one in registry.candidates("02-NQ/TU")] == [NEW_SON_LA, OLD_SON_LA]


def test_candidates_tell_issuer_term_date_and_articles(registry_of):
    found = registry_of(OF_SON_LA).candidates("NQ 02-NQ/TU")
    assert [(one.issuer, one.period, one.issued, one.articles, one.held) for one in found] == [
        ("Tỉnh ủy Sơn La", "2020-2025", "2021-01-20", 1, 0)
    ]


def test_a_date_in_the_text_decides_between_two_terms(registry_of):
    cites = written("b", "Qua Nghị quyết số 02-NQ/TU ngày 10/3/2016, nhiều hộ có vườn.", "2023-01-01")
    assert meant(registry_of(OF_SON_LA, EARLIER, cites), "b") == [(OLD_SON_LA, "complete")]


def test_a_year_in_the_text_decides_between_two_terms(registry_of):
    cites = written("b", "So với Nghị quyết số 02-NQ/TU năm 2016, nhiều hộ có vườn.", "2023-01-01")
    assert meant(registry_of(OF_SON_LA, EARLIER, cites), "b") == [(OLD_SON_LA, "complete")]


def test_a_term_in_the_text_decides(registry_of):
    cites = written("b", "Theo Nghị quyết số 02-NQ/TU nhiệm kỳ 2015-2020, nhiều hộ có vườn.", "2023-01-01")
    assert meant(registry_of(OF_SON_LA, EARLIER, cites), "b") == [(OLD_SON_LA, "complete")]


def test_without_a_date_and_with_two_terms_known_both_stay_candidates(registry_of):
    cites = written("b", "Thực hiện Nghị quyết số 02-NQ/TU, nhiều hộ có vườn.", "2023-01-01")
    registry = registry_of(OF_SON_LA, EARLIER, cites)
    [reference] = registry.references_of("b")
    assert reference.directive is None
    assert set(reference.candidates) == {NEW_SON_LA, OLD_SON_LA}


def test_without_a_date_the_one_known_of_the_current_term_is_meant(registry_of):
    cites = written("b", "Thực hiện Nghị quyết số 02-NQ/TU, nhiều hộ có vườn.", "2023-01-01")
    assert meant(registry_of(OF_SON_LA, OF_LAO_CAI, cites), "b") == [(NEW_SON_LA, "current")]


def test_without_a_date_one_known_of_an_earlier_term_is_only_a_candidate(registry_of):
    cites = written("b", "Thực hiện Nghị quyết số 02-NQ/TU, nhiều hộ có vườn.", "2023-01-01")
    registry = registry_of(EARLIER, cites)
    assert meant(registry, "b") == [(None, "")]
    assert [one.document for one in registry.directive(OLD_SON_LA).possible] == ["b"]


def test_a_source_of_another_province_means_the_issuer_it_states(registry_of):
    cites = written(
        "b", "Đoàn công tác tìm hiểu Nghị quyết số 02-NQ/TU của Tỉnh ủy Lào Cai.", "2023-01-01", "baosonla"
    )
    assert meant(registry_of(OF_SON_LA, OF_LAO_CAI, cites), "b") == [(NEW_LAO_CAI, "current")]


def test_a_province_named_beside_the_number_keeps_both_as_candidates(registry_of):
    cites = written("b", "Tại Lào Cai, thực hiện Nghị quyết số 02-NQ/TU, nhiều hộ có vườn.", "2023-01-01")
    [reference] = registry_of(OF_SON_LA, OF_LAO_CAI, cites).references_of("b")
    assert set(reference.candidates) == {NEW_SON_LA, NEW_LAO_CAI}


def test_the_exact_day_decides_between_two_provinces(registry_of):
    cites = written(
        "b", "Tại Lào Cai, Nghị quyết số 02-NQ/TU ngày 11/12/2020 đã đi vào đời sống.", "2023-01-01"
    )
    assert meant(registry_of(OF_SON_LA, OF_LAO_CAI, cites), "b") == [(NEW_LAO_CAI, "date")]


def test_a_source_without_a_province_says_nothing_of_the_issuer(registry_of):
    cites = written("b", "Thực hiện Nghị quyết số 02-NQ/TU, nhiều hộ có vườn.", "2023-01-01", "baochung")
    [reference] = registry_of(OF_SON_LA, OF_LAO_CAI, cites).references_of("b")
    assert (reference.directive, reference.issuers) == (None, ())


def test_a_directive_issued_after_publication_is_no_candidate(registry_of):
    cites = written("b", "Thực hiện Nghị quyết số 02-NQ/TU, nhiều hộ có vườn.", "2019-01-01")
    [reference] = registry_of(OF_SON_LA, EARLIER, cites).references_of("b")
    assert reference.directive == OLD_SON_LA


def test_what_the_number_is_about_decides(registry_of):
    old = written(
        "cu",
        "Nghị quyết số 02-NQ/TU ngày 10/3/2016 của Tỉnh ủy về phát triển cây ăn quả trên đất dốc.",
        "2016-04-01",
    )
    cites = written(
        "b",
        "Nhờ Nghị quyết số 02-NQ/TU về phát triển cây ăn quả trên đất dốc, nhiều hộ có vườn.",
        "2023-01-01",
    )
    assert meant(registry_of(OF_SON_LA, old, cites), "b") == [(OLD_SON_LA, "subject")]


def test_the_page_of_a_number_lists_what_is_not_decided_last(registry_of):
    cites = written("b", "Thực hiện Nghị quyết số 02-NQ/TU, nhiều hộ có vườn.", "2023-01-01")
    found = registry_of(OF_SON_LA, EARLIER, cites).candidates("02-NQ/TU")
    assert [(one.key, one.open, one.articles) for one in found][-1] == ("02-NQ/TU", True, 1)


def test_a_number_alone_is_never_one_of_several_directives(registry_of):
    assert registry_of(OF_SON_LA, OF_LAO_CAI).directive("02-NQ/TU") is None


def test_state_numbers_begin_anew_each_year(registry_of):
    registry = registry_of(
        written("a", "Quyết định số 15/QĐ-UBND ngày 5/1/2021 của UBND tỉnh.", "2021-01-06"),
        written("b", "Quyết định số 15/QĐ-UBND ngày 7/1/2022 của UBND tỉnh.", "2022-01-08"),
    )
    assert {one.period for one in registry.candidates("15/QĐ-UBND")} == {"2021", "2022"}


def test_a_national_number_with_its_year_is_an_identifier(registry_of):
    registry = registry_of(
        written("a", "Theo Quyết định số 19/2025/QĐ-TTg ngày 30/6/2025, xã mới lập.", "2025-07-02")
    )
    entry = registry.directive("19/2025/QĐ-TTg")
    assert (entry.directive.issuer, entry.directive.issued) == ("Thủ tướng Chính phủ", "2025-06-30")


def test_a_short_number_takes_the_full_one_of_its_text(registry_of):
    text = "Năm năm Nghị quyết 02. Nghị quyết số 02-NQ/TU ngày 20/1/2021 của Tỉnh ủy đã giúp dân."
    assert meant(registry_of(written("a", text, "2023-01-01")), "a") == [(NEW_SON_LA, "complete")] * 2


@pytest.mark.parametrize("text", ["Luật Đất đai 2013", "Luật Đất đai năm 2013", "Luật số 45/2013/QH13"])
def test_a_law_by_name_and_by_number_is_one(registry_of, text):
    assert [one for one, _ in meant(registry_of(written("a", f"Theo {text}, đất được giao.")), "a")] == [
        "45/2013/QH13"
    ]


def test_a_law_named_without_its_year_stays_open_among_its_versions(registry_of):
    registry = registry_of(written("a", "Theo Luật Đất đai, đất được giao cho hộ dân.", "2024-09-01"))
    [reference] = registry.references_of("a")
    assert reference.directive is None
    assert {"45/2013/QH13", "31/2024/QH15"} <= set(reference.candidates)


def test_a_text_that_gives_name_and_number_teaches_other_texts(registry_of):
    registry = registry_of(
        written("a", "Quốc hội thông qua Luật Hợp tác bản làng số 99/2019/QH14.", "2019-12-01"),
        written("b", "Theo Luật Hợp tác bản làng năm 2019, hộ dân góp đất.", "2020-01-01"),
    )
    assert "99/2019/QH14" in {one for one, _ in meant(registry, "b")}


def test_a_politburo_directive_is_known_by_its_issuer_in_words(registry_of):
    registry = registry_of(written("a", "Học tập theo Chỉ thị số 05 của Bộ Chính trị, đảng viên nêu gương."))
    assert [one.number for one in registry.references_of("a")] == ["05-CT/TW"]
