"""Limits hold amounts between bounds, and say who bears the difference."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, get_args

from attrs import evolve, field, frozen

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.evidence.measures import ISSUED
from aimpartner.exact import listed, percent
from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import Points, Worded, called, exactly, in_full, masked
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.rates import Rate, multiple
from aimpartner.sources import Source, from_source
from aimpartner.validators import check_name, check_once, one_of
from aimpartner.working.bounded import Bounded
from aimpartner.working.bounds import FAR
from aimpartner.working.steps import Draft, Op

Scaling = Literal["amounts", "excess"]
_FAR = (("lower", -FAR), ("upper", FAR))
_LEFT = {"lower": "excess left over the lower bound", "upper": "room left below the upper bound"}
_SCALED = {
    "lower": "what they have over the lower bound",
    "upper": "the room that they have below the upper bound",
}
_LEAST = {"lower": "at least", "upper": "at most"}
_NEWCOMERS = (
    "A partner that was no member in the year of that contribution, and has none, is not bound."
)


@frozen(repr=False, field_transformer=checked)
class Bound(Worded):
    """How little or how much a partner may pay: a figure of its own, times a number.

    Args:
        of: agreed amounts in pence, which bind only the partners they name; or one year of a
            measure in pounds, such as the contribution issued last year, which does not bind a
            partner that was no member in that year and has none.
        times: what the figure is multiplied by, such as "90 %".

    Raises:
        InvalidValueError: the figure is not one of those, or the number is negative.

    Example:
        >>> Bound(Measured("contribution"), "90 %").times
        Rate('90 %')
    """

    of: Given | Measured = field(metadata=address(""))
    times: Rate = field(default=Rate.percent(100), converter=multiple, metadata=address())

    @of.validator
    def _is_an_amount(self, _: object, of: Given | Measured) -> None:
        if isinstance(of, Given):
            for name, number in of.numbers.items():
                if number.denominator > 1:
                    raise InvalidValueError(f"Bound of {name}", "be whole pence", number)
            sound = of.unit == "pence" and len(of.numbers) > 0
        else:
            sound = isinstance(of, Measured) and of.years == 1 and of.is_counted
        if not sound:
            rule = "be agreed amounts in pence, or one year of a measure in pounds, pooled"
            raise InvalidValueError("Bound", rule, of)

    @times.validator
    def _is_not_negative(self, _: object, times: Fraction) -> None:
        if times < 0:
            remedy = f"Write {percent(1 + times)} for {percent(-times)} less."
            raise InvalidValueError("Times of a bound", "not be negative", percent(times), remedy)

    def in_points(self, year: FinancialYear) -> Points:
        """Return the bound in words: as a sentence names it; below, whom it does not bind."""
        times = "" if self.times == 1 else f"{exactly(self.times)} of "
        if isinstance(self.of, Given):
            pairs = self.of.numbers.items()
            amounts = (f"{Money.from_pence(int(pence))} for {name}" for name, pence in pairs)
            yield 0, f"{times}{listed(amounts)}"
            yield 1, f"Nobody else is bound.{from_source(self.of.source)}"
            return
        (_, figure), *rest = self.of.in_points(year)
        yield 0, f"{times}{figure}"
        yield from rest
        if self.issued_in(year):
            yield 1, _NEWCOMERS

    def absent(self, partners: tuple[str, ...]) -> tuple[str, ...]:
        """Return the partners that it does not bind."""
        if isinstance(self.of, Measured):
            return ()
        return tuple(name for name in partners if name not in self.of.numbers)

    def issued_in(self, year: FinancialYear) -> FinancialYear | None:
        """Return the year whose issued contribution it is of, for a year charged; else nothing."""
        if isinstance(self.of, Measured) and self.of.measure == ISSUED:
            return self.of.window(year)[0]
        return None

    def unbound(self, draft: Draft) -> tuple[str, ...]:
        """Return the partners sharing that it does not bind: unnamed, or no members then."""
        year = self.issued_in(draft.figures.year)
        if year is None:
            return self.absent(draft.sharing)
        return tuple(name for name in draft.figures.newcomers(year) if name in draft.sharing)

    def amounts(self, draft: Draft, at: str, far: Fraction) -> int:
        """Write the bound of each partner, in pence; `far` is that of one it does not bind.

        Raises:
            EvidenceError: a figure is missing or suppressed.
            ModelError: the measure is not in pounds.
        """
        words = called(at)
        times = draft.number(f"{at}/times", self.times, f"{words}: times", "share", draft.source)
        times = draft.pro_rata(times)
        partners, absent = draft.figures.partners, self.unbound(draft)
        if isinstance(self.of, Measured):
            bound_by = tuple(name for name in draft.sharing if name not in absent)
            if not bound_by:
                return draft.number("", far, f"{words}: binds nobody", "pence")
            _check_pounds(self.of.measure, draft)
            hundred = draft.number("", Fraction(100), "pence in a pound")
            figures = self.of.weights(draft.within(bound_by), at)
            bound = draft.put(Op.TIMES, times, hundred, figures, words=words, unit="pence")
        else:
            agreed = _agreed(self.of, draft, at)
            bound = draft.put(Op.TIMES, times, agreed, words=words, unit="pence")
        if not absent:
            return bound
        none = [far if name in absent else Fraction(0) for name in partners]
        beyond = draft.column("", none, f"{words}: none for {listed(absent)}", "pence")
        return draft.add((bound, beyond), f"{words}, or none", "pence")


def _agreed(given: Given, draft: Draft, at: str) -> int:
    """Write agreed amounts; a partner that has none is left out."""
    partners, numbers = draft.figures.partners, given.numbers
    values = [numbers.get(name) for name in partners]
    words, sources = f"{called(at)}: as agreed", (given.source or draft.source,)
    return masked(draft, draft.column(f"{at}/*", values, words, "pence", sources))


def _check_pounds(measure: str, draft: Draft) -> None:
    """Refuse a measure that counts something else than money."""
    unit = draft.figures.unit_of(measure)
    if measure != ISSUED and unit != "pounds":
        subject = f"Measure {measure} in {draft.figures.year}"
        raise ModelError(subject, "be in pounds to bound an amount", unit or "no unit")


@frozen(repr=False, field_transformer=checked)
class Limit(Worded):
    """Amounts held between bounds; the total stays, and the bearers bear the difference.

    Args:
        name: its name; a part of an address.
        lower: the least a partner pays, such as 90 % of last year's contribution.
        upper: the most a partner pays: a cap, or last year's contribution for no loser.
        bearers: the partners whose amounts are scaled to keep the total; empty, everyone. One that
            is not among them is only cut to its bounds.
        scaling: what of the bearers' is scaled: their whole "amounts", or the "excess" over the
            lower bound (without one, the room below the upper).
        source: where the limit is recorded.

    Raises:
        InvalidValueError: the name cannot stand in an address, or the scaling is not named.
        ModelError: there is no bound, or a bearer is named twice.

    Sources:
        Scaling by excess is that of the floor damping of government grants to councils: what
        protects those below the floor is scaled out of the change beyond it.

    Example:
        >>> no_loser = Limit("no loser", upper=Bound(Measured("contribution")), bearers=["Ash"])
        >>> no_loser.in_words(FinancialYear(2021)).partition("; ")[2]
        'the difference is borne by Ash, in proportion to their amounts.'
    """

    name: str
    lower: Bound | None = field(default=None, metadata=address("lower"))
    upper: Bound | None = field(default=None, metadata=address("upper"))
    bearers: tuple[str, ...] = field(default=(), converter=ordered)
    scaling: Scaling = field(default="amounts", validator=one_of(get_args(Scaling)))
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Check the name, that there is a bound, and the bearers."""
        check_name("Limit", self.name)
        if self.lower is None and self.upper is None:
            raise ModelError(f"Limit {self.name}", "have a lower or an upper bound", "neither")
        check_once(f"Bearers of limit {self.name}", "partner", self.bearers)

    @property
    def bounds(self) -> tuple[tuple[str, Bound], ...]:
        """The bounds that there are, lower before upper."""
        both = (("lower", self.lower), ("upper", self.upper))
        return tuple((side, bound) for side, bound in both if bound)

    def in_points(self, year: FinancialYear) -> Points:
        """Return the limit in words: its bounds, and who bears what; below, each bound."""
        bounds = listed(f"{_LEAST[side]} {bound.in_words(year)}" for side, bound in self.bounds)
        scaled = "their amounts" if self.scaling == "amounts" else _SCALED[self.bounds[0][0]]
        who = f"{listed(self.bearers) if self.bearers else 'everyone'}, in proportion to {scaled}"
        yield 0, f"{self.name}: {bounds}; the difference is borne by {who}."
        yield 1, f"The bounds hold the amounts and keep their total.{from_source(self.source)}"
        for side, bound in self.bounds:
            yield from in_full(f"{_LEAST[side].capitalize()} ", bound, year, 1)

    def held(self, draft: Draft, amounts: int) -> int:
        """Write the amounts held in the bounds, in pence.

        Raises:
            EvidenceError: a figure that a bound is of is missing or suppressed.
            ModelError: no bearer is a partner of the year, or the excess is over a bound that
                does not bind everyone.
        """
        draft = evolve(draft, source=self.source or draft.source)  # over the same steps
        lower, upper = (self._bound(draft, side, far) for side, far in _FAR)
        bearers = draft.column("", self._bearing(draft), f"{self.name}: who bears the difference")
        if self.scaling == "excess":
            held = self._by_excess(draft, amounts, (lower, upper), bearers)
        else:
            args, words = (amounts, lower, upper, bearers), f"{self.name}: held in its bounds"
            held = draft.put(Op.LIMIT, *args, words=words, unit="pence")
        draft.bounded.append(Bounded(self.name, amounts, lower, upper, held))
        return held

    def _bound(self, draft: Draft, side: str, far: Fraction) -> int:
        bound = dict(self.bounds).get(side)
        if bound is None:
            return draft.number("", far, f"no {side} bound", "pence")
        return bound.amounts(draft, f"{draft.root}/limits/{self.name}/{side}", far)

    def _bearing(self, draft: Draft) -> list[Fraction]:
        """Return 1 for each partner that bears the difference, else 0."""
        partners = draft.figures.partners
        named = set(self.bearers or draft.sharing) & set(draft.sharing)
        bearing = [Fraction(name in named) for name in partners]
        if not named:
            subject = f"Bearers of limit {self.name} in {draft.figures.year}"
            rule = f"include one of {listed(draft.sharing)}"
            raise ModelError(subject, rule, listed(self.bearers))
        return bearing

    def _by_excess(self, draft: Draft, amounts: int, bounds: tuple[int, int], bearers: int) -> int:
        """Write the bound that the excess is over, and what is left of the excess."""
        side, bound = self.bounds[0]
        absent = bound.unbound(draft)
        if absent:
            subject = f"The {side} bound of limit {self.name} in {draft.figures.year}"
            rule = f"bind {listed(absent)}, for the limit scales the excess over it"
            raise ModelError(subject, rule, "no amount", "Give the amount, or scale by amounts.")
        nil = draft.number("", Fraction(0), "nothing", "pence")
        lower, upper = bounds
        room = draft.number("", FAR, "no upper bound", "pence")
        if side == "lower":
            beyond = _less(draft, amounts, lower, f"{self.name}: excess over the lower bound")
            if self.upper:
                # Refused here if it is above the upper one, by the two figures that were agreed.
                agreed = f"{self.name}: lower bound, checked"
                lower = draft.put(Op.LIMIT, lower, lower, upper, nil, words=agreed, unit="pence")
                room = _less(draft, upper, lower, f"{self.name}: from bound to bound")
        else:
            beyond = _less(draft, upper, amounts, f"{self.name}: room below the upper bound")
        words = f"{self.name}: {_LEFT[side]}"
        about, args = (amounts, *bounds), (beyond, nil, room, bearers)
        left = draft.put(Op.LIMIT, *args, words=words, unit="pence", about=about)
        words = f"{self.name}: held in its bounds"
        if side == "lower":
            return draft.add((lower, left), words, "pence")
        return _less(draft, upper, left, words)

    def changes(self, draft: Draft, before: int, after: int) -> int:
        """Write what the limit changes of each partner's amount; in all, nothing."""
        return _less(draft, after, before, f"{self.name}: changed by the limit")


def _less(draft: Draft, minuend: int, subtrahend: int, words: str) -> int:
    """Write the difference of two columns."""
    return draft.add((minuend, draft.opposite(subtrahend)), words, "pence")
