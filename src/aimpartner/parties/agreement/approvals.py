"""Approvals: who has to decide on a thing, and what their decisions add up to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.periods import in_words, parse_optional_day
from aimpartner.prose import bullets, paragraph
from aimpartner.sources import read_in
from aimpartner.tables import DAY, WORDS, YES_OR_NO, Column, Drawn, Table, columns
from aimpartner.validators import check_once, one_of

if TYPE_CHECKING:
    import pandas as pd

ApprovalRule = Literal["all", "majority", "two thirds"]
_HOW_MANY = {
    "all": "all of",
    "majority": "a majority (more than half) of",
    "two thirds": "two thirds at least of",
}
_COLUMNS = (
    *columns(WORDS, "partner", "outcome"),
    *columns(DAY, "made", "effective"),
    *columns(WORDS, "effect runs from", "body", "reference"),
    Column("assumed", YES_OR_NO),
    Column("source"),
)


@frozen(repr=False, field_transformer=checked)
class Approval(Drawn):
    """Who has to approve a thing, and what each has decided.

    A partner's latest decision counts: a refusal may be reversed, and an approval withdrawn. One
    that only says again what stands changes nothing, unless what stands was assumed.

    Args:
        required: the partners that are asked, each once.
        decisions: what has been decided so far; of two on one day, the later in order counts.
        rule: how many of those asked have to approve: all, a majority (more than half), or two
            thirds at least.

    Raises:
        ModelError: a partner is asked twice, or a decision is by a partner that is not asked.

    Example:
        >>> approval = Approval(("Knowsley", "Sefton"), (Decision("Sefton", "2021-11-04"),))
        >>> approval.outstanding(date(2021, 11, 4))
        ('Knowsley',)
    """

    required: tuple[str, ...] = field(converter=ordered)
    decisions: tuple[Decision, ...] = field(default=(), converter=ordered)
    rule: ApprovalRule = field(default="all", validator=one_of(get_args(ApprovalRule)))

    @required.validator
    def _are_asked_once(self, _: object, required: tuple[str, ...]) -> None:
        check_once("Approval", "partner", required)

    @decisions.validator
    def _are_asked_for(self, _: object, decisions: tuple[Decision, ...]) -> None:
        for decision in decisions:
            if decision.partner not in self.required:
                asked = listed(self.required or ["nobody"])
                got = f"{decision.partner} on {decision.made}{read_in(decision.source)}"
                raise ModelError("Decision", f"be by one of those asked: {asked}", got)

    def taken(self, on: date | None) -> tuple[Decision, ...]:
        """Return the decisions known on the day, in order; `None` is every one recorded."""
        day = parse_optional_day(on)
        return tuple(each for each in self.decisions if day is None or each.made <= day)

    def _latest(self, on: date | None) -> dict[str, Decision]:
        """Return what counts of each partner: its latest decision known on the day."""
        latest: dict[str, Decision] = {}
        for decision in sorted(self.taken(on), key=lambda decision: decision.made):
            if decision.outcome != "noted" and decision.changes(latest.get(decision.partner)):
                latest[decision.partner] = decision
        return latest

    def approving(self, on: date | None = None) -> tuple[Decision, ...]:
        """Return the decisions that stand as approvals on the day, by the day they were made."""
        approvals = [taken for taken in self._latest(on).values() if taken.outcome == "approved"]
        return tuple(sorted(approvals, key=lambda decision: (decision.made, decision.partner)))

    def refused(self, on: date | None = None) -> tuple[str, ...]:
        """Return the partners whose latest decision known on the day is a refusal, as asked."""
        refusing = [name for name, taken in self._latest(on).items() if taken.outcome == "refused"]
        return tuple(name for name in self.required if name in refusing)

    @property
    def needed(self) -> int:
        """How many of those asked have to approve."""
        asked = len(self.required)
        needed = {"all": asked, "majority": asked // 2 + 1, "two thirds": -(-asked * 2 // 3)}
        return needed[self.rule]

    def is_given(self, on: date | None = None) -> bool:
        """Return whether somebody is asked and enough of them have approved.

        Args:
            on: the day; a decision is known from the day it was made. `None` counts every
                decision recorded.
        """
        return bool(self.required) and len(self.approving(on)) >= self.needed

    def outstanding(self, on: date | None = None) -> tuple[str, ...]:
        """Return the partners whose approval is still awaited on the day; none once it is given.

        Args:
            on: the day; `None` counts every decision recorded.
        """
        if self.is_given(on):
            return ()
        approved = {decision.partner for decision in self.approving(on)}
        return tuple(partner for partner in self.required if partner not in approved)

    def awaited(self, on: date | None = None) -> tuple[str, ...]:
        """Return the outstanding partners that have not decided; one that refused has.

        Args:
            on: the day; `None` counts every decision recorded.
        """
        refused = self.refused(on)
        return tuple(name for name in self.outstanding(on) if name not in refused)

    def completing(self, on: date | None = None) -> Decision | None:
        """Return the decision by which the approval took effect; `None` while it is not given."""
        by_effect = sorted(self.approving(on), key=lambda decision: decision.effective)
        return by_effect[self.needed - 1] if self.is_given(on) else None

    def assumed(self, on: date | None = None) -> tuple[str, ...]:
        """Return the partners whose approval on the day is assumed, of the first that suffice."""
        sufficing = self.approving(on)[: self.needed]
        return tuple(decision.partner for decision in sufficing if decision.is_assumed)

    def in_words(self, on: date | None = None) -> str:
        """Return the approval in short: who has approved, who has refused, who is awaited.

        Args:
            on: the day; `None` is every decision recorded.

        Example:
            >>> Approval(["Ash", "Birch"], [Decision("Ash", "2021-11-04")]).in_words()
            'Ash, 4 November 2021; outstanding: Birch'
        """
        others = {"refused": self.refused(on), "outstanding": self.awaited(on)}
        words = [f"{what}: {listed(names)}" for what, names in others.items() if names]
        return "; ".join([*(decision.in_words() for decision in self.approving(on)), *words])

    def in_full(self, on: date | None = None) -> Iterator[str]:
        r"""Return the approval as paragraphs and a list: who is asked, and each decision in full.

        Args:
            on: the day; `None` is every decision recorded.

        Example:
            >>> asked = Approval(["Ash", "Birch"], [Decision("Ash", "2021-11-04", "Cabinet")])
            >>> print(*asked.in_full(), sep="\n")
            To be approved by all of Ash, Birch.
            - Ash (Cabinet): approved on 4 November 2021.
            Not yet approved, for Birch has not.
        """
        asked = f"To be approved by {_HOW_MANY[self.rule]} {listed(self.required)}"
        known = parse_optional_day(on)
        yield paragraph(f"{asked}; as known on {in_words(known)}." if known else f"{asked}.")
        yield bullets((0, decision.in_full()) for decision in self.taken(known))
        missing = self.outstanding(known)
        yield paragraph(f"Not yet approved, for {listed(missing)} has not." if missing else "")

    def table(self, on: date | None = None) -> Table:
        """Return the decisions known on the day, then a row for each partner still to decide.

        Args:
            on: the day; `None` is every decision recorded.

        Example:
            >>> Approval(("Sefton",)).to_frame()["outcome"].to_dict()
            {'Sefton': 'outstanding'}
        """
        rows = (*map(_row, self.taken(on)), *map(_awaited, self.awaited(on)))
        return Table([f"Approval by {listed(self.required)}"], _COLUMNS, rows)

    def to_frame(self, on: date | None = None) -> pd.DataFrame:
        """Return the same rows as a frame, by partner.

        Args:
            on: the day; `None` is every decision recorded.
        """
        return self.table(on).to_frame()

    def _in_short(self) -> str:
        return f"<Approval by {listed(self.required)}: {self.outcome}>"

    @property
    def outcome(self) -> str:
        """Whether it is given, or who is still asked, by all that is recorded."""
        if not self.required:
            return "asks nobody"
        return "given" if self.is_given() else f"outstanding: {listed(self.outstanding())}"


def check_asks(thing: str, approval: Approval | None) -> None:
    """Refuse an approval of a thing that nobody is asked for.

    Args:
        thing: what it is the approval of.
        approval: the approval, where there is one.

    Raises:
        InvalidValueError: nobody is asked.
    """
    if approval is not None and not approval.required:
        subject, remedy = f"Approval of the {thing}", "List the partners whose approval it needs."
        raise InvalidValueError(subject, "be asked of somebody", "nobody", remedy)


def _row(decision: Decision) -> tuple[object, ...]:
    """Return a decision as a row."""
    return (
        decision.partner,
        decision.outcome,
        decision.made,
        decision.effective,
        decision.effect_runs_from,
        decision.body,
        ", ".join(filter(None, (decision.reference, *decision.reports))),
        decision.is_assumed,
        str(decision.source or ""),
    )


def _awaited(partner: str) -> tuple[object, ...]:
    """Return a row for a partner that has not decided."""
    return (partner, "outstanding", None, None, "", "", "", False, "")
