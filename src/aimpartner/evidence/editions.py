"""Editions of one figure: which counts is for their days of release to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aimpartner.errors import ModelError
from aimpartner.evidence.measures import Observation
from aimpartner.evidence.quarters import Quarters
from aimpartner.periods import FinancialYear

_NEWEST = "The newest edition counts."
FigureKey = tuple[str, str, FinancialYear, Quarters | None]
"""What tells a figure: its measure, its partner, its year, and its quarters."""


def figure_key(seen: Observation) -> FigureKey:
    """Return what tells a figure from others; editions of one have the same."""
    return seen.measure, seen.partner, seen.year, seen.quarters


def rivals(observations: Sequence[Observation]) -> Iterator[tuple[int, ModelError]]:
    """Go through the editions of which nothing says whether they count, by number, and why.

    One edition needs no day of release. Of several each does, and two of one day have to agree.

    Args:
        observations: the editions of all figures.

    Example:
        >>> first = Observation("adopted", "Ash", "2019/20", 3, "A", "2020-11-12")
        >>> second = Observation("adopted", "Ash", "2019/20", 4, "B")
        >>> [(number, fault.rule) for number, fault in rivals([first, second])]
        [(1, "be given for each of a figure's several editions")]
    """
    figures: dict[FigureKey, list[int]] = {}
    for number, seen in enumerate(observations):
        figures.setdefault(figure_key(seen), []).append(number)
    for numbers in figures.values():
        if len(numbers) > 1:
            yield from _of_one(observations, numbers)


def _of_one(
    observations: Sequence[Observation], numbers: Iterable[int]
) -> Iterator[tuple[int, ModelError]]:
    """Go through those of one figure."""
    first_of: dict[object, Observation] = {}
    for number in numbers:
        seen = observations[number]
        subject = f"Day of release of {seen.address}"
        first = first_of.setdefault(seen.released, seen)
        if seen.released is None:
            rule = "be given for each of a figure's several editions"
            yield number, ModelError(subject, rule, "nothing", _NEWEST, "released", seen.address)
        elif first.value != seen.value:
            rule = f"differ from that of {first.edition or 'the edition without a name'}"
            got = f"{seen.released} for {first.value} and for {seen.value}"
            remedy = f"{_NEWEST} Keep the one that is meant, or correct a day."
            yield number, ModelError(subject, rule, got, remedy, "released", seen.address)


def check_editions(observations: Sequence[Observation]) -> None:
    """Refuse an edition of which nothing says whether it counts.

    Raises:
        ModelError: there is one; it names the figure.

    Example:
        >>> check_editions([Observation("adopted", "Ash", "2019/20", 3)])
    """
    for _, fault in rivals(observations):
        raise fault
