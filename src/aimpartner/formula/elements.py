"""The elements of a formula: pools of the budget by a basis, or units at a price."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Self

from attrs import evolve, field, frozen

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed, plain
from aimpartner.formula.bases.addressed import Visit, address
from aimpartner.formula.bases.basis import Basis, Points, Worded, in_full, shares_of
from aimpartner.formula.prices import PriceList
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.periods import FinancialYear, in_words, parse_optional_day
from aimpartner.rates import unmarked
from aimpartner.sources import Source, from_source
from aimpartner.validators import check_name, given
from aimpartner.working.steps import Draft, Op

_BESIDE = ("rounding", "limits")
"""What stands beside the elements in the addresses of a formula."""


def _price(price: PriceList | Money | str | Decimal | int) -> Money | PriceList:
    return price if isinstance(price, PriceList) else Money(price)


@frozen(repr=False, field_transformer=checked)
class Element(Worded):
    """Whole pools of the budget, shared by one basis.

    Args:
        name: its name; a part of an address.
        pools: the pools it shares; every pool is in exactly one element.
        basis: what they are shared by.

    Raises:
        InvalidValueError: the name cannot stand in an address, or there is no pool.

    Example:
        >>> from aimpartner import Given
        >>> Element("staffing", ("staffing",), Given.equal(("Knowsley", "Sefton"))).pools
        ('staffing',)
    """

    name: str
    pools: tuple[str, ...] = field(converter=ordered, validator=given)
    basis: Basis = field(metadata=address(""))

    def __attrs_post_init__(self) -> None:
        """Check the name."""
        check_name("Element", self.name, _BESIDE)

    @property
    def bases(self) -> tuple[Basis, ...]:
        """What it goes by."""
        return (self.basis,)

    def in_points(self, year: FinancialYear) -> Points:
        """Return the element in words: what is shared, and by what; below, all of its basis."""
        one = "pool" if len(self.pools) == 1 else "pools"
        pools = "" if self.pools == (self.name,) else f"the {one} {listed(self.pools)}, "
        how = "" if self.basis.inner else "by "
        return in_full(f"{self.name}: {pools}shared {how}", self.basis, year)

    def amounts(self, draft: Draft, lines: dict[str, int]) -> int:
        """Write the pools' call and each partner's part of it, in pence."""
        pools = [
            draft.add([lines[at] for at, _ in draft.figures.lines(pool)], f"{pool}: call", "pence")
            for pool in self.pools
        ]
        call = draft.pro_rata(draft.add(pools, f"{self.name}: call", "pence"))
        shares = shares_of(self.basis, draft, f"{draft.root}/{self.name}")
        return draft.put(Op.TIMES, call, shares, words=f"{self.name}: amounts", unit="pence")


@frozen(repr=False, field_transformer=checked)
class PricedElement(Worded):
    """Units at a price; what they come to is a part of the call, not a share of it.

    Args:
        name: its name; a part of an address.
        units: how many units each partner takes.
        price: the price of one, or a dated list of prices.
        source: where the price is recorded; a list's prices have their own.
        on: the day whose price counts, for a list; left out, the first day of the year charged,
            or of each part of a year that is cut.
        london: whether the list's price for London applies.
        agreed: how many units were agreed, where only what goes beyond them is charged; a partner
            that takes fewer is credited.
        within: how many units more or fewer than agreed cost nothing.

    Raises:
        InvalidValueError: the name cannot stand in an address, the price or the tolerance is
            negative, or the units are shares of something and so no units.
        ModelError: a day, London or a tolerance is given without what it is of.

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
        check_name("Element", self.name, _BESIDE)
        for words, basis in (("Units", self.units), ("Agreed units", self.agreed)):
            if basis is not None and not basis.is_counted:
                rule = "be counted: given as units, or measured and pooled"
                raise InvalidValueError(f"{words} of {self.name}", rule, type(basis).__name__)
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
        priced = evolve(self, **after)
        source = self.source if priced == self else visit.grounds
        return evolve(priced, source=source, **self.after(visit, at, ("units",)))

    def _check_together(self) -> None:
        """Refuse what means nothing without something else."""
        if isinstance(self.price, Money) and (self.on or self.london):
            rule = "be a list for a day or for London to count"
            raise ModelError(f"Price of {self.name}", rule, self.price)
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
        cut = "" if self.on else " (in a year that is cut, on the first day of each part)"
        return f"{of} on {in_words(self.on or year.first)}{cut}"

    def priced(self, year: FinancialYear, day: date) -> tuple[Money, Source | None, str]:
        """Return the price of a unit, where it is published, and the end of its address.

        Args:
            year: the year charged.
            day: the first day of the year, or of the part of it that is charged.

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
            raise ModelError(subject, fault.rule, fault.got, fault.remedy) from fault
        amount = entry.london if self.london else entry.amount
        if amount is None:
            rule = f"have a price for London from {in_words(entry.first_day)}"
            raise ModelError(f"Price list {self.price.name} {whose}", rule, "none")
        is_later = self.on is None and entry.first_day > year.first
        end = f"price/{entry.first_day}" if is_later else "price"
        return amount, entry.source or self.source, end

    def amounts(self, draft: Draft, lines: dict[str, int]) -> int:
        """Write each partner's units times the price, in pence.

        Raises:
            ModelError: the price list has no price for the day.
        """
        del lines  # a price stands beside the budget, not in it
        at = f"{draft.root}/{self.name}"
        amount, source, end = self.priced(draft.figures.year, draft.first_day)
        pence, words = Fraction(amount.pence), f"{self.name}: price"
        price = draft.number(f"{at}/{end}", pence, words, "pence", source or draft.source)
        units = self._charged(draft, at)
        price = draft.pro_rata(price)
        bought = draft.put(Op.TIMES, price, units, words=f"{self.name}: amounts", unit="pence")
        draft.priced.append(bought)
        return bought

    def _charged(self, draft: Draft, at: str) -> int:
        """Write the units that are charged: all, or those beyond the tolerance."""
        units = self.units.weights(draft, at)
        if self.agreed is None:
            return units
        name, agreed = self.name, self.agreed.weights(draft, f"{at}/agreed")
        taken = draft.opposite(agreed, unit="units")
        gap = draft.add((units, taken), f"{name}: more than agreed", "units")
        most = draft.number(f"{at}/within", self.within, f"{name}: tolerance", "units", self.source)
        least = draft.opposite(most, f"{name}: tolerance below")
        nobody = draft.number("", Fraction(0), "nobody bears a difference")
        args, words = (gap, least, most, nobody), f"{name}: within the tolerance"
        inside = draft.put(Op.LIMIT, *args, words=words, unit="units")
        free = draft.opposite(inside, f"{name}: free")
        return draft.add((gap, free), f"{name}: beyond the tolerance", "units")
