"""A charge that is a rate of other lines: what it comes to, and what becomes of it in the end."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen
from attrs.converters import optional

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed, nearest, percent
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.rates import Rate, on_top
from aimpartner.validators import check_once, given, one_of

Settled = Literal["", "as issued", "on the outturn"]


@frozen(repr=False, field_transformer=checked)
class ChargeRule(OneLine):
    """A rate of named lines, before the charge itself: it moves whenever they move.

    Args:
        rate: the part of the lines, such as "5 %".
        of: the lines, each as pool/line; one that reduces the call counts as less.
        settled: what the agreement says of the year's end: "as issued", so that the charge is fixed
            with the budget, or "on the outturn", so that it is worked out again on the final
            outturn of its lines; empty where it does not say, and settlement asks.
        ceiling: the most that it may come to when it is worked out again; `None` for no bound.

    Raises:
        InvalidValueError: the rate or the ceiling is negative, the rate is 100 % or more, or no
            line is named.
        ModelError: a line is named twice, or there is a ceiling on what is not worked out again.

    Example:
        >>> ChargeRule("5 %", ["staffing/pay"]).on(Money("900000"))
        Money('45000.00')
    """

    rate: Rate = field(converter=on_top)
    of: tuple[str, ...] = field(converter=ordered, validator=given)
    settled: Settled = field(default="", validator=one_of(get_args(Settled)))
    ceiling: Money | None = field(default=None, converter=optional(Money))

    def __attrs_post_init__(self) -> None:
        """Check the rate, the lines and the ceiling."""
        if self.rate < 0:
            raise InvalidValueError("Rate of a charge", "not be negative", self.rate, field="rate")
        check_once("A charge", "line", self.of)
        if self.ceiling is None:
            return
        if self.ceiling < Money(0):
            rule = "not be negative"
            raise InvalidValueError("Ceiling of a charge", rule, self.ceiling, field="ceiling")
        if self.settled != "on the outturn":
            rule = "be on what is worked out again on the outturn"
            got = self.settled or "a charge of which that is not said"
            raise ModelError("Ceiling of a charge", rule, got, field="ceiling")

    def on(self, lines: Money) -> Money:
        """Return what it comes to on what its lines come to, to the nearest penny."""
        return Money.from_pence(nearest(Fraction(lines.pence) * self.rate))

    def __str__(self) -> str:
        """Return the rate and the lines."""
        return f"{percent(self.rate)} of {listed(self.of)}"
