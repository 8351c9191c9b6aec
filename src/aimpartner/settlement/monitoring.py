"""A year's reports, one after another, beside the budget."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from attrs import field, frozen
from attrs.converters import optional

from aimpartner.budget.budget import Budget
from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import counted
from aimpartner.periods import in_words, parse_day
from aimpartner.settlement.outturn import STAGES, Difference, Outturn
from aimpartner.tables import DAY, POUNDS, Column, Drawn, Table, columns

_COLUMNS = (
    Column("on", DAY),
    *(Column(name) for name in ("stage", "period", "pool")),
    *columns(POUNDS, "budget", "outturn", "variance"),
)


@frozen(repr=False, field_transformer=checked)
class Monitoring(Drawn):
    """A year's reports, one after another: forecasts, provisional outturn, final outturn.

    Args:
        budget: the budget that they are set beside.
        reports: the reports, in the order of their days.
        priced: what was budgeted for priced elements, outside every pool, which is
            `Issued.priced_in_all`; `None` where nobody bought any.

    Raises:
        ModelError: a report is of another year or does not fit the budget, comes before the one
            it follows, or goes back a stage.

    Example:
        >>> from aimpartner import CostLine
        >>> from aimpartner.settlement import Actual
        >>> budget = Budget("2021/22", [CostLine("staffing", "staff", "Employees", "900")])
        >>> second = Outturn("2021/22", "forecast", "2021-10-15", [Actual("staffing", "950")])
        >>> third = Outturn("2021/22", "forecast", "2022-01-15", [Actual("staffing", "930")])
        >>> Monitoring(budget, [second, third]).latest("2021-12-31").net
        Money('950.00')
    """

    budget: Budget
    reports: tuple[Outturn, ...] = field(converter=ordered)
    priced: Money | None = field(default=None, converter=optional(Money))

    def __attrs_post_init__(self) -> None:
        """Check that the reports follow one another."""
        for report in self.reports:
            report.variance(self.budget, self.priced)
        for earlier, later in pairwise(self.reports):
            stages = STAGES.index(earlier.stage) <= STAGES.index(later.stage)
            if earlier.on >= later.on or not stages:
                raise ModelError(f"The {later.title}", f"follow the {earlier.title}", "it before")

    def latest(self, on: date | str) -> Outturn:
        """Return the newest report known on a day.

        Raises:
            ModelError: none is known.
        """
        day = parse_day(on)
        known = [report for report in self.reports if report.on <= day]
        if not known:
            rule = f"have a report by {in_words(day)}"
            raise ModelError(f"Monitoring of {self.budget.year}", rule, "none")
        return known[-1]

    def table(self) -> Table:
        """Return a row a report and pool."""
        rows = (
            (report.on, report.stage, report.period, *_row(difference))
            for report in self.reports
            for difference in report.variance(self.budget, self.priced)
        )
        return Table([f"Monitoring of {self.budget.title}"], _COLUMNS, rows, index=["on", "pool"])

    def _in_short(self) -> str:
        return f"<Monitoring of {self.budget.title}: {counted(len(self.reports), 'report')}>"


def _row(difference: Difference) -> tuple[object, ...]:
    return (difference.pool, difference.budgeted, difference.outturn, difference.variance)
