"""Adoption in Merseyside: its money and its counts, as published, each with a source."""

from __future__ import annotations

import csv
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import pytest

from aimpartner import samples
from aimpartner.evidence.measures import Known
from aimpartner.exact import nearest
from aimpartner.model import calculate
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from builders import AIM as NAMES

AIM = samples.load("aim")
PANEL = Path(__file__).parents[3] / "shared" / "data" / "merseyside_panel.csv"
AGREES = "agrees by construction"
DRIVERS = {
    "adopted": ("adopted", range(2017, 2020)),
    "looked after": ("cla_at_31_march", range(2017, 2020)),
    "population 0-17": ("population_0_17_previous_mid_year", range(2017, 2020)),
    "section 251 spend": ("s251_adoption_total_expenditure_gbp", [2013]),
}


def figure(measure: str, partner: str, year: int) -> Fraction:
    """Return a figure of the sample, which has to be known."""
    value = AIM.evidence.find(measure, partner, FinancialYear(year)).value
    assert isinstance(value, Known), (measure, partner, year)
    return value.figure


@pytest.mark.parametrize(
    ("amount", "verdict", "difference", "where"),
    [
        ("524000", AGREES, "-27.76", "4 November 2021, revenue costs, FD.6541/21 and LD.4742/21"),
        ("536000", "measures something else", "11972.24", "FD.6534/21 and LD.4735/21"),
    ],
)
def test_the_published_figures_stand_beside_what_is_calculated(
    amount: str, verdict: str, difference: str, where: str
) -> None:
    beside = calculate(AIM, "2021/22").published
    (each,) = [each for each in beside if each.published.amount == Money(amount)]
    assert (each.published.partner, each.verdict) == ("Sefton", verdict)
    assert each.difference == Money(difference)
    assert where in str(each.published.source)
    assert each.published.rounded_to == Money("1000")


def test_the_budget_is_of_26_march_2021_and_its_total_is_assumed() -> None:
    (budget,) = AIM.budgets
    assert (str(budget.year), str(budget.day)) == ("2021/22", "2021-03-26")
    (line,) = budget.lines
    assert line.source is not None
    assert line.source.is_assumption


def test_the_formula_is_an_illustration_and_says_so() -> None:
    (formula,) = AIM.formulas
    assert formula.marking == "ILLUSTRATION – NOT AiM'S FORMULA"
    assert formula.source is not None
    assert formula.source.is_assumption
    assert formula.in_words(FinancialYear(2021))[0] == (
        "agency: shared 50 % by section 251 spend (2013/14) and "
        "50 % by adopted (2017/18 to 2019/20, pooled)."
    )


def seftons_share() -> Fraction:
    """Return Sefton's share by the illustration, worked out from the drivers alone."""
    spend = [figure("section 251 spend", name, 2013) for name in NAMES]
    adopted = [sum(figure("adopted", name, year) for year in (2017, 2018, 2019)) for name in NAMES]
    place = NAMES.index("Sefton")
    halves = (Fraction(each[place], sum(each)) / 2 for each in (spend, adopted))
    return sum(halves, Fraction(0))


def test_the_total_is_the_one_to_1000_at_which_seftons_share_is_524000() -> None:
    (line,) = AIM.budgets[0].lines
    assert line.amount == Money("3231000")
    assert nearest(524_000 / seftons_share() / 1000) * 1000 == 3_231_000


def test_the_source_names_the_totals_that_500_either_way_allow() -> None:
    (line,) = AIM.budgets[0].lines
    low, high = (Fraction(end) / seftons_share() for end in (523_500, 524_500))
    assert (ceil(low), floor(high)) == (3_227_746, 3_233_911)  # whole pounds
    assert "any total from £3,227,746 to £3,233,911 does so within £500" in str(line.source)


def test_sefton_is_charged_its_share_of_the_total() -> None:
    assert calculate(AIM, "2021/22")["Sefton"].exact == 323_100_000 * seftons_share()


@pytest.mark.parametrize(
    ("measure", "count"),
    [
        ("plans for adoption", 17),
        ("placement orders", 10),
        ("changed from adoption", 3),
        ("inter-agency placements", 7),
        ("in care", 617),
        ("section 31 care orders", 368),
        ("section 38 interim orders", 179),
        ("section 20", 39),
        ("on remand", 1),
        ("placed at home", 101),
        ("in care per 10,000", Fraction("114.9")),
    ],
)
def test_seftons_year_2020_21_is_as_published(measure: str, count: int | Fraction) -> None:
    assert figure(measure, "Sefton", 2020) == count


def test_thirty_of_seftons_617_children_in_care_are_not_accounted_for() -> None:
    statuses = ("section 31 care orders", "section 38 interim orders", "section 20", "on remand")
    counted = [figure(measure, "Sefton", 2020) for measure in statuses]
    assert sum(counted) == 587
    assert figure("in care", "Sefton", 2020) - sum(counted) == 30
    source = AIM.evidence.find("in care", "Sefton", FinancialYear(2020)).source
    assert "30 more than its four legal statuses sum to" in str(source)


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("inter-agency placements", "twice the year before"),
        ("placed at home", "16 %"),
        ("in care per 10,000", "up from 110"),
    ],
)
def test_what_is_said_beside_a_figure_stands_in_its_source(measure: str, words: str) -> None:
    assert words in str(AIM.evidence.find(measure, "Sefton", FinancialYear(2020)).source)


def test_placed_at_home_is_a_sixth_of_those_in_care() -> None:
    share = figure("placed at home", "Sefton", 2020) / figure("in care", "Sefton", 2020)
    assert nearest(share * 100) == 16


def test_every_driver_of_the_formula_was_released_before_the_budget_and_says_its_edition() -> None:
    result = calculate(AIM, "2021/22")
    assert "evidence" not in [notice.subject for notice in result.notices]
    used = [each for each in AIM.evidence.observations if each.measure in DRIVERS]
    assert len(used) == 40
    assert all(each.edition for each in used)


def test_that_a_later_edition_tells_what_was_first_released_is_an_assumption() -> None:
    taken = [e for e in AIM.evidence.observations if e.measure in ("adopted", "looked after")]
    for each in taken:
        assert each.source is not None
        assert each.source.is_assumption
        assert "edition of DfE, Children looked after in England" in each.source.words


@pytest.mark.skipif(not PANEL.exists(), reason="the published panel is not beside the repository")
@pytest.mark.parametrize("measure", DRIVERS)
def test_the_drivers_are_those_of_the_published_panel(measure: str) -> None:
    column, years = DRIVERS[measure]
    with PANEL.open(encoding="utf-8", newline="") as file:
        panel = {(row["name"], row["year_ending_31_march"]): row for row in csv.DictReader(file)}
    ours = {(name, year): figure(measure, name, year) for name in NAMES for year in years}
    assert ours == {
        (name, year): Fraction(panel[name, str(year + 1)][column]) for name, year in ours
    }
