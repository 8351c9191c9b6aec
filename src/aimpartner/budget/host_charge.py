"""What the host is paid for hosting: an amount, or a percentage of lines named before it."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, field, frozen
from attrs.converters import optional

from aimpartner.budget.budget import Budget, CostLine, Heading
from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed, nearest, percent
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.one_line import OneLine
from aimpartner.rates import Rate
from aimpartner.sources import Source


@frozen(repr=False, field_transformer=checked)
class HostCharge(OneLine):
    """A cost line for hosting, worked out as the agreement says.

    Whether the host also shares it is said by its pool: in a pool of its own, the basis may give
    the host 0.

    Args:
        pool: the pool that the line belongs to.
        name: the line's name.
        amount: the charge, where it is an amount.
        rate: the charge as a part of other lines, such as "5 %", where it is one.
        of: the lines it is a part of, each as pool/line; a line that reduces the call counts
            as less.
        source: the clause.

    Raises:
        ModelError: it is not either an amount or a rate of named lines.
        InvalidValueError: the rate is negative.

    Example:
        >>> budget = Budget("2021/22", [CostLine("staffing", "pay", "Employees", "900000")])
        >>> charge = HostCharge("overheads", "host charge", rate="5 %", of=["staffing/pay"])
        >>> charge.line(budget).amount
        Money('45000.00')
    """

    pool: str
    name: str
    amount: Money | None = field(default=None, converter=optional(Money))
    rate: Rate | None = field(default=None, converter=optional(Rate))
    of: tuple[str, ...] = field(default=(), converter=ordered)
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Check that it is worked out in one way."""
        parts = {"an amount": self.amount, "a rate": self.rate, "lines": self.of or None}
        stated = [words for words, value in parts.items() if value is not None]
        if stated not in (["an amount"], ["a rate", "lines"]):
            rule = "be an amount, or a rate of named lines"
            raise ModelError(f"Host charge {self.pool}/{self.name}", rule, listed(stated))
        if self.rate is not None and self.rate < 0:
            subject = f"Rate of {self.pool}/{self.name}"
            raise InvalidValueError(subject, "not be negative", percent(self.rate))

    def line(self, budget: Budget) -> CostLine:
        """Return the charge on a budget as a cost line, to the nearest penny.

        Raises:
            ModelError: a named line does not stand in the budget, or lies outside the call.
            InvalidValueError: the named lines come to less than nothing.
        """
        amount, source = self.amount, self.source
        if amount is None:
            amount, source = self._part(budget)
        heading = Heading.SUPPORT_SERVICES
        return CostLine(self.pool, self.name, heading, amount, source=source)

    def _part(self, budget: Budget) -> tuple[Money, Source]:
        """Return the rate of the named lines, and how it came about."""
        lines = [budget.line(key) for key in self.of]
        for line in lines:
            if not line.sign:
                rule = "be of lines that count towards the call"
                raise ModelError(f"Host charge {self.name} of {budget.year}", rule, line.key)
        base, rate = sum_of(line.towards_call for line in lines), self.rate or Fraction(0)
        words = f"{percent(rate)} of {listed(self.of)} ({base})"
        words += f": {self.source.words}" if self.source else ""
        grounds = (self.source, *(line.source for line in lines))
        source = Source(words, any(ground.is_assumption for ground in grounds if ground))
        return Money.from_pence(nearest(base.pence * rate)), source

    def added_to(self, budget: Budget) -> Budget:
        """Return the same version of a budget with the charge as its last line.

        Raises:
            ModelError: a line of that name stands already; see also `line`.
        """
        return evolve(budget, lines=(*budget.lines, self.line(budget)))
