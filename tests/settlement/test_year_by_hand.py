"""One whole year by hand: a leaver, a joiner, fees, a cap, a charge of 5 % and a reserve."""

from __future__ import annotations

from fractions import Fraction

from aimpartner.budget.budget import Budget, CostLine, Effect
from aimpartner.budget.host_charge import HostCharge
from aimpartner.formula.bases.given import Given
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.issue.issue import Issued
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partners import Authority, Membership, Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.periods import DateRange
from aimpartner.settlement.charges import with_charges
from aimpartner.settlement.fees import Taken
from aimpartner.settlement.outturn import PRICED, Actual, Outturn
from aimpartner.settlement.reserves import Reserve
from aimpartner.settlement.settlement import Settlement
from aimpartner.settlement.share_base import ShareBase
from aimpartner.settlement.tiers import SettlementRule, Tier
from aimpartner.settlement.year_statement import YearStatement
from aimpartner.working.amounts import moneys
from builders import ALWAYS, YEAR, line, paid

SPELLS = {
    "Ash": Membership(ALWAYS),
    "Birch": Membership(DateRange("2010-04-01", "2021-09-30"), leaving="reshare"),
    "Cedar": Membership(DateRange("2021-10-01"), "reshare"),
}
NAMES = tuple(SPELLS)
EARLY, LATE = Fraction(183, 365), Fraction(182, 365)


def agency() -> Model:
    """Return £390,000 by 5 : 3 : 2 and £60,000 equally; Ash and Birch buy a placement each."""
    partners = [Partner(name, Authority(name), spell) for name, spell in SPELLS.items()]
    whole = Partnership("Agency", partners, [Hosting("Ash", ALWAYS)])
    used = CostLine("staffing", "used", "Reserves", "10000", Effect.REDUCES, reserve="general")
    lines = [line("400000", name="pay"), line("40000", "premises", "rent", "Ash"), used]
    charge = HostCharge("host", "charge", rate="5 %", of=["staffing/pay"], settled="on the outturn")
    placements = PricedElement(
        "placements", Given({"Ash": 1, "Birch": 1, "Cedar": 0}, "units"), "34500"
    )
    elements = [
        Element("staff", ["staffing"], Given({"Ash": 5, "Birch": 3, "Cedar": 2})),
        Element("other", ["premises", "host"], Given.equal(NAMES)),
        placements,
    ]
    cap = Limit("cap", upper=Bound(Given({"Ash": 250_000_00}, "pence")))
    rule = Formula("levy", elements, ALWAYS, limits=[cap])
    return Model(whole, budgets=[charge.added_to(Budget(YEAR, lines))], formulas=[rule])


def issued() -> Issued:
    return paid(agency()).issue("2021-03-26")


def settled() -> Settlement:
    """Return the settlement: first the host, then the reserve, half shared, the rest undecided."""
    budget = agency().budgets[0]
    actuals = [Actual("staffing", "415300", line="pay"), Actual("premises", "38000", "Ash")]
    taken = [Taken("Ash", "placements", 2), Taken("Birch", "placements", 1)]
    actuals.append(Actual(PRICED, "104000"))
    told = Outturn(YEAR, "final", "2022-06-30", actuals, taken=taken)
    tiers = [Tier("host", limit=Money("2000")), Tier("reserve")]
    tiers += [Tier("partners", ShareBase.issued(), part="50 %"), Tier("board decides")]
    held = Reserve("general", {"Ash": "12000", "Birch": "9000", "Cedar": "0"})
    held = held.used(YEAR, Money("10000"), "as the budget plans")
    return Settlement(
        issued(),
        budget,
        with_charges(told, budget),
        [SettlementRule("all", tiers, tiers)],
        reserves=[held],
        brought_forward="1000",
    )


def test_what_each_is_issued_is_its_parts_of_both_halves_of_the_year_within_the_cap() -> None:
    """To September 5 : 3 of Ash and Birch, from then 5 : 2 of Ash and Cedar; Cedar bears the cap.

    Pay of £400,000 less £10,000 of the reserve, and rent with a charge of 5 % of the pay.
    """
    staff, other = 390_000, 40_000 + 20_000
    ash = staff * (EARLY * Fraction(5, 8) + LATE * Fraction(5, 7)) + Fraction(other, 2)
    birch = staff * EARLY * Fraction(3, 8) + Fraction(other, 2) * EARLY
    cedar = staff * LATE * Fraction(2, 7) + Fraction(other, 2) * LATE
    assert ash + birch + cedar == staff + other
    by_hand = (250_000 + 34_500, birch + 34_500, cedar + (ash - 250_000))
    assert [round(float(amount), 2) for amount in by_hand] == [284500.00, 122866.44, 111633.56]
    found = issued()
    assert [str(amount) for amount in found.contributions.values()] == [
        *("£284,500.00", "£122,866.44", "£111,633.56")
    ]
    assert (found.call, found.residual) == (Money("519000"), Money("0"))
    assert found.net["Ash"] == Money("244500")  # it pays the rent of £40,000 itself


def test_the_net_outturn_is_met_line_by_line() -> None:
    """Pay £15,300 more, rent £2,000 less, the charge £765 more, placements £35,000 more.

    Ash took a third placement, £34,500. Of the £14,565 left £1,000 was brought forward: £2,000 is
    the host's, the reserve holds £11,000, half of £565 is shared and half not yet decided.
    """
    found = settled()
    assert found.outturn.net == Money("415300") + Money("38000") + Money("20765") + Money("104000")
    dealt = [(each.to, str(each.amount)) for each in found.allocations]
    assert dealt == [
        ("partners", "£34,500.00"),
        ("host", "£2,000.00"),
        ("reserve", "£11,000.00"),
        ("partners", "£282.50"),
        ("board decides", "£282.50"),
    ]
    lines = {words: str(amount) for words, amount in found.reconciliation if amount}
    assert lines == {
        "issued contributions": "£519,000.00",
        "due from partners": "£36,782.50",
        "planned use of reserve": "£10,000.00",
        "drawn from reserve": "£11,000.00",
        "brought forward": "£1,000.00",
        "not yet decided": "£282.50",
    }
    met = 519_000_00 + 36_782_50 + 21_000_00 + 1_000_00 + 282_50
    assert met == found.outturn.net.pence == 578_065_00


def test_each_owes_what_it_bought_what_it_hosts_and_its_part_of_what_is_shared() -> None:
    """£282.50 by £250,000.00 : £88,366.44 : £111,633.56, without fees; the odd penny is Birch's."""
    shares = [250_000_00, 88_366_44, 111_633_56]
    pence = [f"{282_50 * share / sum(shares):.2f}" for share in shares]
    assert pence == ["15694.44", "5547.45", "7008.11"]
    found = settled()
    due = [amount.pence for amount in found.due.values()]
    assert due == [34_500_00 + 2_000_00 + 156_94, 55_48, 70_08]
    closing = {name: str(of) for name, of in found.closing_reserves[0].balances.items()}
    assert closing == {"Ash": "£0.00", "Birch": "£0.00", "Cedar": "£0.00"}
    statement = YearStatement(issued(), found, moneys({}))
    assert statement.difference == Money("0")
