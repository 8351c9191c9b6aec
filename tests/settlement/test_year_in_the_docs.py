"""The year of docs/how-to/run-a-year.md: every law of the design holds of it to the penny."""

from __future__ import annotations

import contextlib
import warnings
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from aimpartner.budget.budget import Heading
from aimpartner.errors import AimpartnerWarning, ApportionmentError
from aimpartner.evidence.measures import Known, Observation
from aimpartner.formula.bases.blend import Blend
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Bound, Limit
from aimpartner.model import Model, calculate
from aimpartner.money import Money, sum_of
from aimpartner.periods import DateRange
from aimpartner.settlement.outturn import Actual
from aimpartner.settlement.reserve_statement import ReserveStatement
from aimpartner.settlement.settlement import Settlement
from aimpartner.settlement.tiers import SettlementRule
from faults import caught
from pages import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from aimpartner.by import ByPartner
    from aimpartner.contributions.contributions import Contributions
    from aimpartner.formula.bases.basis import Basis

PAGE = Path(__file__).parents[2] / "docs/how-to/run-a-year.md"
SPEND = "section 251 spend"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Return everything that the page names, after its last step."""
    with contextlib.chdir(tmp_path_factory.mktemp("year")):
        _, names = run(PAGE)
    return SimpleNamespace(**names)


def paid(model: Model, charged: str = "2021/22") -> Contributions:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AimpartnerWarning)
        return calculate(model, charged)


def amounts(result: Contributions) -> dict[str, Money]:
    return {each.partner: each.amount for each in result}


def counted(model: Model, change: Callable[[Observation], Observation]) -> Contributions:
    """Return 2021/22 calculated anew, with each figure changed."""
    observations = [change(each) for each in model.evidence.observations]
    return paid(evolve(model, evidence=evolve(model.evidence, observations=observations)))


def times(each: Observation, measure: str, number: Fraction) -> Observation:
    """Return a figure multiplied where it is of the measure."""
    value = each.value
    if each.measure != measure or not isinstance(value, Known):
        return each
    return evolve(each, value=Known(value.figure * number))


def reshaped(model: Model, basis: Basis) -> Contributions:
    """Return 2021/22 calculated by another basis of its one element."""
    first = model.formulas[0]
    formula = evolve(first, elements=[Element("agency", ["agency"], basis)])
    return paid(evolve(model, formulas=[formula]))


def test_contributions_and_residual_are_the_call(year: SimpleNamespace) -> None:
    for result, call in (
        (year.result, "3231000"),
        (paid(year.aim), "3261000"),
        (year.following, "3349372"),
    ):
        whole = sum_of(each.amount for each in result)
        assert whole + result.residual == result.call == Money(call)
        assert result.call == result.facts.budget.call()


def test_net_payables_are_what_the_host_incurs_less_other_funding(year: SimpleNamespace) -> None:
    for issued, budget in ((year.first, year.budget), (year.issued, year.second_budget)):
        hosts = [each for each in budget.lines if not each.incurred_by]
        assert sum_of(issued.net.values()) == sum_of(each.towards_call for each in hosts)


def test_a_credit_mirrors_the_charge(year: SimpleNamespace) -> None:
    alike = SettlementRule("alike", [year.shared], [year.shared])

    def due(change: str) -> ByPartner[Money]:
        spent = Money("3291000") + Money(change)
        told = evolve(year.final, actuals=[Actual("agency", spent)])
        return Settlement(year.issued, year.second_budget, told, [alike]).due

    charge, credit = due("63383.13"), due("-63383.13")
    assert list(credit.values()) == [-each for each in charge.values()]


def test_the_order_of_the_inputs_changes_nothing(year: SimpleNamespace) -> None:
    aim = year.aim
    evidence = evolve(aim.evidence, observations=aim.evidence.observations[::-1])
    budgets = [evolve(each, lines=each.lines[::-1]) for each in aim.budgets[::-1]]
    turned = evolve(aim, evidence=evidence, budgets=budgets, formulas=aim.formulas[::-1])
    assert amounts(paid(turned)) == amounts(paid(aim))
    assert amounts(paid(turned, "2022/23")) == amounts(year.following)


def test_scaling_the_weights_changes_nothing(year: SimpleNamespace) -> None:
    scaled = counted(year.aim, lambda each: times(each, SPEND, Fraction(7, 3)))
    assert scaled.column("exact") == paid(year.aim).column("exact")


def test_each_contribution_is_within_a_penny_of_exact(year: SimpleNamespace) -> None:
    for result in (year.result, year.following):
        assert all(abs(each.amount.pence - each.exact) < 1 for each in result)


def test_no_weight_pays_nothing_and_equal_weights_differ_by_a_penny(year: SimpleNamespace) -> None:
    def without(each: Observation) -> Observation:
        return evolve(each, value=Known(0)) if each.partner == "Knowsley" else each

    def alike(each: Observation) -> Observation:
        return evolve(each, value=Known(3)) if isinstance(each.value, Known) else each

    assert counted(year.aim, without)["Knowsley"].amount == Money(0)
    pence = [each.amount.pence for each in counted(year.aim, alike)]
    assert max(pence) - min(pence) <= 1


def test_more_weight_never_pays_less(year: SimpleNamespace) -> None:
    def one_more(each: Observation) -> Observation:
        mine = (each.measure, each.partner, each.year.key) == ("adopted", "Sefton", "2019-20")
        return evolve(each, value=Known(17)) if mine else each

    before, after = amounts(paid(year.aim)), amounts(counted(year.aim, one_more))
    assert after.pop("Sefton") > before.pop("Sefton")
    assert all(after[name] <= before[name] for name in before)


def test_limits_hold_on_last_years_issue_or_raise(year: SimpleNamespace) -> None:
    """The limits of 2022/23 are 98 % and 105 % of what was issued, by its second version."""
    for each in year.following:
        last = year.issued.contributions[each.partner]
        assert each.last_year == last
        assert Fraction(98, 100) * last.pence <= each.exact <= Fraction(105, 100) * last.pence
    held = Limit("change", upper=Bound(Measured("contribution"), "100 %"))
    formulas = [year.aim.formulas[0], evolve(year.formula, limits=[held])]
    caught(ApportionmentError, paid, evolve(year.aim, formulas=formulas), "2022/23")


@pytest.mark.parametrize(("part", "is_new"), [("0 %", False), ("100 %", True)])
def test_a_phase_in_is_the_old_formula_at_first_and_the_new_at_last(
    year: SimpleNamespace, part: str, *, is_new: bool
) -> None:
    old = year.aim.formulas[0].elements[0].basis
    new = Measured("adopted", lag=2, years=3)
    assert isinstance(old, Blend)
    phased = reshaped(year.aim, Phased(old, new, {"2021/22": part}))
    assert amounts(phased) == amounts(reshaped(year.aim, new if is_new else old))
    assert amounts(reshaped(year.aim, new)) != amounts(reshaped(year.aim, old))


def test_a_cut_at_which_nothing_changes_changes_nothing(year: SimpleNamespace) -> None:
    first = year.aim.formulas[0]
    halves = (("2021-04-01", "2021-09-30"), ("2021-10-01", "2022-03-31"))
    formulas = [evolve(first, name=f"from {a}", in_force=DateRange(a, b)) for a, b in halves]
    cut = paid(evolve(year.aim, formulas=formulas))
    assert len(cut.working.steps) > len(paid(year.aim).working.steps)
    assert cut.column("exact") == paid(year.aim).column("exact")
    assert amounts(cut) == amounts(paid(year.aim))


@pytest.mark.parametrize("report", ["forecast", "provisional", "final"])
def test_net_outturn_is_what_met_it(year: SimpleNamespace, report: str) -> None:
    """Design, section 7: net outturn = issued contributions + due from partners - due to ..."""
    told = getattr(year, report)
    settled = Settlement(
        year.issued, year.second_budget, told, [year.rule], reserves=[year.reserve]
    )
    (closing,) = settled.closing_reserves
    assert closing is not None
    drawn = sum_of(each.total for each in closing.movements)
    met = (year.issued.total, sum_of(settled.due.values()), -drawn)
    assert sum_of(met) == told.net == sum_of(amount for _, amount in settled.reconciliation)


def test_the_statement_for_audit_ends_in_a_difference_of_nothing(year: SimpleNamespace) -> None:
    lines = dict(year.statement.reconciliation)
    assert lines == {
        "issued contributions": Money("3261000"),
        "due from partners": Money("0"),
        "due to partners": Money("-28383.13"),
        "drawn from reserve": Money("30000"),
        "put to reserve": Money("-35000"),
        "brought forward": Money("0"),
        "carried forward": Money("0"),
        "not yet decided": Money("0"),
    }
    assert sum_of(lines.values()) == year.final.net == Money("3227616.87")
    assert year.statement.difference == Money("0")


def test_instalments_and_ledger_lines_sum_to_what_was_issued(year: SimpleNamespace) -> None:
    for partner, net in year.first.net.items():
        assert sum_of(year.instalments.of_partner(partner)) == net
        lines = (*year.ledger.of_customer(partner), *year.supplementary.of_customer(partner))
        assert sum_of(line.amount for line in lines) == year.issued.net[partner]


def test_a_reissue_asks_for_the_difference_and_no_more(year: SimpleNamespace) -> None:
    for partner, more in year.change.differences.items():
        assert year.first.amount(partner) + more == year.issued.amount(partner)
    assert sum_of(year.change.differences.values()) == year.locum.amount


def test_provisional_and_later_change_make_the_final_settlement(year: SimpleNamespace) -> None:
    later = year.settlement.change_since(year.at_first)
    for partner, due in year.settlement.due.items():
        assert year.at_first.due[partner] + later[partner] == due


def test_the_reserve_leads_from_opening_to_closing_within_its_limit(year: SimpleNamespace) -> None:
    told = ReserveStatement(year.settlement.closing_reserves[0], "2021/22")
    for partner, opening in told.opening.items():
        moved = sum_of(each.amounts.get(partner, Money(0)) for each in told.movements)
        assert opening + moved == told.closing[partner]
    assert sum_of(told.closing.values()) == year.opened.limit


def test_a_partner_pays_in_cash_and_in_kind_what_the_year_came_to(year: SimpleNamespace) -> None:
    owed = year.settlement.accruals(year.paid)
    for partner, cash in year.paid.items():
        met = cash + owed[partner] + year.final.incurred(partner)
        assert met == year.issued.amount(partner) + year.settlement.due[partner]
    agency = sum_of(each.amount for each in year.final.actuals if not each.incurred_by)
    reserve = -sum_of(each.total for each in year.settlement.closing_reserves[0].movements)
    assert sum_of([*year.paid.values(), *owed.values(), reserve]) == agency


def test_the_roll_forward_leads_from_one_call_to_the_next(year: SimpleNamespace) -> None:
    (coming,) = year.ahead.budgets
    grown = {"staff": 48 * 1925 * 128, "seconded staff": 1925 * 320, "inter-agency fees": 2394000}
    before = {each.key: each for each in year.second_budget.lines}
    for each in coming.lines:
        assert each.amount.pence == before[each.key].amount.pence + grown.get(each.name, 0)
    gone = [each.name for key, each in before.items() if key not in {e.key for e in coming.lines}]
    assert gone == ["recruitment campaign", "from reserve", "locum manager"]
    assert not any(each.heading is Heading.RESERVES for each in coming.lines)
    assert coming.call() == year.following.call
