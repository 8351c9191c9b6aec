"""Every figure of a model has an address; what is changed there says so."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from aimpartner.codec.model import build
from aimpartner.errors import InvalidValueError
from aimpartner.evidence.measures import Known
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.periods import Period, Periods
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import Price, PriceList
from aimpartner.model import Model, calculate
from aimpartner.money import Money
from aimpartner.scenarios.addresses import figures, replaced
from aimpartner.sources import Source
from builders import element, line, model, paid
from contributions.strategies import models
from faults import caught, said
from three_rivers import ASHFORD, BROOK, COLEY, NAMES, OLD, measured, tables

WHY = Source("set by a test", is_assumption=True)
ADOPTED = "evidence/adopted/Ashford/2023-24"
STAFF = "budget/2024-25/staffing/staff"
PART = "formula/staffing/adopted"
WEIGHT = f"{PART}/weight"
MEASURED = ("lag", "years", "average", "last", "quarters")


def rivers() -> Model:
    """Return the made-up agency."""
    return build(tables())


def test_every_figure_has_an_address_in_the_order_of_the_model() -> None:
    assert list(figures(rivers())) == [
        ADOPTED,
        f"evidence/adopted/{BROOK}/2023-24",
        f"evidence/adopted/{COLEY}/2023-24",
        f"evidence/adopted/{BROOK}/2021-22",
        f"evidence/adopted/{BROOK}/2020-21",
        *(f"evidence/contribution/{name}/2022-23" for name in NAMES),
        "measures/effort/adopted/weight",
        STAFF,
        "budget/2024-25/staffing/grant",
        "budget/2024-25/premises/rent",
        *(f"{PART}/{name}" for name in ("weight", *MEASURED)),
        *(f"formula/staffing/agreed/{name}" for name in ("weight", *NAMES)),
        "formula/staffing/decimals",
        *(f"formula/premises/{name}" for name in (*NAMES, "decimals")),
        *(f"formula/places/{name}" for name in ("price", *NAMES)),
        "formula/visits/price",
        *(
            f"formula/visits/agreed/{name}"
            for name in ("lag", "years", "average", "last", "quarters")
        ),
        "formula/visits/within",
        *(f"formula/visits/{name}" for name in MEASURED),
        *(f"formula/rounding/{name}" for name in ("unit", "level", "odd")),
        *(f"formula/limits/cap/upper/{name}" for name in (BROOK, "times")),
        *(f"succession/{BROOK}/{name}" for name in (BROOK, ASHFORD)),
    ]


def test_the_figures_are_those_of_the_model() -> None:
    found = figures(rivers())
    assert [found[at] for at in (ADOPTED, STAFF, WEIGHT, f"{PART}/lag", f"{PART}/last")] == [
        Known(10),
        Money("950000"),
        Fraction(1, 2),
        1,
        None,
    ]


def test_a_formula_alone_has_the_addresses_of_its_rules() -> None:
    (formula,) = rivers().formulas
    assert all(at.startswith("formula/") for at in figures(formula))
    assert figures(formula).items() <= figures(rivers()).items()


def test_finding_the_figures_changes_nothing() -> None:
    model = rivers()
    assert replaced(model, {}, WHY) == model


@pytest.mark.parametrize(
    ("at", "value", "after"),
    [
        (ADOPTED, 30, Known(30)),
        (STAFF, "1,000,000", Money("1000000")),
        (f"{PART}/lag", 3, 3),
        (f"{PART}/years", 2, 2),
        (f"{PART}/average", "mean of shares", "mean of shares"),
        (f"formula/premises/{BROOK}", "5/2", Fraction(5, 2)),
        (f"formula/places/{BROOK}", 4, Fraction(4)),
        ("formula/places/price", "32000", Money("32000")),
        ("formula/rounding/unit", "1000", Money("1000")),
        ("formula/rounding/level", "element", "element"),
        ("formula/rounding/odd", "host", "host"),
    ],
)
def test_a_figure_of_each_kind_can_be_changed_and_nothing_else_is(
    at: str, value: object, after: object
) -> None:
    before, changed = figures(rivers()), figures(replaced(rivers(), {at: value}, WHY))
    assert changed[at] == after
    assert {each for each in before if before[each] != changed[each]} == {at}


def test_a_fixed_last_year_takes_the_place_of_a_lag() -> None:
    changed = replaced(rivers(), {f"{PART}/last": "2022/23"}, WHY)
    assert str(figures(changed)[f"{PART}/last"]) == "2022/23"


def test_the_parts_of_a_blend_are_changed_together() -> None:
    values = {WEIGHT: Fraction(1), "formula/staffing/agreed/weight": Fraction(0)}
    assert replaced(rivers(), values, WHY).formulas[0] != rivers().formulas[0]


def test_a_changed_figure_of_evidence_carries_the_grounds_and_its_neighbour_does_not() -> None:
    changed = replaced(rivers(), {ADOPTED: 30}, WHY).evidence.observations
    assert [each.source for each in changed[:2]] == [WHY, None]


def test_an_issued_contribution_that_is_set_is_evidence_with_its_grounds_and_no_issue() -> None:
    at = f"evidence/contribution/{BROOK}/2022-23"
    changed = replaced(rivers(), {at: "280000"}, WHY)
    counted = [each for each in changed.evidence.observations if each.measure == "contribution"]
    assert [str(each.value) for each in counted] == ["300000", "280000", "300000"]
    assert [each.source == WHY for each in counted] == [False, True, False]
    assert {each.released for each in counted} == {date(2022, 3, 21)}
    assert changed.issued == ()
    assert {key for key, value in figures(changed).items() if figures(rivers())[key] != value} == {
        at
    }


def test_issues_of_other_years_stay_as_they_were_notified() -> None:
    plain = tables()
    plain["issues"].append({**plain["issues"][0], "year": "2021/22", "on": "2021-03-22"})
    plain["issued"] += [{**each, "year": "2021/22"} for each in plain["issued"]]
    before = build(plain)
    changed = replaced(before, {f"evidence/contribution/{BROOK}/2022-23": 1}, WHY)
    assert changed.issued == (before.issue_in_force("2021/22"),)
    assert figures(changed).keys() == figures(before).keys()


def test_last_years_contribution_is_a_figure_that_a_scenario_may_set() -> None:
    plain = tables()
    plain["measures"].append({"measure": "contribution"})
    cap = {"limit": "cap", "upper": "130 %", "upper_of": "contribution", "upper_lag": 2}
    plain["limits"], plain["bounds"] = [{"formula": "agreed 2024", **cap}], []
    before = build(plain)
    changed = replaced(before, {f"evidence/contribution/{BROOK}/2022-23": 400_000}, WHY)
    paid_then, paid_now = (calculate(each, "2024/25")[BROOK].amount for each in (before, changed))
    place = Money("31000")  # is bought, so no cap holds it
    assert (paid_then, paid_now) == (Money("390000") + place, Money("392500") + place)


def test_a_changed_budget_line_carries_the_grounds_and_its_budget_loses_its_approval() -> None:
    (budget,) = replaced(rivers(), {STAFF: "1000000"}, WHY).budgets
    assert [line.source for line in budget.lines] == [WHY, None, None]
    assert budget.approval is None


def test_a_changed_agreed_number_is_no_longer_sourced_in_the_agreement() -> None:
    (formula,) = replaced(rivers(), {f"formula/premises/{BROOK}": 2}, WHY).formulas
    assert [each.source for each in formula.agreed] == [None, WHY, None, None]


def test_a_changed_price_carries_the_grounds_and_its_units_do_not() -> None:
    (formula,) = replaced(rivers(), {"formula/places/price": "32000"}, WHY).formulas
    places = formula.elements[2]
    assert isinstance(places, PricedElement)
    assert isinstance(places.units, Given)
    assert (places.source, places.units.source) == (WHY, None)


def test_a_price_that_is_set_takes_the_place_of_a_list() -> None:
    (formula,) = replaced(rivers(), {"formula/visits/price": "130"}, WHY).formulas
    visits = formula.elements[3]
    assert isinstance(visits, PricedElement)
    assert (visits.price, visits.source, visits.on) == (Money("130"), WHY, None)


def test_a_london_price_that_is_set_changes_that_one_in_a_list_of_the_elements_own() -> None:
    places = Given({"Ash": 1, "Birch": 2}, "units")
    listed = [Price("2021-04-01", "100", "110"), Price("2021-10-01", "200", "220")]
    units = Periods([Period(each.first_day, places) for each in listed])
    days = PricedElement("days", units, PriceList("fees", listed), london=True)
    whole = model([line()], [element(Given.equal(("Ash", "Birch"))), days], ("Ash", "Birch"))
    at = "formula/days/price/2021-10-01"
    assert figures(whole)[at] == Money("220")
    (formula,) = replaced(whole, {at: "240"}, WHY).formulas
    changed = formula.elements[1]
    assert isinstance(changed, PricedElement)
    last = Price("2021-10-01", "200", "240", WHY)
    assert changed.price == PriceList("fees of days", [listed[0], last])
    (formula,) = replaced(whole, {"formula/days/2021-10-01/Ash": 2}, WHY).formulas
    assert isinstance(formula.elements[1], PricedElement)
    assert formula.elements[1].price == days.price


def test_a_changed_bound_carries_the_grounds_and_ends_the_approval() -> None:
    at = "formula/limits/cap/upper/times"
    (formula,) = replaced(rivers(), {at: "110 %"}, WHY).formulas
    assert figures(formula)[at] == Fraction(11, 10)
    assert (formula.limits[0].source, formula.approval) == (WHY, None)


def test_a_changed_rule_shows_in_the_formulas_source_and_ends_its_approval() -> None:
    (formula,) = replaced(rivers(), {"formula/rounding/unit": "1000"}, WHY).formulas
    assert (formula.source, formula.approval) == (WHY, None)


def test_the_source_that_a_formula_had_is_told_after_the_grounds() -> None:
    plain = tables()
    plain["formulas"][0]["source"] = "Schedule 3"
    (formula,) = replaced(build(plain), {"formula/rounding/unit": "1000"}, WHY).formulas
    assert formula.source == Source("set by a test; otherwise Schedule 3", is_assumption=True)


def test_a_changed_rule_is_a_notice_on_the_result() -> None:
    changed = replaced(rivers(), {"formula/rounding/unit": "1000"}, WHY)
    words = [notice.words for notice in calculate(changed, "2024/25").notices]
    assert "Assumed for the formula agreed 2024: set by a test." in words
    assert "No approval of the formula is recorded." in words


def test_what_breaks_a_rule_of_the_model_is_refused() -> None:
    fault = caught(InvalidValueError, replaced, rivers(), {WEIGHT: "60 %"}, WHY)
    assert said(fault) == ("Weights of a blend", "sum to 100 %", "110 % for adopted, agreed")
    assert caught(InvalidValueError, replaced, rivers(), {STAFF: "free"}, WHY).got == "'free'"
    fault = caught(InvalidValueError, replaced, rivers(), {STAFF: "-1"}, WHY)
    assert fault.rule == "not be negative"


def test_a_change_at_an_address_reaches_every_formula_that_has_it() -> None:
    plain = tables()
    plain["formulas"].append(OLD)
    of = {"formula": OLD["formula"]}
    plain["elements"] += [
        {**of, "at": "staffing", "kind": "blend", "pools": "staffing; premises"},
        measured(**of, at="staffing/adopted", weight="100 %"),
    ]
    changed = replaced(build(plain), {f"{PART}/lag": 2}, WHY)
    assert [figures(each)[f"{PART}/lag"] for each in changed.formulas] == [2, 2]
    assert [each.source for each in changed.formulas] == [WHY, WHY]


@given(models())
def test_every_named_input_of_a_working_is_a_figure_that_a_scenario_may_set(whole: Model) -> None:
    """The same address is a scenario's path and a cell's name (design section 3)."""
    known = figures(whole)
    result = paid(whole)
    for step in result.working.inputs:
        partners = set(result.partners) - set(step.gaps) if step.at else set()
        addresses = {step.address(partner) for partner in partners}
        assert addresses <= set(known)
