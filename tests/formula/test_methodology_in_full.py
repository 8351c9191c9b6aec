"""A formula of every kind of rule is told in full, each point at its depth and with its source."""

from __future__ import annotations

from attrs import evolve

from aimpartner.evidence.measures import ISSUED
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.periods import Period, Periods
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.methodologies import methodology
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import Price, PriceList
from builders import ALWAYS, MINUTE, YEAR, element

TWO = ("Ash", "Birch")
EQUAL = Given.equal(TWO)
SHARES = Given({"Ash": 60, "Birch": 40}, "percent", MINUTE)
COUNTED = Measured("adopted", 2, 3)
BLEND = Blend([BlendPart("work", "75 %", COUNTED), BlendPart("agreed", "25 %", SHARES)])
PHASED = Phased(SHARES, COUNTED, {"2021/22": "33.3 %"})
AGREED = Tolerance(SHARES, COUNTED, points="3 points")
PLACES = Given({"Ash": 7, "Birch": 2}, "units")
FEES = PriceList("fees", [Price("2011-04-01", "27000", "29700", MINUTE)])
HALVES = Blend([BlendPart("work", "50 %", COUNTED), BlendPart("rest", "50 %", PHASED)])
STATED = Staged([Group("one", "1/3", ["Ash"], AGREED), Group("two", "2/3", ["Birch"], BLEND)])
WEIGHED = Staged(
    [Group("one", None, ["Ash"], EQUAL), Group("two", None, ["Birch"], COUNTED)], between=COUNTED
)
FORMULA = Formula(
    "agreed 2021",
    [
        evolve(element(HALVES), decimals=2),
        evolve(element(STATED, ["premises"]), partners=TWO),
        element(WEIGHED, ["visits"]),
        PricedElement("places", PLACES, FEES, MINUTE, "2021-04-01", agreed=EQUAL, within=2),
        PricedElement(
            "days", Periods([Period("2021-04-01", PLACES), Period("2021-10-01", PLACES)]), FEES
        ),
    ],
    ALWAYS,
    limits=[
        Limit("cap", upper=Bound(Given({"Ash": 5000}, "pence", MINUTE), "90 %"), source=MINUTE),
        Limit(
            "floor",
            Bound(Measured(ISSUED), "95 %"),
            bearers=["Ash"],
            scaling="excess",
            source=MINUTE,
            partial="pro rata",
        ),
    ],
)
TOLD = """
- staffing: shared in whole units of 0.01 %, 50 % by adopted (2017/18 to 2019/20, pooled) and 50 %
  (phased in: in 2021/22 33.3 % by adopted (2017/18 to 2019/20, pooled) and 66.7 % by agreed
  percentages (Ash 60, Birch 40) as before).
  - 50 % (work): adopted (2017/18 to 2019/20, pooled).
    - That is 3 years, the last being the year 2 years before the one charged (here 2021/22). The
      counts of the years are added.
  - 50 % (rest): phased in: in 2021/22 33.3 % by adopted (2017/18 to 2019/20, pooled) and 66.7 % by
    agreed percentages (Ash 60, Birch 40) as before.
    - By the new basis 33.3 % in 2021/22; by the old one the rest.
    - After a year that is wholly by the new basis, every year is.
    - The new basis: adopted (2017/18 to 2019/20, pooled).
      - That is 3 years, the last being the year 2 years before the one charged (here 2021/22). The
        counts of the years are added.
    - The old basis: agreed percentages (Ash 60, Birch 40).
      - Source: Sefton Cabinet, 4 November 2021, minute 64.
  - Shares are rounded before they are applied, to 100 % in all: the last unit goes by largest
    remainder, ties in the partners' order.

- premises: shared among Ash, Birch alone, in two stages: 33.3333 % to one (Ash), within it by
  agreed percentages (Ash 60, Birch 40) as agreed, unless any share by adopted (2017/18 to 2019/20,
  pooled) is more than 3 percentage points away; then all by adopted (2017/18 to 2019/20, pooled);
  66.6667 % to two (Birch), within it 75 % by adopted (2017/18 to 2019/20, pooled) and 25 % by
  agreed percentages (Ash 60, Birch 40).
  - 33.3333 % (1/3) to one: by agreed percentages (Ash 60, Birch 40) as agreed, unless any share by
    adopted (2017/18 to 2019/20, pooled) is more than 3 percentage points away; then all by adopted
    (2017/18 to 2019/20, pooled).
    - The tolerance: 3 percentage points.
    - The agreed split: agreed percentages (Ash 60, Birch 40).
      - Source: Sefton Cabinet, 4 November 2021, minute 64.
    - The actual split: adopted (2017/18 to 2019/20, pooled).
      - That is 3 years, the last being the year 2 years before the one charged (here 2021/22). The
        counts of the years are added.
  - 66.6667 % (2/3) to two: 75 % by adopted (2017/18 to 2019/20, pooled) and 25 % by agreed
    percentages (Ash 60, Birch 40).
    - 75 % (work): adopted (2017/18 to 2019/20, pooled).
      - That is 3 years, the last being the year 2 years before the one charged (here 2021/22). The
        counts of the years are added.
    - 25 % (agreed): agreed percentages (Ash 60, Birch 40).
      - Source: Sefton Cabinet, 4 November 2021, minute 64.

- visits: shared in two stages: between groups by adopted (2017/18 to 2019/20, pooled), then one
  (Ash), within it by agreed weights (Ash 1, Birch 1); two (Birch), within it by adopted (2017/18 to
  2019/20, pooled).
  - A group takes what its partners' shares between groups come to.
  - Between groups: adopted (2017/18 to 2019/20, pooled).
    - That is 3 years, the last being the year 2 years before the one charged (here 2021/22). The
      counts of the years are added.
  - one: agreed weights (Ash 1, Birch 1).
  - two: adopted (2017/18 to 2019/20, pooled).
    - That is 3 years, the last being the year 2 years before the one charged (here 2021/22). The
      counts of the years are added.

- places: agreed units (Ash 7, Birch 2) beyond 2 more or fewer than agreed weights (Ash 1, Birch 1),
  at fees on 1 April 2021.
  - What they come to is a part of the call. Source: Sefton Cabinet, 4 November 2021, minute 64.
  - Units are charged whole, for however much of the year their buyer is a member.
  - The units: agreed units (Ash 7, Birch 2).
  - Only units beyond those agreed are charged, or credited where fewer; up to 2 more or fewer cost
    nothing.
  - The agreed units: agreed weights (Ash 1, Birch 1).
  - From 1 April 2011: £27,000.00, for London £29,700.00. Source: Sefton Cabinet, 4 November 2021,
    minute 64.

- days: agreed units (Ash 7, Birch 2) from 1 April 2021, agreed units (Ash 7, Birch 2) from 1
  October 2021, at fees on the first day of each period.
  - What they come to is a part of the call.
  - Units are charged whole, for however much of the year their buyer is a member.
  - The units: agreed units (Ash 7, Birch 2) from 1 April 2021, agreed units (Ash 7, Birch 2) from 1
    October 2021.
    - From 1 April 2021: agreed units (Ash 7, Birch 2).
    - From 1 October 2021: agreed units (Ash 7, Birch 2).
  - From 1 April 2011: £27,000.00, for London £29,700.00. Source: Sefton Cabinet, 4 November 2021,
    minute 64.

Limits
------

- cap: at most 90 % of £50.00 for Ash; the difference is borne by everyone, in proportion to their
  amounts.
  - The bounds hold the year's amounts of all that is shared, nothing that is bought, and keep their
    total. Source: Sefton Cabinet, 4 November 2021, minute 64.
  - Everyone is who shares at the year's end: never a partner that has left.
  - A partner that shares in a part of this year, or shared in a part of that of the amount, has no
    bound stated: a year that needs one is refused.
  - At most 90 % of £50.00 for Ash.
    - Nobody else is bound. Source: Sefton Cabinet, 4 November 2021, minute 64.

- floor: at least 95 % of contribution (2020/21); the difference is borne by Ash, in proportion to
  what they have over the lower bound.
  - The bounds hold the year's amounts of all that is shared, nothing that is bought, and keep their
    total. Source: Sefton Cabinet, 4 November 2021, minute 64.
  - A partner that shares in a part of this year, or shared in a part of that of the amount, is
    bound as for a full year, in proportion to the part of this one.
  - At least 95 % of contribution (2020/21).
    - That is the year before the one charged (here 2021/22).
    - A partner that shared in nothing of the year of that contribution, and has none, is not bound.
"""


def test_every_rule_is_told_with_its_points_below_it_and_their_sources() -> None:
    words = methodology(FORMULA, YEAR)
    assert words[words.index("- staffing") : words.index("Rounding\n")].strip() == TOLD.strip()
