"""Several reserves, each with rules of its own, and what partners pay into them of their own.

No published case with two reserves was at hand: the agency, its reserves and its figures are made
up. By hand: £1,000 issued, Ash 500, Birch 300, Cedar 200; "general" holds £40 and takes up to £60,
"change" holds £30 in equal shares for the pool staffing alone.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.errors import ApportionmentError, InvalidValueError, ModelError
from aimpartner.issue.issue import Issued
from aimpartner.money import Money
from aimpartner.parties.withdrawal import Withdrawal
from aimpartner.settlement.allocation import BoardDecision
from aimpartner.settlement.exits import ExitStatement
from aimpartner.settlement.outturn import Actual, Outturn
from aimpartner.settlement.reserves import Reserve
from aimpartner.settlement.settlement import Settlement
from aimpartner.settlement.share_base import ShareBase
from aimpartner.settlement.tiers import SettlementRule, Tier
from aimpartner.settlement.year_statement import YearStatement
from aimpartner.working.amounts import moneys
from builders import MINUTE, YEAR, line
from faults import caught, said
from settlement.settled import PLAN, SHARED, WAITS, issued, outturn, rule
from settlement.test_settlement import BOARD

EQUAL = {"Ash": 1, "Birch": 1, "Cedar": 1}
GENERAL = Reserve("general", {"Ash": "30", "Birch": "10", "Cedar": "0"}, "60")
CHANGE = Reserve(
    *("change", {"Ash": "10", "Birch": "10", "Cedar": "10"}, "45"),
    shares=EQUAL,
    pools=["staffing"],
    leaving="forfeited",
)
BOTH = [GENERAL, CHANGE]
FIRST, THEN = Tier("reserve", reserve="change"), Tier("reserve", reserve="general")
STAFF = SettlementRule("staff", [FIRST, THEN, SHARED], [FIRST, THEN, SHARED], ["staffing"])
REST = SettlementRule("rest", [THEN, SHARED], [THEN, SHARED])
OWN = {"change": {"Birch": "12.50"}}


def settle(staffing: str, premises: str = "100", asked: Issued | None = None) -> Settlement:
    """Settle a small year with both reserves, by rules that name the one that each tier means."""
    told = outturn(staffing, premises)
    return Settlement(asked or issued(), PLAN, told, [STAFF, REST], reserves=BOTH)


def balances(settled: Settlement) -> dict[str, list[str]]:
    return {e.name: [str(b) for b in e.balances.values()] for e in settled.closing_reserves}


def test_an_overspend_is_drawn_from_the_reserve_that_each_tier_names() -> None:
    """£50 on staffing: £30 from change in equal shares, £20 of general's £40 by its balances."""
    settled = settle("950")
    assert [(e.reserve, e.amount) for e in settled.allocations] == [
        ("change", Money("30")),
        ("general", Money("20")),
    ]
    assert balances(settled) == {
        "general": ["£15.00", "£5.00", "£0.00"],
        "change": ["£0.00"] * 3,
    }
    assert dict(settled.reconciliation)["drawn from reserve"] == Money("50")
    assert (settled.reserve_used("general"), settled.reserve_used()) == (Money("20"), Money("50"))


def test_an_underspend_fills_each_reserve_to_its_own_limit_by_its_own_shares() -> None:
    """£50 under: change takes £15 equally, general £20 by the issue, the last £15 goes back."""
    settled = settle("850")
    assert balances(settled) == {
        "general": ["£40.00", "£16.00", "£4.00"],
        "change": ["£15.00"] * 3,
    }
    assert [str(each) for each in settled.due.values()] == ["-£7.50", "-£4.50", "-£3.00"]
    assert settled.reserve_paid_in("change") == Money("15")


def test_what_a_tier_says_comes_before_the_reserves_own_shares() -> None:
    tier = Tier("reserve", ShareBase.issued(), reserve="change")
    under = SettlementRule("staff", [WAITS], [tier, SHARED], ["staffing"])
    settled = Settlement(issued(), PLAN, outturn("890"), [under, REST], reserves=BOTH)
    assert balances(settled)["change"] == ["£15.00", "£13.00", "£12.00"]


def test_a_reserve_is_not_used_for_a_pool_that_it_is_not_held_for() -> None:
    wrong = SettlementRule("all", [FIRST, SHARED], [FIRST, SHARED])
    fault = caught(ModelError, Settlement, issued(), PLAN, outturn("950"), [wrong], reserves=BOTH)
    assert said(fault) == (
        "Use of reserve change by settlement by the rule all",
        "be for staffing, which it is held for",
        "premises",
    )
    filled = Settlement(issued(), PLAN, outturn("895"), [wrong], reserves=BOTH)
    assert balances(filled)["change"][0] == "£11.67"  # anybody's underspend may fill it


def test_the_board_may_not_use_it_so_either() -> None:
    waits = Settlement(issued(), PLAN, outturn("900", "120"), [rule([WAITS])], reserves=BOTH)
    fault = caught(ModelError, waits.after, BoardDecision("all", [FIRST, SHARED], BOARD))
    assert fault.got == "premises"


def test_a_tier_says_which_of_several_reserves_it_means() -> None:
    unsaid = rule([Tier("reserve"), SHARED])
    fault = caught(ModelError, Settlement, issued(), PLAN, outturn("950"), [unsaid], reserves=BOTH)
    assert said(fault)[1:] == ("say which reserve its tier means: general, change", "none named")
    assert fault.remedy == 'Add reserve="…" to the tier.'
    strange = rule([Tier("reserve", reserve="repairs"), SHARED])
    fault = caught(ModelError, Settlement, issued(), PLAN, outturn("950"), [strange], reserves=BOTH)
    assert said(fault)[1:] == ("have a reserve repairs", "general, change")
    assert fault.remedy == "Give the reserve, or leave out the tier."
    fault = caught(ModelError, Tier, "host", reserve="general")
    assert said(fault) == ("Tier host", "name no reserve", "general")


def test_a_reserve_is_given_once() -> None:
    fault = caught(ModelError, evolve, settle("950"), reserves=[GENERAL, GENERAL])
    assert said(fault)[1:] == ("name each reserve once", "general (2 times)")


@pytest.mark.parametrize(
    ("shares", "kind", "rule_", "got"),
    [
        ({"Elm": 1}, ModelError, "be of Ash, Birch, Cedar alone", "Elm"),
        ({"Ash": -1, "Birch": 2}, InvalidValueError, "not be negative", "-1"),
        ({"Ash": 0}, InvalidValueError, "not be all zero", "Ash"),
    ],
)
def test_shares_of_a_reserve_are_of_those_with_a_balance_and_make_something(
    shares: dict[str, int], kind: type[ModelError | InvalidValueError], rule_: str, got: str
) -> None:
    fault = caught(kind, evolve, GENERAL, shares=shares)
    assert said(fault)[1:] == (rule_, got)


def test_a_reserves_own_shares_bear_its_use_and_what_goes_back() -> None:
    used = CHANGE.used(YEAR, Money("15"), "training")
    assert [str(each) for each in used.balances.values()] == ["£5.00"] * 3
    uneven = evolve(CHANGE, opening={"Ash": "3", "Birch": "40", "Cedar": "8"})
    assert uneven.bearable() == Money("9")  # a third of it is Ash's £3
    trimmed = uneven.trimmed(YEAR)
    assert [str(each) for each in trimmed.balances.values()] == ["£1.00", "£38.00", "£6.00"]


def test_leaving_goes_by_the_rule_of_each_reserve() -> None:
    """Paid out of general; of change the others take £10 by its shares: £5 each."""
    assert GENERAL.left("Birch", YEAR).movements[0].kind == "exit"
    left = CHANGE.left("Birch", YEAR)
    assert left.movements[0].kind == "transfer"
    assert [str(each) for each in left.balances.values()] == ["£15.00", "£0.00", "£15.00"]
    by_balances = evolve(GENERAL, leaving="forfeited").left("Birch", YEAR)
    assert by_balances.balances["Ash"] == Money("40")
    alone = Reserve("alone", {"Ash": "5", "Birch": "0"}, leaving="forfeited")
    caught(ApportionmentError, alone.left, "Ash", YEAR)


def test_a_leaver_takes_its_balance_of_the_reserve_that_pays_it_out_alone() -> None:
    going = Withdrawal("Birch", "2021-03-31", "2022-03-31")
    told = ExitStatement([going], [], {"Birch": "100"}, BOTH)
    assert told.payable["Birch"] == Money("90")
    assert "Birch forfeits its £10.00 in the reserve change." in str(told)
    cited = ExitStatement([going], [], {"Birch": "0"}, [evolve(CHANGE, source=MINUTE)])
    assert f"in the reserve change ({MINUTE})." in " ".join(str(cited).split())
    nothing = evolve(CHANGE, opening={"Ash": "1", "Birch": "0", "Cedar": "0"})
    assert "forfeits" not in str(ExitStatement([going], [], {"Birch": "0"}, [nothing]))
    fault = caught(ModelError, evolve, told, reserves=[CHANGE, CHANGE])
    assert said(fault)[1:] == ("name each reserve once", "change (2 times)")


def test_a_partner_pays_in_of_its_own_beside_its_contribution() -> None:
    made = issued(own_payments=OWN)
    assert (made.amount("Birch"), made.own_payment("Birch")) == (Money("300"), Money("12.50"))
    assert (made.total, made.call) == (Money("1000"), Money("1000"))
    assert made.own_payment("Ash") == Money(0)
    assert "Birch pays £12.50 of its own into the reserve change, besides." in str(made)
    held = CHANGE.with_own_payments(made)
    assert held.movements[0].kind == "own payment"
    assert held.balances["Birch"] == Money("22.50")
    assert GENERAL.with_own_payments(made) is GENERAL


@pytest.mark.parametrize(
    ("payments", "rule_", "got"),
    [
        ({"change": {"Elm": "5"}}, "be by one of Ash, Birch, Cedar", "Elm"),
        ({"change": {"Ash": "0"}}, "be above nothing for Ash", Money(0)),
        ({"change": {"Ash": "-3"}}, "be above nothing for Ash", Money("-3")),
        ([("change", {"Ash": "5"})] * 2, "name each reserve once", "change (2 times)"),
    ],
)
def test_an_own_payment_is_a_partners_and_above_nothing(
    payments: object, rule_: str, got: object
) -> None:
    fault = caught(ModelError, issued, own_payments=payments)
    assert said(fault)[1:] == (rule_, got)


def test_a_reserve_that_is_paid_into_can_stand_in_an_address() -> None:
    fault = caught(InvalidValueError, issued, own_payments={"a/b": {"Ash": "5"}})
    assert fault.subject == "Reserve"


def test_a_partner_owes_its_own_payment_until_it_has_paid_it() -> None:
    asked = issued(own_payments=OWN)
    settled = settle("900", asked=asked)
    assert settled.accruals(asked.net)["Birch"] == Money("12.50")
    assert settled.settled("Birch") == Money("300")
    said_so = settled.statement("Birch")
    assert "- Paid into reserves of its own, besides: £12.50." in said_so
    assert "of its own" not in settled.statement("Ash")


USE = CostLine("staffing", "used", Heading.RESERVES, "9", Effect.REDUCES, reserve="change")
INTO = CostLine("premises", "saved", Heading.RESERVES, "4", Effect.INTO_RESERVE, reserve="general")
PLANNED = Budget(YEAR, [line("904"), line("101", "premises", "rent"), USE, INTO])


def whole_year(held: list[Reserve], plan: Budget = PLANNED) -> YearStatement:
    """Return the statement of a year that uses one reserve, fills another and takes £12.50."""
    asked = issued(plan, own_payments=OWN)
    told = Outturn(
        YEAR, "final", "2022-06-30", [Actual("staffing", "934"), Actual("premises", "101")]
    )
    settled = Settlement(asked, plan, told, [STAFF, REST], reserves=held)
    return YearStatement(asked, settled, asked.net)


def ready(use: str = "change", into: str = "general") -> list[Reserve]:
    """Return both reserves with what the plan moves and what Birch pays of its own."""
    asked, moved = issued(PLANNED, own_payments=OWN), []
    for reserve in BOTH:
        after = reserve.with_own_payments(asked)
        if reserve.name == use:
            after = after.used(YEAR, Money("9"), "planned")
        if reserve.name == into:
            after = after.paid_in(YEAR, moneys({"Ash": "4"}), "planned")
        moved.append(after)
    return moved


def test_the_statement_of_the_year_reads_each_reserve_by_itself() -> None:
    """Change: 30 + 12.50 own − 9 planned; of the £30 over, £21 by equal sevens, then general £9."""
    told = whole_year(ready())
    assert told.difference == Money(0)
    lines = {words: str(amount) for words, amount in told.reconciliation if "reserve" in words}
    assert lines == {
        "drawn from reserve general": "£9.00",
        "drawn from reserve change": "£30.00",
        "put to reserve general": "-£4.00",
        "put to reserve change": "£0.00",
    }
    rows = {(row.section, row.line): dict(row.amounts) for row in told.rows}
    assert rows["Contributions issued", "Birch"]["own payment in"] == Money("12.50")
    assert rows["Settlement", "Birch"]["own payment in"] == Money("12.50")
    words = f"own payment: beside the contribution, with {told.issued.title}"
    assert rows["Reserve change", words]["Birch"] == Money("12.50")
    assert rows["Reserve change", "closing"]["total"] == Money("12.50")
    assert rows["Reserve general", "closing"]["total"] == Money("35")


def test_a_use_taken_from_the_other_reserve_is_refused_though_the_sum_is_right() -> None:
    fault = caught(ModelError, whole_year, ready(use="general"))
    assert fault.subject == "Reserve general of the issue of Agency 2021/22, version 1"
    assert "0.00 used and £4.00 paid in" in fault.rule


def test_a_line_that_names_a_reserve_which_is_not_recorded_is_refused() -> None:
    strange = evolve(PLANNED, lines=[*PLANNED.lines[:2], evolve(USE, reserve="repairs"), INTO])
    fault = caught(ModelError, whole_year, ready(), strange)
    assert fault.subject == "Reserve change of the issue of Agency 2021/22, version 1"
    assert fault.rule.startswith("show £21.00 used")
    assert str(fault.got).startswith("£30.00 used")


def test_where_lines_do_not_say_which_reserve_they_move_all_are_set_beside_all() -> None:
    lines = [evolve(each, reserve="") for each in PLANNED.lines]
    told = whole_year(ready(use="general"), evolve(PLANNED, lines=lines))
    assert told.difference == Money(0)


def test_a_line_that_uses_a_reserve_is_of_a_pool_that_it_is_held_for() -> None:
    lines = [*PLANNED.lines[:2], evolve(USE, pool="premises"), INTO]
    fault = caught(ModelError, whole_year, ready(), evolve(PLANNED, lines=lines))
    assert said(fault) == (
        "Use of reserve change by the line premises/used",
        "be for staffing, which it is held for",
        "premises",
    )


def test_only_a_line_of_reserves_names_one() -> None:
    fault = caught(ModelError, CostLine, "a", "staff", "Employees", "5", reserve="change")
    assert said(fault) == ("Line a/staff", "name no reserve", "change")


def test_an_own_payment_that_the_reserve_does_not_hold_is_refused_and_one_of_nobody() -> None:
    without = [e.used(YEAR, Money("9"), "planned") if e.name == "change" else e for e in BOTH]
    without[0] = without[0].paid_in(YEAR, moneys({"Ash": "4"}), "planned")
    fault = caught(ModelError, whole_year, without)
    subject = "Own payment of Birch into reserve change in 2021/22"
    assert said(fault) == (
        subject,
        "be £12.50, by the issue of Agency 2021/22, version 1",
        Money(0),
    )
    assert fault.remedy == "Record it: Reserve.with_own_payments takes it from the issue."
    told = whole_year(ready())
    plain = evolve(told.issued, own_payments={})
    fault = caught(
        ModelError, evolve, told, issued=plain, settlement=evolve(told.settlement, issued=plain)
    )
    assert said(fault)[1:] == (
        "be £0.00, by the issue of Agency 2021/22, version 1",
        Money("12.50"),
    )
