"""Decisions of the partners, and the approvals they add up to."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.periods import parse_day, parse_optional_day
from aimpartner.sources import Source


@frozen
class Decision:
    """One partner's approval of a thing: where it was decided, and when.

    A refusal is no decision in this sense: while a partner has not approved, it is outstanding.

    Args:
        partner: the partner's short name.
        made: the day it was made; it is known from that day on.
        body: who decided, such as Cabinet.
        implementable: the day after call-in from which it may be acted on, where known.
        reference: minute or report numbers.
        source: where this is recorded; an assumed decision says so here.

    Raises:
        ModelError: it could be implemented before it was made.

    Example:
        >>> Decision("Sefton", "2021-11-04", "Cabinet").effective
        datetime.date(2021, 11, 4)
    """

    partner: str
    made: date = field(converter=parse_day)
    body: str = ""
    implementable: date | None = field(default=None, converter=parse_optional_day)
    reference: str = ""
    source: Source | None = None

    @implementable.validator
    def _follows_the_decision(self, _: object, implementable: date | None) -> None:
        if implementable is not None and implementable < self.made:
            raise ModelError(
                f"Decision of {self.partner}",
                f"be implementable on or after {self.made}, the day it was made",
                implementable,
                f"Check both days against {self.source or 'the minutes'}.",
            )

    @property
    def effective(self) -> date:
        """The day it takes effect: implementable where known, else the day it was made."""
        return self.implementable or self.made

    @property
    def is_assumed(self) -> bool:
        """Whether nobody recorded it."""
        return self.source is not None and self.source.is_assumption


@frozen
class Approval:
    """Who has to approve a thing, and what each has decided.

    Args:
        required: the partners that must each approve.
        decisions: what has been decided so far.

    Raises:
        ModelError: a decision is by a partner that is not asked.

    Example:
        >>> approval = Approval(("Knowsley", "Sefton"), (Decision("Sefton", "2021-11-04"),))
        >>> approval.outstanding(date(2021, 11, 4))
        ('Knowsley',)
    """

    required: tuple[str, ...] = field(converter=ordered)
    decisions: tuple[Decision, ...] = field(default=(), converter=ordered)

    @decisions.validator
    def _are_asked_for(self, _: object, decisions: tuple[Decision, ...]) -> None:
        for decision in decisions:
            if decision.partner not in self.required:
                asked = ", ".join(self.required)
                raise ModelError("Decision", f"be by one of {asked}", decision.partner)

    def taken(self, on: date | None) -> tuple[Decision, ...]:
        """Return the decisions known on the day, in order; `None` is every one recorded."""
        return tuple(each for each in self.decisions if on is None or each.made <= on)

    def outstanding(self, on: date | None = None) -> tuple[str, ...]:
        """Return the partners whose decision is not known on the day.

        Args:
            on: the day; a decision is known from the day it was made. `None` counts every
                decision recorded.
        """
        decided = {decision.partner for decision in self.taken(on)}
        return tuple(partner for partner in self.required if partner not in decided)

    def is_given(self, on: date | None = None) -> bool:
        """Return whether somebody is asked and nobody's decision is outstanding."""
        return bool(self.required) and not self.outstanding(on)

    def assumed(self, on: date | None = None) -> tuple[str, ...]:
        """Return the partners whose decision rests on an assumption."""
        return tuple(decision.partner for decision in self.taken(on) if decision.is_assumed)
