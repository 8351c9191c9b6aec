"""How long sharing a total out takes, beside a floor and the best exact package, in one run.

The floor rounds down by one multiplication and one division a party, and deals nothing out. The
package is `vn-money`, which shares whole numbers by whole weights; it is left out where it is not
installed.

Run: python benchmarks/apportion.py
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable
from fractions import Fraction
from functools import partial

from timing import interleaved

from aimpartner.working import apportion

TOTAL = 323_100_001
SIZES = (4, 33, 150)


def floor(total: int, weights: list[int]) -> list[int]:
    """Return everyone's whole units alone: what no way of sharing can do without."""
    whole = sum(weights)
    return [total * weight // whole for weight in weights]


def package() -> Callable[[int, list[int]], object] | None:
    """Return how the package shares out; `None` where it is not installed."""
    try:
        found: Callable[[int, list[int]], object] = importlib.import_module("vn_money").allocate
    except ModuleNotFoundError:
        return None
    return found


def main() -> None:
    """Print the medians and the ratios."""
    draw, other = random.Random(1), package()  # noqa: S311  # the same weights every time
    print(f"{'parties':>8} {'floor':>10} {'whole':>10} {'fractions':>10} {'vn-money':>10}   µs")
    for size in SIZES:
        weights = [draw.randrange(1, 10**6) for _ in range(size)]
        parts = [Fraction(weight, draw.randrange(1, 100)) for weight in weights]
        works: dict[str, Callable[[], object]] = {
            "floor": partial(floor, TOTAL, weights),
            "whole": partial(apportion, TOTAL, weights),
            "fractions": partial(apportion, TOTAL, parts),
        }
        if other:
            works["vn-money"] = partial(other, TOTAL, weights)
        seconds = interleaved(works)
        times = " ".join(f"{each * 1e6:10.1f}" for each in seconds.values())
        beside = " and ".join(
            f"{seconds['whole'] / seconds[name]:.1f} × {name}"
            for name in ("floor", "vn-money")
            if name in seconds
        )
        print(f"{size:8} {times}   whole weights: {beside}")


if __name__ == "__main__":
    main()
