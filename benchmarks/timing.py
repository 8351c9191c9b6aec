"""How the benchmarks time and compare: medians of interleaved rounds, and how a cost grows."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from math import log
from typing import TypeVar

K = TypeVar("K", str, int)
_SHORTEST = 0.002
"""The least CPU time of one reading, in seconds; shorter work is repeated within it."""


def interleaved(works: Mapping[K, Callable[[], object]], rounds: int = 9) -> dict[K, float]:
    """Return the median seconds of CPU time of each work, all done in turn in every round.

    Args:
        works: what is timed, by name; each is done once before, which is not counted.
        rounds: how many readings there are of each.
    """
    repeats = {name: _repeats(work) for name, work in works.items()}
    readings: dict[K, list[float]] = {name: [] for name in works}
    gc.collect()
    for _ in range(rounds):
        for name, work in works.items():
            readings[name].append(_seconds(work, repeats[name]))
    return {name: statistics.median(seconds) for name, seconds in readings.items()}


def _repeats(work: Callable[[], object]) -> int:
    work()
    return max(1, int(_SHORTEST / max(_seconds(work, 1), 1e-7)))


def _seconds(work: Callable[[], object], repeats: int) -> float:
    start = time.process_time_ns()
    for _ in range(repeats):
        work()
    return (time.process_time_ns() - start) / repeats / 1e9


def exponent(seconds: Mapping[int, float]) -> float:
    """Return the power of its size by which a cost grows: the slope of the logarithms.

    Args:
        seconds: the cost of each size, four sizes at least.

    Example:
        >>> round(exponent({10: 1, 20: 4, 40: 16, 80: 64}), 6)
        2.0
    """
    sizes = [log(size) for size in seconds]
    return statistics.linear_regression(sizes, [log(cost) for cost in seconds.values()]).slope


def shown(seconds: float) -> str:
    """Return a time as the benchmarks print it, in milliseconds."""
    return f"{seconds * 1000:.3f} ms"
