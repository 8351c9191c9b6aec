"""What a figure is made of: itself, or the parts of its time where its measure adds up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from aimpartner.errors import ModelError
from aimpartner.evidence.measures import Known, Observation, figure_of
from aimpartner.exact import listed, plain

Way = tuple[Observation, ...]
_ALIKE = "be the same however its parts are added"
_ON_A_DAY = (
    'it is "no" for a count on a day, an average or a rate, of which the figure of the whole time '
    "is recorded itself"
)


def chosen(itself: Observation, ways: Sequence[Way], adds_up: bool | None) -> Way:  # noqa: FBT001  # what the measure states
    """Return which of the ways to a figure is taken.

    Args:
        itself: the figure, whether it is recorded or not.
        ways: the ways to it that are recorded, the figure itself first if it is; at least one.
        adds_up: what its measure states; `None` for nothing.

    Returns:
        The figure itself where it is recorded; else the parts, one without a suppressed figure
        before others.

    Raises:
        ModelError: two ways are known and do not come to the same; or there are only parts, and
            the measure does not add up, or does not state whether it does.

    Example:
        >>> whole = Observation("staff", "Ash", "2021/22", 10)
        >>> chosen(whole, [(whole,)], adds_up=False) == (whole,)
        True
    """
    is_recorded = len(ways[0]) == 1
    if adds_up is False:
        if not is_recorded:
            raise _not_added(itself, ways[0])
        return ways[0]
    known = [way for way in ways if all(isinstance(each.value, Known) for each in way)]
    _check_alike(known, adds_up)
    if is_recorded:
        return ways[0]
    if adds_up is None:
        raise _not_stated(itself, ways[0])
    return (known or ways)[0]


def _not_added(itself: Observation, way: Way) -> ModelError:
    """Return the refusal of parts of a count on a day, an average or a rate."""
    subject = f"{itself.measure} of {itself.partner} in {itself.period}"
    rule = "be recorded itself, for its measure does not add up over quarters"
    remedy = f"Record it at {itself.address}, or let the formula count quarters that are recorded."
    return ModelError(subject, rule, f"only {_times(way)}", remedy, at=itself.address)


def _not_stated(itself: Observation, way: Way) -> ModelError:
    """Return the refusal of parts of a measure that does not state whether they add up."""
    rule = "state whether figures of quarters add up to that of the year"
    got = f"only {_times(way)} of {itself.partner} in {itself.year}"
    remedy, at = f'Its adds up is "yes" if they do; {_ON_A_DAY}.', f"measures/{itself.measure}"
    return ModelError(f"Measure {itself.measure}", rule, got, remedy, "adds_up", at)


def _check_alike(ways: Sequence[Way], adds_up: bool | None) -> None:  # noqa: FBT001  # as above
    """Refuse figures of a time of which some come to one thing, and others to another."""
    totals = [sum((figure_of(each) for each in way), Fraction(0)) for way in ways]
    for total, way in zip(totals, ways, strict=True):
        if total != totals[0]:
            seen = way[0]
            both = ((totals[0], ways[0]), (total, way))
            got = listed(f"{plain(figure)} of {_times(of)}" for figure, of in both)
            subject = f"{seen.measure} of {seen.partner} in {seen.year}"
            remedy = "Correct one, or remove what the other replaces."
            if adds_up is None:
                remedy = f"{remedy} Or state whether {seen.measure} adds up: {_ON_A_DAY}."
            raise ModelError(subject, _ALIKE, got, remedy, at=ways[0][0].address)


def _times(way: Way) -> str:
    return " + ".join(str(each.quarters or "the year") for each in way)
