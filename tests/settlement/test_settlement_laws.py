"""The laws of a settlement, over random rules, charges and credits."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.by import ByPartner
from aimpartner.errors import ModelError
from aimpartner.issue.fees import Fee
from aimpartner.money import Money, sum_of
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.settlement.allocation import BoardDecision
from aimpartner.settlement.fees import Taken
from aimpartner.settlement.outturn import PRICED, Actual, Caused, Outturn
from aimpartner.settlement.reserves import Reserve
from aimpartner.settlement.settlement import Settlement
from aimpartner.settlement.share_base import ShareBase
from aimpartner.settlement.tiers import SettlementRule, Taker, Tier
from aimpartner.working.amounts import split
from builders import YEAR, line
from settlement.settled import PLAN, issued

NAMES = ("Ash", "Birch", "Cedar", "Elm")
PENCE = st.sampled_from([0, 1, 2, 3, 100]) | st.integers(0, 10**8)
EITHER = PENCE.flatmap(lambda pence: st.sampled_from([pence, -pence]))
WEIGHTS = st.lists(st.integers(0, 9), min_size=4, max_size=4).map(
    lambda weights: weights if any(weights) else [1, 1, 1, 1]
)
AMOUNTS = PENCE.map(Money.from_pence)
UNITS = st.lists(st.integers(0, 4), min_size=4, max_size=4)
PARTS = st.sampled_from(["100 %", "50 %", "1/3"])
BOARD = Decision("Agency", "2022-07-15", "Strategic board")
OTHERS: tuple[Taker, ...] = ("host", "carried forward", "board decides")


@st.composite
def bases(draw: st.DrawFn) -> ShareBase:
    weights = dict(zip(NAMES, draw(WEIGHTS), strict=True))
    made = [ShareBase.issued(), ShareBase.equal(), ShareBase.recomputed(weights)]
    stated = ShareBase.stated(dict(zip(NAMES, (40, 30, 30, 0), strict=True)))
    return draw(st.sampled_from([*made, stated]))


@st.composite
def tiers(draw: st.DrawFn, others: tuple[Taker, ...] = OTHERS) -> list[Tier]:
    """Draw some tiers with bounds, and a last one that takes all."""

    def one(*, last: bool) -> Tier:
        takers: list[Taker] = ["partners", *others]
        takers += [] if last else ["reserve", "reserve"]
        to = draw(st.sampled_from(takers))
        by = draw(bases()) if to == "partners" else None
        by = draw(st.none() | bases()) if to == "reserve" else by
        if last:
            return Tier(to, by)
        limit, part = draw(st.none() | AMOUNTS), draw(PARTS)
        return Tier(to, by, limit, part)

    return [*(one(last=False) for _ in range(draw(st.integers(0, 3)))), one(last=True)]


@st.composite
def rules(draw: st.DrawFn) -> list[SettlementRule]:
    rest = SettlementRule("rest", draw(tiers()), draw(tiers()))
    if draw(st.booleans()):
        return [rest]
    return [rest, SettlementRule("rent", draw(tiers()), draw(tiers()), ["premises"])]


@st.composite
def waiting(draw: st.DrawFn) -> Settlement:
    """Draw a settlement that leaves something to the board: the first tier takes a penny at least.

    Where the gap of the rule's pools comes to nothing, a pound more was spent on staffing.
    """
    settled = draw(settlements())
    rest, *others = settled.rules
    limit = draw(st.none() | st.integers(1, 10**8).map(Money.from_pence))
    first = Tier("board decides", None, limit)
    asking = evolve(rest, over=[first, *draw(tiers())], under=[first, *draw(tiers())])
    settled = evolve(settled, rules=[asking, *others])
    if any(each.to == "board decides" and each.rule == "rest" for each in settled.allocations):
        return settled
    more = Actual("staffing", settled.outturn.actuals[0].amount + Money("1"))
    told = evolve(settled.outturn, actuals=[more, *settled.outturn.actuals[1:]])
    return evolve(settled, outturn=told)


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    """Draw a budget with planned movements of the reserve, and a call of some size."""
    use = CostLine("staffing", "used", Heading.RESERVES, draw(AMOUNTS), Effect.REDUCES)
    into = CostLine("staffing", "saved", Heading.RESERVES, draw(AMOUNTS), Effect.INTO_RESERVE)
    staff = line(str(Money.from_pence(draw(PENCE) + use.amount.pence + 1)))
    return Budget(YEAR, [staff, line("100", "premises", "rent"), use, into])


@st.composite
def fees(draw: st.DrawFn) -> list[Fee]:
    """Draw what was bought at a price: now and then nothing, or beyond what was agreed."""
    price = Money.from_pence(draw(PENCE))
    units = dict(zip(NAMES, draw(UNITS), strict=True))
    agreed = draw(st.just({}) | UNITS.map(lambda found: dict(zip(NAMES, found, strict=True))))
    within = draw(st.integers(0, 2)) if agreed else 0
    listed = [Fee("places", price, units, agreed=agreed, within=within)]
    return draw(st.sampled_from([[], listed, [*listed, Fee("visits", "1", units, "2021-10-01")]]))


def charged(listed: list[Fee]) -> ByPartner[Money]:
    """Return what fees come to for each partner."""
    pence = {name: [fee.pence(name, fee.units[name]) for fee in listed] for name in NAMES}
    return ByPartner((name, Money.from_pence(int(sum(found)))) for name, found in pence.items())


@st.composite
def settlements(draw: st.DrawFn) -> Settlement:
    plan = draw(budgets())
    residual, listed = draw(st.integers(-2, 2)), draw(fees())
    bought = charged(listed)
    own = Money.from_pence(draw(EITHER))
    shared = split(
        Money.from_pence(max(plan.call().pence - residual, 1)),
        dict(zip(NAMES, draw(WEIGHTS), strict=True)),
    )
    besides = split(own, dict(zip(NAMES, draw(WEIGHTS), strict=True)))
    gross = {name: shared[name] + besides[name] + bought[name] for name in NAMES}
    call = plan.call() + sum_of(bought.values()) + own
    asked = issued(plan, gross, call=call, priced=bought, own=besides, fees=listed)
    taken = [
        Taken(name, fee.element, draw(st.integers(0, 4)), fee.since)
        for fee in listed
        for name in NAMES
    ]
    actuals = [
        Actual(pool, Money.from_pence(draw(EITHER)), bearer)
        for pool in ("staffing", "premises", PRICED)
        for bearer in ("", draw(st.sampled_from(NAMES)))
        if taken or pool != PRICED
    ]
    mine = Caused(draw(st.sampled_from(NAMES)), "staffing", Money.from_pence(draw(EITHER)), "cover")
    caused = draw(st.sampled_from([(), (mine,)]))
    told = Outturn(YEAR, "final", "2022-06-30", actuals, caused=caused, taken=taken)
    held = Reserve("general", {name: draw(AMOUNTS) for name in NAMES}, draw(st.none() | AMOUNTS))
    brought = Money.from_pence(draw(EITHER))
    return Settlement(asked, plan, told, draw(rules()), reserves=[held], brought_forward=brought)


@given(settlements())
def test_net_outturn_is_what_met_it(settled: Settlement) -> None:
    """Design, section 7: net outturn = issued contributions + due from partners - due to ..."""
    assert sum_of(amount for _, amount in settled.reconciliation) == settled.outturn.net


@given(settlements())
def test_each_pays_the_listed_price_of_what_it_took_and_nobody_else_does(
    settled: Settlement,
) -> None:
    listed = {(fee.element, fee.since): fee for fee in settled.issued.fees}
    taken = dict.fromkeys(NAMES, 0)
    for each in settled.outturn.taken:
        fee = listed[each.element, each.since]
        agreed = fee.agreed.get(each.partner, 0)
        beyond = max(int(abs(each.units - agreed) - fee.within), 0)
        taken[each.partner] += (beyond if each.units > agreed else -beyond) * fee.price.pence
    for partner, pence in taken.items():
        how = f"settled to its buyer, {partner}:"
        found = [each for each in settled.allocations if each.how.startswith(how)]
        due = pence - settled.issued.priced[partner].pence
        assert [dict(each.amounts) for each in found] == [
            {partner: Money.from_pence(pence)} for pence in [due] if pence
        ]


@given(settlements())
def test_allocations_sum_to_the_gap_and_each_to_its_parts(settled: Settlement) -> None:
    assert sum_of(each.amount for each in settled.allocations) == sum_of(
        amount for _, amount in settled.gaps
    )
    for each in settled.allocations:
        named = each.to in {"partners", "host", "reserve"}
        assert sum_of(each.amounts.values()) == (each.amount if named else Money(0))
        assert each.amount


@given(settlements())
def test_the_reserve_moves_by_what_was_drawn_and_put(settled: Settlement) -> None:
    (before,), (after,) = settled.reserves, settled.closing_reserves
    assert before.total - after.total == settled.taken("reserve")
    assert min(after.balances.values()) >= Money(0)
    assert after.excess <= before.excess


@given(waiting(), tiers(("host", "carried forward")))
def test_a_decision_leaves_everything_else_and_nothing_of_its_rule_undecided(
    settled: Settlement, chosen: list[Tier]
) -> None:
    undecided = [each for each in settled.allocations if each.to == "board decides"]
    rule = undecided[0].rule
    after = settled.after(BoardDecision(rule, chosen, BOARD))
    assert {e.rule for e in after.allocations if e.to == "board decides"} == {
        each.rule for each in undecided
    } - {rule}
    assert sum_of(amount for _, amount in after.reconciliation) == settled.outturn.net
    kept = [e for e in settled.allocations if (e.rule, e.to) != (rule, "board decides")]
    assert list(after.allocations[: len(kept)]) == kept


@given(settlements())
def test_payments_and_accruals_with_other_funding_meet_what_the_agency_spent(
    settled: Settlement,
) -> None:
    paid = {"Ash": Money("12.34"), "Elm": Money("-5")}
    by_partners = sum_of([*paid.values(), *settled.accruals(paid).values()])
    otherwise = sum_of(amount for _, amount in settled.reconciliation[3:])
    spent = sum_of(each.amount for each in settled.outturn.actuals if not each.incurred_by)
    assert by_partners + otherwise == spent


@given(st.integers(1, 10**8), tiers().filter(lambda found: all(e.to != "reserve" for e in found)))
@example(1, [Tier("partners", ShareBase.equal())])
def test_a_credit_mirrors_the_charge(pence: int, chosen: list[Tier]) -> None:
    weights = dict(zip(NAMES, (5, 3, 2, 0), strict=True))
    asked = issued(PLAN, split(PLAN.call(), weights))

    def due(change: int) -> ByPartner[Money]:
        staffing = Money.from_pence(90_000 + change)
        actuals = [Actual("staffing", staffing), Actual("premises", "100")]
        told = Outturn(YEAR, "final", "2022-06-30", actuals)
        return Settlement(asked, PLAN, told, [SettlementRule("all", chosen, chosen)]).due

    assert list(due(-pence).values()) == [-each for each in due(pence).values()]


def test_the_law_has_teeth() -> None:
    """A settlement whose reserve was forgotten does not meet its outturn by itself."""
    chosen = [Tier("reserve"), Tier("host")]
    asked = issued(PLAN, {"Ash": "1000"})
    told = Outturn(
        YEAR, "final", "2022-06-30", [Actual("staffing", "950"), Actual("premises", "100")]
    )
    held = Reserve("general", {"Ash": "20"})
    settled = Settlement(
        asked, PLAN, told, [SettlementRule("all", chosen, chosen)], reserves=[held]
    )
    without = [amount for words, amount in settled.reconciliation if words != "drawn from reserve"]
    assert sum_of(without) == settled.outturn.net - Money("20")
    with pytest.raises(ModelError):
        evolve(settled, reserves=[])
