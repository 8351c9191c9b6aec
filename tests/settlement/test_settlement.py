"""The settlement of a year, tier by tier: row 2 of the table of funding rules."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from aimpartner.budget.budget import Budget
from aimpartner.errors import ModelError
from aimpartner.money import Money, sum_of
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.settlement.allocation import BoardDecision
from aimpartner.settlement.fees import Taken
from aimpartner.settlement.outturn import PRICED, Actual, Caused, Outturn
from aimpartner.settlement.reserves import Reserve
from aimpartner.settlement.settlement import BROUGHT_FORWARD, OWN, RESIDUAL, Settlement
from aimpartner.settlement.share_base import ShareBase
from aimpartner.settlement.tiers import SettlementRule, Tier
from aimpartner.settlement.year_statement import YearStatement
from aimpartner.working.amounts import moneys
from builders import MINUTE, YEAR, line
from faults import caught, said
from settlement.settled import PLAN, SHARED, WAITS, issued, outturn, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

HELD = Reserve("general", {"Ash": "30", "Birch": "10", "Cedar": "0"})
BOARD = Decision("Agency", "2022-07-15", "Strategic board")


def due(settled: Settlement) -> list[str]:
    return [str(each) for each in settled.due.values()]


def settle(told: Outturn, *tiers: Tier, reserves: Sequence[Reserve] = ()) -> Settlement:
    """Settle a small year by the same tiers, whichever way it went."""
    return Settlement(issued(), PLAN, told, [rule(tiers, tiers)], reserves=reserves)


def test_the_first_pounds_are_the_hosts_and_the_rest_is_shared() -> None:
    tiers = (Tier("host", limit=Money("10")), SHARED)
    assert due(settle(outturn("960"), *tiers)) == ["£35.00", "£15.00", "£10.00"]
    assert due(settle(outturn("840"), *tiers)) == ["-£35.00", "-£15.00", "-£10.00"]
    small = settle(outturn("904"), *tiers)
    assert due(small) == ["£4.00", "£0.00", "£0.00"]
    assert [str(each) for each in small.allocations] == [
        "all: overspend of £4.00 borne by the host, Ash."
    ]


@pytest.mark.parametrize(
    ("base", "amounts"),
    [
        (ShareBase.issued(), ["£50.00", "£30.00", "£20.00"]),
        (ShareBase.issued("rent"), ["£0.00", "£50.00", "£50.00"]),
        (ShareBase.equal(), ["£33.34", "£33.33", "£33.33"]),
        (ShareBase.stated({"Ash": 60, "Birch": 40, "Cedar": 0}), ["£60.00", "£40.00", "£0.00"]),
        (ShareBase.recomputed({"Ash": 1, "Birch": 1, "Cedar": 2}), ["£25.00", "£25.00", "£50.00"]),
    ],
)
def test_the_share_base_is_named(base: ShareBase, amounts: list[str]) -> None:
    staffing = moneys({"Ash": "500", "Birch": "200", "Cedar": "100"})
    rent = moneys({"Ash": "0", "Birch": "100", "Cedar": "100"})
    told, tiers = (
        issued(elements=[("staffing", staffing), ("rent", rent)]),
        [Tier("partners", base)],
    )
    settled = Settlement(told, PLAN, outturn("1000"), [rule(tiers)])
    assert due(settled) == amounts


def test_an_overspend_and_an_underspend_go_their_own_ways() -> None:
    both = [SettlementRule("all", over=[SHARED], under=[Tier("carried forward")])]
    over = Settlement(issued(), PLAN, outturn("910"), both)
    under = Settlement(issued(), PLAN, outturn("890"), both)
    assert due(over) == ["£5.00", "£3.00", "£2.00"]
    assert (due(under), under.taken("carried forward")) == (["£0.00"] * 3, Money("-10"))


def test_each_pool_can_go_by_its_own_rule() -> None:
    equal = Tier("partners", ShareBase.equal())
    rent = SettlementRule("rent", [equal], [equal], ["premises"])
    settled = Settlement(issued(), PLAN, outturn("950", "70"), [rule([SHARED]), rent])
    assert [str(each) for each in settled.allocations] == [
        "all: overspend of £50.00 shared by issued contributions.",
        "rent: underspend of £30.00 shared by equal shares.",
    ]
    assert due(settled) == ["£15.00", "£5.00", "£0.00"]


def test_pools_of_one_rule_are_settled_as_one_sum() -> None:
    settled = settle(outturn("950", "50"), SHARED)
    assert (settled.allocations, due(settled)) == ((), ["£0.00"] * 3)


def test_what_one_partner_caused_is_its_own_before_anything_is_shared() -> None:
    cover = Caused("Cedar", "staffing", "30", "agency cover", source=MINUTE)
    saved = Caused("Ash", "staffing", "-10", "a vacancy held open")
    settled = settle(outturn("930", caused=[cover, saved]), SHARED)
    assert due(settled) == ["-£5.00", "£3.00", "£32.00"]
    assert str(settled.allocations[0]) == (
        f"all: overspend of £30.00 caused by Cedar: agency cover. [{MINUTE}]"
    )


def test_what_was_caused_beyond_the_overspend_leaves_an_underspend_to_share() -> None:
    own = Caused("Cedar", "premises", "30", "damage")
    rent = SettlementRule("rent", [WAITS], [SHARED], ["premises"])
    settled = Settlement(issued(), PLAN, outturn("900", "110", [own]), [rule([WAITS]), rent])
    assert due(settled) == ["-£10.00", "-£6.00", "£26.00"]


def test_a_reserve_is_drawn_by_the_balances_as_far_as_it_goes() -> None:
    settled = settle(outturn("960"), Tier("reserve"), SHARED, reserves=[HELD])
    assert dict(settled.allocations[0].amounts) == dict(HELD.opening)
    assert due(settled) == ["£10.00", "£6.00", "£4.00"]
    assert settled.closing_reserves[0].total == Money(0)
    assert settled.closing_reserves[0].movements[0].reason == "settlement by the rule all"


def test_a_tier_limits_what_is_drawn_and_may_name_whose_balances() -> None:
    by = Tier("reserve", ShareBase.stated({"Ash": 50, "Birch": 50, "Cedar": 0}), Money("16"))
    settled = settle(outturn("960"), by, SHARED, reserves=[HELD])
    assert list(settled.closing_reserves[0].balances.values()) == [
        Money("22"),
        Money("2"),
        Money("0"),
    ]
    assert due(settled) == ["£22.00", "£13.20", "£8.80"]


def test_a_draw_stops_where_a_balance_can_bear_no_more_and_the_next_tier_takes_the_rest() -> None:
    """Birch's £10 bears half of £20."""
    tier = Tier("reserve", ShareBase.stated({"Ash": 50, "Birch": 50, "Cedar": 0}))
    settled = settle(outturn("960"), tier, SHARED, reserves=[HELD])
    assert [each.amount for each in settled.allocations] == [Money("20"), Money("40")]
    assert list(settled.closing_reserves[0].balances.values()) == [Money("20"), Money(0), Money(0)]
    nobody = settle(outturn("960"), Tier("reserve", ShareBase.issued()), SHARED, reserves=[HELD])
    assert nobody.taken("reserve") == Money(0)  # Cedar has no balance


def test_an_underspend_goes_to_the_reserve_up_to_its_limit() -> None:
    limited = evolve(HELD, limit=Money("60"))
    settled = settle(outturn("850"), Tier("reserve", source=MINUTE), SHARED, reserves=[limited])
    put, shared = settled.allocations
    assert (put.amount, shared.amount) == (Money("-20"), Money("-30"))
    assert dict(put.amounts) == dict(moneys({"Ash": "-10", "Birch": "-6", "Cedar": "-4"}))
    assert str(put) == f"all: underspend of £20.00 put to the reserve general. [{MINUTE}]"
    assert settled.closing_reserves[0].total == Money("60")


def test_whose_balances_a_payment_fills_can_be_named() -> None:
    settled = settle(outturn("870"), Tier("reserve", ShareBase.equal()), SHARED, reserves=[HELD])
    assert [str(each) for each in settled.allocations[0].amounts.values()] == ["-£10.00"] * 3


def test_a_full_or_empty_reserve_is_passed_by() -> None:
    full, empty = evolve(HELD, limit=Money("40")), Reserve("empty", dict.fromkeys(HELD.opening, 0))
    for told, reserve in ((outturn("890"), full), (outturn("910"), empty)):
        settled = settle(told, Tier("reserve"), SHARED, reserves=[reserve])
        assert [each.to for each in settled.allocations] == ["partners"]
        assert settled.closing_reserves[0] is reserve


def test_half_may_be_kept_and_half_returned() -> None:
    settled = settle(outturn("899.99"), Tier("carried forward", part="1/2"), SHARED)
    assert settled.taken("carried forward") == Money("-0.01")
    assert due(settled) == ["£0.00"] * 3


def test_what_the_board_decides_is_undecided_until_it_does() -> None:
    settled = settle(outturn("960"), Tier("host", limit=Money("10")), WAITS)
    assert (settled.undecided, due(settled)[1]) == (Money("50"), "£0.00")
    assert ("not yet decided", Money("50")) in settled.reconciliation
    half = Tier("carried forward", part="50 %")
    after = settled.after(BoardDecision("all", [half, SHARED], BOARD))
    assert (after.undecided, after.taken("carried forward")) == (Money(0), Money("25"))
    assert due(after) == ["£22.50", "£7.50", "£5.00"]
    assert str(after.allocations[-1].source) == "decided by Strategic board on 15 July 2022"
    unnamed = BoardDecision("all", [SHARED], Decision("Ash", "2022-07-15"))
    assert str(unnamed.source) == "decided by Ash on 15 July 2022"


def test_only_what_waits_can_be_decided_and_wholly() -> None:
    settled = settle(outturn("960"), SHARED)
    fault = caught(ModelError, settled.after, BoardDecision("all", [SHARED], BOARD))
    assert (fault.rule, fault.got) == ("be of an amount not yet decided", "none")
    assert (
        caught(ModelError, BoardDecision, "all", [Tier("reserve")], BOARD).got == "the tier reserve"
    )


def test_a_tier_that_needs_a_reserve_or_a_host_says_so() -> None:
    fault = caught(ModelError, settle, outturn("960"), Tier("reserve"), SHARED)
    assert (fault.rule, fault.got) == ("have a reserve", "none")
    for host in (None, "Elm"):
        hosted, rules = issued(host=host), [rule([Tier("host")])]
        fault = caught(ModelError, Settlement, hosted, PLAN, outturn("960"), rules)
        assert (fault.rule, fault.got) == ("be one of Ash, Birch, Cedar for the rule all", host)


def test_the_budget_is_the_one_that_was_issued() -> None:
    newer = Budget(YEAR, PLAN.lines, "2")
    fault = caught(ModelError, Settlement, issued(), newer, outturn("960"), [rule([SHARED])])
    wanted = "go by the budget that was issued, the budget of 2021/22, version 1"
    subject = "Settlement of the issue of Agency 2021/22, version 1"
    assert said(fault) == (subject, wanted, "the budget of 2021/22, version 2")
    assert fault.remedy == ""


def test_a_budget_is_found_by_year_and_version_never_by_what_it_is_called() -> None:
    called = evolve(issued(), budget_version="")
    fault = caught(ModelError, Settlement, called, PLAN, outturn("960"), [rule([SHARED])])
    assert (fault.got, fault.remedy) == (PLAN.title, "Record its version with the issue.")
    other = evolve(PLAN, year="2022/23")
    fault = caught(ModelError, Settlement, issued(), other, outturn("960"), [rule([SHARED])])
    assert fault.got == "the budget of 2022/23, version 1"


def test_the_outturn_is_of_the_year_and_names_partners_of_the_issue() -> None:
    other = Outturn("2020/21", "final", "2022-06-30", [Actual("staffing", "1")])
    fault = caught(ModelError, Settlement, issued(), PLAN, other, [rule([SHARED])])
    assert (fault.rule, fault.got) == ("go by an outturn of 2021/22", other.title)
    strange = Caused("Elm", "staffing", "1", "cover")
    borne = Outturn(YEAR, "final", "2022-06-30", [Actual("staffing", "1", "Oak")], caused=[strange])
    fault = caught(ModelError, Settlement, issued(), PLAN, borne, [rule([SHARED])])
    assert said(fault) == (
        f"The {borne.title}",
        "name partners of the issue alone (Ash, Birch, Cedar)",
        "Oak, Elm",
    )


def test_a_pool_that_no_rule_takes_is_refused() -> None:
    rent = SettlementRule("rent", [SHARED], [SHARED], ["premises"])
    fault = caught(ModelError, Settlement, issued(), PLAN, outturn("960"), [rent])
    assert said(fault) == (
        "Settlement rules of Agency 2021/22",
        "take staffing by one rule",
        "none",
    )


def test_what_was_priced_is_settled_beside_the_pools() -> None:
    paid = {"Ash": "550", "Birch": "300", "Cedar": "200"}
    asked = issued(paid=paid, priced=moneys({"Ash": "50", "Birch": "0", "Cedar": "0"}))
    actuals = [Actual("staffing", "900"), Actual("premises", "100"), Actual(PRICED, "70")]
    told = Outturn(
        YEAR, "final", "2022-06-30", actuals, taken=[Taken("Ash", "places", 1, price="50")]
    )
    bought = SettlementRule("bought", [WAITS], [WAITS], [PRICED])
    settled = Settlement(asked, PLAN, told, [rule([SHARED]), bought])
    assert (settled.undecided, settled.gaps[-1]) == (Money("20"), (PRICED, Money("20")))


def test_an_own_reduction_is_settled_beside_the_pools_without_any_priced_element() -> None:
    spared = moneys({"Ash": "0", "Birch": "0", "Cedar": "-100"})
    asked = issued(paid={"Ash": "500", "Birch": "300", "Cedar": "100"}, own=spared)
    left = SettlementRule("left", [WAITS], [WAITS], [OWN])
    settled = Settlement(asked, PLAN, outturn("960"), [rule([SHARED]), left])
    assert settled.gaps[2:] == ((OWN, Money("100")),)
    assert (settled.undecided, sum_of(settled.due.values())) == (Money("100"), Money("60"))
    assert sum_of(amount for _, amount in settled.reconciliation) == settled.outturn.net
    rows = [row for row in YearStatement(asked, settled, {}).rows if row.section == "Budget"]
    assert {row.line: dict(row.amounts)["call"] for row in rows} == {
        "staffing": Money("900"),
        "premises": Money("100"),
        OWN: Money("-100"),
        "sum": Money("900"),
    }


def test_what_was_priced_and_what_is_own_are_read_from_the_issue_however_it_was_rounded() -> None:
    """In units of £100, £40 for what has a price and £10 of Birch's own are still £40 and £10."""
    plan = Budget(YEAR, [line("250")])
    priced, own = (moneys({"Ash": "0", "Birch": each}) for each in ("40", "10"))
    paid = {"Ash": "100", "Birch": "200"}
    asked = issued(plan, paid, priced=priced, own=own, unit="100")
    actuals = [Actual("staffing", "250"), Actual(PRICED, "70")]
    took = [Taken("Birch", "places", 2, price="20")]
    told = Outturn(YEAR, "final", "2022-06-30", actuals, taken=took)
    settled = Settlement(asked, plan, told, [rule([SHARED])])
    assert settled.gaps == (("staffing", Money(0)), (PRICED, Money("30")), (OWN, Money("-10")))
    assert sum_of(amount for _, amount in settled.reconciliation) == settled.outturn.net
    rows = [row for row in YearStatement(asked, settled, {}).rows if row.section == "Budget"]
    calls = {row.line: dict(row.amounts)["call"] for row in rows}
    assert (calls[PRICED], calls[OWN], calls["sum"]) == (Money("40"), Money("10"), asked.call)


def test_an_issue_that_does_not_say_what_it_asks_for_beside_its_budget_is_refused() -> None:
    """An issue of 2021 may have been written before that was recorded."""
    old = issued(paid={"Ash": "550", "Birch": "300", "Cedar": "200"})
    fault = caught(ModelError, Settlement, old, PLAN, outturn("960"), [rule([SHARED])])
    subject = "Call of the issue of Agency 2021/22, version 1"
    parts = "£1,000.00 of the budget, £0.00 for what has a price, and £0.00 of partners' own"
    assert said(fault) == (subject, f"be {parts}", Money("1050"))
    assert "what was priced" in fault.remedy


def test_the_residual_and_what_was_brought_forward_can_have_rules_of_their_own() -> None:
    rounded = issued(call=Money("1000"), paid={"Ash": "499", "Birch": "300", "Cedar": "200"})
    rest = SettlementRule("rounding", [Tier("host")], [Tier("host")], [RESIDUAL])
    kept = SettlementRule("kept", [WAITS], [WAITS], [BROUGHT_FORWARD])
    rules = [rule([SHARED]), rest, kept]
    settled = Settlement(rounded, PLAN, outturn("900"), rules, brought_forward="8")
    assert settled.gaps[2:] == ((RESIDUAL, Money("1")), (BROUGHT_FORWARD, Money("-8")))
    assert (due(settled), settled.undecided) == (["£1.00", "£0.00", "£0.00"], Money("-8"))


def test_accruals_are_what_is_still_owed_at_the_years_end() -> None:
    actuals = [
        Actual("staffing", "860"),
        Actual("staffing", "100", "Birch"),
        Actual("premises", "100"),
    ]
    told = Outturn(YEAR, "provisional", "2022-05-01", actuals)
    settled = settle(told, SHARED)
    owed = settled.accruals({"Ash": Money("500"), "Birch": Money("250")})
    assert dict(owed) == dict(moneys({"Ash": "30", "Birch": "-32", "Cedar": "212"}))
    fault = caught(ModelError, settled.accruals, {"Elm": Money("1")})
    assert (fault.rule, fault.got) == ("be by Ash, Birch, Cedar", "Elm")


def test_the_final_settlement_trues_up_the_provisional_one() -> None:
    first, last = settle(outturn("960"), SHARED), settle(outturn("950"), SHARED)
    change = last.change_since(first)
    assert dict(change) == dict(moneys({"Ash": "-5", "Birch": "-3", "Cedar": "-2"}))
    reissued = evolve(last.issued, version="2", replaces="1", reason="an error in the evidence")
    other = Settlement(reissued, PLAN, outturn("960"), [rule([SHARED])])
    assert said(caught(ModelError, last.change_since, other)) == (
        "The earlier settlement",
        f"be of {last.issued.title}",
        reissued.title,
    )


def test_a_settlement_is_a_table_for_a_frame_and_for_a_screen() -> None:
    settled = settle(outturn("890"), Tier("host", limit=Money("5"), source=MINUTE), SHARED)
    table = settled.to_frame()
    assert list(table.loc["Ash"]) == [Decimal(500), Decimal(0), Decimal("7.50"), Decimal("492.50")]
    shown = " ".join(str(settled).split())
    assert shown.startswith(
        "Agency: settlement by the final outturn of 2021/22, 30 June 2022, issue version 1"
    )
    assert f"all: underspend of £5.00 kept by the host, Ash. [{MINUTE}]" in shown
    met = "Net outturn £990.00, met by issued contributions £1,000.00, due to partners -£10.00."
    assert met in shown


def test_a_partners_statement_says_by_what_rule_each_amount_is_due() -> None:
    tiers = (Tier("reserve", limit=Money("4")), Tier("carried forward", limit=Money("6")), SHARED)
    settled = settle(outturn("960"), *tiers, reserves=[HELD])
    assert settled.statement("Birch").splitlines() == [
        "Agency: settlement by the final outturn of 2021/22, 30 June 2022, issue version 1",
        "Birch: contribution issued: £300.00",
        "- all: overspend of £4.00 drawn from the reserve general. From its balance: £1.00.",
        "- all: overspend of £6.00 carried forward.",
        "- all: overspend of £50.00 shared by issued contributions. Due from Birch: £15.00.",
        "Due from Birch in all: £15.00; settled contribution £315.00.",
    ]
    credit = settle(outturn("840"), *tiers, reserves=[HELD]).statement("Birch").splitlines()
    assert credit[2].endswith("put to the reserve general. To its balance: £1.20.")
    assert credit[4:] == [
        "- all: underspend of £50.00 shared by issued contributions. Due to Birch: £15.00.",
        "Due to Birch in all: £15.00; settled contribution £285.00.",
    ]
    nothing = settle(outturn("900"), *tiers, reserves=[HELD]).statement("Birch").splitlines()
    assert nothing[2:] == ["Due from Birch in all: £0.00; settled contribution £300.00."]
    assert caught(ModelError, settled.statement, "Elm").got == "'Elm'"
