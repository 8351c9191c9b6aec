"""Fees at the year's end: what each partner took, at the price of its day, for itself alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from attrs import field, frozen
from attrs.converters import optional

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed, nearest, plain
from aimpartner.issue.fees import Fee, bought_from
from aimpartner.issue.issue import Issued
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.periods import parse_optional_day
from aimpartner.rates import unmarked
from aimpartner.sources import Source
from aimpartner.validators import given

_TELL = (
    "Give the units that each partner took, with 0 for one that took none: fees are settled to "
    "whoever bought."
)


@frozen(repr=False, field_transformer=checked)
class Taken(OneLine):
    """Units that one partner took in a year of what has a price.

    Args:
        partner: who took them.
        element: the element that they are of.
        units: how many, in the year or in the period.
        since: the first day of the period, where the issue tells its units apart; or the first
            day of a price that came later than the issue.
        price: the price of their day, where the issue lists none.
        source: the record of what was taken.

    Raises:
        InvalidValueError: the units or the price are negative.

    Example:
        >>> Taken("Ash", "placements", 3).title
        'placements'
    """

    partner: str = field(validator=given)
    element: str = field(validator=given)
    units: Fraction = field(converter=unmarked)
    since: date | None = field(default=None, converter=parse_optional_day)
    price: Money | None = field(default=None, converter=optional(Money), kw_only=True)
    source: Source | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check the signs."""
        if self.units < 0:
            subject = f"Units of {self.title} of {self.partner}"
            raise InvalidValueError(subject, "not be negative", plain(self.units))
        if self.price is not None and self.price.pence < 0:
            raise InvalidValueError(f"Price of {self.title}", "not be negative", self.price)

    @property
    def title(self) -> str:
        """The element, with the first day of its period where there is one."""
        return bought_from(self.element, self.since)


@frozen(repr=False, field_transformer=checked)
class SettledFee(OneLine):
    """What one partner bought, settled to it.

    Args:
        partner: who bought it.
        issued: what the issue charged for it.
        actual: what was taken, at its price.
        how: the units and prices, in words.
        source: where what was taken is recorded.

    Example:
        >>> SettledFee("Ash", Money("60"), Money("90"), "places 3 × £30.00").due
        Money('30.00')
    """

    partner: str
    issued: Money
    actual: Money
    how: str
    source: Source | None = None

    @property
    def due(self) -> Money:
        """What is due from it besides what was issued; below nothing, to it."""
        return self.actual - self.issued

    @property
    def words(self) -> str:
        """How it is settled, in words."""
        return f"settled to its buyer, {self.partner}: {self.how}, where {self.issued} was issued"


def settled_fees(
    issued: Issued, taken: Iterable[Taken], spent: Money, report: str
) -> tuple[SettledFee, ...]:
    """Return the fees of each partner that bought something, or was charged for something.

    Args:
        issued: the issue, with its listed prices.
        taken: what was taken in the year.
        spent: what the agency spent on what was bought.
        report: the report that tells it, as a sentence names it.

    Raises:
        ModelError: nobody tells the units of a partner that was charged for some, or of whoever
            bought what was spent; or their price is not listed, or listed otherwise.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> issued = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> more = Taken("Sefton", "placements", 1, price="34500")
        >>> settled_fees(issued, [more], Money("34500"), "final outturn")[0].due
        Money('34500.00')
    """
    units = tuple(taken)
    _check_units(issued, units, spent, report)
    fees = (_settled(issued, partner, units, report) for partner in issued.partners)
    return tuple(fee for fee in fees if fee.how)


def _settled(issued: Issued, partner: str, taken: tuple[Taken, ...], report: str) -> SettledFee:
    """Return the fees of one partner: what it took of each element, added to the penny."""
    by_element: dict[str, list[_Priced]] = {}
    own = [units for units in taken if units.partner == partner]
    for units in own:
        priced = _Priced(units, _listed(issued, units, report))
        by_element.setdefault(units.element, []).append(priced)
    charges = [_charge(issued, units, report) for units in by_element.values()]
    actual = Money.from_pence(nearest(sum((pence for pence, _ in charges), Fraction(0))))
    source = next((units.source for units in own if units.source), None)
    how = listed(words for _, words in charges) if own else ""
    return SettledFee(partner, issued.priced[partner], actual, how, source)


@frozen
class _Priced:
    """Units that a partner took, with the price of their day."""

    taken: Taken
    fee: Fee

    def __str__(self) -> str:
        return f"{self.taken.title} {plain(self.taken.units)} × {self.fee.price}"


def _charge(issued: Issued, units: list[_Priced], report: str) -> tuple[Fraction, str]:
    """Return what one partner's units of an element come to, in pence and in words."""
    first = units[0].taken
    for fee in issued.fees:
        if fee.element == first.element and fee.has_tolerance:
            return _beyond(fee, units, report)
    pence = (each.fee.pence(each.taken.partner, each.taken.units) for each in units)
    return sum(pence, Fraction(0)), listed(map(str, units))


def _beyond(agreed: Fee, units: list[_Priced], report: str) -> tuple[Fraction, str]:
    """Return what units beyond those agreed come to: all prices have one tolerance together."""
    partner = units[0].taken.partner
    nothing = sorted(units, key=lambda priced: priced.fee is not agreed)[:1]
    some = [priced for priced in units if priced.taken.units] or nothing
    beyond = agreed.beyond(partner, sum((priced.taken.units for priced in units), Fraction(0)))
    taken = " and ".join(map(str, some))
    if beyond and len({priced.fee.price for priced in some}) > 1:
        subject = f"Price of {agreed.element} of {partner} in the {report}"
        rule = "be one for all units, for those agreed have one tolerance in the year"
        remedy = "Tell all of them at the price that counts for what goes beyond, 0 at the other."
        raise ModelError(subject, rule, taken, remedy)
    free = f"{plain(agreed.within)} more or fewer than"
    words = f"beyond {free} {plain(agreed.agreed.get(partner, Fraction(0)))} agreed"
    return beyond * some[0].fee.price.pence, f"{taken} {words}"


def _listed(issued: Issued, taken: Taken, report: str) -> Fee:
    """Return the listed price of some units; or theirs, where the issue lists none."""
    fees = {(fee.element, fee.since): fee for fee in issued.fees}
    fee = fees.get((taken.element, taken.since))
    subject = f"Price of {taken.title} of {taken.partner} in the {report}"
    if fee is None and taken.price is None:
        known = listed(fee.title for fee in issued.fees) or "none"
        remedy = "State the price of their day with the units, or name what the issue lists."
        raise ModelError(subject, f"be listed by {issued.title} ({known})", "none", remedy)
    if fee is None:
        return Fee(taken.element, taken.price or Money(0), {taken.partner: taken.units})
    if taken.price not in (None, fee.price):
        remedy = "Leave the price out; a price that came later has a first day of its own."
        raise ModelError(subject, f"be the one listed, {fee.price}", taken.price, remedy)
    return fee


def _check_units(issued: Issued, taken: tuple[Taken, ...], spent: Money, report: str) -> None:
    """Refuse a report that leaves out what somebody bought."""
    absent = dict.fromkeys(_left_out(issued, taken))
    if absent or (spent and not taken):
        rule = "tell the units of what has a price that each partner took"
        got = f"none of {listed(absent)}" if absent else f"{spent} spent, and no units"
        raise ModelError(f"The {report}", rule, got, _TELL)


def _left_out(issued: Issued, taken: tuple[Taken, ...]) -> Iterator[str]:
    """Go through what was charged for in the issue and is not in the report."""
    known = {(units.partner, units.element, units.since) for units in taken}
    buyers = {units.partner for units in taken}
    for fee in issued.fees:
        for partner in issued.partners:
            if fee.asks(partner) and (partner, fee.element, fee.since) not in known:
                yield f"{fee.title} of {partner}"
    for partner, amount in issued.priced.items() if not issued.fees else ():
        if amount and partner not in buyers:
            yield f"what {partner} was charged {amount} for"
