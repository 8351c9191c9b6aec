"""What was counted, by the words of the rule: editions, quarters, and measures made of others."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from attrs import frozen

from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Observation
from contributions.whole_units_oracle import NOTHING, Names

Run = tuple[int, int]
"""The first and the last quarter of a part of a year."""
WHOLE_YEAR: Run = (1, 4)


class Refused(Exception):  # noqa: N818  # an answer, not a fault
    """What the rules do not answer: nobody there to share, nothing to share by, no room."""


@frozen
class Counted:
    """The figures of partners, each of one measure over some years."""

    evidence: Evidence

    def over(self, measure: str, partner: str, years: range, run: Run = WHOLE_YEAR) -> Fraction:
        """What some years come to: counts are added; of a rate the total is over the total."""
        (found,) = (each for each in self.evidence.measures if each.name == measure)
        made = found.derived
        if made is None:
            return sum((self.count(measure, partner, year, run) for year in years), NOTHING)
        if made.how == "product":
            return sum((self.product(made.names, partner, year, run) for year in years), NOTHING)
        of = [self.over(part.measure, partner, years, run) for part in made.parts]
        if made.how == "weighted sum":
            return sum((w.weight * each for w, each in zip(made.parts, of, strict=True)), NOTHING)
        if not of[1]:
            raise Refused(measure)
        return of[0] / of[1]

    def product(self, measures: tuple[str, ...], partner: str, year: int, run: Run) -> Fraction:
        """Last year's of the one goes with last year's of the other."""
        whole = Fraction(1)
        for measure in measures:
            whole *= self.over(measure, partner, range(year, year + 1), run)
        return whole

    def count(self, measure: str, partner: str, year: int, run: Run = WHOLE_YEAR) -> Fraction:
        """One figure: itself, or parts of its time that follow one another."""
        found = self.parts(measure, partner, year, run)
        assert found is not None
        return found

    def parts(self, measure: str, partner: str, year: int, run: Run) -> Fraction | None:
        """What some quarters come to; nothing where a part of them is not known."""
        first, last = run
        if first > last:
            return NOTHING
        for end in range(last, first - 1, -1):
            seen = self.newest(measure, partner, year, (first, end))
            rest = None if seen is None else self.parts(measure, partner, year, (end + 1, last))
            if seen is not None and rest is not None:
                return seen + rest
        return None

    def newest(self, measure: str, partner: str, year: int, run: Run) -> Fraction | None:
        """The figure released last of those for exactly some quarters."""
        editions = self._of.get((measure, partner, year, run), [])
        if not editions:
            return None
        newest = max(editions, key=lambda each: str(each.released or ""))
        assert isinstance(newest.value, Known)
        return newest.value.figure

    @cached_property
    def _of(self) -> dict[tuple[str, str, int, Run], list[Observation]]:
        found: dict[tuple[str, str, int, Run], list[Observation]] = {}
        for each in self.evidence.observations:
            run = (each.quarters.first, each.quarters.last) if each.quarters else WHOLE_YEAR
            found.setdefault((each.measure, each.partner, each.year.starts, run), []).append(each)
        return found

    def has(self, measure: str, partner: str, year: int) -> bool:
        """Whether anything is recorded of a partner's year."""
        return self.parts(measure, partner, year, WHOLE_YEAR) is not None

    def so_far(self, measure: str, year: int, names: Names) -> Run:
        """As many quarters from the first as are known of everyone; the first at least."""
        known = [
            last
            for last in range(1, 5)
            if all(self.parts(measure, name, year, (1, last)) is not None for name in names)
        ]
        return 1, max(known, default=1)
