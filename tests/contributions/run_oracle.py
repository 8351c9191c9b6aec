"""Random years by the library and by the oracle: how many differ, and what was drawn in them.

    export PYTHONPATH=src:tests
    python tests/contributions/run_oracle.py --models 10000 --seed 1

The same seed draws the same models. The exit status is 1 if anything differs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from aimpartner.model import Model
from contributions.against_oracle import Verdict, compared
from contributions.features import IMPORTANT, features
from contributions.whole_years import random_years

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY = 500  # models, after which it tells how far it is
SHOWN = 5  # differing models told in full
FEWEST = 10  # pairs of features told, the least drawn first


@frozen
class Run:
    """What came of the models of a run; features are counted in those that have an answer."""

    verdicts: list[Verdict] = Factory(list)
    differing: list[tuple[Model, Verdict]] = Factory(list)
    drawn: Counter[str] = Factory(Counter)
    pairs: Counter[tuple[str, ...]] = Factory(Counter)

    def add(self, whole: Model) -> None:
        """Compare a model and count what it has in it."""
        verdict = compared(whole)
        self.verdicts.append(verdict)
        if verdict.differences:
            self.differing.append((whole, verdict))
        if not verdict.refused:
            found = features(whole)
            self.drawn.update(found)
            self.pairs.update(combinations([each for each in IMPORTANT if each in found], 2))

    def lines(self) -> Iterator[str]:
        """Go through what there is to tell."""
        refused = sum(bool(each.refused) for each in self.verdicts)
        yield f"models                                  {len(self.verdicts):6}"
        yield f"  with an answer                        {len(self.verdicts) - refused:6}"
        yield f"  refused by the oracle                 {refused:6}"
        yield f"models that differ                      {len(self.differing):6}"
        yield f"bounds of limits that whole units keep  {sum(e.kept for e in self.verdicts):6}"
        yield f"  not kept, as a notice says            {sum(e.announced for e in self.verdicts):6}"
        yield f"  broken in silence                     {sum(e.silent for e in self.verdicts):6}"
        yield "drawn in those with an answer:"
        for name, count in self.drawn.most_common():
            yield f"  {name:38}{count:6}"
        yield f"the {FEWEST} pairs drawn least, of {len(IMPORTANT)} features:"
        every = sorted(combinations(IMPORTANT, 2), key=self.pairs.__getitem__)
        for pair in every[:FEWEST]:
            yield f"  {self.pairs[pair]:6}  {' with '.join(pair)}"
        for whole, verdict in self.differing[:SHOWN]:
            yield "\n".join([*verdict.differences, repr(whole.formulas), ""])


def main() -> int:
    """Run, and tell what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--models", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    run, start = Run(), time.monotonic()
    for number, whole in enumerate(random_years(asked.models, asked.seed), 1):
        run.add(whole)
        if not number % EVERY:
            sys.stderr.write(f"{number} models, {len(run.differing)} differ\n")
    took = time.monotonic() - start
    sys.stdout.write(f"seed {asked.seed}, {took:.0f} s\n" + "\n".join(run.lines()) + "\n")
    return 1 if run.differing else 0


if __name__ == "__main__":
    sys.exit(main())
