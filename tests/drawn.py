"""How many examples a property draws: a usual number, or all that a thorough run asks for."""

from __future__ import annotations

from hypothesis import settings

_USUAL = 100


def drawn(usual: int) -> settings:
    """Return settings that draw the usual number, unless the profile draws more than most."""
    asked = settings().max_examples
    return settings(max_examples=asked if asked > _USUAL else usual)
