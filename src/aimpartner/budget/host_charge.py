"""What the host is paid for hosting: an amount, or a percentage of lines named before it."""

from __future__ import annotations

from typing import get_args

from attrs import evolve, field, frozen
from attrs.converters import optional

from aimpartner.budget.budget import Budget, CostLine, Heading
from aimpartner.budget.charge_rule import ChargeRule, Settled
from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed, percent
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.rates import Rate, on_top
from aimpartner.sources import Source
from aimpartner.validators import one_of


@frozen(repr=False, field_transformer=checked)
class HostCharge(OneLine):
    """A cost line for hosting, worked out as the agreement says.

    Whether the host also shares it is said by its pool: in a pool of its own, the basis may give
    the host 0.

    The line keeps the rule: it moves with its lines, in the budget and all that follows from it.

    Args:
        pool: the pool that the line belongs to.
        name: the line's name.
        amount: the charge, where it is an amount.
        rate: the charge as a part of other lines, such as "5 %", where it is one.
        of: the lines it is a part of, each as pool/line; a line that reduces the call counts
            as less, and none may be of reserves.
        source: the clause.
        settled: what the agreement says of a rate at the year's end: "as issued" or "on the
            outturn"; empty where it does not say.
        ceiling: the most that it comes to on the outturn; `None` for no bound.

    Raises:
        ModelError: it is not either an amount or a rate of named lines, or an amount is to be
            worked out again.
        InvalidValueError: the rate is negative, or 100 % or more.

    Example:
        >>> budget = Budget("2021/22", [CostLine("staffing", "pay", "Employees", "900000")])
        >>> charge = HostCharge("overheads", "host charge", rate="5 %", of=["staffing/pay"])
        >>> charge.line(budget).amount
        Money('45000.00')
    """

    pool: str
    name: str
    amount: Money | None = field(default=None, converter=optional(Money))
    rate: Rate | None = field(default=None, converter=optional(on_top))
    of: tuple[str, ...] = field(default=(), converter=ordered)
    source: Source | None = None
    settled: Settled = field(default="", kw_only=True, validator=one_of(get_args(Settled)))
    ceiling: Money | None = field(default=None, kw_only=True, converter=optional(Money))

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
        if self.amount is not None and (self.settled or self.ceiling is not None):
            rule = "stand as it is, being an amount"
            got = self.settled or f"a ceiling of {self.ceiling}"
            raise ModelError(f"Host charge {self.pool}/{self.name}", rule, got)

    @property
    def _rule(self) -> ChargeRule | None:
        if self.rate is None:
            return None
        return ChargeRule(self.rate, self.of, self.settled, self.ceiling)

    def line(self, budget: Budget) -> CostLine:
        """Return the charge on a budget as a cost line, a rate to the nearest penny.

        Raises:
            ModelError: a named line does not stand in the budget, lies outside the call, or moves a
                reserve.
            InvalidValueError: the named lines come to less than nothing.
        """
        return self.added_to(budget).lines[-1]

    def added_to(self, budget: Budget) -> Budget:
        """Return the same version of a budget with the charge as its last line.

        Raises:
            ModelError: a line of that name stands already; see also `line`.
        """
        heading, source = Heading.SUPPORT_SERVICES, self.source
        amount = self.amount or Money(0)
        line = CostLine(self.pool, self.name, heading, amount, source=source, rule=self._rule)
        return evolve(budget, lines=(*budget.lines, line))
