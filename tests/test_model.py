"""The whole: what agrees, what is refused, and what is warned of."""

from __future__ import annotations

import pickle
import warnings
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from aimpartner.budget.budget import Budget
from aimpartner.errors import AimpartnerWarning, ModelError
from aimpartner.evidence.measures import Known, Observation
from aimpartner.evidence.published import Published
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.model import Model, calculate
from aimpartner.money import Money
from aimpartner.parties.agreement.provisions import Extension
from aimpartner.parties.agreement.timeline import AgreementState
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partners import Authority, Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.services import ProvidedService
from aimpartner.periods import DateRange
from aimpartner.scenarios.addresses import figures, replaced
from builders import (
    AIM,
    ALWAYS,
    MINUTE,
    YEAR,
    aim_agreement,
    amounts,
    approved,
    counted,
    element,
    line,
    model,
    paid,
)
from faults import caught, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimpartner.budget.budget import CostLine

TWO = ("Ash", "Birch")
MEASURED = [element(Measured("adopted"))]
KNOWN = counted("adopted", {"Ash": 1})
BIRCH = "Birch", "2020/21"
HALVES = Given.equal(TWO)


def measured(*more: Observation) -> Model:
    """Return a model of two by children adopted, of which only Ash's are known."""
    return model([line()], MEASURED, TWO, [*KNOWN, *more])


def test_a_budget_is_known_from_its_day_and_the_newest_counts() -> None:
    versions = [
        Budget(YEAR, [line("100")], "1", "2021-03-26"),
        Budget(YEAR, [line("300")], "3", "2021-09-01"),
        Budget(YEAR, [line("200")], "2", "2021-06-01"),
    ]
    whole = evolve(model(), budgets=versions)
    calls = [
        paid(whole, known_on).call
        for known_on in ("2021-03-26", "2021-05-31", "2021-06-01", "2021-09-01", None)
    ]
    assert calls == [Money(each) for each in ("100", "100", "200", "300", "300")]
    fault = caught(ModelError, whole.facts, YEAR, "2021-03-25")
    assert fault.subject == "Year 2021/22"
    assert "the budget of 2021/22, version 1 (26 March 2021)" in str(fault.got)
    assert fault.rule == "have a budget by 25 March 2021"


def test_a_year_without_a_budget_tells_those_there_are_and_what_to_do() -> None:
    fault = caught(
        ModelError, evolve(model(), budgets=[Budget(YEAR, [line("1")])]).facts, "2022/23"
    )
    assert fault.got == "the budget of 2021/22, version 1 (without a day)"
    assert fault.remedy == "Record a budget of the year, or ask for a year that has one."


def test_of_two_versions_of_a_budget_on_one_day_the_one_recorded_later_counts() -> None:
    """As of two editions of a figure: `Model.facts` takes the newest version."""
    first, second = (Budget(YEAR, [line(n)], n, "2021-03-26") for n in ("100", "200"))
    assert paid(evolve(model(), budgets=[first, second])).call == Money("200")
    assert paid(evolve(model(), budgets=[second, first])).call == Money("100")


def test_each_of_several_versions_of_a_budget_has_its_day() -> None:
    versions = [Budget(YEAR, [line()], "1", "2021-03-26"), Budget(YEAR, [line()], "2")]
    fault = caught(ModelError, evolve, model(), budgets=versions)
    assert fault.subject == "The budget of 2021/22, version 2"
    assert (fault.rule, fault.got) == ("have a day", "none")


def test_a_version_of_a_budget_is_given_once() -> None:
    twice = [Budget(YEAR, [line()]), Budget("2020/21", [line()]), Budget(YEAR, [line("2")])]
    fault = caught(ModelError, lambda: evolve(model(), budgets=twice))
    assert said(fault) == (
        "Model",
        "name each budget once",
        "the budget of 2021/22, version 1 (2 times)",
    )


def in_force(name: str, first: str, last: str | None = None) -> Model:
    rule = evolve(model().formulas[0], name=name, in_force=DateRange(first, last))
    return evolve(model(), formulas=[rule])


@pytest.mark.parametrize(
    ("first", "last"),
    [("2021-04-02", None), ("2018-04-01", "2022-03-30"), ("2022-04-01", None)],
)
def test_a_formula_is_in_force_for_the_whole_year(first: str, last: str | None) -> None:
    fault = caught(ModelError, in_force("ours", first, last).facts, YEAR)
    assert fault.subject == "Year 2021/22"
    assert fault.rule == "have a formula in force on each of its days"


def test_each_year_has_the_formula_that_is_in_force() -> None:
    (old,) = in_force("old", "2018-04-01", "2021-03-31").formulas
    (new,) = in_force("new", "2021-04-01").formulas
    assert evolve(model(), formulas=[old, new]).facts(YEAR).formula == new


def test_two_formulas_on_one_day_are_refused() -> None:
    (old,) = in_force("old", "2018-04-01", "2021-04-01").formulas
    (new,) = in_force("new", "2021-04-01").formulas
    fault = caught(ModelError, lambda: evolve(model(), formulas=[old, new]))
    assert said(fault) == ("Formula", "be the only one in force on a day", "old, new")


def agency(*partners: Partner) -> Model:
    """Return a model of other partners, all of them weighed."""
    names = [each.name for each in partners]
    whole = model([line()], [element(Given.equal(names))], names)
    return Model(Partnership("Agency", partners), whole.evidence, whole.budgets, whole.formulas)


BODY = Authority("A Council")
STAYS = Partner("Stays", BODY, ALWAYS)


@pytest.mark.parametrize(
    "days", [DateRange("2021-04-02"), DateRange("2018-04-01", "2022-03-30")], ids=str
)
def test_a_partner_that_joins_or_leaves_in_the_year_states_the_effect(days: DateRange) -> None:
    fault = caught(ModelError, agency(STAYS, Partner("Moves", BODY, days)).facts, YEAR)
    assert (fault.subject, fault.got) == ("Moves in 2021/22", f"a member {days}")
    assert "next 1 April" in fault.remedy


def test_a_partner_of_other_years_takes_no_part() -> None:
    gone = Partner("Gone", BODY, DateRange("2018-04-01", "2021-03-31"))
    assert agency(STAYS, gone).facts(YEAR).partners == ("Stays",)


def test_a_year_without_partners_is_refused() -> None:
    gone = Partner("Gone", BODY, DateRange("2018-04-01", "2021-03-31"))
    fault = caught(ModelError, agency(gone).facts, YEAR)
    assert said(fault) == ("Year 2021/22", "have a partner that pays", "none")
    assert fault.at == "partners"


def test_the_host_is_that_of_the_last_day() -> None:
    hosting = [
        Hosting("Ash", DateRange("2018-04-01", "2021-04-01")),
        Hosting("Birch", DateRange("2021-04-02")),
    ]
    whole = model(names=TWO)
    moved = evolve(whole, partnership=evolve(whole.partnership, hosting=hosting))
    assert moved.facts(YEAR).host == "Birch"


def test_facts_hold_only_what_was_published_of_the_year() -> None:
    of_year, other = (
        Published(year, "Sefton", "1", "1", what="charge", is_contribution=True, source=MINUTE)
        for year in ("2021/22", "2020/21")
    )
    assert evolve(model(), published=[other, of_year]).facts("2021-22").published == (of_year,)


def test_aims_own_story_is_told_through_the_model() -> None:
    whole = model()
    agreed = evolve(whole, partnership=evolve(whole.partnership, agreement=aim_agreement()))
    state = agreed.partnership.agreement_state
    assert state("2021-07-01", "2021-07-01") is AgreementState.LAPSED
    assert state("2021-07-01") is AgreementState.EXTENDED


def test_calculate_warns_once_of_each_notice() -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        result = calculate(model(), "2021/22")
    assert [str(each.message) for each in seen] == [notice.words for notice in result.notices]
    assert len(seen) == len(set(result.notices)) > 1
    assert {each.category for each in seen} == {AimpartnerWarning}
    assert {each.filename for each in seen} == {__file__}


def test_calculate_warns_of_nothing_where_nothing_is_doubtful() -> None:
    whole = model()
    approval = approved(*AIM, on="2021-03-26")
    extension = Extension("2022-03-31", approval)
    agreement = evolve(aim_agreement(), extensions=[extension])
    sound = Model(
        evolve(whole.partnership, agreement=agreement),
        whole.evidence,
        [evolve(whole.budgets[0], approval=approval)],
        [evolve(whole.formulas[0], approval=approval)],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = calculate(sound, "2021/22")
    assert result.notices == ()


def test_calculate_uses_what_was_known_on_the_day() -> None:
    seen = [
        Observation("adopted", "Ash", "2020/21", Known(3), "new", "2021-12-01"),
        Observation("adopted", "Ash", "2020/21", Known(1), "old", "2020-12-01"),
        *counted("adopted", {"Birch": 1}),
    ]
    whole = model([line("100")], MEASURED, TWO, seen)
    assert amounts(whole) == {"Ash": "75.00", "Birch": "25.00"}
    before = [each.amount for each in paid(whole, "2021-11-30")]
    assert before == [Money("50"), Money("50")]


def test_a_model_survives_pickling() -> None:
    whole = measured()
    assert pickle.loads(pickle.dumps(whole)) == whole  # noqa: S301  # made on the line before


@pytest.mark.parametrize("thing", ["budgets", "formulas"])
def test_somebody_asked_to_approve_a_budget_or_a_formula_is_a_partner(thing: str) -> None:
    whole = model()
    asked = evolve(getattr(whole, thing)[0], approval=approved("Halton", on="2021-03-26"))
    fault = caught(ModelError, evolve, whole, **{thing: [asked]})
    assert fault.subject == f"Approval of {asked.title}"
    assert fault.got == "'Halton'"


LEGAL = ProvidedService("legal", "Ash", ALWAYS, "40", "in kind", "staffing", MINUTE)


def served(*services: ProvidedService, lines: Sequence[CostLine] = ()) -> Model:
    """Return a model of two who share £100, with what they provide."""
    whole = model([line("100"), *lines], [element(HALVES)], TWO)
    return evolve(whole, partnership=evolve(whole.partnership, services=services))


def test_a_service_that_a_pool_shares_is_in_the_years_budget() -> None:
    """Into the pool at its agreed value, shared, and credited to its provider once."""
    whole = served(LEGAL)
    (budget,) = whole.budgets
    assert [each.name for each in budget.lines] == ["staff"]
    assert [each.name for each in whole.facts(YEAR).budget.lines] == ["staff", "legal by Ash"]
    assert paid(whole).call == Money("140")
    assert {each.partner: (each.amount, each.net) for each in paid(whole)} == {
        "Ash": (Money("70"), Money("30")),
        "Birch": (Money("70"), Money("70")),
    }


def test_a_service_that_the_budget_has_a_line_of_is_not_counted_twice() -> None:
    own = line("35", name="legal by Ash", incurred_by="Ash")
    assert paid(served(LEGAL, lines=[own])).call == Money("135")


def test_a_service_that_no_pool_shares_changes_no_budget() -> None:
    whole = served(
        evolve(LEGAL, pool=""), evolve(LEGAL, function="HR", days=DateRange("2022-04-01"))
    )
    assert whole.facts(YEAR).budget is whole.budgets[0]


def test_a_service_in_a_pool_of_no_element_is_refused() -> None:
    fault = caught(ModelError, served(evolve(LEGAL, pool="support")).facts, YEAR)
    assert (fault.subject, fault.got) == ("Pool support of 2021/22", "none")


def test_the_line_of_a_service_has_an_address_like_any_other() -> None:
    at, whole = "budget/2021-22/staffing/legal by Ash", served(LEGAL)
    assert figures(whole)[at] == Money("40")
    changed = replaced(whole, {at: Money("60")}, MINUTE)
    assert (paid(changed).call, paid(whole).call) == (Money("160"), Money("140"))
    assert replaced(whole, {}, MINUTE) == whole


def test_a_partner_by_spells_that_adjoin_pays_for_the_whole_year() -> None:
    spells = [DateRange("2018-04-01", "2021-09-30"), DateRange("2021-10-01")]
    assert agency(STAYS, Partner("Again", BODY, spells)).facts(YEAR).partners == ("Stays", "Again")
