"""What inputs of a working have to satisfy, as the values that they come from do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError
from aimpartner.exact import exact_sum, listed, plain


class Must(Enum):
    """What every figure of a condition has to be; of a sum, what they come to together."""

    PART = "lie between 0 and 1"
    NOT_NEGATIVE = "not be negative"
    WHOLE_PENCE = "be whole pence"
    UNIT = "be whole pence, and at least one"
    SUM = "sum to"


_HOLDS: dict[Must, Callable[[Fraction], bool]] = {
    Must.PART: lambda figure: 0 <= figure <= 1,
    Must.NOT_NEGATIVE: lambda figure: figure >= 0,
    Must.WHOLE_PENCE: lambda figure: figure.denominator == 1,
    Must.UNIT: lambda figure: figure.denominator == 1 and figure >= 1,
}


@frozen
class Condition:
    """What some inputs have to satisfy, for no model has figures that do not.

    Args:
        subject: what they are, such as "Weights of agency".
        must: what each of them must be, or that they must sum.
        at: the addresses of the inputs; "*" in a column's stands for each partner.
        to: what they sum to.

    Example:
        >>> whole = Condition("Weights", Must.SUM, ["formula/agency/spend/weight"])
        >>> whole.check({"formula/agency/spend/weight": Fraction(3, 4)})
        Traceback (most recent call last):
        aimpartner.errors.InvalidValueError: Weights must sum to 1; got 0.75 at
        formula/agency/spend/weight. Change all of them together.
    """

    subject: str
    must: Must
    at: tuple[str, ...] = field(converter=ordered)
    to: Fraction = Fraction(1)

    def check(self, figures: Mapping[str, Fraction]) -> None:
        """Refuse figures that do not satisfy it.

        Args:
            figures: the figure at each address of it, a column's partner by partner.

        Raises:
            InvalidValueError: they do not; it names the first address at fault.
        """
        if self.must is Must.SUM:
            self._check_sum(figures)
            return
        for at, figure in figures.items():
            if not _HOLDS[self.must](figure):
                raise InvalidValueError(self.subject, self.must.value, plain(figure), at=at)

    def _check_sum(self, figures: Mapping[str, Fraction]) -> None:
        total = exact_sum(figures.values())
        if total != self.to:
            rule, got = f"sum to {plain(self.to)}", f"{plain(total)} at {listed(figures)}"
            remedy = "Change all of them together."
            raise InvalidValueError(self.subject, rule, got, remedy, at=next(iter(figures), ""))
