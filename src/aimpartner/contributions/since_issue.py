"""An issue set beside a recalculation or a reissue: who would pay what more, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from aimpartner.by import ByPartner
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import ModelError
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.tables import as_html, as_text, frame

if TYPE_CHECKING:
    import pandas as pd

_NIL = Money(0)
_NONE = "none"


@frozen
class InputChange:
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


@frozen
class IssueComparison:
    """What was issued, beside what would be issued now or was issued later.

    Args:
        before: the issue.
        after: the later figures, as an issue.

    Raises:
        ModelError: the two are not of one agency and year.
    """

    before: Issued
    after: Issued

    def __attrs_post_init__(self) -> None:
        """Check that like is set beside like."""
        one, other = self.before, self.after
        if (one.agency, one.year) != (other.agency, other.year):
            raise ModelError("Comparison", f"be of {one.agency} {one.year}", other.title)

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
        pairs = ((after.get(each, _NIL), before.get(each, _NIL)) for each in self.partners)
        return ByPartner.of(self.partners, (new - old for new, old in pairs))

    @property
    def changes(self) -> tuple[InputChange, ...]:
        """What the two were made from, where it differs: inputs first, each by its address."""
        before, after = dict(_made_from(self.before)), dict(_made_from(self.after))
        pairs = ((at, before.get(at, _NONE), after.get(at, _NONE)) for at in before | after)
        return tuple(InputChange(at, old, new) for at, old, new in pairs if old != new)

    def to_frame(self) -> pd.DataFrame:
        """Return a table, one row a partner.

        Units:
            Pounds as `Decimal`.
        """
        names = ("issued", "now", "difference", "net difference")
        records = (
            {"partner": partner}
            | {name: each.to_decimal() for name, each in zip(names, amounts, strict=True)}
            for partner, *amounts in self._amounts()
        )
        return frame(records, index="partner")

    def _amounts(self) -> Iterator[tuple[str, Money, Money, Money, Money]]:
        for each in self.partners:
            issued = self.before.contributions.get(each, _NIL)
            now = self.after.contributions.get(each, _NIL)
            yield each, issued, now, now - issued, self.net_differences[each]

    def _rows(self) -> list[dict[str, str]]:
        """Return the table as text, with a row for the sums."""
        names = ("partner", "issued", "now", "difference", "net difference")
        rows = list(self._amounts())
        sums = ("sum", *(sum_of(column) for column in list(zip(*rows, strict=True))[1:]))
        return [dict(zip(names, map(str, row), strict=True)) for row in (*rows, sums)]

    def _notes(self) -> list[str]:
        """Return what changed, or that nothing that the issue names did."""
        if self.changes:
            return [str(each) for each in self.changes]
        if any((*self.differences.values(), *self.net_differences.values())):
            where = "the budget's lines or the formula's numbers"
            return [f"Nothing that the issue names has changed: compare {where}."]
        return ["Nothing has changed."]

    def _title(self) -> list[str]:
        return self.before.heading("changes from contributions")

    def __str__(self) -> str:
        """Return the table for a screen, with what changed below it."""
        return as_text(self._title(), self._rows(), self._notes())

    def _repr_html_(self) -> str:
        """Return the same table for a notebook."""
        return as_html(self._title(), self._rows(), self._notes())


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
    yield from ((each.address, str(each.value)) for each in issued.observations)
    yield "call", str(issued.call)
    for name, column in issued.elements:  # a limit and partners' own have a kind in their names
        yield name if "/" in name else f"element/{name}", str(sum_of(column.values()))
