"""Uplifts of a line: by per cent, amount, pay award and index."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from aimpartner.budget.uplifts import (
    AmountUplift,
    Award,
    Indexed,
    LineDropped,
    PayAward,
    PercentUplift,
)
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import nearest
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source
from builders import GUESS, MINUTE
from faults import caught, said
from pay_awards import NJC

DATA = Path(__file__).parents[3] / "shared" / "data"
YEAR = FinancialYear(2022)
POUND = Fraction(100)
DEFLATOR = Indexed(
    "GDP deflator (OBR)",
    {FinancialYear(2020): "85.3763", FinancialYear(2021): "85.5914", YEAR: "91.5651"},
    Source("OBR, November 2025: GDP deflators, 2024/25 = 100"),
)


@pytest.mark.parametrize(
    ("uplift", "after", "words"),
    [
        (PercentUplift("2.5 %"), "1025", "plus 2.5 %"),
        (PercentUplift("-2 %"), "980", "less 2 %"),
        (PercentUplift("-100 %"), "0", "less 100 %"),
        (AmountUplift("30.01"), "1030.01", "growth: £30.01"),
        (AmountUplift("30", "saving"), "970", "saving: £30.00"),
        (AmountUplift("30", "one-off dropped"), "970", "one-off dropped: £30.00"),
        (LineDropped(), "0", "dropped"),
        (PayAward({YEAR: Award("1.75 %")}, 3, "30 %"), "1017.50", "pay award of 2022/23: 1.75 %"),
    ],
)
def test_an_uplift_moves_a_line_of_1000_pounds(
    uplift: PercentUplift | AmountUplift | LineDropped | PayAward, after: str, words: str
) -> None:
    moved = uplift.moved(1000 * POUND, YEAR)
    assert (moved.after, moved.words) == (Fraction(after) * POUND, words)


def test_an_uplift_passes_its_source_on() -> None:
    for uplift in (
        PercentUplift("1 %", MINUTE),
        AmountUplift("1", source=MINUTE),
        LineDropped(MINUTE),
    ):
        assert uplift.moved(POUND, YEAR).source is MINUTE
    assert DEFLATOR.moved(POUND, YEAR).source is DEFLATOR.source


def test_a_flat_award_costs_pounds_times_posts_with_their_on_costs() -> None:
    """£1,925 on all points from 1 April 2022: 20 posts at 30 % on-cost cost £50,050 more."""
    rise = PayAward(NJC, "20", "30 %", "NJC")
    moved = rise.moved(700_000 * POUND, YEAR)
    assert moved.after == Fraction(750_050) * POUND
    assert moved.words == "NJC pay award of 2022/23: £1,925.00 × 20 FTE × 1.3"
    assert str(moved.source) == (
        f"posts and on-cost: no source is recorded; award: {NJC[YEAR].source}"
    )


def test_posts_and_on_cost_have_a_source_of_their_own() -> None:
    award = {"2022/23": Award(pounds="1925", source=MINUTE)}
    guessed = PayAward(award, "1", staffing=GUESS).moved(POUND, YEAR).source
    assert str(guessed) == f"Assumption: posts and on-cost: {GUESS.words}; award: {MINUTE}"
    counted = PayAward({YEAR: Award(pounds="1925")}, "1", staffing=MINUTE).moved(POUND, YEAR).source
    assert str(counted) == f"posts and on-cost: {MINUTE}; award: no source is recorded"
    assert PayAward({YEAR: Award(pounds="1925")}, "1").moved(POUND, YEAR).source is None


def test_years_are_named_as_text_too_and_once() -> None:
    assert PayAward({"2022/23": Award("1 %")}).moved(100 * POUND, YEAR).after == 101 * POUND
    index = Indexed("CPI", {"2021/22": "100", "2022/23": "104"})
    assert index.moved(100 * POUND, YEAR).after == 104 * POUND
    fault = caught(InvalidValueError, Indexed, "CPI", {"2022/23": "100", YEAR: "104"})
    assert said(fault) == ("Indexed index", "name each key once", "2022/23 (2 times)")


def test_half_posts_count_as_halves() -> None:
    assert PayAward(NJC, "0.5").moved(Fraction(0), YEAR).after == Fraction(96250)


def test_the_deflator_of_2021_22_moves_prices_by_what_was_published() -> None:
    """OBR, November 2025: 0.252 % in 2021/22 and 6.979 % in 2022/23."""
    rises = [DEFLATOR.moved(Fraction(1), FinancialYear(year)).after - 1 for year in (2021, 2022)]
    assert [nearest(rise * 100_000) for rise in rises] == [252, 6979]
    assert DEFLATOR.moved(POUND, YEAR).words == "GDP deflator (OBR) from 85.5914 to 91.5651"


@pytest.mark.skipif(not DATA.is_dir(), reason="the published data do not lie beside the repo")
def test_the_awards_and_the_index_are_those_of_the_published_tables() -> None:
    with (DATA / "njc_pay_awards.csv").open(encoding="utf-8", newline="") as file:
        rows = {FinancialYear.parse(row["financial_year"]): row for row in csv.DictReader(file)}
    assert list(rows) == list(NJC)
    for year, award in NJC.items():
        pounds, rate = rows[year]["flat_gbp"], rows[year]["pct_all_points"]
        assert award.pounds == (Money(pounds) if pounds else None)
        assert award.rate == (Fraction(rate) / 100 if rate else None)
    with (DATA / "gdp_deflator_financial_year.csv").open(encoding="utf-8", newline="") as file:
        index = {FinancialYear.parse(r["financial_year"]): r for r in csv.DictReader(file)}
    for year, value in DEFLATOR.index.items():
        assert Fraction(index[year]["index_2024_25_100"]) == value


def test_a_year_without_an_award_is_refused_with_those_there_are() -> None:
    fault = caught(ModelError, PayAward({YEAR: Award("2 %")}).moved, POUND, FinancialYear(2030))
    assert said(fault) == ("Pay award of 2030/31", "be given", "those of 2022/23")


@pytest.mark.parametrize(("year", "lacks"), [(2020, "2019/20"), (2023, "2023/24")])
def test_an_index_needs_the_year_and_the_one_before(year: int, lacks: str) -> None:
    fault = caught(ModelError, DEFLATOR.moved, POUND, FinancialYear(year))
    assert said(fault) == (
        f"GDP deflator (OBR) of {lacks}",
        "be given",
        "those of 2020/21, 2021/22, 2022/23",
    )


def test_a_flat_award_without_posts_is_refused() -> None:
    fault = caught(ModelError, PayAward(NJC).moved, POUND, YEAR)
    assert said(fault) == (
        "Pay award of 2022/23, £1,925.00 a post,",
        "have the posts that it is paid for",
        "none",
    )


def test_an_award_is_one_thing() -> None:
    assert caught(ModelError, Award).got == "neither"
    assert caught(ModelError, Award, "2 %", "1925").got == "both"


def test_numbers_that_make_no_sense_are_refused() -> None:
    assert caught(InvalidValueError, Award, "-1 %").rule == "not be negative"
    assert caught(InvalidValueError, Award, None, "-1").got == Money("-1")
    assert caught(InvalidValueError, PercentUplift, "-101 %").got == "-101 %"
    assert caught(InvalidValueError, AmountUplift, "-1", "saving").subject == "Amount of saving"
    assert caught(InvalidValueError, AmountUplift, "1", "cut").subject == "AmountUplift kind"
    assert caught(InvalidValueError, PayAward, NJC, -1).subject == "Posts of a pay award"
    assert caught(InvalidValueError, PayAward, NJC, 1, "-1 %").subject == "On-cost of a pay award"


@pytest.mark.parametrize("change", ["0", "-0.3", "2.4", "1.031", "19.99"])
def test_yearly_changes_are_no_levels_of_an_index(change: str) -> None:
    """2.4 and 3.1, typed as levels, made £1,000 into £1,291.67."""
    fault = caught(InvalidValueError, Indexed, "CPI", {FinancialYear(2021): "20", YEAR: change})
    assert said(fault) == ("CPI of 2022/23", "be a level of the index, 20 or more", change)
    assert fault.remedy == (
        "Write the level, such as 111.6; a change by a rate is a PercentUplift."
    )


@pytest.mark.parametrize("level", ["49.9", "200.1"])
def test_an_index_moves_to_no_less_than_half_and_no_more_than_double(level: str) -> None:
    levels = {FinancialYear(2021): "100", YEAR: level}
    fault = caught(InvalidValueError, Indexed, "RPI", levels)
    assert said(fault) == (
        "RPI of 2022/23",
        "be from 50 % to 200 % of the year before",
        f"{level} after 100",
    )
    assert fault.remedy == "Give the levels of all years on one base."


@pytest.mark.parametrize(("level", "after"), [("50", 50), ("200", 200)])
def test_an_index_moves_as_far_as_half_and_double(level: str, after: int) -> None:
    index = Indexed("RPI", {FinancialYear(2021): "100", YEAR: level})
    assert index.moved(Fraction(100), YEAR).after == after
    Indexed("RPI", {FinancialYear(2010): "50", YEAR: "200"})  # years apart
