"""One small model for each rule, with what each partner pays worked out by hand."""

from __future__ import annotations

from attrs import field, frozen

from aimpartner.evidence.derived import Derived
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from builders import income, line
from excel.contributions.rule_models import (
    ADOPTED,
    COUNTY,
    FEES,
    HALVES,
    IN_KIND,
    MADE,
    PAID_TO_BIRCH,
    PER_DAY,
    SIXTY,
    THREE,
    another_formula,
    beyond,
    bound,
    by_element,
    by_period,
    by_quarters,
    capped,
    cedar,
    charge,
    credited,
    damped,
    every_quarter,
    fixed_sum,
    given,
    held_beside_places,
    leaving,
    limited,
    made,
    odd_to,
    of_two,
    phased,
    places,
    shared,
    succeeded,
    to_decimals,
    tolerance,
    year_so_far,
)


def _each(words: str) -> tuple[str, ...]:
    return tuple(words.split())


@frozen
class Case:
    """A rule at work.

    Args:
        whole: the model.
        amounts: the contributions worked out by hand, in the partners' order.
        words: what the formula's methodology says, and some partner's explanation.
        net: the net payables worked out by hand; empty, they are the contributions.
        explained: what the explanation says where its words are others.
    """

    whole: Model
    amounts: tuple[str, ...] = field(converter=_each)
    words: str
    net: tuple[str, ...] = field(default="", converter=_each)
    explained: str = ""


CREDITED = "credited, once, with the shared costs that it incurs itself"
CUT = "Where a partner joins or leaves, or the formula changes, within a year"

CASES = {
    "weights": Case(shared(given("3", "1", "weight")), "750.00 250.00", "by agreed weights"),
    "percentages": Case(shared(given("41", "59")), "410.00 590.00", "agreed percentages"),
    # Seven and two ninths; Ash has the larger remainder.
    "units": Case(shared(given("7", "2", "units")), "777.78 222.22", "agreed units"),
    "frozen cash": Case(
        shared(given("61250", "38750", "pence")), "612.50 387.50", "agreed amounts"
    ),
    "equal": Case(shared(HALVES, lines=(line("100.01"),)), "50.01 50.00", "agreed weights"),
    "last year's count": Case(shared(ADOPTED), "750.00 250.00", "2020/21"),
    "lagged count": Case(shared(Measured("adopted", 2)), "500.00 500.00", "2019/20"),
    "pooled": Case(
        shared(Measured("adopted", 1, 3)),
        "600.00 400.00",
        "The counts of the years are added",
        explained="pooled",
    ),
    # (75 + 50 + 20) / 3 is 48 and a third; Birch has the larger remainder.
    "mean of shares": Case(
        shared(Measured("adopted", 1, 3, "mean of shares")),
        "483.33 516.67",
        "the years weigh alike",
        explained="mean of shares",
    ),
    "fixed year": Case(shared(Measured("adopted", last="2018/19")), "200.00 800.00", "2018/19"),
    # 10 + 20 + 30, and 90.
    "nine months": Case(
        by_quarters(Measured("calls", quarters="q1-q3")),
        "400.00 600.00",
        "Of each year q1-q3 counts, 1 April to 31 December",
        explained="calls, 2020/21 q1-q3, together",
    ),
    # 100 of four quarters, and 100.
    "a year of quarters": Case(
        by_quarters(Measured("calls")),
        "500.00 500.00",
        "shared by calls (2020/21)",
        explained="+ 40 children (calls, 2020/21 q4) = 100 children",
    ),
    # Half by the year, 100 each; half by the first quarter, 10 and 30.
    "a quarter beside its year": Case(
        by_quarters(
            Blend(
                [
                    BlendPart("year", "1/2", Measured("calls")),
                    BlendPart("first", "1/2", Measured("calls", quarters="q1")),
                ]
            )
        ),
        "375.00 625.00",
        "Of each year q1 counts, 1 April to 30 June",
        explained="calls, 2020/21 q1",
    ),
    # One quarter is known of both, 10 and 30.
    "year so far": Case(
        year_so_far(),
        "250.00 750.00",
        "So many quarters count as are known of all who share",
        explained="calls, 2021/22 q1",
    ),
    # 10 and 50, 30 and 50.
    "like parts": Case(
        by_quarters(Measured("calls", 1, 2, quarters="q1")),
        "428.57 571.43",
        "shared by calls (2019/20 to 2020/21, pooled, q1)",
        explained="calls, 2 years q1",
    ),
    # 10 over 30, 20, 30 and 40 over 30: a quarter, two fifths, a half and four sevenths of £100.
    "every quarter": Case(
        every_quarter(),
        "172.14 227.86",
        "shared by calls (2021/22, q4)",
        explained="calls, 2021/22 q2: Ash's 20 of everybody's 50 children is 40 %",
    ),
    # 30 × 2 and 10 × 6.
    "product": Case(
        made(Derived.product("adopted", "days")),
        "500.00 500.00",
        "shared by made (2020/21)",
        explained="made, 2020/21: 30 children × 2 children is 60 marks",
    ),
    # 30 + 2 × 2 and 10 + 2 × 6, of 56.
    "weighted sum": Case(
        made(Derived.weighted_sum({"adopted": 1, "days": 2})),
        "607.14 392.86",
        "shared by made (2020/21)",
        explained="made, 2020/21: 30 marks + 4 marks = 34 marks",
    ),
    # 30 over 2 is 15, and 10 over 6 is 5/3: nine to one.
    "rate": Case(
        made(PER_DAY),
        "900.00 100.00",
        "shared by made (2020/21)",
        explained="made, 2020/21: 30 children over 2 children is 15 marks",
    ),
    # 40 over 5 is 8, and 20 over 10 is 2.
    "rate over years": Case(
        made(PER_DAY, Measured("made", 1, 2)),
        "800.00 200.00",
        "shared by made (2019/20 to 2020/21, pooled)",
        explained="made, 2019/20 to 2020/21: 40 children over 5 children is 8 marks",
    ),
    # Birch has 10 over 6, Cedar 30 over 3: one to six of 60 %. Ash's days are not known.
    "rate of a group": Case(
        made(PER_DAY, Staged([COUNTY, Group("rest", "60 %", THREE[1:], MADE)]), THREE),
        "400.00 85.71 514.29",
        "within it by made (2020/21)",
        explained="made, 2020/21: 30 children over 3 children is 10 marks",
    ),
    # 60 % of 75 % and 40 % of 50 %.
    "blend": Case(shared(SIXTY), "650.00 350.00", "60 % (adopted)", explained="60 % by adopted"),
    # Half of 41 % and half of 65 %.
    "nested blend": Case(
        shared(Blend([BlendPart("a", "1/2", given("41", "59")), BlendPart("b", "1/2", SIXTY)])),
        "530.00 470.00",
        "50 % (b): 60 % by adopted",
        explained="50 % (60 % by adopted",
    ),
    # 40 % to Ash; of 60 %, one part in four to Birch.
    "two stages": Case(
        shared(Staged([COUNTY, Group("rest", "60 %", THREE[1:], ADOPTED)]), names=THREE),
        "400.00 150.00 450.00",
        "40 % to county (Ash), within it",
    ),
    # A third of £100.01 each, and three parts to one of the other; the odd penny to Birch.
    "some partners alone": Case(
        of_two(ADOPTED),
        "108.34 58.34 33.34",
        "premises: shared among Ash, Birch alone, by adopted (2020/21)",
    ),
    # Three parts to one of £800, and £200.
    "a fixed sum": Case(
        fixed_sum(), "600.00 200.00 200.00", "fixed: shared among Cedar alone, by agreed weights"
    ),
    # 7 and 2 of 9 are 77.78 % and 22.22 %.
    "rounded percentages": Case(
        to_decimals(given("7", "2", "units"), 2),
        "777.80 222.20",
        "shared in whole units of 0.01 %, by agreed units",
        explained="in whole units of 0.01 %: Ash's 7,778 of everybody's 10,000 is 77.78 %",
    ),
    # A third each: the last per cent is for Ash.
    "whole percentages": Case(
        to_decimals(Given.equal(THREE), 0, THREE),
        "340.00 330.00 330.00",
        "Shares are rounded before they are applied, to 100 % in all",
        explained="in whole units of 1 %: Ash's 34 of everybody's 100 is 34 %",
    ),
    # 30 of 70 to Ash; of 40, three parts in four to Birch.
    "groups by a measure": Case(
        shared(
            Staged(
                [
                    Group("county", None, ["Ash"], Given.equal(["Ash"])),
                    Group("rest", None, THREE[1:], Given({"Birch": 3, "Cedar": 1})),
                ],
                ADOPTED,
            ),
            names=THREE,
        ),
        "428.57 428.57 142.86",
        "in two stages: between groups by adopted (2020/21), then county (Ash), within it",
    ),
    "at the tolerance": Case(
        tolerance("5 points"), "700.00 300.00", "more than 5 percentage points away"
    ),
    "beyond points": Case(
        tolerance("4 points"), "750.00 250.00", "more than 4 percentage points away"
    ),
    # Five points are more than 10 % of 30, though not of 70.
    "beyond per cent": Case(
        tolerance(None, "10 %"),
        "750.00 250.00",
        "more than 10 % of",
        explained="one strays further",
    ),
    "within per cent": Case(
        tolerance(None, "20 %"),
        "700.00 300.00",
        "more than 20 % of",
        explained="nobody's strays further",
    ),
    "overridden": Case(
        tolerance("100 points", None, "actual", "as minuted"),
        "750.00 250.00",
        "whatever the tolerance says",
        explained="the actual split, whatever",
    ),
    "kept": Case(
        tolerance("1 point", None, "agreed", "as minuted"),
        "700.00 300.00",
        "whatever the tolerance says",
        explained="the agreed split, whatever",
    ),
    "phase-in of 0 %": Case(
        phased(_2021_22="0 %"),
        "500.00 500.00",
        "By the new basis 0 % in 2021/22",
        explained="in 2021/22 0 % by adopted",
    ),
    "phase-in of 50 %": Case(
        phased(_2021_22="50 %"),
        "625.00 375.00",
        "By the new basis 50 % in 2021/22",
        explained="in 2021/22 50 % by adopted",
    ),
    "phase-in of 100 %": Case(
        phased(_2021_22="100 %"),
        "750.00 250.00",
        "By the new basis 100 % in 2021/22",
        explained="the phase-in being over",
    ),
    "phase-in over": Case(
        phased(_2020_21="100 %"),
        "750.00 250.00",
        "By the new basis 100 % in 2020/21",
        explained="the phase-in being over",
    ),
    "price": Case(
        places("310.50"),
        "1121.00 500.00",
        "(Ash 2, Birch 0), at £310.50 each",
        explained="at £310.50 each",
    ),
    "price list": Case(
        places(FEES, on="2021-05-01"),
        "1100.00 500.00",
        "From 1 April 2020: £300.00",
        explained="£300.00 × 2 units",
    ),
    "later price": Case(
        places(FEES, on="2021-10-01"),
        "1300.00 500.00",
        "fees on 1 October 2021.",
        explained="£400.00 × 2 units",
    ),
    "London": Case(
        places(FEES, london=True, on="2021-05-01"),
        "1220.00 500.00",
        "at the London price of fees on",
        explained="the London price of fees",
    ),
    # Ash has 10 more, of which 3 are free; Birch 2 fewer.
    "volume above": Case(
        beyond("20", "12"),
        "570.00 500.00",
        "up to 3 more or fewer cost nothing",
        explained="beyond 3 more or fewer",
    ),
    "volume below": Case(
        beyond("30", "20"),
        "500.00 430.00",
        "up to 3 more or fewer cost nothing",
        explained="beyond 3 more or fewer",
    ),
    "volume both ways": Case(
        beyond("20", "20"),
        "570.00 430.00",
        "up to 3 more or fewer cost nothing",
        explained="beyond 3 more or fewer",
    ),
    "prices by period": Case(
        by_period(),
        "1100.00 900.00",
        "at fees on the first day of each period",
        explained="£400.00 × 1 unit",
    ),
    "cap beside fees": Case(
        held_beside_places(upper=bound(Ash=400)),
        "1000.00 600.00",
        "all that is shared, nothing that is bought",
        explained="kept to at most £400.00",
    ),
    "cap on fees": Case(
        held_beside_places(upper=bound(Ash=900), elements=["staffing", "places"]),
        "900.00 700.00",
        "of these elements",
        explained="kept to at most £900.00",
    ),
    # Ash's £152 for the year is held to £140, Cedar's £61 to 120 × 183/365; Birch bears both.
    "cap for a part of a year": Case(
        leaving("pro rata", Ash=140, Cedar=120),
        "140.00 164.84 60.16",
        "in proportion to the part of this one",
        explained="50.137 % of £120.00",
    ),
    "cap not for a part of a year": Case(
        leaving("not bound", Ash=140, Cedar=120),
        "140.00 164.00 61.00",
        "of the amount, is not bound",
        explained="kept to at most £140.00",
    ),
    "cap": Case(limited((0, 0), upper=bound(Ash=700)), "700.00 300.00", "at most £700.00 for Ash"),
    "minimum": Case(
        limited((0, 0), lower=bound(Birch=280)), "720.00 280.00", "at least £280.00 for Birch"
    ),
    "no loser": Case(
        limited((740, 400), upper=bound()),
        "740.00 260.00",
        "at most contribution (2020/21)",
    ),
    # Ash at 660 would leave Birch 340, below 360; so Birch pays 360.
    "floor and ceiling": Case(
        limited((600, 400), lower=bound("90 %"), upper=bound("110 %")),
        "640.00 360.00",
        "at most 110 % of",
    ),
    # 90 for Ash; of the rest 110 parts and 130.
    "damped by amounts": Case(damped("amounts"), "90.00 96.25 113.75", "their amounts"),
    # 20 and 40 above 90 become 10 and 20.
    "damped by excess": Case(damped("excess"), "90.00 100.00 110.00", "over the lower bound"),
    # Cedar stops at 18 above 90, and Birch takes the 12 that are left.
    "band by excess": Case(
        damped("excess", upper=bound("108 %")), "90.00 102.00 108.00", "over the lower bound"
    ),
    # Room of 10 and 20 below the caps, of which 20 are left.
    "caps by excess": Case(
        damped("excess", None, upper=bound(Ash=70, Birch=130, Cedar=120)),
        "63.33 116.67 120.00",
        "below the upper bound",
    ),
    "bearer": Case(
        damped("amounts", None, upper=bound(Cedar=100), bearers=["Ash"]),
        "90.00 110.00 100.00",
        "borne by Ash",
    ),
    # 33.5, 33.5 and 33: two are held to 33, so that Cedar pays the odd penny.
    "caps in half pence": Case(
        capped("33.5", "33.5"),
        "0.33 0.33 0.34",
        "Limits come first: whole units are dealt out within their bounds",
        explained="By the limit cap, Ash contributes at most £0.3350.",
    ),
    # 1.005, 1.005 and 0.99: no pounds keep three caps, and the first two are as near.
    "caps that no pounds keep": Case(
        capped("100.5", "100.5", "99", rounding=Rounding("1"), pools=3),
        "1.00 1.00 1.00",
        "it is by as little as can be that one goes beyond it",
        explained="Limit cap is not kept: Cedar pays £1.00, £0.01 more than its upper bound of",
    ),
    # Each element is 34, 33 and 33; what the cap changes is -1, 0 and 1, for the odd pennies.
    "a cap by element": Case(
        capped("67", rounding=Rounding(level="element"), pools=2),
        "0.67 0.67 0.66",
        "Each element is rounded",
    ),
    # 33 and 33, and the host may not pay 34: the penny is for Birch, whose amount is 33.5.
    "a host at its cap": Case(
        capped("33.5", rounding=Rounding(odd="host")),
        "0.33 0.34 0.33",
        "odd units go to the host",
        explained="The limits leave Ash without room for all odd units of £0.01: taken up by Birch",
    ),
    "by element": Case(by_element(), "100.02 100.00", "Each element is rounded"),
    # 7,800 and 2,600: seven and two thousands, and one more for 800; 400 are left.
    "£1,000": Case(
        shared(ADOPTED, lines=(line("10400"),), rounding=Rounding("1000")),
        "8000.00 2000.00",
        "£1,000.00",
    ),
    # £1,010.00, and of it 0.05 %: 50.5p, which is 51p.
    "a charge by a rate": Case(
        shared(ADOPTED, lines=(line("1010", name="pay"), charge("0.05 %"))),
        "757.88 252.63",
        "adopted (2020/21)",
        explained="fee (0.05 % of staffing/pay) £0.51",
    ),
    "odd to the host": Case(
        odd_to("Cedar", Rounding(odd="host")), "33.33 33.33 33.34", "odd units go to the host"
    ),
    # 5,300, 4,700 and -600 have 5, 4 and -1 whole thousands; one is left over, for 700.
    "a credit beside charges": Case(
        credited(line("10000"), income("600"), Rounding("1000")),
        "5000.00 -1000.00 5000.00",
        "£1,000.00",
    ),
    # The same as a credit in all: -4, 0 and -5 thousands, and one is left over.
    "a charge beside credits": Case(
        credited(income("10000"), line("600"), Rounding("1000")),
        "-5000.00 1000.00 -5000.00",
        "£1,000.00",
    ),
    # 53p and 47p beside 60p, by pounds to the host: nothing, and the credit of a whole pound.
    "the host beside a credit": Case(
        credited(line("1"), income("0.60"), Rounding("1", odd="host")),
        "1.00 -1.00 0.00",
        "odd units go to the host",
    ),
    "stated order": Case(
        odd_to("Ash", Rounding(order=("Birch", "Ash", "Cedar"))), "33.33 33.34 33.33", "order Birch"
    ),
    "in kind": Case(
        shared(HALVES, lines=IN_KIND),
        "500.00 500.00",
        CREDITED,
        net="500.00 300.00",
        explained="credited once: building £200.00",
    ),
    "income incurred": Case(
        shared(HALVES, lines=PAID_TO_BIRCH),
        "500.00 500.00",
        CREDITED,
        net="500.00 600.00",
        explained="credited once: grant -£100.00",
    ),
    # A pound a day: 183 days by two, 182 by three; the odd pennies to Ash and Birch.
    "joiner": Case(
        cedar("2021-10-01", joining="reshare"),
        "152.17 152.17 60.66",
        CUT,
        explained="182 of 365 days: shared by the formula formula among Ash, Birch, Cedar",
    ),
    "joiner's own addition": Case(
        cedar("2021-10-01", joining="own addition", addition="90.50"),
        "182.50 182.50 90.50",
        CUT,
        explained="Cedar: own addition from 1 October 2021",
    ),
    # 183 days by three, 182 by two.
    "leaver": Case(
        cedar("2010-04-01", "2021-09-30", leaving="reshare"),
        "152.00 152.00 61.00",
        CUT,
        explained="182 of 365 days: shared by the formula formula among Ash, Birch.",
    ),
    # A third each, and Cedar 183 of 365 parts of it; the odd penny to Ash.
    "leaver's own reduction": Case(
        cedar("2010-04-01", "2021-09-30", leaving="own reduction"),
        "121.67 121.66 61.00",
        CUT,
        explained="part of the year without Cedar, taken off",
    ),
    # 183 days at 75 % and 182 at 50 %.
    "changed formula": Case(
        another_formula(),
        "228.25 136.75",
        CUT,
        explained="183 of 365 days: shared by the formula old among Ash, Birch.",
    ),
    # 15 and 25 of 40.
    "succession": Case(
        succeeded(),
        "375.00 625.00",
        "the year 4 years before the one charged",
        explained="Cedar's, taken by Ash: 50 % of 10 children is 5 children",
    ),
}
