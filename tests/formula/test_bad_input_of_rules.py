"""Bad input of a rule names formula, element, partner and year, as far as each is known there.

A number that breaks its own rule is refused where it is made: no element or year has it yet, and
in a file its row is named. Values that disagree are refused once a year brings them together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from attrs import evolve

from aimpartner.budget.budget import Budget
from aimpartner.budget.virement import Virement
from aimpartner.codec.model import build
from aimpartner.errors import (
    AimpartnerError,
    ApportionmentError,
    EvidenceError,
    InputError,
    InvalidValueError,
    ModelError,
)
from aimpartner.evidence.measures import Known, Observation, Suppressed
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Average, Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Bound, Limit, Scaling
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import Price, PriceList
from aimpartner.model import Model, calculate
from builders import YEAR, counted, element, line, model, paid
from faults import caught
from three_rivers import ASHFORD, BROOK, COLEY, NAMES, Change, Tables, measured, more, put, tables

TWO = ("Ash", "Birch")
HALVES = Given.equal(TWO)
BY = "by the formula formula"
NO_PART = "lie between 0 and 100 %"
HOW_A_PART = 'Write a half as "50 %".'
Told = tuple[str, str, str, str]


def told(fault: AimpartnerError) -> Told:
    """Return all four fields of an error."""
    return fault.subject, fault.rule, str(fault.got), fault.remedy


def calculated(
    basis: Basis = HALVES,
    *others: PricedElement,
    names: Sequence[str] = TWO,
    seen: Sequence[Observation] = (),
    limits: Sequence[Limit] = (),
    gone: Sequence[str] = (),
) -> object:
    """Return the contributions of £1,000 shared by a basis, if there are some."""
    parts: list[Element | PricedElement] = [element(basis), *others]
    whole = model([line("1000")], parts, names, seen, gone=gone)
    return paid(evolve(whole, formulas=[evolve(whole.formulas[0], limits=limits)]))


@pytest.mark.parametrize(
    ("act", "wanted"),
    [
        (lambda: Given({"Ash": 2, "Birch": -1}), ("Number of Birch", "not be negative", "-1", "")),
        (
            lambda: Given({"Ash": 110, "Birch": -10}, "percent"),
            ("Number of Birch", "not be negative", "-10", ""),
        ),
        (
            lambda: BlendPart("adopted", "-50 %", HALVES),
            ("Weight of adopted", NO_PART, "-50 %", HOW_A_PART),
        ),
        (
            lambda: Group("county", "-50 %", ["Ash"], HALVES),
            ("Weight of county", NO_PART, "-50 %", HOW_A_PART),
        ),
        (
            lambda: Bound(Measured("contribution"), "-10 %"),
            ("Times of a bound", "not be negative", "-10 %", "Write 90 % for 10 % less."),
        ),
        (
            lambda: Blend(
                [BlendPart("adopted", "60 %", HALVES), BlendPart("spend", "50 %", HALVES)]
            ),
            ("Weights of a blend", "sum to 100 %", "110 % for adopted, spend", ""),
        ),
        (
            lambda: Group("county", "50 %", [], HALVES),
            ("Partners of the group county", "be given", "nothing", ""),
        ),
        (
            lambda: Phased(HALVES, HALVES, {"2020/21": "50 %", "2021/22": "110 %"}),
            ("Part by the new basis in 2021/22", NO_PART, "110 %", HOW_A_PART),
        ),
    ],
    ids=[
        "negative weight",
        "negative percentage",
        "negative part of a blend",
        "negative part of a stage",
        "negative times of a bound",
        "blend over one",
        "group with nobody",
        "phase-in over 100 %",
    ],
)
def test_a_number_that_breaks_its_own_rule_is_refused_where_it_is_made(
    act: Callable[[], object], wanted: Told
) -> None:
    assert told(caught(InvalidValueError, act)) == wanted


def test_a_negative_count_names_measure_partner_and_year() -> None:
    fault = caught(InvalidValueError, Observation, "spend", "Birch", "2020/21", Known(-3))
    assert told(fault) == ("evidence/spend/Birch/2020-21", "not be negative", "-3", "")


def test_a_credit_of_last_year_is_no_weight_and_names_partner_measure_year_and_formula() -> None:
    credit = counted("contribution", {"Ash": 6, "Birch": -4})
    fault = caught(InvalidValueError, calculated, Measured("contribution"), seen=credit)
    subject = f"Weight of Birch of contribution, 2020/21: shares in 2021/22 {BY}"
    assert told(fault) == (subject, "not be negative", "-4", "")


def pounds(**amounts: int) -> Bound:
    """Return a bound of some pounds a partner."""
    return Bound(Given({name: 100 * each for name, each in amounts.items()}, "pence"))


LAST_YEAR = counted("contribution", {"Ash": 600, "Birch": 400})


@pytest.mark.parametrize(
    ("scaling", "where"),
    [("amounts", "band: held in its bounds"), ("excess", "band: lower bound, checked")],
)
@pytest.mark.parametrize(
    ("lower", "upper", "figures"),
    [
        (pounds(Ash=10, Birch=600), pounds(Ash=2000, Birch=500), ("£500.00", "£600.00")),
        (
            Bound(Measured("contribution"), "110 %"),
            Bound(pounds(Ash=900, Birch=430).of),
            ("£430.00", "£440.00"),
        ),
    ],
    ids=["of amounts", "of last year's"],
)
def test_a_cap_below_a_floor_names_limit_partner_year_formula_and_both_figures(
    lower: Bound, upper: Bound, figures: tuple[str, str], scaling: Scaling, where: str
) -> None:
    band = Limit("band", lower, upper, (), scaling)
    fault = caught(ApportionmentError, calculated, seen=LAST_YEAR, limits=[band])
    subject = f"Lower bound of Birch of {where} in 2021/22 {BY}"
    rule = f"not exceed the upper bound of {figures[0]}"
    assert told(fault) == (subject, rule, figures[1], "Change one of them.")


ONE_EACH = Staged(
    [
        Group("county", "50 %", ["Ash"], Given.equal(["Ash"])),
        Group("town", "50 %", ["Birch"], Given.equal(["Birch"])),
    ]
)


def test_a_group_with_no_partner_of_the_year_names_element_group_partner_year_and_formula() -> None:
    fault = caught(ModelError, calculated, ONE_EACH, names=["Ash"], gone=["Birch"])
    rule, remedy = "have a partner of the year in the group town", "Share its part among the others"
    subject = f"staffing in 2021/22 {BY}"
    assert told(fault) == (subject, rule, "only Birch", f"{remedy}, by other weights.")


HIDDEN = [
    *counted("adopted", {"Ash": 3, "Birch": 4}),
    *counted("adopted", {"Ash": 3}, "2019/20"),
    Observation("adopted", "Birch", "2019/20", Suppressed(1, 5)),
    *counted("adopted", {"Ash": 3, "Birch": 4}, "2018/19"),
]


@pytest.mark.parametrize("average", ["pooled", "mean of shares"])
def test_a_measure_suppressed_in_one_year_of_its_window_names_all_five(average: Average) -> None:
    fault = caught(EvidenceError, calculated, Measured("adopted", 1, 3, average), seen=HIDDEN)
    assert told(fault) == (
        "adopted of Birch in 2019/20",
        "be known to calculate 2021/22 by formula, for its element staffing",
        "suppressed (1 to 5)",
        "Record it at evidence/adopted/Birch/2019-20, or change the years that the formula counts.",
    )


def test_a_figure_missing_for_a_limit_names_the_limit() -> None:
    floor = Limit("floor", Bound(Measured("contribution")))
    fault = caught(EvidenceError, calculated, seen=LAST_YEAR[:1], limits=[floor])
    rule = "be known to calculate 2021/22 by formula, for its limit floor"
    assert told(fault)[:3] == ("contribution of Birch in 2020/21", rule, "missing")


ONE_PLACE = Given({"Ash": 1, "Birch": 0}, "units")


@pytest.mark.parametrize(
    ("price", "rule", "got", "remedy"),
    [
        (
            Price("2021-04-02", "31000", "35000"),
            "have a price for 1 April 2021",
            "2 April 2021 as the first day",
            "Add the price that was in force, with its first day.",
        ),
        (
            Price("2021-04-01", "31000"),
            "have a price for London from 1 April 2021",
            "none",
            "",
        ),
    ],
)
def test_a_price_list_with_no_price_names_list_element_year_formula_and_day(
    price: Price, rule: str, got: str, remedy: str
) -> None:
    places = PricedElement("places", ONE_PLACE, PriceList("fees", [price]), london=True)
    fault = caught(ModelError, calculated, HALVES, places)
    assert told(fault) == (f"Price list fees for places in 2021/22 {BY}", rule, got, remedy)


def test_a_virement_across_pools_names_both_lines_both_pools_and_the_year() -> None:
    budget = Budget(YEAR, [line(), line("50", "premises", "rent")])
    across = Virement("staffing/staff", "premises/rent", "30", "a smaller office")
    fault = caught(ModelError, across.applied, budget, "2", "2021-10-01")
    assert told(fault) == (
        "Virement of £30.00 from staffing/staff to premises/rent in 2021/22",
        "stay within one pool",
        "pools staffing and premises",
        "Make a new version of the budget, and have it approved.",
    )


def again(whole: Model) -> tuple[Model, object]:
    """Return a model with an issue of its year, and another issue of the same version."""
    result = paid(whole)
    other = result.issue("2021-05-01", reason="a slip")
    return whole.recorded(result.issue("2021-03-26")), other


@pytest.mark.parametrize(
    "act",
    [
        lambda whole, issue: whole.recorded(issue),
        lambda whole, issue: evolve(whole, issued=[*whole.issued, issue]),
    ],
    ids=["recorded", "constructed"],
)
def test_an_issue_of_an_issued_version_names_agency_year_version_and_day(
    act: Callable[[Model, object], object],
) -> None:
    fault = caught(ModelError, act, *again(model()))
    assert told(fault) == (
        "Issue of Agency 2021/22",
        "be of a new version",
        "version 1, issued on 26 March 2021",
        "Give the reissue a version of its own; what is issued stays.",
    )


OF: dict[str, object] = {"formula": "agreed 2024"}
OF_2022: dict[str, object] = {"year": "2022/23"}


def changed(*changes: Change) -> Tables:
    """Return the tables of three made-up partners with some changes."""
    plain = tables()
    for change in changes:
        change(plain)
    return plain


def premises(*parts: dict[str, object]) -> Change:
    """Return the change of what the premises are shared by: their own row, then those below."""

    def change(plain: Tables) -> None:
        plain["elements"][3] = {**OF, "at": "premises", "pools": "premises", **parts[0]}
        plain["elements"] += [dict(each) for each in parts[1:]]
        plain["weights"] = [row for row in plain["weights"] if row["at"] != "premises"]

    return change


STAGED: dict[str, object] = {"kind": "staged"}
TOWNS = measured(at="premises/towns", weight="60 %", partners=f"{ASHFORD}; {BROOK}")
REST = measured(at="premises/rest", weight="40 %", partners=COLEY)
OLD_AND_NEW = (measured(at="premises/old", lag=2), measured(at="premises/new"))
REISSUE = {
    **OF_2022,
    "on": "2022-06-01",
    "call": "900000.00",
    "host": ASHFORD,
    "budget": "the budget of 2022/23, version 1",
    "formula": "the formula before 2024",
    "replaces": "1",
    "reason": "a slip",
}


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        (
            [put("weights", 0, number=-40)],
            ("weights, row 1, number", f"Number of {ASHFORD}", "not be negative", "-40", ""),
        ),
        (
            [put("elements", 1, weight="-50 %")],
            ("elements, row 2, weight", "Weight of adopted", NO_PART, "-50 %", HOW_A_PART),
        ),
        (
            [put("evidence", 1, value=-3)],
            (
                "evidence, row 2, value",
                f"evidence/adopted/{BROOK}/2023-24",
                "not be negative",
                "-3",
                "",
            ),
        ),
        (
            [put("elements", 1, weight="60 %")],
            (
                "elements, row 1, at",
                "Weights of a blend",
                "sum to 100 %",
                "110 % for adopted, agreed",
                "",
            ),
        ),
        (
            [premises(STAGED, {**TOWNS, "partners": None}, REST)],
            (
                "elements, row 8, partners",
                "partners",
                "be given for the measured group",
                "nothing",
                "",
            ),
        ),
        (
            [premises({"kind": "phased", "parts": "2024/25: 110 %"}, *OLD_AND_NEW)],
            (
                "elements, row 4, parts",
                "Part by the new basis in 2024/25",
                NO_PART,
                "110 %",
                HOW_A_PART,
            ),
        ),
        (
            [more("issues", **REISSUE)],
            (
                "issues, row 2",
                "Row",
                "be given once",
                "2022/23, 1 again",
                "Take one of the two out, or let them differ in one of: year, version.",
            ),
        ),
    ],
    ids=[
        "negative weight",
        "negative part",
        "negative count",
        "blend over one",
        "group with nobody",
        "phase-in over 100 %",
        "issued version",
    ],
)
def test_a_file_names_the_row_of_a_bad_number(
    changes: list[Change], wanted: tuple[str, str, str, str, str]
) -> None:
    fault = caught(InputError, build, changed(*changes))
    first = fault.problems[0]
    assert (first.place, first.subject, first.rule, str(first.got), first.remedy) == wanted


BY_AGREED = "by the formula agreed 2024"


@pytest.mark.parametrize(
    ("kind", "changes", "wanted"),
    [
        (
            ApportionmentError,
            [
                put("limits", 0, lower="100 %"),
                more("bounds", **OF, limit="cap", bound="lower", partner=BROOK, amount=3000000),
            ],
            (
                f"Lower bound of {BROOK} of cap: held in its bounds in 2024/25 {BY_AGREED}",
                "not exceed the upper bound of £2,000,000.00",
                "£3,000,000.00",
                "Change one of them.",
            ),
        ),
        (
            ModelError,
            [premises(STAGED, {**TOWNS, "weight": "100 %"})],
            (
                f"premises in 2024/25 {BY_AGREED}",
                f"have {COLEY} in one of its groups",
                "towns",
                "Put each partner in a group.",
            ),
        ),
        (
            EvidenceError,
            [
                put("elements", 1, years=3),
                *(
                    more("evidence", measure="adopted", partner=name, year=year, value=7)
                    for name in NAMES
                    for year in ("2022/23", "2021/22")
                    if (name, year) != (BROOK, "2021/22")
                ),
            ],
            (
                f"adopted of {BROOK} in 2021/22",
                "be known to calculate 2024/25 by agreed 2024, for its element staffing",
                "suppressed (1 to 5)",
                (
                    f"Record it at evidence/adopted/{BROOK}/2021-22, "
                    "or change the years that the formula counts."
                ),
            ),
        ),
        (
            ModelError,
            [put("prices", 0, first_day=date(2024, 4, 2))],
            (
                f"Price list visits for visits in 2024/25 {BY_AGREED}",
                "have a price for 1 April 2024",
                "2 April 2024 as the first day",
                "Add the price that was in force, with its first day.",
            ),
        ),
    ],
    ids=["cap below a floor", "partner in no group", "suppressed year", "no price for the day"],
)
def test_what_only_a_year_can_tell_is_refused_the_same_from_a_file(
    kind: type[AimpartnerError], changes: list[Change], wanted: Told
) -> None:
    whole = build(changed(*changes))
    assert told(caught(kind, calculate, whole, "2024/25")) == wanted
