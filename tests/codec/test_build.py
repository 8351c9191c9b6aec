"""A model is built from its rows; what its values refuse is told at the row."""

from __future__ import annotations

import pytest

from aimpartner.codec.model import build
from aimpartner.formula.bases.blend import Blend
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import calculate
from aimpartner.parties.agreement.timeline import AgreementState
from three_rivers import (
    ALL,
    AMOUNTS,
    BROOK,
    NAMES,
    Change,
    Fault,
    Tables,
    faults_of,
    measured,
    more,
    put,
    tables,
)

SUBJECTS = "'budget 2024-25 version 1', 'formula agreed 2024', 'term', 'extension to 2025-03-31'"
TERM: dict[str, object] = {"kind": "term", "first": "2025-04-01", "last": "2026-03-31"}
AGENCY: dict[str, object] = {"agency": "AiM"}
MEMBER: dict[str, object] = {"partner": "A", "authority": "A Council", "joined": "2018-04-01"}


def test_the_made_up_agency_pays_what_its_formula_says() -> None:
    result = calculate(build(tables()), "2024/25")
    assert {each.partner: str(each.amount.to_decimal()) for each in result} == AMOUNTS


def test_elements_parts_and_prices_are_built_from_their_rows() -> None:
    staffing, premises, places, visits = build(tables()).formulas[0].elements
    assert isinstance(places, PricedElement)
    assert isinstance(visits, PricedElement)
    assert visits.agreed == Measured("adopted")
    assert visits.within == 2
    assert not isinstance(staffing, PricedElement)
    assert not isinstance(premises, PricedElement)
    assert isinstance(staffing.basis, Blend)
    assert [type(part.basis) for part in staffing.basis.parts] == [Measured, Given]
    assert isinstance(premises.basis, Given)
    assert (str(premises.basis.source), str(places.source)) == ("Clause 9", "Price list 2024")


def test_the_agreement_is_built_with_the_decisions_on_it() -> None:
    agreed = build(tables()).partnership
    assert agreed.agreement_state("2024-07-01") is AgreementState.EXTENDED
    assert agreed.agreement_state("2024-07-01", known_on="2023-11-30") is AgreementState.LAPSED


def test_the_approvals_of_budget_and_formula_hold_their_decisions() -> None:
    model = build(tables())
    for each in (model.budgets[0].approval, model.formulas[0].approval):
        assert each is not None
        assert each.required == NAMES
        assert each.outstanding() == ()


def test_without_an_agreement_none_is_recorded() -> None:
    plain = tables()
    del plain["agreement"]
    plain["decisions"] = plain["decisions"][6:]
    assert build(plain).partnership.agreement is None


def test_a_provision_that_nobody_is_asked_to_approve_is_built() -> None:
    plain = tables()
    plain["agreement"] = [{**TERM, "first": "2020-04-01"}]
    plain["decisions"] = plain["decisions"][6:]
    assert build(plain).partnership.agreement_state("2024-07-01") is AgreementState.IN_TERM


OTHERS: list[tuple[Change, Fault]] = [
    (
        more("agency", agency="Four Rivers Adoption"),
        ("agency", "agency", "have one row", "2"),
    ),
    (
        put("partners", 2, left="2020-03-31"),
        (
            "partners, row 3, left",
            "Range of days",
            "end on or after its first day",
            "2020-04-01 to 2020-03-31",
        ),
    ),
    (
        put("agreement", 2, months=None),
        ("agreement, row 3, months", "months", "be given for the option", "nothing"),
    ),
    (
        put("agreement", 2, months=0),
        (
            "agreement, row 3, months",
            "Option months",
            "be a whole number, at least 1 and at most 1200",
            "0",
        ),
    ),
    (
        put("agreement", 1, months=48),
        ("agreement, row 2, months", "months", "be empty for the term", "48"),
    ),
    (
        put("agreement", 0, required=ALL),
        ("agreement, row 1, required", "required", "be empty for the shadow", ", ".join(NAMES)),
    ),
    (
        put("agreement", 3, last=None),
        ("agreement, row 4, last", "last", "be given for the extension", "nothing"),
    ),
    (
        put("agreement", 0, last="2021-04-01"),
        (
            "agreement, row 1",
            "Shadow period",
            "end before the term begins on 2020-04-01",
            "2019-10-01 to 2021-04-01",
        ),
    ),
    (
        more("agreement", **TERM),
        (
            "agreement, row 6, kind",
            "kind",
            "be given once in an agreement",
            "term again",
        ),
    ),
    (
        more("hosts", host=BROOK, first="2024-04-01"),
        (
            "hosts, row 2",
            "Host",
            "be one partner on any day",
            "Ashford from 2020-04-01 (Agreement, clause 4) and Brook from 2024-04-01",
        ),
    ),
    (
        put("lines", 1, year="2023/24"),
        (
            "lines, row 2, year",
            "year",
            "be of a budget in budgets: 2024/25 version 1",
            "2023/24 version 1",
        ),
    ),
    (
        put("lines", 1, effect="shared"),
        (
            "lines, row 2",
            "Line staffing/grant",
            'be "reduces the call" or "outside the call" as Income',
            '"shared"',
        ),
    ),
    (
        put("lines", 1, amount="-5"),
        ("lines, row 2, amount", "Amount of grant", "not be negative", "-£5.00"),
    ),
    (
        put("evidence", 0, value=-1),
        ("evidence, row 1, value", "evidence/adopted/Ashford/2023-24", "not be negative", "-1"),
    ),
    (
        put("decisions", 0, implementable="2019-08-01"),
        (
            "decisions, row 1, implementable",
            "Decision of Ashford",
            "be implementable on or after 2019-09-01, the day it was made",
            "2019-08-01",
        ),
    ),
    (
        more("decisions", subject="option", partner=BROOK, made="2023-12-01"),
        (
            "decisions, row 13, subject",
            "subject",
            f'be something with partners "required" to approve it: {SUBJECTS}',
            "'option'",
        ),
    ),
    (
        put("agreement", 1, required="Ashford; Coley, Dean and Esk"),
        (
            "decisions, row 2, partner",
            "partner",
            "be one of those \"required\" for the term: 'Ashford', 'Coley, Dean and Esk'",
            "'Brook'",
        ),
    ),
    (
        put("formulas", 0, last="2024-03-01"),
        (
            "formulas, row 1, last",
            "Range of days",
            "end on or after its first day",
            "2024-04-01 to 2024-03-01",
        ),
    ),
]


@pytest.mark.parametrize(("change", "fault"), OTHERS)
def test_what_is_wrong_elsewhere_is_told_once_at_its_row(change: Change, fault: Fault) -> None:
    plain = tables()
    change(plain)
    (told,) = faults_of(plain)
    assert told == fault


@pytest.mark.parametrize("table", ["agency", "partners"])
def test_agency_and_partners_have_to_have_rows(table: str) -> None:
    plain: Tables = {"agency": [AGENCY], "partners": [MEMBER], table: []}
    (told,) = faults_of(plain)
    rule = "have one row" if table == "agency" else "have a row for each partner"
    assert told == (table, table, rule, "none")


def test_lines_without_any_budget_are_told_once() -> None:
    plain = tables()
    del plain["budgets"]
    plain["decisions"] = plain["decisions"][:6]
    told = ("budgets", "budgets", "hold '2024/25 version 1', which lines names", "no row")
    assert faults_of(plain) == [told]


def test_a_budget_may_have_no_lines() -> None:
    plain = tables()
    plain["budgets"].append({"year": "2025/26"})
    assert build(plain).budgets[1].lines == ()


def test_each_of_a_years_several_budgets_has_its_day() -> None:
    plain = tables()
    plain["budgets"].append({"year": "2024/25", "version": "2"})
    place, rule = "budgets, row 2, day", "be given for each of a year's several versions"
    assert faults_of(plain) == [(place, "day", rule, "nothing")]
    plain["budgets"][1]["day"] = "2024-06-01"
    assert [str(each.day) for each in build(plain).budgets] == ["2024-03-01", "2024-06-01"]


def test_two_formulas_in_force_on_one_day_are_refused() -> None:
    plain = tables()
    plain["formulas"].append({"formula": "new", "first": "2025-04-01"})
    plain["elements"].append(measured(formula="new", at="all", pools="staffing; premises"))
    told = ("formulas", "Formula", "be the only one in force on a day", "agreed 2024, new")
    assert faults_of(plain) == [told]
