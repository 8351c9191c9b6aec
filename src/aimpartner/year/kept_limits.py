"""What rounding did to keep the limits, and by how much one is not kept: never neither."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from aimpartner.exact import listed
from aimpartner.working.bounded import Bounded
from aimpartner.working.lines import shown
from aimpartner.working.steps import ResultKind
from aimpartner.working.units_in_bounds import UnitsInBounds
from aimpartner.working.worked import Worked
from aimpartner.year.notices import Notice

_LIMITS = "limits"


def of_limits(worked: Worked) -> tuple[Notice, ...]:
    """Return where whole units go further for the limits, and where they do not keep one.

    Args:
        worked: the steps of the year with their figures.
    """
    moved = (
        notice
        for at, _ in enumerate(worked.steps)
        if (units := worked.in_bounds(at))
        for notice in _moved(worked, at, units)
    )
    broken = (notice for each in worked.working.bounded for notice in _broken(worked, each))
    return tuple(dict.fromkeys((*moved, *broken)))


def _moved(worked: Worked, at: int, units: UnitsInBounds) -> Iterator[Notice]:
    """Say who goes beyond the whole units next to its amount, so that the limits are kept."""
    step = worked.steps[at]
    alone = [turn > 0 for turn in units.turns] if 0 in units.turns else [False] * len(units.turns)
    size = shown(units.free.unit, "pence")
    rows = zip(worked.partners, worked.column(step.args[0]), worked.column(at), alone, strict=True)
    for partner, exact, amount, takes_all in rows:
        scaled, whole = exact / units.free.unit, amount / units.free.unit
        if not floor(scaled) <= whole <= ceil(scaled) and not takes_all:
            became = f"{shown(exact, 'pence')} becomes {shown(amount, 'pence')}"
            beyond = f"beyond the units of {size} next to it, for the limits of others"
            yield Notice(_LIMITS, f"{partner}, {step.words}: {became}, {beyond}.")
    if any(alone) and units.left:
        (host,) = (name for name, is_host in zip(worked.partners, alone, strict=True) if is_host)
        took = [
            name
            for name, kept, whole in zip(worked.partners, units.kept, units.units, strict=True)
            if kept != whole and name != host
        ]
        odd = f"The limits leave {host} without room for all odd units of {size}"
        if took:  # else the host itself goes beyond its bound, which is told as such
            yield Notice(_LIMITS, f"{odd}: taken up by {listed(took)}.")


def _broken(worked: Worked, bounded: Bounded) -> Iterator[Notice]:
    """Say who pays more or less than a limit allows in the end, by how much, and why."""
    lower, upper = worked.allowed(bounded)
    exact, paid = (worked.result(kind) for kind in (ResultKind.EXACT, ResultKind.CONTRIBUTION))
    for partner, low, high, amount, before in zip(
        worked.partners, lower, upper, paid, exact, strict=True
    ):
        if not low <= amount <= high:
            yield _not_kept(
                bounded, partner, (low, high), amount, is_later=not low <= before <= high
            )


def _not_kept(
    bounded: Bounded,
    partner: str,
    bounds: tuple[Fraction, Fraction],
    amount: Fraction,
    *,
    is_later: bool,
) -> Notice:
    low, high = bounds
    side, bound, far = ("lower", low, "less") if amount < low else ("upper", high, "more")
    by = f"{shown(abs(amount - bound), 'pence')} {far} than its {side} bound of"
    reason = "a later limit moves it there" if is_later else "no whole units keep all bounds"
    words = f"Limit {bounded.limit} is not kept: {partner} pays {shown(amount, 'pence')}, {by}"
    return Notice(_LIMITS, f"{words} {shown(bound, 'pence')}, for {reason}.")
