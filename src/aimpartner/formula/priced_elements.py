"""The elements of a formula that are bought: units at a price."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Self

from attrs import evolve, field, frozen

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed, plain
from aimpartner.formula.bases.addressed import Visit, address
from aimpartner.formula.bases.basis import (
    Basis,
    Points,
    Worded,
    in_full,
)
from aimpartner.formula.bases.given import givens, units
from aimpartner.formula.bases.periods import Period, Periods
from aimpartner.formula.prices import Price, PriceList
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.periods import DateRange, FinancialYear, in_words, parse_optional_day
from aimpartner.rates import unmarked
from aimpartner.sources import Source, from_source
from aimpartner.validators import check_name
from aimpartner.working.conditions import Must
from aimpartner.working.lots import Lot
from aimpartner.working.steps import Draft, Op

BESIDE = ("rounding", "limits")
"""What stands beside the elements in the addresses of a formula."""


def _price(price: PriceList | Money | str | Decimal | int) -> Money | PriceList:
    return price if isinstance(price, PriceList) else Money(price)


@frozen(repr=False, field_transformer=checked)
class PricedElement(Worded):
    """Units at a price; what they come to is a part of the call, not a share of it.

    Args:
        name: its name; a part of an address.
        units: how many units each partner takes; `Periods` tell apart those taken before and after
            a price changes.
        price: the price of one, or a dated list of prices.
        source: where the price is recorded; a list's prices have their own.
        on: the day whose price counts, for a list; left out, the price of the year charged, which
            may not change within it unless the units are counted by period.
        london: whether the list's price for London applies.
        agreed: how many units were agreed, where only what goes beyond them is charged; a partner
            that takes fewer is credited.
        within: how many units more or fewer than agreed cost nothing.

    Raises:
        InvalidValueError: the name cannot stand in an address, the price or the tolerance is
            negative, or the units are shares of something and so no units.
        ModelError: a day, London or a tolerance is given without what it is of, or agreed units
            stand beside units by period.

    Example:
        >>> from aimpartner import Given
        >>> PricedElement("places", Given({"Sefton": 7}, "units"), "31000").price
        Money('31000.00')
    """

    name: str
    units: Basis = field(metadata=address(""))
    price: Money | PriceList = field(converter=_price, metadata=address())
    source: Source | None = None
    on: date | None = field(default=None, converter=parse_optional_day)
    london: bool = False
    agreed: Basis | None = field(default=None, metadata=address("agreed"))
    within: Fraction = field(default=Fraction(0), converter=unmarked, metadata=address())

    def __attrs_post_init__(self) -> None:
        """Check the name, the units, the price and the tolerance."""
        check_name("Element", self.name, BESIDE)
        for words, basis in (("Units", self.units), ("Agreed units", self.agreed)):
            if basis is not None and not basis.is_counted:
                rule = "be counted: given as units, or measured and pooled"
                raise InvalidValueError(f"{words} of {self.name}", rule, type(basis).__name__)
            for given in givens(basis) if basis is not None else ():
                for partner, number in given.numbers.items():
                    units(partner, number)
        if isinstance(self.price, Money) and self.price.pence < 0:
            raise InvalidValueError(f"Price of {self.name}", "not be negative", self.price)
        if self.within < 0:
            raise InvalidValueError(f"Tolerance of {self.name}", "not be negative", self.within)
        self._check_together()

    def visited(self, visit: Visit, at: str) -> Self:
        """Return it after a walk; a price that is set takes the place of a list and of its day."""
        own = ("price",) if self.agreed is None else ("price", "agreed", "within")
        after = self.after(visit, at, own)
        if after["price"] is not self.price:
            after |= {"on": None, "london": False}
        elif isinstance(self.price, PriceList) and self._is_by_period:
            after["price"] = self._listed(self.price, visit, at)
        priced = evolve(self, **after)
        source = self.source if priced == self else visit.grounds
        return evolve(priced, source=source, **self.after(visit, at, ("units",)))

    def _listed(self, prices: PriceList, visit: Visit, at: str) -> PriceList:
        """Return the list after a walk past each of its prices; a changed one is of the element."""
        name = "london" if self.london else "amount"
        entries = []
        for entry in prices.prices:
            before = self._of(entry)
            amount = visit.figure(f"{at}/price/{entry.first_day}", before)
            more = {} if amount == before else {name: amount, "source": visit.grounds}
            entries.append(evolve(entry, **more))
        called = prices.name if entries == [*prices.prices] else f"{prices.name} of {self.name}"
        return evolve(prices, name=called, prices=entries)

    def _check_together(self) -> None:
        """Refuse what means nothing without something else."""
        if isinstance(self.price, Money) and (self.on or self.london):
            rule = "be a list for a day or for London to count"
            raise ModelError(f"Price of {self.name}", rule, self.price)
        if self.agreed is not None and any(isinstance(each, Periods) for each in self.bases):
            rule = "not stand beside units by period, for the year has one tolerance"
            raise ModelError(f"Agreed units of {self.name}", rule, self.agreed)
        if self.within and self.agreed is None:
            rule = "stand beside the units that were agreed"
            raise ModelError(f"Tolerance of {self.name}", rule, plain(self.within))

    @property
    def bases(self) -> tuple[Basis, ...]:
        """What it goes by: the units, and those agreed."""
        return (self.units,) if self.agreed is None else (self.units, self.agreed)

    def in_points(self, year: FinancialYear) -> Points:
        """Return the element in words: the units and the price; below, all that these state."""
        units = self.units.in_words(year)
        if self.agreed is not None:
            agreed = self.agreed.in_words(year)
            units += f" beyond {plain(self.within)} more or fewer than {agreed}"
        yield 0, f"{self.name}: {units}, at {self._price_in_words(year)}."
        yield 1, f"What they come to is a part of the call.{from_source(self.source)}"
        yield 1, "Units are charged whole, for however much of the year their buyer is a member."
        yield from in_full("The units: ", self.units, year, 1)
        if self.agreed is not None:
            free = f"up to {plain(self.within)} more or fewer cost nothing"
            yield 1, f"Only units beyond those agreed are charged, or credited where fewer; {free}."
            yield from in_full("The agreed units: ", self.agreed, year, 1)
        if isinstance(self.price, PriceList):
            yield from ((1, price.in_words()) for price in self.price.prices)

    def _price_in_words(self, year: FinancialYear) -> str:
        if isinstance(self.price, Money):
            return f"{self.price} each"
        of = f"the London price of {self.price.name}" if self.london else self.price.name
        if self.on is None and isinstance(self.units, Periods):
            return f"{of} on the first day of each period"
        if self.on is None:
            return f"{of} of the year charged (here as on {in_words(year.first)})"
        return f"{of} on {in_words(self.on)}"

    def priced(self, year: FinancialYear, day: date) -> tuple[Money, Source | None, str]:
        """Return the price of a unit, where it is published, and the end of its address.

        Args:
            year: the year charged.
            day: the day on which the units are bought, where no other is named.

        Raises:
            ModelError: the list has no price for the day, or none for London.
        """
        if isinstance(self.price, Money):
            return self.price, self.source, "price"
        whose = f"for {self.name} in {year}"
        try:
            entry = self.price.on(self.on or day)
        except ModelError as fault:
            subject = f"{fault.subject} {whose}"
            raise evolve(fault, subject=subject) from fault
        amount = self._of(entry)
        if amount is None:
            rule = f"have a price for London from {in_words(entry.first_day)}"
            raise ModelError(f"Price list {self.price.name} {whose}", rule, "none")
        end = f"price/{entry.first_day}" if self._is_by_period else "price"
        return amount, entry.source or self.source, end

    @property
    def _is_by_period(self) -> bool:
        """Whether each period of the units has its own price of the list."""
        is_listed = isinstance(self.price, PriceList) and self.on is None
        return is_listed and isinstance(self.units, Periods)

    def _of(self, entry: Price) -> Money | None:
        """Return the price of a unit in an entry of the list."""
        return entry.london if self.london else entry.amount

    def changes(self, days: DateRange) -> tuple[Price, ...]:
        """Return the prices of its list that begin within some days and are not as before."""
        if isinstance(self.price, Money) or self.on is not None:
            return ()
        return tuple(
            later
            for before, later in pairwise(self.price.prices)
            if days.first < later.first_day
            and later.first_day in days
            and self._of(before) != self._of(later)
        )

    def amounts(self, draft: Draft) -> int:
        """Write each partner's units times the price, in pence: whole, whoever shares when.

        Args:
            draft: the working while it is being written: of whom, and of which days of the year
                where they are not all.

        Raises:
            ModelError: the price list has no price for a day; or the price changes within the
                days, and neither are the units counted by period nor is the day named whose
                price counts.
        """
        at, days = f"{draft.root}/{self.name}", draft.days or draft.figures.year.days
        try:
            parts = self._parts(draft, at, days)
        except ModelError as fault:
            raise evolve(fault, at=fault.at or f"{at}/price") from fault
        words = f"{self.name}: amounts, the periods together"
        bought = draft.add(parts, words, "pence")
        draft.priced.append(bought)
        return bought

    def _parts(self, draft: Draft, at: str, days: DateRange) -> list[int]:
        """Write what the units of each period come to, or all of them."""
        if isinstance(self.units, Periods):
            periods = self._periods(self.units, draft, days)
            return [self._bought(draft, at, period.basis, period) for period in periods]
        self._check_price(draft, days)
        return [self._bought(draft, at, self.units)]

    def _bought(self, draft: Draft, at: str, counts: Basis, period: Period | None = None) -> int:
        """Write the units of the year, or of a period of it, times their price."""
        from_, below = (
            (f" from {in_words(period.first)}", f"/{period.name}") if period else ("", "")
        )
        day = period.first if period else draft.first_day
        amount, source, end = self.priced(draft.figures.year, day)
        pence, words = Fraction(amount.pence), f"{self.name}: price"
        price = draft.number(f"{at}/{end}", pence, words, "pence", source or draft.source)
        for must in (Must.WHOLE_PENCE, Must.NOT_NEGATIVE):
            draft.require(f"Price of {self.name}", must, f"{at}/{end}")
        units = counts.weights(draft, f"{at}{below}")
        lot = Lot(self.name, period.first if period else None, price, units)
        if self.agreed is not None:
            units, lot = self._beyond(draft, at, lot, self.agreed)
        draft.lots.append(lot)
        words = f"{self.name}: amounts{from_}"
        return draft.put(Op.TIMES, price, units, words=words, unit="pence")

    def _periods(self, units: Periods, draft: Draft, days: DateRange) -> tuple[Period, ...]:
        """Return the periods of the units; they begin where the prices of the list do."""
        begun = units.begun_in(days, f"{self.name} in {draft.figures.year}")
        if isinstance(self.price, Money) or self.on is not None:
            return begun
        subject, firsts = (
            f"Periods of {self.name} in {draft.figures.year}",
            {p.first for p in begun},
        )
        needed = [days.first, *(price.first_day for price in self.changes(days))]
        missing = [in_words(day) for day in needed if day not in firsts]
        if missing:
            got = listed(in_words(period.first) for period in begun)
            raise ModelError(subject, f"begin on {listed(missing)}, as its prices do", got)
        known = {days.first, *(price.first_day for price in self.price.prices)}
        strange = [in_words(period.first) for period in begun if period.first not in known]
        if strange:
            rule = f"begin where a price of {self.price.name} does, or the days charged"
            raise ModelError(subject, rule, listed(strange))
        return begun

    def _check_price(self, draft: Draft, days: DateRange) -> None:
        """Refuse a price that changes where units are not told apart by period."""
        changes = self.changes(days)
        if changes:
            first = self.priced(draft.figures.year, days.first)[0]
            later = (
                f"{self._of(price) or 'none'} from {in_words(price.first_day)}" for price in changes
            )
            from_ = (days.first, *(price.first_day for price in changes))
            apart = (
                f"Count the units by period, from {' and from '.join(map(in_words, from_))}, or "
            )
            name_ = "name the day whose price counts for all of them."
            remedy = name_.capitalize() if self.agreed is not None else f"{apart}{name_}"
            got = f"{first}, then {listed(later)}"
            rule = "be one price for all units that are not counted by period"
            raise ModelError(f"Price of {self.name} in {draft.figures.year}", rule, got, remedy)

    def _beyond(self, draft: Draft, at: str, lot: Lot, agreed_units: Basis) -> tuple[int, Lot]:
        """Write the units that are charged: those beyond the tolerance, of all that were taken."""
        name, agreed = self.name, agreed_units.weights(draft, f"{at}/agreed")
        taken = draft.opposite(agreed, unit="units")
        gap = draft.add((lot.units, taken), f"{name}: more than agreed", "units")
        draft.require(f"Tolerance of {name}", Must.NOT_NEGATIVE, f"{at}/within")
        source = self.source or draft.source
        most = draft.number(f"{at}/within", self.within, f"{name}: tolerance", "units", source)
        least = draft.opposite(most, f"{name}: tolerance below")
        nobody = draft.number("", Fraction(0), "nobody bears a difference")
        args, words = (gap, least, most, nobody), f"{name}: within the tolerance"
        inside = draft.put(Op.LIMIT, *args, words=words, unit="units")
        free = draft.opposite(inside, f"{name}: free")
        beyond = draft.add((gap, free), f"{name}: beyond the tolerance", "units")
        return beyond, evolve(lot, agreed=agreed, within=most)
