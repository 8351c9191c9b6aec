"""Family Adoption Links: a second region, by which nothing is written for AiM alone."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from aimpartner import samples
from aimpartner.errors import AimpartnerWarning
from aimpartner.evidence.measures import Known
from aimpartner.excel.form.read import read_model
from aimpartner.excel.form.template import write_model
from aimpartner.model import calculate
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from commands import run

LINKS = samples.load("family-adoption-links")
AGENCY = LINKS.partnership
NAMES = ("Leicestershire", "Leicester", "Lincolnshire")
YEARS = range(2018, 2022)  # the years end on 31 March of these
DATA = Path(__file__).parents[3] / "shared" / "data"
SHARED = pytest.mark.skipif(not DATA.exists(), reason="the published data is not beside it")


def figure(measure: str, partner: str, year: int) -> Fraction:
    """Return a figure of the sample, which has to be known, by the March its year ends in."""
    value = LINKS.evidence.find(measure, partner, FinancialYear(year - 1)).value
    assert isinstance(value, Known), (measure, partner, year)
    return value.figure


def published(file: str, **wanted: str) -> dict[tuple[str, str], str]:
    """Return the count of each code and year of a file of published data."""
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if wanted.items() <= row.items()]
    year = "mid_year" if "mid_year" in rows[0] else "year_ending_31_march"
    count = "count" if "count" in rows[0] else "population_0_17"
    return {(row["gss_code"], row[year]): row[count] for row in rows}


# ---- who, since when -----------------------------------------------------------------------------


def test_three_councils_join_in_2020_21_as_the_agency_begins() -> None:
    assert [(each.name, each.authority.gss_code) for each in AGENCY.partners] == [
        ("Leicestershire", "E10000018"),
        ("Leicester", "E06000016"),
        ("Lincolnshire", "E10000019"),
    ]
    assert AGENCY.partners_on("2020-10-19") == ()
    assert AGENCY.partners_on("2020-10-20") == AGENCY.partners
    for each in AGENCY.partners:
        assert each.days_within(FinancialYear(2019).days) == ()
        assert 'first birthday on 20 October"' in str(each.source)


def test_that_lincolnshire_hosted_from_the_first_day_is_an_assumption() -> None:
    (host,) = AGENCY.hosting
    assert (host.host, host.source and host.source.is_assumption) == ("Lincolnshire", True)
    assert AGENCY.conflicts() == ()


def test_no_agreement_was_found_and_it_says_so() -> None:
    assert AGENCY.agreement is None
    (said,) = [each for each in AGENCY.statements if each.subject == "agreement"]
    assert "were not found" in said.words


def test_the_two_councils_left_out_are_named() -> None:
    words = " ".join(each.words for each in AGENCY.statements)
    assert "Rutland and North Lincolnshire" in words


# ---- the scorecard and the counts ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "in_2018", "in_2019"), [("A10", 228, 425), ("A2", 133, 167), ("A20", 187, 316)]
)
def test_leicestershires_scorecard_is_as_reported(measure: str, in_2018: int, in_2019: int) -> None:
    assert figure(measure, "Leicestershire", 2018) == in_2018
    assert figure(measure, "Leicestershire", 2019) == in_2019


def test_a20_over_three_years_is_255_days() -> None:
    assert figure("A20 over three years", "Leicestershire", 2019) == 255


def test_its_neighbours_are_kept_in_words_for_they_are_no_partners() -> None:
    (said,) = [each for each in AGENCY.statements if each.subject == "scorecard"]
    for words in ("425 days against 344", "167 against 157", "316 against 235", "255 against 241"):
        assert words in said.words


def test_the_scorecard_was_not_seen_where_it_was_published_and_says_so() -> None:
    scores = [each for each in LINKS.evidence.observations if each.measure.startswith("A")]
    assert len(scores) == 7
    for each in scores:
        assert each.source is not None
        assert each.source.is_assumption


@SHARED
@pytest.mark.parametrize(
    ("measure", "file", "wanted"),
    [
        ("adopted", "ceased_adopted_sgo_by_la.csv", {"reason": "adopted"}),
        ("looked after", "cla_by_la.csv", {"measure": "at_31_march"}),
    ],
)
def test_the_counts_are_those_of_the_published_files(
    measure: str, file: str, wanted: dict[str, str]
) -> None:
    counts = published(file, **wanted)
    for partner in AGENCY.partners:
        ours = [figure(measure, partner.name, year) for year in YEARS]
        theirs = [counts[partner.authority.gss_code, str(year)] for year in YEARS]
        assert ours == [Fraction(each) for each in theirs], partner.name


@SHARED
def test_the_residents_are_those_of_the_middle_of_the_year_before() -> None:
    counts = published("population_0_17.csv", edition="DfE CIN 2025 release")
    for partner in AGENCY.partners:
        ours = [figure("population 0-17", partner.name, year) for year in YEARS]
        theirs = [counts[partner.authority.gss_code, str(year - 1)] for year in YEARS]
        assert ours == [Fraction(each) for each in theirs], partner.name


# ---- money ---------------------------------------------------------------------------------------


def test_the_illustration_shares_a_round_million_by_residents_and_adoptions() -> None:
    with pytest.warns(AimpartnerWarning):
        result = calculate(LINKS, "2021/22")
    assert result.marking == "ILLUSTRATION – NOT FAMILY ADOPTION LINKS’ FORMULA"
    assert result.call == Money("1000000")
    for name in NAMES:
        residents = [figure("population 0-17", each, 2020) for each in NAMES]
        adopted = [
            sum(figure("adopted", each, year) for year in (2018, 2019, 2020)) for each in NAMES
        ]
        place = NAMES.index(name)
        halves = (Fraction(each[place], sum(each)) / 2 for each in (residents, adopted))
        assert result[name].exact == 100_000_000 * sum(halves, Fraction(0))


def test_that_no_agreement_is_recorded_is_a_notice() -> None:
    with pytest.warns(AimpartnerWarning):
        told = [str(each) for each in calculate(LINKS, "2021/22").notices]
    assert "No partnership agreement is recorded." in told


# ---- reports -------------------------------------------------------------------------------------


def test_leicestershire_meets_the_standard_for_reports_in_its_own_way() -> None:
    assert AGENCY.timetable is not None
    assert [(each.by, each.part, each.met_by) for each in AGENCY.timetable.owed] == [
        ("Leicestershire", "six-month", "monthly reports to the lead member and director"),
        ("Leicestershire", "annual", "an annual report to scrutiny"),
    ]
    tasks = AGENCY.outstanding("2021/22", "2022-03-31")
    assert [str(task.due) for task in tasks] == ["2021-09-30", "2022-03-31"]


def test_the_next_reports_are_days_to_watch() -> None:
    half, whole = (str(each) for each in AGENCY.key_dates("2021-04-01", "2021-04-01"))
    assert half.startswith(
        "30 September 2021: report due: six-month report by Leicestershire for 2021/22"
    )
    assert half.endswith("met by monthly reports to the lead member and director")
    assert whole.startswith(
        "31 March 2022: report due: annual report by Leicestershire for 2021/22"
    )
    assert whole.endswith("met by an annual report to scrutiny")


# ---- as a file -----------------------------------------------------------------------------------


def test_the_commands_find_no_fault_in_it() -> None:
    result = run("check", "family-adoption-links")
    assert result.exit_code == 0
    assert "no fault. Partners: Leicestershire, Leicester, Lincolnshire." in result.stdout


def test_it_comes_back_the_same_from_a_workbook(tmp_path: Path) -> None:
    assert read_model(write_model(LINKS, tmp_path / "links.xlsx")) == LINKS
