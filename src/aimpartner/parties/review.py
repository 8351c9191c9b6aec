"""A review that the partners owe themselves: of what, by when, and what came of it."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen
from pendulum import Date

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.periods import in_words, parse_day, parse_optional_day
from aimpartner.sources import Source, read_in
from aimpartner.validators import check_once, given


@frozen(repr=False, field_transformer=checked)
class Review(OneLine):
    """A review of the arrangements, open until a decision closes it.

    Args:
        subject: what is reviewed as a whole.
        areas: the areas that it covers, in order.
        due: the last day by which it is to be complete.
        scope: what each area takes in, in words.
        asked: the day it was asked for, where known.
        outcome: what it found, in words; it closes nothing by itself.
        decision: the decision that closes it.
        source: where it was asked for.

    Raises:
        InvalidValueError: it has no subject or no area.
        ModelError: an area is named twice, it is due or decided before it was asked for, or the
            decision does not approve.

    Example:
        >>> areas = ("host arrangements", "governance", "support services", "agreement")
        >>> review = Review("Adoption in Merseyside", areas, "2022-03-31")
        >>> review.is_open(date(2022, 3, 31))
        True
    """

    subject: str = field(validator=given)
    areas: tuple[str, ...] = field(converter=ordered, validator=given)
    due: Date = field(converter=parse_day)
    scope: str = ""
    asked: Date | None = field(default=None, converter=parse_optional_day)
    outcome: str = ""
    decision: Decision | None = None
    source: Source | None = None

    @areas.validator
    def _are_told_apart(self, _: object, areas: tuple[str, ...]) -> None:
        check_once(f"{self}", "area", areas)

    def __attrs_post_init__(self) -> None:
        """Check that the days follow each other, and that the decision decides."""
        self._check_follows("be due", self.due, self.source)
        if self.decision is None:
            return
        self._check_follows("be closed", self.decision.made, self.decision.source)
        if self.decision.outcome != "approved":
            rule = "be closed by a decision that approves what came of it"
            remedy = "Leave the decision out while the review is open."
            raise ModelError(f"{self}", rule, self.decision.outcome, remedy)

    def _check_follows(self, what: str, day: date, source: Source | None) -> None:
        if self.asked is not None and day < self.asked:
            asked = f"{in_words(self.asked)}, the day it was asked for{read_in(self.source)}"
            got = f"{in_words(day)}{read_in(source)}"
            raise ModelError(f"{self}", f"{what} on or after {asked}", got, "Check both days.")

    def is_open(self, known_on: date | None = None) -> bool:
        """Return whether no decision has closed it, as known on a day.

        Args:
            known_on: the day; a decision made on it counts. `None` is everything recorded.
        """
        decision, known = self.decision, parse_optional_day(known_on)
        return decision is None or (known is not None and known < decision.made)

    def is_overdue(self, on: date) -> bool:
        """Return whether a day is past the last day to complete it, and it is still open."""
        return parse_day(on) > self.due and self.is_open(on)

    def __str__(self) -> str:
        """Return the review as a sentence names it."""
        return f"Review of {self.subject}"
