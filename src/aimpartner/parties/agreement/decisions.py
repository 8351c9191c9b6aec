"""Decisions of partners and of joint bodies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen
from pendulum import Date

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.periods import in_words, parse_day, parse_optional_day
from aimpartner.sources import Source
from aimpartner.validators import one_of

Outcome = Literal["approved", "refused", "noted"]
DecisionKind = Literal["", "key decision", "note", "resolution"]


def _not_before_it_was_made(words: str) -> Callable[[Decision, Attribute[Any], date | None], None]:
    """Return the rule that a day of a decision is none before the day it was made."""

    def check(decision: Decision, _: Attribute[Any], day: date | None) -> None:
        if day is not None and day < decision.made:
            rule = f"be {words} on or after {decision.made}, the day it was made"
            raise ModelError(decision.title, rule, day, decision.remedy)

    return check


@frozen(repr=False, field_transformer=checked)
class Decision(OneLine):
    """What one partner, or one body of the agency, decided on a matter.

    Args:
        partner: the partner's short name; empty for a joint body, such as the strategic board.
        made: the day it was made; it is known from that day on.
        body: who decided, such as Cabinet.
        implementable: the day after call-in from which it may be acted on, where known.
        reference: the minute's number.
        source: where this is recorded; an assumed decision says so here.
        outcome: approved, refused or noted; a note decides nothing.
        kind: a key decision, a note or a resolution, where known.
        recommended: the day it was recommended to the body.
        published: the day its minutes were published.
        instrument: the day it was put into an instrument, such as a deed of variation.
        reports: the numbers of the reports it was taken on, such as FD.6541/21.
        recommendations: what was recommended, one text each.
        subject: what is decided, for a register.

    Raises:
        ModelError: it could be implemented, was published or was put into an instrument before
            it was made, or was recommended after.

    Example:
        >>> decision = Decision("Sefton", "2021-11-04", "Cabinet", implementable="2021-11-12")
        >>> print(decision.effective, decision.effect_runs_from)
        2021-11-12 the day after call-in
    """

    partner: str
    made: Date = field(converter=parse_day)
    body: str = ""
    implementable: Date | None = field(
        default=None,
        converter=parse_optional_day,
        validator=_not_before_it_was_made("implementable"),
    )
    reference: str = ""
    source: Source | None = None
    outcome: Outcome = field(default="approved", kw_only=True, validator=one_of(get_args(Outcome)))
    kind: DecisionKind = field(default="", kw_only=True, validator=one_of(get_args(DecisionKind)))
    recommended: Date | None = field(default=None, kw_only=True, converter=parse_optional_day)
    published: Date | None = field(
        default=None,
        kw_only=True,
        converter=parse_optional_day,
        validator=_not_before_it_was_made("published"),
    )
    instrument: Date | None = field(
        default=None,
        kw_only=True,
        converter=parse_optional_day,
        validator=_not_before_it_was_made("put into an instrument"),
    )
    reports: tuple[str, ...] = field(default=(), kw_only=True, converter=ordered)
    recommendations: tuple[str, ...] = field(default=(), kw_only=True, converter=ordered)
    subject: str = field(default="", kw_only=True)

    @recommended.validator
    def _comes_before_the_decision(self, _: object, recommended: date | None) -> None:
        if recommended is not None and recommended > self.made:
            rule = f"be recommended on or before {self.made}, the day it was made"
            raise ModelError(self.title, rule, recommended, self.remedy)

    @property
    def title(self) -> str:
        """The decision as a sentence names it."""
        return f"Decision of {self.partner or self.body or 'nobody named'}"

    @property
    def remedy(self) -> str:
        """Where to look when its days do not agree."""
        return f"Check both days against {self.source or 'the minutes'}."

    @property
    def effective(self) -> Date:
        """The day it takes effect: implementable where known, else the day it was made."""
        return self.implementable or self.made

    @property
    def effect_runs_from(self) -> str:
        """Which day `effective` is: the day after call-in, or the day it was made."""
        return "the day after call-in" if self.implementable else "the day it was made"

    @property
    def is_assumed(self) -> bool:
        """Whether nobody recorded it."""
        return self.source is not None and self.source.is_assumption

    def in_words(self) -> str:
        """Return the decision in short: whose, when, and from when it is in effect.

        Example:
            >>> Decision("Sefton", "2021-11-04", "Cabinet", reference="minute 64").in_words()
            'Sefton, Cabinet, 4 November 2021, minute 64'
        """
        after = self.implementable
        effect = f"in effect after call-in from {in_words(after)}" if after else ""
        details = (self.partner, self.body, in_words(self.made), self.reference, effect)
        return ", ".join(filter(None, details)) + " (assumed)" * self.is_assumed

    def in_full(self) -> str:
        """Return the decision with all that is recorded of it.

        Example:
            >>> Decision("Sefton", "2021-11-04", "Cabinet", reference="minute 64").in_full()
            'Sefton (Cabinet): approved on 4 November 2021. Reference: minute 64.'
        """
        who = " ".join(filter(None, (self.partner, self.body and f"({self.body})")))
        days = (
            ("recommended", self.recommended),
            ("to be implemented from", self.implementable),
            ("minutes published", self.published),
            ("put into an instrument", self.instrument),
        )
        more = [f"{words} {in_words(day)}" for words, day in days if day]
        what = filter(None, (f"{self.outcome} on {in_words(self.made)}", self.kind, *more))
        about = (
            ("Subject", self.subject),
            ("Recommendations", "; ".join(self.recommendations)),
            ("Reference", self.reference),
            ("Reports", ", ".join(self.reports)),
            ("Source", str(self.source or "")),
        )
        facts = [f"{who}: {listed(what)}", *(f"{name}: {words}" for name, words in about if words)]
        return f"{'. '.join(facts)}."

    def changes(self, before: Decision | None) -> bool:
        """Return whether it decides otherwise than what stands, or records what was assumed.

        Args:
            before: what the partner had decided before; nothing where it had not decided.
        """
        if before is None or before.outcome != self.outcome:
            return True
        return before.is_assumed and not self.is_assumed
