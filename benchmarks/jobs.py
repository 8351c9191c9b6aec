"""Jobs at several sizes: how their cost grows, and what it is beside others."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping

from attrs import frozen
from timing import exponent, interleaved, shown

import aimpartner as ap

Work = Callable[[], object]


@frozen
class Job:
    """Something that is done at several sizes.

    Args:
        sizes: how many partners, rows, scenarios or issues.
        made: makes it ready at a size, and returns what is timed.
        floor: the same for the least that could do it.
        instead: the same for what a user would take, where there is such a thing.
        rounds: how many readings there are of each size.
    """

    sizes: tuple[int, ...]
    made: Callable[[int], Work]
    floor: Callable[[int], Work]
    instead: Callable[[int], Work] | None = None
    rounds: int = 5

    def report(self, name: str) -> str:
        """Return the times, the exponent over the sizes, and the largest beside the others."""
        seconds = interleaved({size: self.made(size) for size in self.sizes}, self.rounds)
        most = self.sizes[-1]
        others = {"floor": self.floor(most)}
        others |= {"pandas": self.instead(most)} if self.instead else {}
        beside = interleaved(others, self.rounds)
        times = "  ".join(f"{size}: {shown(cost)}" for size, cost in seconds.items())
        ratios = ", ".join(f"{seconds[most] / cost:.1f} × {of}" for of, cost in beside.items())
        growth = f"exponent {exponent(seconds):.2f}; " if len(seconds) > 1 else ""
        return f"{name:14} {times}   {growth}{ratios}"


def run(jobs: Mapping[str, Job], wanted: list[str]) -> None:
    """Print a line a job: all of them, or those named."""
    warnings.simplefilter("ignore", ap.AimpartnerWarning)
    for name in wanted or jobs:
        print(jobs[name].report(name), flush=True)
