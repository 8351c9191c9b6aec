"""What a year without an approved budget falls back on, until it is agreed and trued up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.by import ByPartner
from aimpartner.errors import ApportionmentError, InvalidValueError, ModelError
from aimpartner.exact import Number, listed, nearest, plain
from aimpartner.issue.issue import Issued
from aimpartner.issue.parts import shared
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear
from aimpartner.rates import INDEX_MOVES, Rate, multiple, unmixed
from aimpartner.sources import Source
from aimpartner.tables import PLAIN_POUNDS, POUNDS, Column, Drawn, Table, columns
from aimpartner.validators import given, one_of
from aimpartner.working.apportionment import apportion

Carry = Literal["each issued contribution", "last call by last shares", "last call by new shares"]

_PROVISIONAL = (
    Column("partner"),
    *columns(POUNDS, "issued last", is_drawn=False),
    *columns(POUNDS, "provisional", "net payable"),
)
_TRUED_UP = (
    Column("partner"),
    *columns(PLAIN_POUNDS, "provisional", "agreed", "provisional net", "agreed net", "due"),
)
_NOTHING = Money(0)


def _change(by: Rate) -> str:
    """Return a change of an index in words."""
    if not by:
        return "no change"
    return f"a {'rise' if by > 0 else 'fall'} of {Rate(abs(by))}"


@frozen(repr=False, field_transformer=checked)
class PriceIndex(OneLine):
    """The movement of a published index that an agreement names.

    Args:
        publisher: who publishes it, such as ONS.
        series: which index, such as CPI all items.
        month: of which month, such as September 2021.
        ratio: the index of the month over that of the same month a year before, such as "103.1 %".
        source: where it was read.

    Raises:
        InvalidValueError: the ratio is not from 50 % to 200 %, which no such index leaves within
            a year and a rise of 3.1 % does; or a name is not given.

    Example:
        >>> print(PriceIndex("ONS", "CPI all items", "September 2021", "103.1 %"))
        CPI all items (ONS), September 2021: × 1.031
    """

    publisher: str = field(validator=given)
    series: str = field(validator=given)
    month: str = field(validator=given)
    ratio: Rate = field(converter=multiple)
    source: Source | None = field(default=None, kw_only=True)

    @ratio.validator
    def _is_positive(self, _: object, ratio: Rate) -> None:
        low, high = INDEX_MOVES
        if not low <= ratio <= high:
            rule = f"be the whole that it moved to, from {low} to {high}"
            remedy = f"Write {Rate(1 + ratio)} for {_change(ratio)}." if abs(ratio) < low else ""
            raise InvalidValueError(f"Ratio of {self.series}", rule, ratio, remedy)

    def __str__(self) -> str:
        """Return the series, who publishes it, the month and the ratio."""
        return f"{self.series} ({self.publisher}), {self.month}: × {plain(self.ratio)}"


@frozen(repr=False, field_transformer=checked)
class Fallback(OneLine):
    """The clause for a year without approval.

    Args:
        carry: what is carried on: "each issued contribution", "last call by last shares" (of the
            issued contributions to what was shared, their parts of the sum), or "last call by new
            shares". Shares are of what was shared: what a partner was charged at a price or of its
            own is carried to it alone, as it was issued, and no index moves it.
        index: what it moves by; `None` where it is carried on as it was.
        source: the clause.

    Raises:
        InvalidValueError: what is carried is none of those named.

    Example:
        >>> Fallback("last call by last shares").carry
        'last call by last shares'
    """

    carry: Carry = field(validator=one_of(get_args(Carry)))
    index: PriceIndex | None = None
    source: Source | None = None

    def provisional(
        self,
        last: Issued,
        needed: Money | str | None = None,
        shares: ByPartner[Number] | None = None,
    ) -> Provisional:
        """Return the provisional contributions of the year after an issue.

        Contributions that are carried one by one are each brought to the nearest penny; a call
        that is carried is brought to the nearest penny and shared by the largest remainder, but
        for what a partner was charged at a price or of its own, which is carried to it. What a
        partner incurred itself is carried and moved too, and credited to it.

        Args:
            last: the issue in force of the year before.
            needed: the call of the budget that was not approved, where there is one.
            shares: the new weights, where the clause goes by them.

        Raises:
            ModelError: new shares are needed and not given, or given and not needed.
            InvalidValueError: a weight, or a contribution that the call is shared by, is negative.
            ApportionmentError: they are all zero.
        """
        year = last.year.back(-1)
        if (shares is not None) != (self.carry == "last call by new shares"):
            got = "none" if shares is None else f"shares of {listed(shares)}"
            rule = f'have new shares only if they carry the "{self.carry}"'
            raise ModelError(f"Provisional contributions of {year}", rule, got)
        wanted = None if needed is None else Money(needed)
        gross = self._amounts(last, shares)
        return Provisional(self, last, year, gross, net=self._net(last, gross), needed=wanted)

    def _amounts(self, last: Issued, shares: ByPartner[Number] | None) -> ByPartner[Money]:
        if self.carry == "each issued contribution":
            return ByPartner.of(last.partners, map(self._moved, last.contributions.values()))
        if shares is None:
            paid = {name: amount.to_decimal() for name, amount in shared(last).items()}
            weights = _sound(paid, f"contributions in pounds to {last.agency} {last.year}")
        else:
            weights = _sound(shares, f"new shares of {last.agency} {last.year.back(-1)}")
        called = last.call - sum_of(last.beside_the_budget)
        parts = apportion(self._moved(called).pence, list(weights.values()))
        besides = _besides(last)
        pairs = zip(weights, map(Money.from_pence, parts), strict=True)
        return ByPartner({name: part + besides.get(name, _NOTHING) for name, part in pairs})

    def _moved(self, amount: Money) -> Money:
        """Return an amount as the index moves it, to the nearest penny."""
        ratio = self.index.ratio if self.index else Fraction(1)
        return Money.from_pence(nearest(amount.pence * ratio))

    def _net(self, last: Issued, gross: ByPartner[Money]) -> ByPartner[Money]:
        """Return what is payable, less what each incurred itself, moved as the call is."""
        own = {name: self._moved(last.amount(name) - last.net[name]) for name in last.partners}
        return ByPartner({name: amount - own.get(name, Money(0)) for name, amount in gross.items()})


def _besides(last: Issued) -> dict[str, Money]:
    """Return what each was charged at a price or of its own, where that is something."""
    both = {name: last.priced[name] + last.own[name] for name in last.partners}
    return {name: amount for name, amount in both.items() if amount}


def _sound(weights: Mapping[str, Number], what: str) -> dict[str, Fraction]:
    """Return the weights as numbers; refuse some that nothing can be shared by."""
    numbers = unmixed(weights, what.capitalize())
    for partner, weight in numbers.items():
        if weight < 0:
            remedy = "Carry each issued contribution, or share by other shares."
            raise InvalidValueError(
                f"{partner} in {what}", "not be negative", plain(weight), remedy
            )
    if not any(numbers.values()):
        raise ApportionmentError(f"The {what}", "not be all zero", f"zeros for {listed(numbers)}")
    return numbers


@frozen(repr=False, field_transformer=checked)
class Provisional(Drawn):
    """Contributions that hold until the year is agreed; they are trued up then.

    Args:
        clause: what the agreement says.
        last: the issue that they were carried from.
        year: the year charged.
        contributions: each partner's provisional contribution, gross.
        net: each partner's provisional net payable, less what it incurs itself.
        needed: the call of the budget that was not approved; `None` where there is none.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> last = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> Fallback("each issued contribution").provisional(last).contributions["Sefton"]
        Money('524027.76')
    """

    clause: Fallback
    last: Issued
    year: FinancialYear
    contributions: ByPartner[Money]
    net: ByPartner[Money] = field(kw_only=True)
    needed: Money | None = field(default=None, kw_only=True)

    @property
    def total(self) -> Money:
        """The sum of the provisional contributions."""
        return sum_of(self.contributions.values())

    @property
    def unfunded(self) -> Money | None:
        """What the budget needs beyond them; less than nothing where it needs less."""
        return None if self.needed is None else self.needed - self.total

    def in_words(self) -> tuple[str, ...]:
        """Return what is carried, by what it moved, and what is left unfunded, as sentences."""
        source = f" ({self.clause.source})" if self.clause.source else ""
        words = [f"{self.year} is not approved; carried is the {self.clause.carry}{source}."]
        words.append(f"It comes from {self.last.title}.")
        words += self._beside_shares()
        index = self.clause.index
        where = f" ({index.source})" if index and index.source else ""
        words.append(f"Moved by {index}{where}." if index else "No index moves it.")
        if self.unfunded is not None:
            kind = "left unfunded" if self.unfunded.pence >= 0 else "more than the call"
            amount = Money.from_pence(abs(self.unfunded.pence))
            words.append(f"The budget proposed calls for {self.needed}: {amount} {kind}.")
        return (*words, "Provisional: it is trued up when the year's contributions are issued.")

    def _beside_shares(self) -> Iterator[str]:
        """Say to whom what is no share is carried, and what is carried to nobody."""
        besides = {} if self.clause.carry == "each issued contribution" else _besides(self.last)
        kept = [(name, amount) for name, amount in besides.items() if name in self.contributions]
        gone = [(name, amount) for name, amount in besides.items() if (name, amount) not in kept]
        what = "What was bought at a price, or is a partner's own, is carried"
        for those, how in ((kept, "as it was issued"), (gone, "to nobody where it has no share")):
            if those:
                yield f"{what} {how}: {listed(f'{name} {amount}' for name, amount in those)}."

    def trued_up(self, agreed: Issued) -> TrueUp:
        """Return what is still due from each partner, or to it, once the year is issued.

        Raises:
            ModelError: the issue is of another agency or year.
        """
        wanted = f"{self.last.agency} {self.year}"
        if (agreed.agency, agreed.year) != (self.last.agency, self.year):
            raise ModelError("Issue to true up by", f"be of {wanted}", agreed.title)
        return TrueUp(self, agreed)

    def table(self) -> Table:
        """Return a row a partner, the sums below them, and what they rest on.

        In a frame stands also what was issued last: 0 for a partner that is new.
        """
        last = self.last.contributions
        rows = (
            (name, last.get(name, _NOTHING), amount, self.net[name])
            for name, amount in self.contributions.items()
        )
        sums = ("sum", None, self.total, sum_of(self.net.values()))
        title = [f"{self.last.agency}: provisional contributions {self.year}"]
        return Table(title, _PROVISIONAL, rows, self.in_words(), ends=[sums])

    def _in_short(self) -> str:
        return f"<Provisional contributions of {self.last.agency} {self.year}: {self.total}>"


@frozen(repr=False, field_transformer=checked)
class TrueUp(Drawn):
    """The agreed contributions of a year beside the provisional ones, and what is still due.

    Provisional net payables are taken to be paid: what a partner incurs is credited once.

    Args:
        provisional: what held until then.
        agreed: what was issued.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> last = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> held = Fallback("each issued contribution").provisional(last)
        >>> TrueUp(held, last).due["Sefton"]
        Money('0.00')
    """

    provisional: Provisional
    agreed: Issued

    @property
    def due(self) -> ByPartner[Money]:
        """What each partner still owes, net; less than nothing where it is owed."""
        before, after = self.provisional.net, self.agreed.net
        names = list(dict.fromkeys((*before, *after)))
        nothing = Money(0)
        return ByPartner.of(names, (after.get(n, nothing) - before.get(n, nothing) for n in names))

    def table(self) -> Table:
        """Return a row a partner, and what is due in all."""
        before, after = self.provisional, self.agreed
        amounts = (before.contributions, after.contributions, before.net, after.net, self.due)
        rows = ((name, *(column.get(name, _NOTHING) for column in amounts)) for name in self.due)
        title = f"{after.agency}: {after.year} trued up by version {after.version}"
        notes = [f"Due in all: {sum_of(self.due.values())}."]
        return Table([title], _TRUED_UP, rows, notes)

    def _in_short(self) -> str:
        version = f"{self.agreed.agency} {self.agreed.year}, version {self.agreed.version}"
        return f"<TrueUp by {version}: due {sum_of(self.due.values())}>"
