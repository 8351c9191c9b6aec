"""Changes of a budget within its year: virement inside a pool, and a supplementary call."""

from __future__ import annotations

from datetime import date

from attrs import evolve, field, frozen

from aimpartner.budget.budget import Budget, CostLine
from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.periods import in_words, parse_day
from aimpartner.sources import Source
from aimpartner.validators import given


@frozen(repr=False, field_transformer=checked)
class Virement(OneLine):
    """An amount moved from one line to another of the same pool; no call changes.

    Args:
        from_line: the line that gives, as pool/line.
        to_line: the line that takes.
        amount: what is moved.
        reason: why.
        source: where the virement is recorded.

    Raises:
        InvalidValueError: nothing is moved, or no reason is given.
        ModelError: the amount is moved from a line to itself.

    Example:
        >>> staff = CostLine("staffing", "social workers", "Employees", "900000")
        >>> agency = CostLine("staffing", "agency workers", "Employees", "20000")
        >>> moved = Virement("staffing/social workers", "staffing/agency workers", "5000", "a post")
        >>> after = moved.applied(Budget("2021/22", (staff, agency)), "2", "2021-10-01")
        >>> after.line("staffing/agency workers").amount, after.call()
        (Money('25000.00'), Money('920000.00'))
    """

    from_line: str
    to_line: str
    amount: Money = field(converter=Money)
    reason: str = field(validator=given)
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Check that something is moved somewhere."""
        if self.amount.pence <= 0:
            remedy = "Name the lines the other way round to move an amount back."
            raise InvalidValueError("Amount of a virement", "be above nothing", self.amount, remedy)
        if self.from_line == self.to_line:
            raise ModelError("Virement", "be between two lines", self.from_line)

    def applied(self, budget: Budget, version: str, day: date | str) -> Budget:
        """Return the budget's next version; status and approval stay, for no call changes.

        Args:
            budget: the version that the amount is moved in.
            version: the name of the next version.
            day: the day of the next version.

        Raises:
            InvalidValueError: the version has no name.
            ModelError: the lines lie in two pools, count otherwise towards the call or are incurred
                by different partners, the line holds less than is moved, or the version or its
                day is not new or not in the year.
        """
        giver, taker = budget.line(self.from_line), budget.line(self.to_line)
        self._check(budget, giver, taker)
        moved = {
            giver.key: self._moved(giver, -self.amount, f"less {self.amount} to {taker.key}"),
            taker.key: self._moved(taker, self.amount, f"plus {self.amount} from {giver.key}"),
        }
        lines = [moved.get(line.key, line) for line in budget.lines]
        changed = _next(evolve(budget, lines=lines), budget, version, parse_day(day))
        if changed.call() != budget.call():
            rule = f"leave the call of {budget.call()} as it is, with the charges on its lines"
            remedy = "Make a new version of the budget, and have it approved."
            raise ModelError(self._subject(budget), rule, changed.call(), remedy)
        return changed

    def _check(self, budget: Budget, giver: CostLine, taker: CostLine) -> None:
        subject = self._subject(budget)
        for line in (giver, taker):
            if line.rule:
                rule = f"be between amounts, and {line.key} is {line.rule}"
                raise ModelError(subject, rule, line.amount, "It moves with its lines.")
        if giver.pool != taker.pool:
            remedy = "Make a new version of the budget, and have it approved."
            got = f"pools {giver.pool} and {taker.pool}"
            raise ModelError(subject, "stay within one pool", got, remedy)
        if giver.sign != taker.sign:
            got = f'"{giver.effect.value}" and "{taker.effect.value}"'
            raise ModelError(subject, "be between lines of one effect on the call", got)
        if giver.incurred_by != taker.incurred_by:
            got = " and ".join(line.incurred_by or "the agency" for line in (giver, taker))
            remedy = "Net payables would change: make a new version, and issue the year again."
            raise ModelError(
                subject, "be between lines that are incurred by one party", got, remedy
            )
        if giver.amount < self.amount:
            raise ModelError(subject, f"be of {giver.amount} at most", self.amount)

    def _subject(self, budget: Budget) -> str:
        return f"Virement of {self.amount} from {self.from_line} to {self.to_line} in {budget.year}"

    def _moved(self, line: CostLine, by: Money, words: str) -> CostLine:
        """Return a line changed, its source saying by what and why."""
        grounds = [line.source, self.source]
        history = f"{line.source.words if line.source else 'no source'}; {words}: {self.reason}"
        history += f" ({self.source.words})" if self.source else ""
        assumed = any(ground.is_assumption for ground in grounds if ground)
        return evolve(line, amount=line.amount + by, source=Source(history, assumed))


@frozen(repr=False, field_transformer=checked)
class Supplement(OneLine):
    """Lines added to a budget within its year: a supplementary call.

    The next version is a draft until its own approval is recorded, and binds nobody before the
    contributions are issued anew.

    Args:
        lines: the lines added; none has the name of one that stands already.
        reason: why.
        approval: who has to approve the next version and has.
        source: where the supplement is recorded: the source of the next version.

    Raises:
        InvalidValueError: no line is added, or no reason is given.

    Example:
        >>> staff = CostLine("staffing", "social workers", "Employees", "900000")
        >>> more = CostLine("staffing", "locum manager", "Employees", "30000")
        >>> extra = Supplement((more,), "long-term absence")
        >>> extra.applied(Budget("2021/22", (staff,)), "2", "2021-10-01").call()
        Money('930000.00')
    """

    lines: tuple[CostLine, ...] = field(converter=ordered, validator=given)
    reason: str = field(validator=given)
    approval: Approval | None = None
    source: Source | None = None

    def applied(self, budget: Budget, version: str, day: date | str) -> Budget:
        """Return the budget's next version, with the lines added at its end.

        Args:
            budget: the version that is added to.
            version: the name of the next version.
            day: the day of the next version.

        Raises:
            InvalidValueError: the version has no name.
            ModelError: a line stands already, or the version or its day is not new, or the day not
                in the year.
        """
        words = f"supplement to version {budget.version}: {self.reason}"
        words += f" ({self.source.words})" if self.source else ""
        grounds = Source(words, self.source is not None and self.source.is_assumption)
        more = evolve(
            budget,
            lines=(*budget.lines, *self.lines),
            status="draft",
            approval=self.approval,
            source=grounds,
        )
        return _next(more, budget, version, parse_day(day))


def _next(changed: Budget, budget: Budget, version: str, day: date) -> Budget:
    """Return a changed budget as its next version; refuse one that is not new or of the year."""
    if not version:
        raise InvalidValueError(f"Next version of {budget.title}", "have a name", "nothing")
    if version == budget.version:
        subject = f"Next version of {budget.title}"
        raise ModelError(subject, "have a name of its own", repr(version))
    if budget.day and day <= budget.day:
        rule = f"be later than {in_words(budget.day)}, the day of version {budget.version}"
        raise ModelError(f"Day of version {version} of {budget.year}", rule, in_words(day))
    if not budget.year.first <= day <= budget.year.last:
        rule = f"lie in the year, {in_words(budget.year.first)} to {in_words(budget.year.last)}"
        raise ModelError(f"Day of version {version} of {budget.year}", rule, in_words(day))
    return evolve(changed, version=version, day=day)
