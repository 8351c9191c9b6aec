"""Rounding: in what unit, at what level, and who takes the odd unit."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed
from aimpartner.formula.bases.addressed import Addressed, address
from aimpartner.formula.kept_bounds import bounds_of
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.validators import check_once, one_of
from aimpartner.working.conditions import Must
from aimpartner.working.steps import Draft, Op, Result, ResultKind

Level = Literal["total", "element"]


Odd = Literal["largest remainder", "host"]


_DOWN = "comes down to the whole unit below its exact amount (in pounds, a credit of 60p to £1)"
_NEXT_TO = (
    f"Each partner {_DOWN}, and the units left over go up again, one each. So each has one of the "
    "two whole units next to its exact amount, all come to the nearest unit of their total, and no "
    "other way is less far from the exact amounts in all."
)
_BESIDE_THE_HOST = f"Each partner but the host {_DOWN}, and the host has the rest."
_IN_BOUNDS = (
    "Limits come first: whole units are dealt out within their bounds wherever there are whole "
    "units that keep them all, of those the ones least far from the exact amounts. A partner goes "
    "beyond the units next to its amount only for that, one unit each in turn. Where no whole "
    "units keep a bound, it is by as little as can be that one goes beyond it. A notice tells both."
)
_MIRRORED = "Amounts that are a credit in all mirror those that are charged."


@frozen(repr=False, field_transformer=checked)
class Rounding(Addressed):
    """How exact amounts become what is invoiced.

    Args:
        unit: what a contribution is a whole number of: a penny, £1, £10, £1,000.
        level: "total" rounds what a partner pays in all; "element" rounds each element.
        odd: who takes the units left over after everyone has its whole ones: by
            "largest remainder", ties in the order; or the "host" at the end of the year.
        order: the partners in the order that breaks ties; empty, the partnership's order.

    Raises:
        InvalidValueError: the unit is not positive, or a rule is not one of those named.

    Example:
        >>> Rounding("10").unit
        Money('10.00')
    """

    unit: Money = field(factory=lambda: Money("0.01"), converter=Money, metadata=address())
    level: Level = field(default="total", validator=one_of(get_args(Level)), metadata=address())
    odd: Odd = field(
        default="largest remainder", validator=one_of(get_args(Odd)), metadata=address()
    )
    order: tuple[str, ...] = field(default=(), converter=ordered)

    @order.validator
    def _names_each_once(self, _: object, order: tuple[str, ...]) -> None:
        check_once("Order of ties", "partner", order, error=InvalidValueError, field="order")

    @unit.validator
    def _is_positive(self, _: object, unit: Money) -> None:
        if unit.pence < 1:
            raise InvalidValueError("Unit of rounding", "be at least a penny", unit, field="unit")

    def in_words(self) -> str:
        """Return the rounding as a sentence."""
        what = "Each element is" if self.level == "element" else "Contributions are"
        order = f"order {listed(self.order)}" if self.order else "partners' order"
        go = "the host" if self.odd == "host" else f"the largest remainders, ties in the {order}"
        return f"{what} rounded to {self.unit}; odd units go to {go}."

    def in_full(self, *, is_limited: bool) -> str:
        """Return the rounding as sentences that say how each comes to its whole units.

        Args:
            is_limited: whether limits hold the amounts before.
        """
        how = _BESIDE_THE_HOST if self.odd == "host" else _NEXT_TO
        parts = (self.in_words(), how, *((_IN_BOUNDS,) if is_limited else ()), _MIRRORED)
        return " ".join(parts)

    def contributions(self, draft: Draft, exact: int, amounts: Mapping[Result, int]) -> int:
        """Write exact amounts as whole units that keep the total, and the bounds of the limits.

        Args:
            draft: the working while it is being written.
            exact: what each partner pays in all.
            amounts: what that is the sum of: the elements, what each limit changes, what is own.
        """
        at, pence = f"{draft.root}/rounding/unit", Fraction(self.unit.pence)
        unit = draft.number(at, pence, "rounding: unit", "pence", draft.source)
        draft.require("Unit of rounding", Must.UNIT, at)
        turns = draft.column("", self._turns(draft), "rounding: turn to take an odd unit")
        bounds = bounds_of(draft, exact)
        if self.level == "total":
            args = (exact, unit, turns, *bounds)
            return draft.put(Op.ROUND, *args, words="contribution", unit="pence")
        rounded = dict[Result, int]()
        for result in _in_turn(amounts):
            before = [amounts[earlier] for earlier in rounded]
            args = (amounts[result], unit, turns)
            if bounds and len(rounded) == len(amounts) - 1:
                args += _left_of(
                    draft, bounds, [rounded[each] for each in amounts if each in rounded]
                )
            if before:
                args += (draft.add(before, "elements before", "pence"),)
            words = f"{draft.steps[amounts[result]].words}, rounded"
            rounded[result] = draft.put(Op.ROUND, *args, words=words, unit="pence")
        return draft.add([rounded[result] for result in amounts], "contribution", "pence")

    def _turns(self, draft: Draft) -> list[Fraction]:
        """Return when each partner takes an odd unit among equals; 0 is never."""
        partners = draft.figures.partners
        if self.odd == "host":
            if draft.figures.host not in partners:
                rule = "be a partner of the year to take the odd units"
                subject, host = f"Host in {draft.figures.year}", draft.figures.host or "none"
                raise ModelError(subject, rule, host, at=f"{draft.root}/rounding", field="odd")
            return [Fraction(partner == draft.figures.host) for partner in partners]
        order = self.order or partners
        absent = [partner for partner in partners if partner not in order]
        if absent:
            subject = f"Order of ties in {draft.figures.year}"
            rule, at = f"name {listed(absent)}", f"{draft.root}/rounding"
            raise ModelError(subject, rule, listed(order), at=at, field="order")
        return [Fraction(order.index(partner) + 1) for partner in partners]


def _in_turn(amounts: Mapping[Result, int]) -> list[Result]:
    """Return what is rounded one after another: what the last limit changes comes last.

    So the bounds are kept by what a limit changes, and never by an element of its own.
    """
    limits = [result for result in amounts if result.kind is ResultKind.LIMIT]
    return [*(result for result in amounts if result not in limits[-1:]), *limits[-1:]]


def _left_of(draft: Draft, bounds: tuple[int, ...], rounded: list[int]) -> tuple[int, ...]:
    """Write what is left of bounds beside what is rounded already."""
    so_far = draft.add(rounded, "rounded before", "pence")
    less = draft.opposite(so_far, "rounded before: taken off")
    return tuple(
        draft.add((bound, less), f"{draft.steps[bound].words}, left", "pence") for bound in bounds
    )
