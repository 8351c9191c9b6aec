"""How far an agreement reaches: its last day, and the options that could still move it."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from aimpartner.errors import ModelError
from aimpartner.parties.provisions import Extension, Option
from aimpartner.sources import Source


def at_odds(subject: str, rule: str, got: object, *sources: Source | None) -> ModelError:
    """Return the error of two facts that disagree, naming where each is recorded.

    Example:
        >>> print(at_odds("Extension", "end after 2021-03-31", "2021-01-31", None, Source("1.2")))
        Extension must end after 2021-03-31; got 2021-01-31. Check the agreement against 1.2.
    """
    one, other = (str(source or "the agreement") for source in sources)
    return ModelError(subject, rule, got, f"Check {one} against {other}.")


@frozen
class Reach:
    """A last day, and what is left of the options.

    Args:
        last: the last day agreed.
        options: the options not used yet, in order.
        source: where the last day is recorded.

    Example:
        >>> print(Reach(date(2021, 3, 31), (Option(12), Option(6))).furthest)
        2022-09-30
    """

    last: date
    options: tuple[Option, ...] = ()
    source: Source | None = None

    @property
    def open_options(self) -> tuple[Option, ...]:
        """The options that still reach past the last day."""
        return tuple(each for each in self.options if each.reaches(self.last) > self.last)

    @property
    def furthest(self) -> date:
        """The furthest day that the options, used one after the other, could still reach."""
        reach = self.last
        for option in self.options:
            reach = option.reaches(reach)
        return reach

    def extended(self, by: Extension) -> Reach:
        """Return the reach once an extension has been approved; none makes it shorter."""
        return Reach(max(self.last, by.last), by.leaves(self.options, self.last), by.source)

    def check(self, by: Extension) -> None:
        """Refuse an extension that does not prolong it, or goes beyond what its option allows.

        Raises:
            ModelError: it ends no later, or exercises an option that does not reach its last day.
        """
        if by.last <= self.last:
            rule = f"end after {self.last}, the last day of what it extends"
            raise at_odds("Extension", rule, by.last, by.source, self.source)
        option = next(iter(self.open_options), None)
        if option and not by.variation and by.last > option.reaches(self.last):
            rule = f"end by {option.reaches(self.last)}, as far as the {option} reaches"
            raise at_odds("Extension", rule, by.last, by.source, option.source)
