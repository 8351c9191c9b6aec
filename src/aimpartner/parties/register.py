"""The register of decisions: what was decided, by whom, about what, in the order of the days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, field, frozen

from aimpartner.exact import listed
from aimpartner.one_line import counted
from aimpartner.parties.agreement.decisions import Approval, Decision
from aimpartner.parties.review import Review
from aimpartner.parties.to_decide import Matter
from aimpartner.parties.withdrawal import Withdrawal
from aimpartner.tables import DAY, WORDS, YES_OR_NO, Column, Drawn, Table, columns

_COLUMNS = (
    Column("made", DAY),
    *columns(WORDS, "body", "partner", "subject", "outcome"),
    *columns(WORDS, "kind", is_drawn=False),
    Column("effective", DAY),
    *columns(WORDS, "reference", "reports"),
    *columns(YES_OR_NO, "assumed", is_drawn=False),
    *columns(WORDS, "source", is_drawn=False),
)


def _by_day(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    return tuple(sorted(decisions, key=lambda each: each.made))


@frozen(repr=False)
class Register(Drawn):
    """Decisions, the earliest first; of one day, in the order recorded.

    Args:
        decisions: the decisions, each with the subject that it was about.

    Example:
        >>> register = Register(
        ...     [Decision("Sefton", "2021-11-04"), Decision("Sefton", "2018-02-01")]
        ... )
        >>> [str(each.made) for each in register]
        ['2018-02-01', '2021-11-04']
    """

    decisions: tuple[Decision, ...] = field(converter=_by_day)

    def __iter__(self) -> Iterator[Decision]:
        """Go through the decisions in order."""
        return iter(self.decisions)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.decisions)

    def of(self, body: str) -> Register:
        """Return the decisions of one body, named as "Cabinet" or as "Sefton Cabinet"."""
        names = ((each, (each.body, f"{each.partner} {each.body}")) for each in self.decisions)
        return Register([each for each, called in names if body in called])

    def table(self) -> Table:
        """Return a row a decision, by the day it was made, and below them who recorded them."""
        sources = (f"{e.made} {e.partner or e.body}: {e.source}" for e in self if e.source)
        title = ["Register of decisions"]
        return Table(title, _COLUMNS, map(_row, self), dict.fromkeys(sources))

    def _in_short(self) -> str:
        ends = [each.made for each in (*self.decisions[:1], *self.decisions[-1:])]
        days = f", {' to '.join(map(str, ends))}" if ends else ""
        return f"<Register of {counted(len(self), 'decision')}{days}>"


def _row(decision: Decision) -> tuple[object, ...]:
    return (
        decision.made,
        decision.body,
        decision.partner,
        decision.subject,
        decision.outcome,
        decision.kind,
        decision.effective,
        decision.reference,
        listed(decision.reports) if decision.reports else "",
        decision.is_assumed,
        str(decision.source or ""),
    )


def decided(
    matters: Iterable[Matter], withdrawals: Sequence[Withdrawal], reviews: Sequence[Review]
) -> Iterator[Decision]:
    """Go through the decisions on a partnership's matters, each with the subject it was about.

    Args:
        matters: what the partners are asked to approve; its approvals.
        withdrawals: the partners that leave; the consents to their notice.
        reviews: the reviews; what closed them.
    """
    yield from taken_on((each.words, each.approval) for each in matters)
    yield from taken_on((f"withdrawal: {each}", each.approval) for each in withdrawals)
    for review in reviews:
        if review.decision:
            yield _about(f"{review}", review.decision)


def taken_on(approvals: Iterable[tuple[str, Approval | None]]) -> Iterator[Decision]:
    """Go through the decisions of approvals, each with the subject it was about.

    Args:
        approvals: what each is of, in words, and the approval where there is one.

    Example:
        >>> consent = Approval(["Sefton"], [Decision("Sefton", "2021-12-15")])
        >>> [each.subject for each in taken_on([("withdrawal", consent)])]
        ['withdrawal']
    """
    for words, approval in approvals:
        for each in approval.decisions if approval else ():
            yield _about(words, each)


def _about(words: str, decision: Decision) -> Decision:
    """Return a decision with its subject, which is its own where it says one."""
    return evolve(decision, subject=decision.subject or words)
