"""An issue set beside a recalculation or a reissue: who would pay what more, and why."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from aimpartner.by import ByPartner
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import ModelError
from aimpartner.issue.issue import Issued
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.one_line import OneLine
from aimpartner.tables import POUNDS, Column, Drawn, Table, columns
from aimpartner.working.steps import Result, ResultKind

_NIL = Money(0)
_NONE = "none"
_COLUMNS = (
    Column("partner"),
    *columns(POUNDS, "issued", "now", "difference", "net difference"),
)


@frozen(repr=False, field_transformer=checked)
class InputChange(OneLine):
    """One thing that an issue was made from, before and after.

    Args:
        at: what it is: budget, formula, host, call, an element, a limit, or a figure's address.
        before: what was used for the issue.
        after: what is used now.

    Example:
        >>> print(InputChange("evidence/adopted/Sefton/2019-20", "16", "17"))
        evidence/adopted/Sefton/2019-20: 16, now 17.
    """

    at: str
    before: str
    after: str

    def __str__(self) -> str:
        """Return the sentence."""
        return f"{self.at}: {self.before}, now {self.after}."


@frozen(repr=False, field_transformer=checked)
class IssueComparison(Drawn):
    """What was issued, beside what would be issued now or was issued later.

    Args:
        before: the issue.
        after: the later figures, as an issue.

    Raises:
        ModelError: the two are not of one agency and year.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> issued = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> IssueComparison(issued, issued).differences["Sefton"]
        Money('0.00')
    """

    before: Issued
    after: Issued

    def __attrs_post_init__(self) -> None:
        """Check that like is set beside like."""
        before, after = self.before, self.after
        if (before.agency, before.year) != (after.agency, after.year):
            raise ModelError("Comparison", f"be of {before.agency} {before.year}", after.title)

    @property
    def partners(self) -> tuple[str, ...]:
        """The partners of either, in order; one that is new comes last."""
        return tuple(dict.fromkeys((*self.before.partners, *self.after.partners)))

    @property
    def differences(self) -> ByPartner[Money]:
        """Each partner's contribution now, less what was issued."""
        return self._less(self.before.contributions, self.after.contributions)

    @property
    def net_differences(self) -> ByPartner[Money]:
        """Each partner's net payable now, less what was issued: what a reissue asks for."""
        return self._less(self.before.net, self.after.net)

    def _less(self, before: ByPartner[Money], after: ByPartner[Money]) -> ByPartner[Money]:
        pairs = ((after.get(partner, _NIL), before.get(partner, _NIL)) for partner in self.partners)
        return ByPartner.of(self.partners, (new - old for new, old in pairs))

    @property
    def changes(self) -> tuple[InputChange, ...]:
        """What the two were made from, where it differs: inputs first, each by its address."""
        before, after = dict(_made_from(self.before)), dict(_made_from(self.after))
        pairs = ((at, before.get(at, _NONE), after.get(at, _NONE)) for at in before | after)
        return tuple(InputChange(at, old, new) for at, old, new in pairs if old != new)

    def table(self) -> Table:
        """Return a row a partner, the sums below them, and what changed."""
        amounts = [self._amounts(partner) for partner in self.partners]
        rows = ((name, *figures) for name, figures in zip(self.partners, amounts, strict=True))
        sums = ("sum", *map(sum_of, zip(*amounts, strict=True)))
        return Table(self._title(), _COLUMNS, rows, self._notes(), ends=[sums])

    def _amounts(self, partner: str) -> tuple[Money, Money, Money, Money]:
        issued = self.before.contributions.get(partner, _NIL)
        now = self.after.contributions.get(partner, _NIL)
        return issued, now, now - issued, self.net_differences[partner]

    def _notes(self) -> list[str]:
        """Return what changed, or that nothing that the issue names did."""
        if self.changes:
            return [str(change) for change in self.changes]
        if any((*self.differences.values(), *self.net_differences.values())):
            where = "the budget's lines or the formula's numbers"
            return [f"Nothing that the issue names has changed: compare {where}."]
        return ["Nothing has changed."]

    def _title(self) -> list[str]:
        return self.before.heading("changes from contributions")

    def _in_short(self) -> str:
        versions = f"issue {self.before.version} and {self.after.version}"
        return f"<IssueComparison of {self.before.agency} {self.before.year}: {versions}>"


def compare_issue(issued: Issued, now: Contributions | Issued) -> IssueComparison:
    """Return an issue beside a recalculation, or beside the issue that replaced it.

    Args:
        issued: what was notified.
        now: the year calculated again, or a later issue of it.

    Raises:
        ModelError: the two are not of one agency and year.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> result = calculate(samples.load("aim"), "2021/22")
        >>> compare_issue(result.issue("2021-03-26"), result).changes
        ()
    """
    later = now.issue(issued.on) if isinstance(now, Contributions) else now
    return IssueComparison(issued, later)


def _made_from(issued: Issued) -> Iterator[tuple[str, str]]:
    """Return what an issue was made from, each by its address, then what came of it."""
    yield "budget", issued.budget
    yield "formula", issued.formula
    yield "host", issued.host or _NONE
    yield from ((figure.address, str(figure.value)) for figure in issued.observations)
    yield "call", str(issued.call)
    for name, column in issued.elements:
        is_element = Result.of_column(name).kind is ResultKind.ELEMENT
        yield f"element/{name}" if is_element else name, str(sum_of(column.values()))
