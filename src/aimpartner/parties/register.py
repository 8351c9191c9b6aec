"""The register of decisions: what was decided, by whom, about what, in the order of the days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, field, frozen

from aimpartner.by import ordered
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.one_line import counted
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
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
    register = ordered(decisions)
    is_sound = all(isinstance(decision, Decision) for decision in register)
    return tuple(sorted(register, key=lambda decision: decision.made)) if is_sound else register


@frozen(repr=False, field_transformer=checked)
class Register(Drawn):
    """Decisions, the earliest first; of one day, in the order recorded.

    Args:
        decisions: the decisions, each with the subject that it was about.

    Example:
        >>> register = Register(
        ...     [Decision("Sefton", "2021-11-04"), Decision("Sefton", "2018-02-01")]
        ... )
        >>> [str(decision.made) for decision in register]
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
        names = (
            (decision, (decision.body, f"{decision.partner} {decision.body}"))
            for decision in self.decisions
        )
        return Register([decision for decision, called in names if body in called])

    def table(self) -> Table:
        """Return a row a decision, by the day it was made, and below them who recorded them."""
        sources = (
            f"{decision.made} {decision.partner or decision.body}: {decision.source}"
            for decision in self
            if decision.source
        )
        title = ["Register of decisions"]
        return Table(title, _COLUMNS, map(_row, self), dict.fromkeys(sources))

    def _in_short(self) -> str:
        ends = [decision.made for decision in (*self.decisions[:1], *self.decisions[-1:])]
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
    yield from taken_on((matter.words, matter.approval) for matter in matters)
    yield from taken_on(
        (f"withdrawal: {withdrawal}", withdrawal.approval) for withdrawal in withdrawals
    )
    for review in reviews:
        if review.decision:
            yield _about(f"{review}", review.decision)


def taken_on(approvals: Iterable[tuple[str, Approval | None]]) -> Iterator[Decision]:
    """Go through the decisions of approvals, each with the subject it was about.

    Args:
        approvals: what each is of, in words, and the approval where there is one.

    Example:
        >>> consent = Approval(["Sefton"], [Decision("Sefton", "2021-12-15")])
        >>> [decision.subject for decision in taken_on([("withdrawal", consent)])]
        ['withdrawal']
    """
    for words, approval in approvals:
        for decision in approval.decisions if approval else ():
            yield _about(words, decision)


def _about(words: str, decision: Decision) -> Decision:
    """Return a decision with its subject, which is its own where it says one."""
    return evolve(decision, subject=decision.subject or words)
