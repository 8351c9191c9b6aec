"""Limits hold amounts between bounds, and say who bears the difference."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, get_args

from attrs import evolve, field, frozen, validators

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.evidence.measures import ISSUED, is_issued
from aimpartner.exact import listed, percent
from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import Points, Worded, called, exactly, in_full, masked
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.part_years import PARTIAL, BoundParts, Partial, PartsOfYear, open_to_others
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.rates import Rate, multiple
from aimpartner.sources import Source, from_source
from aimpartner.validators import check_name, check_once, one_of
from aimpartner.working.bounded import Bounded
from aimpartner.working.bounds import FAR
from aimpartner.working.conditions import Must
from aimpartner.working.steps import Draft, Op

Scaling = Literal["amounts", "excess"]
_FAR = {"lower": -FAR, "upper": FAR}
_LEFT = {"lower": "excess left over the lower bound", "upper": "room left below the upper bound"}
_SCALED = {
    "lower": "what they have over the lower bound",
    "upper": "the room that they have below the upper bound",
}
_LEAST = {"lower": "at least", "upper": "at most"}
_NEWCOMERS = (
    "A partner that shared in nothing of the year of that contribution, and has none, is not bound."
)
_IN_PART = (
    "A partner that shares in a part of this year, or shared in a part of that of the amount,"
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
            sound = isinstance(of, Measured) and of.years == 1 and of.is_counted and not of.quarters
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
        if isinstance(self.of, Measured) and is_issued(self.of.measure):
            return self.of.window(year)[0]
        return None

    def unbound(self, draft: Draft) -> tuple[str, ...]:
        """Return the partners sharing that it does not bind: unnamed, or sharing nothing then."""
        year = self.issued_in(draft.figures.year)
        if year is None or isinstance(self.of, Given):
            return self.absent(draft.sharing)
        new = draft.figures.newcomers(year, self.of.measure)
        return tuple(name for name in new if name in draft.sharing)

    def shared_before(self, draft: Draft, partner: str) -> Fraction:
        """Return the part of the year of an issued contribution that a partner shared in."""
        year = self.issued_in(draft.figures.year)
        return draft.figures.shared_in(year, partner) if year else Fraction(1)

    def compared(self, draft: Draft, elements: tuple[str, ...]) -> Bound:
        """Return the bound with the contribution that was issued for some elements alone.

        Args:
            draft: the working while it is being written.
            elements: the names of the elements that are held; none for all that is shared.
        """
        year = self.issued_in(draft.figures.year)
        if year is None or not isinstance(self.of, Measured) or self.of.measure != ISSUED:
            return self
        measure = draft.figures.issued_as(elements, year)
        return evolve(self, of=evolve(self.of, measure=measure))

    def amounts(self, draft: Draft, at: str, far: Fraction, parts: BoundParts) -> int:
        """Write the bound of each partner, in pence.

        Args:
            draft: the working while it is being written.
            at: the address of the bound.
            far: what stands for the bound of a partner that it does not bind.
            parts: the part of a full year's bound of each partner sharing.

        Raises:
            EvidenceError: a figure is missing or suppressed.
            ModelError: the measure is not in pounds.
        """
        words = called(at)
        bound_by = tuple(name for name, part in parts.items() if part is not None)
        if not bound_by:
            return draft.number("", far, f"{words}: binds nobody", "pence")
        times = draft.number(f"{at}/times", self.times, f"{words}: times", "share", draft.source)
        draft.require(f"Times of {words}", Must.NOT_NEGATIVE, f"{at}/times")
        factors = self._factors(draft, times, parts, words)
        figures = self._figures(draft, bound_by, at)
        bound = draft.put(Op.TIMES, *factors, *figures, words=words, unit="pence")
        absent = [name for name, part in parts.items() if part is None]
        if not absent:
            return bound
        none = [far if name in absent else Fraction(0) for name in draft.figures.partners]
        beyond = draft.column("", none, f"{words}: none for {listed(absent)}", "pence")
        return draft.add((bound, beyond), f"{words}, or none", "pence")

    def _factors(self, draft: Draft, times: int, parts: BoundParts, words: str) -> tuple[int, ...]:
        """Write what the figures are multiplied by: for everyone the same, or by the part."""
        known = {part for part in parts.values() if part is not None}
        if known == {draft.part}:
            return (draft.pro_rata(times),)
        column = [parts.get(name) or Fraction(0) for name in draft.figures.partners]
        return (times, draft.column("", column, f"{words}: part of a full year's", "share"))

    def _figures(self, draft: Draft, bound_by: tuple[str, ...], at: str) -> tuple[int, ...]:
        """Write the figure of each partner bound, and what makes it pence."""
        if isinstance(self.of, Given):
            return (_agreed(self.of, draft, at),)
        _check_pounds(self.of.measure, draft, at)
        hundred = draft.number("", Fraction(100), "pence in a pound")
        return (hundred, self.of.weights(draft.within(bound_by), at))


def _agreed(given: Given, draft: Draft, at: str) -> int:
    """Write agreed amounts; a partner that has none is left out."""
    partners, numbers = draft.figures.partners, given.numbers
    values = [numbers.get(name) for name in partners]
    words, sources = f"{called(at)}: as agreed", (given.source or draft.source,)
    for must in (Must.WHOLE_PENCE, Must.NOT_NEGATIVE):
        draft.require(f"Amounts of {called(at)}", must, f"{at}/*")
    return masked(draft, draft.column(f"{at}/*", values, words, "pence", sources))


def _check_pounds(measure: str, draft: Draft, at: str) -> None:
    """Refuse a measure that counts something else than money."""
    unit = draft.figures.unit_of(measure)
    if not is_issued(measure) and unit != "pounds":
        subject = f"Measure {measure} in {draft.figures.year}"
        remedy = "Write pounds as its unit, or name a measure of money."
        rule, got = "be in pounds to bound an amount", unit or "no unit"
        raise ModelError(subject, rule, got, remedy, at=at)


@frozen(repr=False, field_transformer=checked)
class Limit(Worded):
    """The year's amounts held between bounds; the total stays, and the bearers bear the difference.

    Where the parts of a year go by formulas with different limits, each part is held by its own.

    Args:
        name: its name; a part of an address.
        lower: the least a partner pays, such as 90 % of last year's contribution.
        upper: the most a partner pays: a cap, or last year's contribution for no loser.
        bearers: the partners whose amounts are scaled to keep the total; empty, everyone who
            shares at the year's end, so that what a leaver's going puts on the others falls on
            them. One that is not among the bearers is only cut to its bounds.
        scaling: what of the bearers' is scaled: their whole "amounts", or the "excess" over the
            lower bound (without one, the room below the upper).
        source: where the limit is recorded.
        elements: the names of the elements that it holds; left out, all that is shared, and
            nothing that is bought at a price. An issued contribution that a bound is of is that
            of the same elements, where it is recorded.
        partial: by what a partner is bound that shares in a part of the year, or shared in a part
            of the year of an issued contribution that the bound is of: "full-year equivalent", as
            for a full year; "pro rata", that in proportion to the part of this year; "as issued",
            the amount as it was issued or agreed; or "not bound". Left out, a year that needs it
            is refused.

    Raises:
        InvalidValueError: the name cannot stand in an address, or the scaling or the bound of a
            part of a year is not one of those named.
        ModelError: there is no bound, or a bearer or an element is named twice.

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
    elements: tuple[str, ...] = field(default=(), converter=ordered)
    partial: Partial | None = field(
        default=None, validator=validators.optional(one_of(get_args(Partial)))
    )

    def __attrs_post_init__(self) -> None:
        """Check the name, that there is a bound, and who and what is named."""
        check_name("Limit", self.name)
        if self.lower is None and self.upper is None:
            raise ModelError(f"Limit {self.name}", "have a lower or an upper bound", "neither")
        check_once(f"Bearers of limit {self.name}", "partner", self.bearers)
        check_once(f"Elements of limit {self.name}", "element", self.elements)

    @property
    def bounds(self) -> tuple[tuple[str, Bound], ...]:
        """The bounds that there are, lower before upper."""
        both = (("lower", self.lower), ("upper", self.upper))
        return tuple((side, bound) for side, bound in both if bound)

    @property
    def is_of_issues(self) -> bool:
        """Whether a bound of it is of an issued contribution."""
        measured = (bound.of for _, bound in self.bounds if isinstance(bound.of, Measured))
        return any(of.measure == ISSUED for of in measured)

    def in_points(self, year: FinancialYear) -> Points:
        """Return the limit in words: its bounds, and who bears what; below, each bound."""
        bounds = listed(f"{_LEAST[side]} {bound.in_words(year)}" for side, bound in self.bounds)
        of = f" for {listed(self.elements)}" if self.elements else ""
        scaled = "their amounts" if self.scaling == "amounts" else _SCALED[self.bounds[0][0]]
        who = f"{listed(self.bearers) if self.bearers else 'everyone'}, in proportion to {scaled}"
        yield 0, f"{self.name}: {bounds}{of}; the difference is borne by {who}."
        held = "these elements" if self.elements else "all that is shared, nothing that is bought"
        words = f"The bounds hold the year's amounts of {held}, and keep their total."
        yield 1, f"{words}{from_source(self.source)}"
        if not self.bearers:
            yield 1, "Everyone is who shares at the year's end: never a partner that has left."
        yield 1, f"{_IN_PART} {PARTIAL[self.partial]}."
        for side, bound in self.bounds:
            yield from in_full(f"{_LEAST[side].capitalize()} ", bound, year, 1)

    def held(self, draft: Draft, amounts: int, sharing: PartsOfYear) -> int:
        """Write the amounts held in the bounds, in pence.

        Args:
            draft: the working while it is being written.
            amounts: the step of what each partner pays for what is held.
            sharing: for how much of the year each partner shares in it.

        Raises:
            EvidenceError: a figure that a bound is of is missing or suppressed.
            ModelError: no bearer shares, the excess is over a bound that does not bind everyone,
                or the bound of a partner that shares in part is not stated.
        """
        draft = evolve(draft, source=self.source or draft.source)  # over the same steps
        bounds = {side: bound.compared(draft, self.elements) for side, bound in self.bounds}
        parts = {side: self._parts(draft, side, of, sharing) for side, of in bounds.items()}
        lower, upper = (self._bound(draft, side, bounds, parts) for side in _FAR)
        bearing = self._bearing(draft, sharing)
        bearers = draft.column("", bearing, f"{self.name}: who bears the difference")
        if self.scaling == "excess":
            self._check_excess(draft, parts)
            held = self._by_excess(draft, amounts, (lower, upper), bearers)
        else:
            args, words = (amounts, lower, upper, bearers), f"{self.name}: held in its bounds"
            held = draft.put(Op.LIMIT, *args, words=words, unit="pence")
        sides = zip((lower, upper), _FAR.values(), strict=True)
        least, most = (open_to_others(draft, bound, far) for bound, far in sides)
        draft.bounded.append(Bounded(self.name, amounts, least, most, held))
        return held

    def _bound(
        self, draft: Draft, side: str, bounds: Mapping[str, Bound], parts: Mapping[str, BoundParts]
    ) -> int:
        if side not in bounds:
            return draft.number("", _FAR[side], f"no {side} bound", "pence")
        at = f"{draft.root}/limits/{self.name}/{side}"
        return bounds[side].amounts(draft, at, _FAR[side], parts[side])

    def _parts(self, draft: Draft, side: str, bound: Bound, sharing: PartsOfYear) -> BoundParts:
        """Return the part of a full year's bound for each who shares; nothing: it is not bound."""
        unbound = bound.unbound(draft)
        bound_by = [name for name in draft.sharing if name not in unbound]
        before = {name: bound.shared_before(draft, name) for name in bound_by}
        some = [name for name in bound_by if sharing.is_partial(name, before[name])]
        if some and self.partial is None:
            subject = f"The {side} bound of limit {self.name} in {draft.figures.year}"
            rule = f"state by what {listed(some)} is bound, which shares in a part of a year"
            remedy = f"State as partial one of: {listed(get_args(Partial))}."
            at = f"{draft.root}/limits/{self.name}"
            raise ModelError(subject, rule, "nothing", remedy, "partial", at)
        whole: BoundParts = dict.fromkeys(draft.sharing, sharing.whole) | dict.fromkeys(unbound)
        return whole | {name: sharing.part(self.partial, name, before[name]) for name in some}

    def _bearing(self, draft: Draft, sharing: PartsOfYear) -> list[Fraction]:
        """Return 1 for each partner that bears the difference, else 0."""
        partners = draft.figures.partners
        named = set(self.bearers or sharing.last) & set(draft.sharing)
        bearing = [Fraction(name in named) for name in partners]
        if not named:
            subject = f"Bearers of limit {self.name} in {draft.figures.year}"
            rule = f"include one of {listed(draft.sharing)}"
            at = f"{draft.root}/limits/{self.name}"
            raise ModelError(subject, rule, listed(self.bearers), field="bearers", at=at)
        return bearing

    def _check_excess(self, draft: Draft, parts: Mapping[str, BoundParts]) -> None:
        """Refuse an excess over a bound that some do not have."""
        side, _ = self.bounds[0]
        absent = [name for name, part in parts[side].items() if part is None]
        if absent:
            subject = f"The {side} bound of limit {self.name} in {draft.figures.year}"
            rule = f"bind {listed(absent)}, for the limit scales the excess over it"
            remedy, at = "Give the amount, or scale by amounts.", f"{draft.root}/limits/{self.name}"
            raise ModelError(subject, rule, "no amount", remedy, "scaling", at)

    def _by_excess(self, draft: Draft, amounts: int, bounds: tuple[int, int], bearers: int) -> int:
        """Write the bound that the excess is over, and what is left of the excess."""
        side, _ = self.bounds[0]
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
