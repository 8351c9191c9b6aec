"""How much work something is, counted and not timed."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

LINEAR = 2.2
"""How much more work twice the size may be where work grows no faster than its size."""


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called meanwhile, Python's and C's, after a first time."""
    work()  # what is made once and kept is no part of it
    count = 0

    def note(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    gc.disable()  # what is told of collections is no work of it
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
        gc.enable()
    return count


def growth(made: Callable[[int], Callable[[], object]], size: int) -> float:
    """Return how many times the work is at twice a size.

    Args:
        made: makes a work ready at a size; that is not counted.
        size: the smaller size.
    """
    return calls(made(2 * size)) / calls(made(size))
