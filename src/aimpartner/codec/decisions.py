"""Decisions to and from their rows: what they are on, and the approvals that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, ClassVar

from attrs import frozen

from aimpartner.codec.columns import SOURCE, column
from aimpartner.codec.faults import Faults
from aimpartner.codec.row import Row, Typed, made_of, quoted, row_of, value_of
from aimpartner.errors import ModelError
from aimpartner.misspelt import near
from aimpartner.parties.agreement.approvals import Approval, ApprovalRule
from aimpartner.parties.agreement.decisions import Decision, DecisionKind, Outcome
from aimpartner.sources import Source, read_in


@frozen(kw_only=True)
class DecisionRow:
    """One decision, of a partner or of a joint body."""

    subject: str = column(
        "term; extension to 2022-03-31; holding over from 2022-04-01; termination; budget 2021-22 "
        "version 1; issue 2021-22 version 1; formula NAME; hosting by NAME from 2018-04-01; "
        "withdrawal of NAME on 2022-03-31; review of NAME by 2022-03-31; or what the register "
        "keeps, in words",
        key=True,
        wide=True,
    )
    partner: str = column(
        "who decided; empty for a joint body", "", key=True, ref="partners.partner"
    )
    made: date = column("day it was made", key=True)
    body: str = column("which body, as Cabinet", "", key=True)
    outcome: Outcome = column("what was decided; what is noted decides nothing", "approved")
    kind: DecisionKind = column("what kind of decision it is", "")
    recommended: date | None = column("day it was recommended to the body", None)
    implementable: date | None = column("day after call-in", None)
    published: date | None = column("day its minutes were published", None)
    instrument: date | None = column("day it was put into a deed", None)
    reference: str = column("the minute's number", "")
    reports: tuple[str, ...] = column("numbers of the reports, as FD.6541/21", ())
    recommendations: tuple[str, ...] = column("what was recommended, one text each", (), wide=True)
    words: str = column(
        "what is decided, in words, where the subject names an approval", "", wide=True
    )
    source: Source | None = column(SOURCE, None)


class Decidable:
    """A row of a thing that decisions may be on, by whichever body.

    A class of rows says what decisions call its things, see `docs/reference/files.md`, with the
    row's columns in braces; and how such a name begins, as a pattern: nothing, where a name
    misspelt is no fault.
    """

    __slots__ = ()
    names: ClassVar[str] = ""
    begins: ClassVar[str] = ""

    @property
    def called(self) -> str:
        """What decisions call the thing of the row."""
        return self.names.format(self)


class Closable(Decidable):
    """A row of a thing that a decision closes, unless it was only noted."""

    __slots__ = ()


class Approvable(Decidable):
    """A row of a thing that the partners it names as `required` are asked to approve."""

    __slots__ = ()

    required: tuple[str, ...]
    rule: ApprovalRule


_NEARLY = 0.8
"""How alike two names are of which one may be the other misspelt, between nothing and 1."""


@frozen
class Asked:
    """What somebody is asked to decide.

    Args:
        partners: the partners that are asked, by what they are asked for.
        closed: what any body's decision closes, as a review.
        open: what any body's decision may be on, as an issue.
        names: how what may be asked is called.
    """

    partners: Mapping[str, tuple[str, ...]]
    closed: frozenset[str]
    open: frozenset[str]
    names: re.Pattern[str]

    @classmethod
    def of(cls, rows: Iterable[object], kinds: Iterable[type[Any]]) -> Asked:
        """Return what rows ask.

        Args:
            rows: the rows of all tables.
            kinds: the classes of all rows there may be.
        """
        partners: dict[str, tuple[str, ...]] = {}
        others: dict[bool, set[str]] = {True: set(), False: set()}
        for row in rows:
            if not isinstance(row, Decidable):
                continue
            if not isinstance(row, Approvable):
                others[isinstance(row, Closable)].add(row.called)
            elif row.required:
                partners[row.called] = partners.get(row.called, ()) + row.required
        begins = [kind.begins for kind in kinds if issubclass(kind, Decidable) and kind.begins]
        names = re.compile(rf"({'|'.join(begins)})\b")
        return cls(partners, frozenset(others[True]), frozenset(others[False]), names)

    def is_answered_by(self, row: DecisionRow | Decision) -> bool:
        """Return whether a decision answers what was asked; else the register keeps it."""
        closes = row.subject in self.closed and row.outcome != "noted"
        asked = row.partner in self.partners.get(row.subject, ())
        return closes or asked or row.subject in self.open

    def strays(self, row: DecisionRow | Decision) -> bool:
        """Return whether a decision seems meant for what is asked, and answers none of it."""
        asks = row.subject in self.partners  # then somebody has to say whose decision it is
        decides = (row.partner or asks) and row.outcome != "noted"
        return bool(decides) and not self.is_answered_by(row) and self._is_like(row.subject)

    def _is_like(self, subject: str) -> bool:
        """Return whether a subject is called as what is asked is, or nearly so."""
        folded = subject.casefold()
        return bool(
            self.names.match(folded) or get_close_matches(folded, self.partners, 1, _NEARLY)
        )

    def check(self, row: Row, faults: Faults) -> None:
        """Note a partner's decision on what it is not asked for, unless it was only noted."""
        decision: DecisionRow = row.fields
        subject, partner = decision.subject, decision.partner
        if self.is_answered_by(decision):
            return
        if not self.strays(decision):
            if decision.words:
                rule = "be empty where nobody is asked"
                row.refuse(faults, "words", rule, repr(decision.words))
        elif subject not in self.partners:
            rule = f'be something with partners "required" to approve it: {quoted(self.partners)}'
            nearest = near(subject, self.partners)
            remedy = f"{nearest} Say in other words what only the register keeps.".strip()
            row.refuse(faults, "subject", rule, repr(subject), remedy)
        else:
            rule = f'be one of those "required" for the {subject}: {quoted(self.partners[subject])}'
            got = repr(partner) if partner else "nothing"
            row.refuse(faults, "partner", rule, got, near(partner, self.partners[subject]))

    def check_register(self, register: Iterable[Decision]) -> None:
        """Refuse a decision of the register that a file would take for one on what is asked.

        Raises:
            ModelError: there is one.
        """
        for decision in register:
            if self.is_answered_by(decision) or self.strays(decision):
                rule = "have a subject in the register that is not what decisions call an approval"
                remedy = "Put it to that approval, or say in other words what was decided."
                raise ModelError(
                    decision.title, rule, f"{decision.subject}{read_in(decision.source)}", remedy
                )


@frozen
class DecisionsBySubject:
    """What has been decided on each subject, and what approves nothing here."""

    decisions: Mapping[str, Sequence[Decision]]
    register: Sequence[Decision]

    @classmethod
    def of(cls, rows: Typed, tables: Mapping[str, type[Any]], faults: Faults) -> DecisionsBySubject:
        """Return what has been decided; note a decision that nobody asked for.

        Args:
            rows: the rows of all tables.
            tables: the classes of their rows.
            faults: where faults are noted.
        """
        decidable = [name for name, kind in tables.items() if issubclass(kind, Decidable)]
        asking = [row for name in decidable for row in rows[name]]
        asked = Asked.of((row.fields for row in asking), tables.values())
        for row in asking:
            _check_rule(row, faults)
        if all(map(faults.is_clean, decidable)):
            for row in rows["decisions"]:
                asked.check(row, faults)
        decided: dict[str, list[Decision]] = {}
        register = []
        made = made_of(rows["decisions"], faults, lambda row: (row, _decision(row, asked)))
        for row, decision in made:
            if asked.is_answered_by(row):
                decided.setdefault(row.subject, []).append(decision)
            else:
                register.append(decision)
        return cls(decided, register)

    def on(self, row: Decidable) -> Sequence[Decision]:
        """Return the decisions on the thing of a row."""
        return self.decisions.get(row.called, ())

    def approval(self, row: Approvable) -> Approval | None:
        """Return the approval that a row asks for; `None` where it asks nobody."""
        return Approval(row.required, self.on(row), row.rule) if row.required else None


def _check_rule(row: Row, faults: Faults) -> None:
    """Note how many have to approve what nobody is asked to approve."""
    asking = row.fields
    if isinstance(asking, Approvable) and asking.rule != "all" and not asking.required:
        rule = 'be empty where nobody is "required"'
        row.refuse(faults, "rule", rule, repr(asking.rule))


def _decision(row: DecisionRow, asked: Asked) -> Decision:
    subject = row.words if asked.is_answered_by(row) else row.subject
    return value_of(Decision, row, subject=subject)


def rows_on(row: Decidable, decided: Approval | Decision | None) -> Iterator[DecisionRow]:
    """Go through the rows of what was decided on the thing of a row."""
    decisions = decided.decisions if isinstance(decided, Approval) else filter(None, [decided])
    for decision in decisions:
        yield row_of(DecisionRow, decision, subject=row.called, words=decision.subject)


def rows_of(register: Iterable[Decision]) -> Iterator[DecisionRow]:
    """Go through the rows of decisions that only the register keeps."""
    return (row_of(DecisionRow, decision) for decision in register)
