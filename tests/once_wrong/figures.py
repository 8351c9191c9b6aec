"""Figures that were once wrong: what each was before it was mended, and what it must read now."""

from __future__ import annotations

import decimal
import errno
from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from attrs import evolve, frozen

from aimpartner import samples
from aimpartner.budget.host_charge import HostCharge
from aimpartner.budget.uplifts import Indexed, PercentUplift
from aimpartner.errors import AimpartnerError, WorkbookError, system_words
from aimpartner.exact import plain
from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.excel.form.read import read_model
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.periods import Period, Periods
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import PriceList
from aimpartner.formula.rounding import Rounding
from aimpartner.issue.due_dates import Monthly
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.provisions import Option
from aimpartner.periods import DateRange, in_words, parse_day
from aimpartner.scenarios.changes import Scenario, Set
from aimpartner.settlement.fees import Taken
from aimpartner.settlement.settlement import Settlement
from builders import YEAR, counted, element, evidence, income, line, model, paid
from contributions.test_five_councils import FIVE, LIST, beyond, units, with_fees
from excel.contributions.reading import cell, money
from excel.contributions.rule_models import credited, shared
from excel.contributions.test_charge_by_a_rate import AT, WHOLE, retype
from excel.form.filling import save
from excel.form.test_rates_in_cells import weighed
from excel.office import Office
from formula.test_kept_bounds import HALVES, THIRDS, cap, randomly_capped
from formula.test_kept_bounds import shared as held
from settlement.settled import PLAN, SHARED, rule
from settlement.test_settling_fees import asked, due, told
from year.test_call_lines import charged, fee
from year.test_idle_rules import capped

Reading = Callable[[], str]


@frozen
class Line:
    """One figure.

    Args:
        what: what it is of.
        before: what it was.
        now: what it must read.
        read: the way to what it reads.
    """

    what: str
    before: str
    now: str
    read: Reading


def refused(act: Callable[..., object], *args: object, **more: object) -> Reading:
    """Return the way to what is to be done where an act is refused."""

    def read() -> str:
        try:
            return f"taken: {act(*args, **more)}"
        except AimpartnerError as fault:
            return f"refused. {getattr(fault, 'remedy', '') or fault}"

    return read


def pays(whole: Model) -> Reading:
    """Return the way to what each partner pays."""
    return lambda: ", ".join(str(each.amount) for each in paid(whole))


def notice(whole: Model, begins: str) -> Reading:
    """Return the way to a notice that begins so."""
    return lambda: next((e.words for e in paid(whole).notices if e.words.startswith(begins)), "")


# A cap of the year, fees, and what a cap holds: the five councils.


def changed_by_the_cap() -> str:
    """Return what the cap of the year takes off anyone."""
    changes = paid(FIVE).column("limit", "cap")
    off = sum((-each for each in changes if each < 0), Fraction(0))
    return str(Money.from_pence(int(off)))


def place(buyer: str, price: PriceList | str = "34500") -> PricedElement:
    """Return one placement at £34,500, or at another price."""
    return PricedElement("placements", units(**{buyer: 1}), price)


def beside(buyer: str, element: PricedElement) -> Reading:
    """Return the way to what a buyer pays beside what is shared, and what the others do."""

    def read() -> str:
        found = beyond(with_fees(element))
        others = sum((each.pence for name, each in found.items() if name != buyer), 0)
        return f"{found[buyer]}, others {Money.from_pence(others)}"

    return read


BY_PERIOD = Periods(
    [Period("2021-04-01", units(Brackley=2)), Period("2021-10-01", units(Brackley=1))]
)
DEARER = place("Brackley", LIST)
CHOICES = (
    "refused. Count the units by period, from 1 April 2021 and from 1 October 2021, or name the "
    "day whose price counts for all of them."
)
LEFT = "Farley leaves on 30 September; its placement of £34,500"
RISES = "a placement at £34,500, from 1 October £36,000"
YEARS = [
    Line(
        "Brackley in a year that Farley leaves, below its cap of £315,000",
        "£311,979.25",
        "£312,753.44",
        lambda: str(paid(FIVE)["Brackley"].amount),
    ),
    Line(
        "taken off it and Corfield, of whom neither exceeds its cap",
        "£4,445.11",
        "£0.00",
        changed_by_the_cap,
    ),
    Line(LEFT, "£17,297.26", "£34,500.00, others £0.00", beside("Farley", place("Farley"))),
    Line(RISES, "£35,247.95", CHOICES, refused(paid, with_fees(DEARER))),
    Line(
        f"{RISES}; its day 30 September",
        "£35,247.95",
        "£34,500.00, others £0.00",
        beside("Brackley", evolve(DEARER, on="2021-09-30")),
    ),
    Line(
        f"{RISES}; its day 1 October",
        "£35,247.95",
        "£36,000.00, others £0.00",
        beside("Brackley", evolve(DEARER, on="2021-10-01")),
    ),
    Line(
        f"{RISES}; two before, one after",
        "could not be said",
        "£105,000.00, others £0.00",
        beside("Brackley", evolve(DEARER, units=BY_PERIOD)),
    ),
    Line(
        "Brackley's placement of £34,500 beside its cap",
        "£2,246.56, others £32,253.44",
        "£34,500.00, others £0.00",
        beside("Brackley", place("Brackley")),
    ),
]

# Rounding within limits, and credits beside charges.

NO_LOSER = Limit("no loser", None, Bound(Measured("contribution")))
IN_POUNDS = evolve(
    held({"Ash": "15", "Birch": "85"}, "10", NO_LOSER, rounding=Rounding("1")),
    evidence=evidence(*counted("contribution", {"Ash": "1.50", "Birch": 20})),
)
ALMOST_THIRDS = held(THIRDS, "1", cap(Ash="33.5", Birch="33.5"))


def random_caps_broken() -> str:
    """Return of how many of 78 random models a cap is broken, and of how many it is in silence."""
    broken = silent = 0
    for result, caps in randomly_capped():
        beyond_it = [name for name, most in caps.items() if result[name].amount.pence > most]
        said = " ".join(each.words for each in result.notices)
        broken += bool(beyond_it)
        silent += any(f"is not kept: {name} pays" not in said for name in beyond_it)
    return f"{broken} broken, {silent} in silence"


def charge_and_credit() -> Model:
    """Return £10,600 that is Ash's alone, and £600 off that is Birch's alone."""
    lines = [line("10600"), income("600", "grants")]
    parts = [
        element(Given({"Ash": 1, "Birch": 0})),
        element(Given({"Ash": 0, "Birch": 1}), ["grants"]),
    ]
    return model(lines, parts, ("Ash", "Birch"), rounding=Rounding("1000"))


def in_pence() -> Model:
    """Return 20p that Ash and Cedar share 53 to 47, and 1p off for Birch and Cedar, 6 to 4."""
    whole = credited(line("0.20"), income("0.01"), Rounding())
    (rule_,) = whole.formulas
    first, second = rule_.shared
    second = evolve(second, basis=Given({"Ash": 0, "Birch": 6, "Cedar": 4}))
    return evolve(whole, formulas=[evolve(rule_, elements=[first, second])])


UNITS = [
    Line(
        "a cap of 50.5p on half of £1.01",
        "£0.51, £0.50",
        "£0.50, £0.51",
        pays(held(HALVES, "1.01", cap(Ash="50.5"))),
    ),
    Line(
        "no loser in whole pounds; £1.50 last year, £1.50 of £10.00 now",
        "£2.00, £8.00",
        "£1.00, £9.00",
        pays(IN_POUNDS),
    ),
    Line(
        "33.5p, 33.5p, 33p with caps of 33.5p on the first two",
        "£0.34, £0.33, £0.33",
        "£0.33, £0.33, £0.34",
        pays(ALMOST_THIRDS),
    ),
    Line(
        "the same: what is said of it",
        "nothing",
        "Cedar, contribution: £0.33 becomes £0.34, beyond the units of £0.01 next to it, for the "
        "limits of others.",
        notice(ALMOST_THIRDS, "Cedar"),
    ),
    Line(
        "78 random caps to the penny, paid in units of 10p",
        "26 broken, 26 in silence",
        "0 broken, 0 in silence",
        random_caps_broken,
    ),
    Line("10.6p, -0.6p and 9p", "£0.10, £0.00, £0.09", "£0.11, -£0.01, £0.09", pays(in_pence())),
    Line(
        "£10,600 and -£600 in units of £1,000",
        "£10,000.00, £0.00",
        "£11,000.00, -£1,000.00",
        pays(charge_and_credit()),
    ),
]

# Rates, and a charge that is one.

BOTH_WAYS = "refused. Write {} or {}."
PAY = "pay of £412,345.67 rises by 10 %: the host's charge of 5 %"
MORE = [Set("budget/2021-22/staffing/pay", "453580.24")]
CAPPED = capped(Bound(Measured("contribution"), "10500 %"))
TOLERANT = shared(Tolerance(Given({"Ash": 1, "Birch": 1}), Measured("adopted"), "100 points"))
BEFORE_AND_AFTER = "£20,617.28, then {}"


def uplifted(rate: str) -> str:
    """Return £1,000 after an uplift."""
    after = PercentUplift(rate).moved(Fraction(100_000), YEAR).after
    return str(Money.from_pence(int(after)))


def charge_of(whole: Model) -> Money:
    """Return what the budget has as the host's charge."""
    return whole.budgets[0].lines[-1].amount


def after_pay(charge: Callable[[Model], Money]) -> str:
    """Return the charge before pay rises, and after."""
    return f"{charge(charged())}, then {charge(Scenario('pay', MORE).applied(charged()))}"


RATES = [
    Line(
        "an uplift of 2.4 on £1,000",
        "£3,400.00",
        "refused. Write 2.4 %.",
        refused(PercentUplift, "2.4"),
    ),
    Line("an uplift of 2.4 % on £1,000", "£1,024.00", "£1,024.00", lambda: uplifted("2.4 %")),
    Line("a saving of 2 % on £1,000", "£980.00", "£980.00", lambda: uplifted("-2 %")),
    Line(
        "an uplift of 98 % on £1,000, for a cut of 2 %",
        "£1,980.00",
        "refused. Write -2 % for 98 % in all; give a real rise of 98 % as an amount.",
        refused(PercentUplift, "98 %"),
    ),
    Line(
        "yearly changes of 2.4 and 3.1 as the levels of an index, on £1,000",
        "£1,291.67",
        "refused. Write the level, such as 111.6; a change by a rate is a PercentUplift.",
        refused(Indexed, "CPI", {"2020/21": "2.4", "2021/22": "3.1"}),
    ),
    Line(
        "a host's charge of 5 on £1,000",
        "£5,000.00",
        "refused. Write 5 %.",
        refused(HostCharge, "overheads", "fee", rate="5", of=["staffing/pay"]),
    ),
    Line(
        "a cap of 105 of last year",
        "never bound",
        BOTH_WAYS.format("105 %", "10500 %"),
        refused(Bound, Measured("contribution"), "105"),
    ),
    Line(
        "a tolerance of 1 of each share",
        "the whole",
        BOTH_WAYS.format("1 %", "100 %"),
        refused(Tolerance, Given({"Ash": 1}), Given({"Ash": 1}), None, "1"),
    ),
    Line(
        "a tolerance of 1 in points",
        "the whole",
        "refused. Write 1 point.",
        refused(Tolerance, Given({"Ash": 1}), Given({"Ash": 1}), "1"),
    ),
    Line(
        f"{PAY}, in the budget",
        BEFORE_AND_AFTER.format("£20,617.28"),
        BEFORE_AND_AFTER.format("£22,679.01"),
        lambda: after_pay(charge_of),
    ),
    Line(
        f"{PAY}, in a scenario's working",
        BEFORE_AND_AFTER.format("£20,617.28"),
        BEFORE_AND_AFTER.format("£22,679.01"),
        lambda: after_pay(fee),
    ),
    Line(
        "a cap that is 105 times last year's: what is said of it",
        "nothing",
        "Limit cap cannot bind: nobody can be asked for more than 10500 % of contribution "
        "(2020/21).",
        notice(CAPPED, "Limit cap"),
    ),
    Line(
        "a tolerance of 100 points: what is said of it",
        "nothing",
        "The tolerance of element staffing always holds: shares are never more than 100 points "
        "apart.",
        notice(TOLERANT, "The tolerance"),
    ),
]

# What belongs to the caller, days, and what is due at the year's end.

AIM = samples.load("aim")
UNHOSTED = model()
UNHOSTED = evolve(UNHOSTED, partnership=evolve(UNHOSTED.partnership, hosting=()))
ISSUED = model().recorded(paid(model()).issue("2021-03-26"))


def in_six_digits() -> str:
    """Return Sefton's contribution, told while the caller's decimals hold six digits."""
    with decimal.localcontext(decimal.Context(prec=6)):
        return str(paid(AIM)["Sefton"].amount)


def in_six_digits_plain(number: Fraction) -> str:
    """Return a number as a file holds it, while decimals hold six digits."""
    with decimal.localcontext(decimal.Context(prec=6)):
        return plain(number)


def reaches(last: str, months: int) -> Reading:
    """Return the way to the last day that an agreement with an option may be extended to."""
    it = Agreement(DateRange("2018-04-01", last), Approval(()), options=[Option(months)])

    def read() -> str:
        day = parse_day(last)
        while it.state(day.add(days=1)).name != "ENDED":
            day = day.add(days=1)
        return in_words(day)

    return read


def settled(spent: str, took: int, staffing: str) -> Reading:
    """Return the way to what is due where two placements were issued to Ash."""

    def read() -> str:
        outturn = told(spent, Taken("Ash", "placements", took), staffing=staffing)
        return ", ".join(due(Settlement(asked(), PLAN, outturn, [rule([SHARED])])))

    return read


MOMENT = datetime(2021, 3, 31, 23, 30, tzinfo=UTC)
OTHERS = [
    Line(
        "Sefton's share, told while decimals hold six digits",
        "£524,028.00",
        "£524,027.76",
        in_six_digits,
    ),
    Line(
        "£675,476.38 as a ledger's number, the same",
        "675476",
        "675476.38",
        lambda: in_six_digits_plain(Fraction(67_547_638, 100)),
    ),
    Line(
        "what a system that speaks German refuses",
        "Das Gerät ist belegt",
        "Device or resource busy",
        lambda: system_words(OSError(errno.EBUSY, "Das Gerät ist belegt")),
    ),
    Line(
        "twelve months from a last day of 28 February 2020 reach",
        "27 February 2021",
        "28 February 2021",
        reaches("2020-02-28", 12),
    ),
    Line(
        "six months from a last day of 30 March 2021 reach",
        "29 September 2021",
        "30 September 2021",
        reaches("2021-03-30", 6),
    ),
    Line(
        "a million monthly instalments",
        "ValueError: year 10000 is out of range",
        "refused. Monthly months must be a whole number, at least 1 and at most 1200; got 1000000.",
        refused(Monthly, "2021-04-30", 10**6),
    ),
    Line(
        "23:30 on 31 March in Greenwich, for a day; in England it is 1 April",
        "31 March 2021",
        "refused. Give its day in England, such as value.date().",
        refused(parse_day, MOMENT),
    ),
    Line(
        "a year without a host: what is said of it",
        "nothing",
        "No host is recorded from 1 April 2021 to 31 March 2022, so nobody is there to be paid.",
        notice(UNHOSTED, "No host"),
    ),
    Line(
        "a year calculated anew after its issue: what is said of it",
        "nothing",
        "Contributions of 2021/22 were issued on 26 March 2021 (version 1, £100.00 in all); this "
        "is a recalculation, and what was issued stays due.",
        notice(ISSUED, "Contributions"),
    ),
    Line(
        "two placements issued to Ash, three taken",
        "£34,253.57, £147.86, £98.57",
        "£34,500.00, £0.00, £0.00",
        settled("103500", 3, "900"),
    ),
    Line(
        "two placements issued to Ash and taken, and £10 more for staff",
        "£9.93, £0.04, £0.03",
        "£5.00, £3.00, £2.00",
        settled("69000", 2, "910"),
    ),
]
LINES = [*YEARS, *UNITS, *RATES, *OTHERS]


# In workbooks: what is typed into one, and what follows in one that is sent.


def typed(folder: Path) -> str:
    """Return what is said where 0.5 is typed for a rate, in a cell that is not of per cent."""
    try:
        return f"taken: {read_model(save(folder / 'typed.xlsx', weighed(0.5, '50 %')))}"
    except WorkbookError as fault:
        first = fault.problems[0]
        return f"refused at {first.place}. {first.remedy}"


def recalculated(office: Office, folder: Path) -> str:
    """Return the charge in a workbook that is sent, and after 10 % more is typed for pay."""
    files = [folder / f"{name}.xlsx" for name in ("before", "after")]
    for path in files:
        write_contributions(paid(WHOLE), path)
    retype(files[1], {f"{AT}/pay": 453580.24})
    books = office.recalculate(files, folder / "out").values()
    return ", then ".join(str(money(cell(book, f"{AT}/fee").value)) for book in books)


def in_workbooks(office: Office, folder: Path) -> list[Line]:
    """Return the figures that are read from workbooks; LibreOffice recalculates them."""
    return [
        Line(
            "0.5 in a cell of rates",
            "50 %",
            "refused at Elements!G3. Write 0.5 % or 50 %.",
            lambda: typed(folder),
        ),
        Line(
            f"{PAY}, in the workbook",
            BEFORE_AND_AFTER.format("£20,617.28"),
            BEFORE_AND_AFTER.format("£22,679.01"),
            lambda: recalculated(office, folder),
        ),
    ]
