"""Next year's budget from this year's, line by line, with every step shown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import define, evolve, field, frozen

from aimpartner.budget.budget import Budget, CostLine
from aimpartner.budget.uplifts import AmountUplift, LineDropped, Moved, Uplift
from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.exact import decimal_of, listed, nearest
from aimpartner.kinds import checked
from aimpartner.misspelt import near
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear, parse_year
from aimpartner.sources import Source
from aimpartner.tables import EXACT_POUNDS, WORDS, Column, Drawn, Table, columns
from aimpartner.validators import given

_COLUMNS = (
    *(Column(name) for name in ("year", "line", "rule")),
    *columns(EXACT_POUNDS, "before", "after"),
    *columns(WORDS, "source", is_drawn=False),
)


def _years(values: Iterable[FinancialYear | str]) -> tuple[FinancialYear, ...]:
    return tuple(parse_year(year) for year in ordered(values))


@frozen(repr=False, field_transformer=checked)
class Uplifted(OneLine):
    """Lines that an uplift applies to, and in which years.

    Args:
        lines: the lines, each as pool/line; each is moved by itself.
        by: the uplift.
        years: the years into which it moves them; empty, every year rolled to. What was held once
            is dropped in one year.

    Raises:
        InvalidValueError: no line is named.

    Example:
        >>> from aimpartner.budget import PercentUplift
        >>> Uplifted(["staffing/pay"], PercentUplift("2.5 %"), ["2022/23"]).lines
        ('staffing/pay',)
    """

    lines: tuple[str, ...] = field(converter=ordered, validator=given)
    by: Uplift
    years: tuple[FinancialYear, ...] = field(default=(), converter=_years)


@frozen(repr=False, field_transformer=checked)
class LineAdded(OneLine):
    """A line that is new in a year.

    Args:
        line: the line.
        year: the first year that holds it.

    Example:
        >>> pay = CostLine("staffing", "a new post", "Employees", "42000")
        >>> [str(year) for year in LineAdded(pay, "2022/23").years]
        ['2022/23']
    """

    line: CostLine
    year: FinancialYear = field(converter=parse_year)

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """The one year in which it is added."""
        return (self.year,)


Change = Uplifted | LineAdded


@frozen(repr=False, field_transformer=checked)
class Rolled(OneLine):
    """One step of one line into a year.

    Args:
        year: the year rolled to.
        line: the line, as pool/line.
        rule: what was done.
        before: the line before, in pence, exact.
        after: the line afterwards, in pence, exact.
        source: who set the figure that it was moved by.

    Example:
        >>> step = Rolled(
        ...     FinancialYear(2022), "staffing/pay", "+ 2.5 %", Fraction(100_000), Fraction(102_500)
        ... )
        >>> step.after - step.before
        Fraction(2500, 1)
    """

    year: FinancialYear
    line: str
    rule: str
    before: Fraction
    after: Fraction
    source: Source | None = None


@frozen(repr=False, field_transformer=checked)
class RollForward(Drawn):
    """A budget carried on over some years; each year's budget is a draft.

    Args:
        base: the budget that was rolled forward.
        budgets: the budgets that came of it, one a year.
        steps: every step, by year and then by line.

    Example:
        >>> base = Budget("2021/22", [CostLine("staffing", "pay", "Employees", "1000")])
        >>> RollForward(base, [base], []).budgets[0].call()
        Money('1000.00')
    """

    base: Budget
    budgets: tuple[Budget, ...] = field(converter=ordered)
    steps: tuple[Rolled, ...] = field(converter=ordered)

    def table(self) -> Table:
        """Return a row a step, to four decimals of a pound; the steps themselves are exact."""
        rows = (
            (str(step.year), step.line, step.rule, *_moved(step), str(step.source or ""))
            for step in self.steps
        )
        return Table(self._title(), _COLUMNS, rows, self._notes(), index=["year", "line"])

    def _title(self) -> list[str]:
        calls = (f"{budget.year} {budget.call()}" for budget in (self.base, *self.budgets))
        return [f"{self.base.title}, rolled forward; the call: {listed(calls)}"]

    def _notes(self) -> list[str]:
        sources = (f"{step.rule}: {step.source}" for step in self.steps if step.source)
        rounding = "Each line is rounded to the nearest penny once a year, a half away from zero."
        return [*dict.fromkeys(sources), rounding]

    def _in_short(self) -> str:
        return f"<RollForward of {self.base.title} to {listed(e.year for e in self.budgets)}>"


def roll_forward(
    budget: Budget, changes: Iterable[Change], to: FinancialYear | str, version: str = "1"
) -> RollForward:
    """Return the budgets of the years after a budget's, up to a year.

    In each year the changes apply in their order, each to what the one before it left, in exact
    fractions; then each line is rounded to the nearest penny, and the next year starts from that.
    A charge that is a rate of other lines moves with them, and is rounded once; its rate stays.

    Args:
        budget: the budget to start from.
        changes: what happens to its lines; lines without a change are carried on as they are.
        to: the last year.
        version: the name of each new budget's version.

    Raises:
        ModelError: the last year is not later than the budget's, a change names a year that is
            not rolled to or a line that does not stand in its year, a line is added that stands
            already, a line falls below nothing, a one-off is dropped in several years, or an uplift
            has no figure for a year.

    Example:
        >>> from aimpartner.budget import PercentUplift
        >>> base = Budget("2021/22", [CostLine("staffing", "pay", "Employees", "1000.01")])
        >>> rise = Uplifted(["staffing/pay"], PercentUplift("2.5 %"))
        >>> ahead = roll_forward(base, [rise], "2023/24")
        >>> [str(each.call()) for each in ahead.budgets]
        ['£1,025.01', '£1,050.64']
        >>> print(ahead.steps[0].rule, ahead.steps[0].after)
        plus 2.5 % 4100041/40
    """
    last, wanted = parse_year(to), tuple(changes)
    years = [FinancialYear(starts) for starts in range(budget.year.starts + 1, last.starts + 1)]
    if not years:
        raise ModelError("Last year of a roll-forward", f"be later than {budget.year}", last)
    for change in wanted:
        _check_years(change, years)
    budgets, steps = [budget], []
    for year in years:
        here = _Year(budgets[-1], year)
        for change in wanted:
            if not change.years or year in change.years:
                here.put(change)
        budgets.append(here.budget(version))
        steps += [step for line in here.steps.values() for step in line]
    return RollForward(budget, budgets[1:], steps)


@define
class _Year:
    """One year while it is being made from the one before."""

    last: Budget
    year: FinancialYear
    lines: dict[str, CostLine] = field(init=False)
    steps: dict[str, list[Rolled]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.lines = {line.key: line for line in self.last.lines}
        self.steps = {key: [] for key in self.lines}

    def put(self, change: Change) -> None:
        """Apply one change."""
        if isinstance(change, Uplifted):
            for key in change.lines:
                self._move(key, change.by)
            return
        line = change.line
        if line.key in self.lines:
            raise ModelError(f"Line {line.key} added in {self.year}", "be new", "one that stands")
        self.lines[line.key] = line
        moved = Moved(Fraction(line.amount.pence), "added", line.source)
        self.steps.setdefault(line.key, []).append(self._step(line.key, Fraction(0), moved))

    def _move(self, key: str, by: Uplift) -> None:
        if key not in self.lines:
            rule = f"be one of {listed(self.lines)}"
            years = "Give the years in which the change applies, if the line ends before the last."
            remedy = near(key, self.lines) or years
            raise ModelError(f"Line moved into {self.year}", rule, key, remedy)
        charge = self.lines[key].rule
        if charge and not isinstance(by, LineDropped):
            subject, remedy = f"Line moved into {self.year}", "It moves with its lines."
            raise ModelError(subject, "be an amount of its own", f"{key}, {charge}", remedy)
        before = self._amount(key)
        moved = by.moved(before, self.year)
        if moved.after < 0:
            subject = f"Line {key} of {self.year} after {moved.words}"
            raise ModelError(subject, "not be negative", f"{_pounds(moved.after)} pounds")
        self.steps[key].append(self._step(key, before, moved))
        if isinstance(by, LineDropped):
            del self.lines[key]

    def _step(self, key: str, before: Fraction, moved: Moved) -> Rolled:
        return Rolled(self.year, key, moved.words, before, moved.after, moved.source)

    def _amount(self, key: str) -> Fraction:
        steps = self.steps[key]
        return steps[-1].after if steps else Fraction(self.lines[key].amount.pence)

    def budget(self, version: str) -> Budget:
        """Return the year's budget, each line rounded to the penny."""
        lines = [line if line.rule else self._line(key, line) for key, line in self.lines.items()]
        words = f"{self.last.title}, rolled forward"
        assumed = any(line.source and line.source.is_assumption for line in lines)
        made = Budget(self.year, lines, version, source=Source(words, is_assumption=assumed))
        for line in made.lines:
            if line.rule:
                moved = Moved(Fraction(line.amount.pence), f"{line.rule}", line.source)
                self.steps[line.key] = [self._step(line.key, self._before(line), moved)]
        return made

    def _before(self, line: CostLine) -> Fraction:
        """Return what a line was in the year before, in pence; a new one was nothing."""
        stood = (each.amount for each in self.last.lines if each.key == line.key)
        return Fraction(next(stood, Money(0)).pence)

    def _line(self, key: str, line: CostLine) -> CostLine:
        """Return a line as it comes out, with its last steps and where its figures are from."""
        exact = self._amount(key)
        steps = self.steps[key] or [self._step(key, exact, Moved(exact, "unchanged", None))]
        pence = Fraction(nearest(exact))
        if pence != exact:
            steps = [*steps, self._step(key, exact, Moved(pence, "rounded to the penny", None))]
        self.steps[key] = steps
        rules = (
            f"{step.rule} ({step.source.words})" if step.source else step.rule for step in steps
        )
        grounds = [line.source, *(step.source for step in steps)]
        assumed = any(ground.is_assumption for ground in grounds if ground)
        source = Source(f"{self.last.title}, rolled forward: {'; '.join(rules)}", assumed)
        return evolve(line, amount=Money.from_pence(int(pence)), source=source)


def _check_years(change: Change, years: list[FinancialYear]) -> None:
    """Refuse a change of years that are not rolled to, or a one-off dropped more than once."""
    strange = [year for year in change.years if year not in years]
    if strange:
        rule = f"be in years rolled to: {listed(years)}"
        raise ModelError(f"Change of {_named(change)}", rule, listed(strange))
    by = change.by if isinstance(change, Uplifted) else None
    moved = change.years or tuple(years)
    if isinstance(by, AmountUplift) and by.kind == "one-off dropped" and len(moved) > 1:
        subject = f"One-off of {by.amount} on {_named(change)}"
        remedy = "Give the one year from which it falls away."
        raise ModelError(subject, "be dropped in one year", listed(moved), remedy)


def _named(change: Change) -> str:
    return listed(change.lines) if isinstance(change, Uplifted) else change.line.key


def _moved(step: Rolled) -> tuple[Decimal, Decimal]:
    return _pounds(step.before), _pounds(step.after)


def _pounds(pence: Fraction) -> Decimal:
    """Return pence as pounds to four decimals."""
    return decimal_of(nearest(pence * 100), 4)
