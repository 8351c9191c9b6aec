"""Fees at the year's end: due from whoever bought, never from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.issue.fees import Fee
from aimpartner.money import Money, sum_of
from aimpartner.settlement.fees import Taken, settled_fees
from aimpartner.settlement.outturn import PRICED, Actual, Outturn
from aimpartner.settlement.settlement import Settlement
from aimpartner.settlement.tiers import SettlementRule
from aimpartner.settlement.year_statement import YearStatement
from aimpartner.working.amounts import moneys
from builders import MINUTE, YEAR
from faults import caught, said
from settlement.settled import PLAN, SHARED, WAITS, issued, outturn, rule

if TYPE_CHECKING:
    from aimpartner.issue.issue import Issued

PLACES = Fee("placements", "34500", {"Ash": 2, "Birch": 0, "Cedar": 0})
NOBODY = moneys({})
FEES = moneys({"Ash": "69000", "Birch": "0", "Cedar": "0"})


def asked() -> Issued:
    """Return an issue in which Ash buys two placements at £34,500."""
    paid = {"Ash": "69500", "Birch": "300", "Cedar": "200"}
    return issued(paid=paid, priced=FEES, fees=[PLACES])


def told(spent: str, *taken: Taken, staffing: str = "900") -> Outturn:
    actuals = [Actual("staffing", staffing), Actual("premises", "100"), Actual(PRICED, spent)]
    return Outturn(YEAR, "final", "2022-06-30", actuals, taken=taken)


def due(settled: Settlement) -> list[str]:
    return [str(each) for each in settled.due.values()]


def test_a_third_placement_is_due_from_its_buyer_and_the_others_pay_nothing_of_it() -> None:
    """Two at £34,500 were issued and three taken: £34,500 from Ash; the others paid £246.43."""
    report = told("103500", Taken("Ash", "placements", 3, source=MINUTE))
    settled = Settlement(asked(), PLAN, report, [rule([SHARED])])
    assert due(settled) == ["£34,500.00", "£0.00", "£0.00"]
    assert sum_of(amount for _, amount in settled.reconciliation) == settled.outturn.net
    (bought,) = settled.allocations
    taken = "placements 3 × £34,500.00, where £69,000.00 was issued"
    assert str(bought) == (
        f"all: overspend of £34,500.00 settled to its buyer, Ash: {taken}. [{MINUTE}]"
    )


def test_shared_variance_goes_by_what_was_shared_without_fees() -> None:
    """£10 more for staff goes 500 : 300 : 200, not 69,500 : 300 : 200."""
    report = told("69000", Taken("Ash", "placements", 2), staffing="910")
    assert due(Settlement(asked(), PLAN, report, [rule([SHARED])])) == ["£5.00", "£3.00", "£2.00"]


def test_whoever_took_fewer_is_credited_and_whoever_took_another_pays_it() -> None:
    took = [Taken("Ash", "placements", 1), Taken("Birch", "placements", 1)]
    settled = Settlement(asked(), PLAN, told("69000", *took), [rule([SHARED])])
    assert due(settled) == ["-£34,500.00", "£34,500.00", "£0.00"]
    assert sum_of(amount for _, amount in settled.reconciliation) == settled.outturn.net


def test_what_the_agency_paid_beyond_the_listed_price_is_no_fee() -> None:
    """£103,560 for three at £34,500: £60 goes by the rule of what was priced."""
    report = told("103560", Taken("Ash", "placements", 3))
    bought = SettlementRule("bought", [WAITS], [WAITS], [PRICED])
    settled = Settlement(asked(), PLAN, report, [rule([SHARED]), bought])
    assert (due(settled), settled.undecided) == (["£34,500.00", "£0.00", "£0.00"], Money("60"))


def two_prices() -> Issued:
    """Return an issue in which Ash buys one placement at each of two prices."""
    later = Fee("placements", "36000", {"Ash": 1, "Birch": 0, "Cedar": 0}, "2021-10-01")
    early = Fee("placements", "34500", {"Ash": 1, "Birch": 0, "Cedar": 0}, "2021-04-01")
    paid = {"Ash": "71000", "Birch": "300", "Cedar": "200"}
    return issued(
        paid=paid,
        priced=moneys({"Ash": "70500", "Birch": "0", "Cedar": "0"}),
        fees=[early, later],
    )


def test_units_of_a_period_have_the_price_of_their_day() -> None:
    took = [
        Taken("Ash", "placements", 0, "2021-04-01"),
        Taken("Ash", "placements", 2, "2021-10-01"),
    ]
    settled = Settlement(two_prices(), PLAN, told("72000", *took), [rule([SHARED])])
    assert due(settled) == ["£1,500.00", "£0.00", "£0.00"]


def test_units_at_a_price_that_came_after_the_issue_state_it() -> None:
    took = [Taken("Ash", "placements", 2), Taken("Cedar", "placements", 1, "2022-01-01")]
    fault = caught(ModelError, Settlement, asked(), PLAN, told("1", *took), [rule([SHARED])])
    assert fault.subject == (
        "Price of placements from 1 January 2022 of Cedar in the final outturn of 2021/22, "
        "30 June 2022"
    )
    listed = "be listed by the issue of Agency 2021/22, version 1 (placements)"
    assert (fault.rule, fault.got) == (listed, "none")
    took[1] = Taken("Cedar", "placements", 1, "2022-01-01", price="37000")
    settled = Settlement(asked(), PLAN, told("106000", *took), [rule([SHARED])])
    assert due(settled) == ["£0.00", "£0.00", "£37,000.00"]


def test_a_price_other_than_the_listed_one_is_refused_and_the_same_is_taken() -> None:
    taken = Taken("Ash", "placements", 2, price="37000")
    fault = caught(ModelError, Settlement, asked(), PLAN, told("1", taken), [rule([SHARED])])
    assert (fault.rule, fault.got) == ("be the one listed, £34,500.00", Money("37000"))
    same = Taken("Ash", "placements", 2, price="34500")
    assert due(Settlement(asked(), PLAN, told("69000", same), [rule([SHARED])])) == ["£0.00"] * 3


@pytest.mark.parametrize(
    ("spent", "taken", "got"),
    [
        ("69000", [], "none of placements of Ash"),
        ("34500", [Taken("Birch", "placements", 1)], "none of placements of Ash"),
        ("0", [], "none of placements of Ash"),
    ],
)
def test_an_outturn_tells_the_units_of_everyone_that_was_charged_for_some(
    spent: str, taken: list[Taken], got: str
) -> None:
    fault = caught(ModelError, Settlement, asked(), PLAN, told(spent, *taken), [rule([SHARED])])
    rules = "tell the units of what has a price that each partner took"
    title = "The final outturn of 2021/22, 30 June 2022"
    assert said(fault) == (title, rules, got)
    assert "with 0 for one that took none" in fault.remedy


def test_what_nobody_planned_to_buy_and_somebody_took_has_its_buyer_too() -> None:
    fault = caught(ModelError, Settlement, issued(), PLAN, told("34500"), [rule([SHARED])])
    assert fault.got == "£34,500.00 spent, and no units"
    bought = told("34500", Taken("Cedar", "placements", 1, price="34500"))
    settled = Settlement(issued(), PLAN, bought, [rule([SHARED])])
    assert due(settled) == ["£0.00", "£0.00", "£34,500.00"]
    nothing = Settlement(issued(), PLAN, told("0"), [rule([SHARED])])
    assert (nothing.fees, due(nothing)) == ((), ["£0.00"] * 3)


def test_units_without_what_they_cost_are_refused() -> None:
    actuals = [Actual("staffing", "900"), Actual("premises", "100")]
    took = [Taken("Ash", "placements", 1, price="5")]
    report = Outturn(YEAR, "final", "2022-06-30", actuals, taken=took)
    fault = caught(ModelError, Settlement, issued(), PLAN, report, [rule([SHARED])])
    assert fault.got == f"nothing for {PRICED}"


def test_an_issue_that_lists_no_prices_is_settled_at_those_that_the_outturn_states() -> None:
    """An issue of before kept what was charged for what has a price, and no units."""
    old = issued(paid={"Ash": "69500", "Birch": "300", "Cedar": "200"}, priced=FEES)
    took = [Taken("Ash", "placements", 3, price="34500")]
    fault = caught(ModelError, settled_fees, old, [], Money(0), "report")
    assert fault.got == "none of what Ash was charged £69,000.00 for"
    assert due(Settlement(old, PLAN, told("103500", *took), [rule([SHARED])])) == [
        "£34,500.00",
        "£0.00",
        "£0.00",
    ]


def test_one_without_agreed_units_is_settled_as_with_none_agreed() -> None:
    fee = Fee("visits", Money("100"), {"Ash": 10, "Birch": 0, "Cedar": 0}, agreed={"Ash": 10})
    took = [Taken("Ash", "visits", 10), Taken("Birch", "visits", 0), Taken("Cedar", "visits", 2)]
    settled = Settlement(issued(fees=[fee]), PLAN, told("200", *took), [rule([SHARED])])
    assert settled.fees[-1].how == "visits 2 × £100.00 beyond 0 more or fewer than 0 agreed"


def test_only_units_beyond_those_agreed_are_settled_where_some_were_agreed() -> None:
    """Ten agreed, one more or fewer free: 13 taken are two at £100, six are three credited."""
    agreed = Fee(
        "visits",
        "100",
        {"Ash": 10, "Birch": 10, "Cedar": 0},
        agreed={"Ash": 10, "Birch": 10, "Cedar": 0},
        within=1,
    )
    took = [Taken("Ash", "visits", 13), Taken("Birch", "visits", 6)]
    settled = Settlement(issued(fees=[agreed]), PLAN, told("-100", *took), [rule([SHARED])])
    assert due(settled) == ["£200.00", "-£300.00", "£0.00"]
    assert settled.fees[0].how == "visits 13 × £100.00 beyond 1 more or fewer than 10 agreed"


VISITS = Fee(
    "visits", "100", {"Ash": 10, "Birch": 10, "Cedar": 0}, agreed={"Ash": 10, "Birch": 10}, within=1
)
DEARER: dict[str, Any] = {"since": "2022-01-01", "price": "120"}


def visited(*taken: Taken) -> Settlement:
    """Return the settlement of visits of which ten each were agreed, one more or fewer free."""
    others = [] if len({each.partner for each in taken}) > 1 else [Taken("Birch", "visits", 10)]
    return Settlement(
        issued(fees=[VISITS]), PLAN, told("0", *taken, *others), [rule([WAITS], [WAITS])]
    )


def test_a_price_that_came_later_leaves_the_tolerance_as_it_was_agreed() -> None:
    """Thirteen at £120, ten agreed, one free: two are £240, where £1,560 was due before."""
    settled = visited(Taken("Ash", "visits", 0), Taken("Ash", "visits", 13, **DEARER))
    assert due(settled) == ["£240.00", "£0.00", "£0.00"]
    how = "visits from 1 January 2022 13 × £120.00 beyond 1 more or fewer than 10 agreed"
    assert settled.fees[0].how == how
    fewer = visited(Taken("Ash", "visits", 0), Taken("Ash", "visits", 8, **DEARER))
    assert due(fewer) == ["-£120.00", "£0.00", "£0.00"]
    none = visited(Taken("Ash", "visits", 0, **DEARER), Taken("Ash", "visits", 0))
    assert due(none) == ["-£900.00", "£0.00", "£0.00"]


def test_units_at_two_prices_within_the_tolerance_cost_nothing() -> None:
    settled = visited(Taken("Ash", "visits", 5), Taken("Ash", "visits", 6, **DEARER))
    assert due(settled) == ["£0.00"] * 3
    both = "visits 5 × £100.00 and visits from 1 January 2022 6 × £120.00"
    assert settled.fees[0].how == f"{both} beyond 1 more or fewer than 10 agreed"


def test_units_at_two_prices_beyond_the_tolerance_say_which_price_counts() -> None:
    """At which price the two beyond are, the agreement says, and no rule of the library."""
    taken = [Taken("Ash", "visits", 7), Taken("Ash", "visits", 6, **DEARER)]
    fault = caught(ModelError, visited, *taken)
    assert said(fault) == (
        "Price of visits of Ash in the final outturn of 2021/22, 30 June 2022",
        "be one for all units, for those agreed have one tolerance in the year",
        "visits 7 × £100.00 and visits from 1 January 2022 6 × £120.00",
    )
    assert fault.remedy.startswith("Tell all of them at the price that counts")


def test_who_had_none_agreed_has_the_tolerance_at_a_later_price_too() -> None:
    settled = visited(
        Taken("Ash", "visits", 10),
        Taken("Birch", "visits", 10),
        Taken("Cedar", "visits", 3, **DEARER),
    )
    assert due(settled) == ["£0.00", "£0.00", "£240.00"]


def opposite() -> Issued:
    """Return an issue in which Ash was charged £300 for visits, and Birch was credited £300."""
    fee = Fee("visits", "100", {"Ash": 13, "Birch": 7, "Cedar": 0}, agreed={"Ash": 10, "Birch": 10})
    paid = {"Ash": "800", "Birch": "0", "Cedar": "200"}
    charged = moneys({"Ash": "300", "Birch": "-300", "Cedar": "0"})
    return issued(paid=paid, priced=charged, fees=[fee])


def test_fees_that_net_to_nothing_are_settled_to_whoever_bought() -> None:
    """Rules that name each pool left them out: Ash owed nothing for four fewer, Birch got none."""
    by_pool = [
        SettlementRule("staff", [SHARED], [WAITS], ["staffing", "premises"]),
        SettlementRule("bought", [WAITS], [WAITS], [PRICED]),
    ]
    report = outturn("900")
    fault = caught(ModelError, Settlement, opposite(), PLAN, report, by_pool)
    assert fault.got == f"nothing for {PRICED}"
    took = told("0", Taken("Ash", "visits", 9), Taken("Birch", "visits", 11))
    settled = Settlement(opposite(), PLAN, took, by_pool)
    assert due(settled) == ["-£400.00", "£400.00", "£0.00"]
    silent = caught(ModelError, Settlement, opposite(), PLAN, told("0"), by_pool)
    assert silent.got == "none of visits of Ash, visits of Birch"
    untaken = by_pool[:1]
    fault = caught(ModelError, Settlement, opposite(), PLAN, took, untaken)
    assert fault.rule == f"take {PRICED} by one rule"


def test_units_that_were_agreed_and_cost_nothing_are_told_at_the_end_too() -> None:
    fee = evolve(VISITS, units={"Ash": 10, "Birch": 10, "Cedar": 0})
    fault = caught(
        ModelError, Settlement, issued(fees=[fee]), PLAN, outturn("900"), [rule([SHARED])]
    )
    assert fault.got == f"nothing for {PRICED}"


def test_an_issue_lists_agreed_units_beside_no_other_price_of_theirs() -> None:
    later = Fee("visits", "120", dict.fromkeys(("Ash", "Birch", "Cedar"), 0), "2022-01-01")
    fault = caught(ModelError, issued, fees=[VISITS, later])
    assert said(fault) == (
        "Agreed units of visits in the issue of Agency 2021/22, version 1",
        "have one price, for the year has one tolerance",
        "visits, visits from 1 January 2022",
    )


def test_units_and_prices_are_not_negative_and_each_lot_of_a_partner_stands_once() -> None:
    fault = caught(InvalidValueError, Taken, "Ash", "placements", -1)
    assert said(fault) == ("Units of placements of Ash", "not be negative", "-1")
    fault = caught(InvalidValueError, Taken, "Ash", "placements", 1, price="-1")
    assert said(fault) == ("Price of placements", "not be negative", Money("-1"))
    twice = Taken("Ash", "placements", 1)
    assert caught(ModelError, told, "1", twice, twice).subject.startswith("Units in the final")


def test_units_are_of_partners_of_the_issue() -> None:
    took = [Taken("Ash", "placements", 2), Taken("Elm", "placements", 1)]
    fault = caught(ModelError, Settlement, asked(), PLAN, told("69000", *took), [rule([SHARED])])
    assert (fault.rule, fault.got) == (
        "name partners of the issue alone (Ash, Birch, Cedar)",
        "Elm",
    )


def test_the_statement_for_audit_shows_fees_settled_by_buyer_on_lines_of_their_own() -> None:
    report = told("103500", Taken("Ash", "placements", 3, source=MINUTE))
    settled = Settlement(asked(), PLAN, report, [rule([SHARED])])
    statement = YearStatement(asked(), settled, NOBODY)
    section = "Fees settled to their buyers"
    rows = {row.line: dict(row.amounts) for row in statement.rows if row.section == section}
    fees = {"issued": Money("69000"), "taken": Money("103500"), "due": Money("34500")}
    assert rows == {"Ash": fees, "sum": fees}
    assert statement.difference == Money(0)
    none = Settlement(issued(), PLAN, told("0"), [rule([SHARED])])
    assert section not in {row.section for row in YearStatement(issued(), none, NOBODY).rows}


def test_an_issue_lists_each_fee_once_and_charges_what_it_lists() -> None:
    fault = caught(ModelError, issued, fees=[PLACES])
    subject = "What Ash is charged at a price in the issue of Agency 2021/22, version 1"
    assert said(fault) == (subject, "be units at their listed price, £69,000.00", Money(0))
    assert caught(ModelError, issued, fees=[PLACES, PLACES]).got == "placements (2 times)"
    other = Fee("placements", "1", {"Ash": 0})
    assert caught(ModelError, issued, fees=[other]).subject.startswith("Units of placements of")


def test_a_fee_has_no_negative_price_or_tolerance() -> None:
    fault = caught(InvalidValueError, Fee, "placements", "-1", {"Ash": 1}, "2021-10-01")
    subject = "Price of placements from 1 October 2021"
    assert said(fault) == (subject, "not be negative", Money("-1"))
    fault = caught(InvalidValueError, Fee, "placements", "1", {"Ash": 1}, within=-1)
    assert fault.subject == "Tolerance of placements"
