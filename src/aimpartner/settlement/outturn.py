"""What a year cost, or is expected to cost, beside its budget."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NoReturn, get_args

from attrs import field, frozen

from aimpartner.budget.budget import Budget, CostLine, Heading
from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear, in_words, parse_day, parse_year
from aimpartner.settlement.fees import Taken
from aimpartner.sources import Source
from aimpartner.validators import check_name, check_once, given, one_of

Stage = Literal["forecast", "provisional", "final"]

PRICED = "priced elements"
"""The name under which an outturn records what was bought at a price, outside every pool."""

STAGES = get_args(Stage)
"""The stages of a report, in the order in which they follow one another."""


@frozen(repr=False, field_transformer=checked)
class Actual(OneLine):
    """What one pool, or one line of it, cost, net of income and before any use of a reserve.

    Args:
        pool: the pool, or `PRICED` for what was bought at a price.
        amount: expenditure less income; may be negative.
        incurred_by: the partner that bore it itself; empty where the agency did.
        source: the ledger or report.
        line: the line of the pool; empty where the pool is told as a whole.

    Example:
        >>> Actual("staffing", "912000.50").amount
        Money('912000.50')
    """

    pool: str
    amount: Money = field(converter=Money)
    incurred_by: str = ""
    source: Source | None = None
    line: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check the names."""
        check_name("Pool", self.pool)
        if self.line:
            check_name("Line", self.line)

    @property
    def key(self) -> str:
        """The line, as pool/line; of a pool as a whole, the pool."""
        return f"{self.pool}/{self.line}" if self.line else self.pool


@frozen(repr=False, field_transformer=checked)
class Caused(OneLine):
    """A part of the outturn that one partner caused, and bears before anything is shared.

    Args:
        partner: the partner.
        pool: the pool whose outturn holds it.
        amount: what it added; negative for a saving, which is credited to the partner.
        reason: how it came about.
        source: the clause, or who found it.

    Example:
        >>> Caused("Sefton", "staffing", "5000", "agency cover for its secondee").amount
        Money('5000.00')
    """

    partner: str
    pool: str
    amount: Money = field(converter=Money)
    reason: str = field(validator=given)
    source: Source | None = field(default=None, kw_only=True)


@frozen(repr=False, field_transformer=checked)
class Difference(OneLine):
    """One pool's outturn beside its budget.

    Args:
        pool: the pool.
        budgeted: its budgeted expenditure less income, before any use of a reserve.
        outturn: the same as it came about.

    Example:
        >>> Difference("staffing", Money("900"), Money("950")).variance
        Money('50.00')
    """

    pool: str
    budgeted: Money
    outturn: Money

    @property
    def variance(self) -> Money:
        """The outturn less the budget: positive is an overspend."""
        return self.outturn - self.budgeted


@frozen(repr=False, field_transformer=checked)
class Outturn(OneLine):
    """The costs of a year as one report tells them.

    Args:
        year: the year.
        stage: "forecast", "provisional" or "final".
        on: the day of the report; it is known from that day.
        actuals: what each pool cost, by who bore it, as a whole or line by line; each pool of the
            budget is named, and of one told by line each line.
        caused: what one partner caused.
        period: what a forecast rests on, such as "Quarter 2".
        source: the report.
        taken: the units that each partner took of what has a price.

    Raises:
        ModelError: a pool or line is given twice for one bearer, a pool as a whole beside its
            lines, or units twice for one partner; what a partner caused is in no pool of the
            report; or a provisional or final outturn is dated before the year has ended.

    Example:
        >>> Outturn("2021/22", "final", "2022-06-30", [Actual("staffing", "950")]).net
        Money('950.00')
    """

    year: FinancialYear = field(converter=parse_year)
    stage: Stage = field(validator=one_of(STAGES))
    on: date = field(converter=parse_day)
    actuals: tuple[Actual, ...] = field(converter=ordered)
    caused: tuple[Caused, ...] = field(default=(), converter=ordered, kw_only=True)
    period: str = field(default="", kw_only=True)
    source: Source | None = field(default=None, kw_only=True)
    taken: tuple[Taken, ...] = field(default=(), converter=ordered, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check the report as a whole."""
        costs = (f"{actual.key} of {actual.incurred_by or 'the agency'}" for actual in self.actuals)
        check_once(f"The {self.title}", "pool of whoever incurs it", costs)
        both = self.pools_as_wholes & {actual.pool for actual in self.actuals if actual.line}
        if both:
            rule = "be told as a whole or line by line, not both"
            raise ModelError(f"The {self.title}", rule, listed(sorted(both)))
        units = (f"{each.title} of {each.partner}" for each in self.taken)
        check_once(f"Units in the {self.title}", "lot of one partner", units)
        for cost in self.caused:
            if cost.pool not in self.pools:
                subject = f"What {cost.partner} caused in {self.title}"
                raise ModelError(subject, f"be in one of {listed(self.pools)}", cost.pool)
        if self.stage != "forecast" and self.on <= self.year.last:
            rule = f"be dated after the year's last day, {in_words(self.year.last)}"
            remedy = "Before that day it is a forecast."
            raise ModelError(f"The {self.title}", rule, in_words(self.on), remedy)

    def _in_short(self) -> str:
        return f"<Outturn: {self.title}, net {self.net}>"

    @property
    def title(self) -> str:
        """The report as a sentence names it."""
        what = "forecast" if self.stage == "forecast" else f"{self.stage} outturn"
        period = f" ({self.period})" if self.period else ""
        return f"{what} of {self.year}{period}, {in_words(self.on)}"

    @property
    def pools(self) -> tuple[str, ...]:
        """The pools that the report names, in order."""
        return tuple(dict.fromkeys(actual.pool for actual in self.actuals))

    @property
    def pools_as_wholes(self) -> frozenset[str]:
        """The pools that it tells as wholes, not line by line."""
        return frozenset(actual.pool for actual in self.actuals if not actual.line)

    def tells(self, key: str) -> bool:
        """Return whether it tells a line, given as pool/line."""
        return any(actual.line and actual.key == key for actual in self.actuals)

    def of_line(self, key: str) -> Money:
        """Return what a line cost that it tells, given as pool/line; of income, below nothing."""
        return sum_of(actual.amount for actual in self.actuals if actual.key == key)

    @property
    def net(self) -> Money:
        """The net outturn: all expenditure less all income, before any use of a reserve."""
        return sum_of(actual.amount for actual in self.actuals)

    def of(self, pool: str) -> Money:
        """Return the outturn of one pool; nothing where the report does not name it."""
        return sum_of(actual.amount for actual in self.actuals if actual.pool == pool)

    def incurred(self, partner: str) -> Money:
        """Return what a partner bore itself."""
        return sum_of(actual.amount for actual in self.actuals if actual.incurred_by == partner)

    def variance(self, budget: Budget, priced: Money | None = None) -> tuple[Difference, ...]:
        """Return each pool's outturn beside its budget, in the budget's order.

        Planned uses of a reserve and payments into it are left out of the budget here, for an
        outturn is told before them.

        Args:
            budget: the budget of the year.
            priced: what was budgeted for priced elements, which stand outside every pool; `None`
                where nobody was to buy any.

        Raises:
            ModelError: the budget is another year's, a pool of the budget has no outturn, or the
                report names a pool that the budget lacks.

        Example:
            >>> from aimpartner import CostLine
            >>> budget = Budget("2021/22", [CostLine("staffing", "staff", "Employees", "900")])
            >>> outturn = Outturn("2021/22", "final", "2022-06-30", [Actual("staffing", "950")])
            >>> outturn.variance(budget)[0].variance
            Money('50.00')
        """
        if budget.year != self.year:
            raise ModelError(f"Budget beside the {self.title}", f"be of {self.year}", budget.title)
        planned = {pool: spending(budget, pool) for pool in _spent(budget)}
        if priced is not None or self.taken or PRICED in self.pools:
            planned[PRICED] = priced or Money(0)
        self._check_pools(budget, tuple(planned))
        return tuple(
            Difference(pool, budgeted, self.of(pool)) for pool, budgeted in planned.items()
        )

    def _check_pools(self, budget: Budget, planned: tuple[str, ...]) -> None:
        absent = [pool for pool in planned if pool not in self.pools]
        if absent == [PRICED]:
            rule = f"state what was bought at a price in {self.year}, for fees are part of the call"
            remedy = f'Add an actual whose pool is "{PRICED}"; 0 where nothing was bought.'
            raise ModelError(f"The {self.title}", rule, f"nothing for {PRICED}", remedy)
        if absent:
            rule, remedy = (
                f"name each pool of {budget.title}",
                "State 0 for a pool that cost nothing.",
            )
            raise ModelError(f"The {self.title}", rule, f"nothing for {listed(absent)}", remedy)
        self._check_lines(budget)
        for pool in self.pools:
            if pool not in planned:
                self._refuse(pool, budget)

    def _check_lines(self, budget: Budget) -> None:
        silent = [line.key for line in self._by_line(budget) if not self.tells(line.key)]
        if silent:
            rule = f"name each line of a pool that it tells line by line, by {budget.title}"
            remedy = "State 0 for a line that cost nothing; a charge is added by with_charges."
            raise ModelError(f"The {self.title}", rule, f"no {listed(silent)}", remedy)

    def _refuse(self, pool: str, budget: Budget) -> NoReturn:
        """Refuse a pool without a place in the budget: a strange one, or one of reserves alone."""
        if any(line.pool == pool for line in budget.lines):
            rule = f"leave out pools of {budget.title} that spend nothing towards the call"
            got = f"{pool}, which has lines of reserves or outside the call alone"
            remedy = (
                "A reserve is moved by a movement; what stands outside the call is not settled."
            )
        else:
            rule, got = f"name only pools of {budget.title}", pool
            remedy = "Add it to a new version of the budget, or record the cost in another pool."
        raise ModelError(f"The {self.title}", rule, got, remedy)

    def _by_line(self, budget: Budget) -> Iterator[CostLine]:
        """Go through the budget's lines of spending and income in pools told line by line."""
        for line in budget.lines:
            is_spent = line.sign and line.heading is not Heading.RESERVES
            if is_spent and line.pool not in self.pools_as_wholes:
                yield line


def spending(budget: Budget, pool: str) -> Money:
    """Return a pool's budgeted expenditure less income, before any use of a reserve.

    Example:
        >>> from aimpartner import CostLine
        >>> spent = CostLine("staffing", "staff", "Employees", "900")
        >>> used = CostLine("staffing", "from reserve", "Reserves", "50", "reduces the call")
        >>> spending(Budget("2021/22", [spent, used]), "staffing")
        Money('900.00')
    """
    lines = (line for line in budget.lines_of(pool) if line.heading is not Heading.RESERVES)
    return sum_of(line.towards_call for line in lines)


def _spent(budget: Budget) -> tuple[str, ...]:
    """Return the pools that plan to spend, leaving out those of reserves alone."""
    lines = (line for line in budget.lines if line.sign and line.heading is not Heading.RESERVES)
    return tuple(dict.fromkeys(line.pool for line in lines))
