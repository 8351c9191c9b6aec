"""Published tolerances, stages and phase-ins, worked again."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from aimpartner.by import ByPartner
from aimpartner.evidence.measures import Known, Observation
from aimpartner.exact import exact
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source
from builders import counted, element, line, model, paid
from cases.test_cases import HERE, read

SERVICES = read(HERE / "south_hams_west_devon_2021_22.toml")
LEVY = read(HERE / "waste_levy_phase_in_2006.toml")
SOMERSET = read(HERE / "somerset_waste_2018.toml")
COUNTY = "Somerset County (disposal)"


def service(case: dict[str, Any], reason: str = "") -> tuple[Tolerance, list[Fraction]]:
    """Return the rule of a service, and the split for the next year in per cent."""
    names, source = SERVICES["partners"], Source(SERVICES["source"])
    agreed = Given(ByPartner.of(names, case["agreed_percent"]), "percent", source)
    points = Fraction(SERVICES["tolerance_percentage_points"], 100)
    override: Any = "agreed" if reason else None
    rule = Tolerance(agreed, Measured("driver"), points, None, override, reason)
    seen = counted("driver", dict(zip(names, case["counts"], strict=True)))
    result = paid(model([line("100")], [element(rule)], names, seen))
    return rule, [100 * share for share in result.column("split", "staffing")]


@pytest.mark.parametrize("case", SERVICES["service"], ids=lambda case: case["name"])
def test_a_services_agreed_split_stands_where_the_caseload_is_within_three_points(
    case: dict[str, Any],
) -> None:
    _, split = service(case)
    is_kept = split == case["agreed_percent"]
    assert is_kept is not case.get("outside_tolerance", False)


def test_nine_months_of_calls_are_counted_as_what_they_are() -> None:
    """The methodology counts the calls of April to December 2021, and of no whole year."""
    (case,) = (each for each in SERVICES["service"] if each["name"] == "contact centre")
    assert case["driver"] == "calls, April to December 2021"
    seen = [
        Observation("calls", name, "2021/22", Known(count), quarters="q1-q3")
        for name, count in zip(SERVICES["partners"], case["counts"], strict=True)
    ]
    basis = Measured("calls", lag=0, quarters="q1-q3")
    result = paid(model([line("100")], [element(basis)], SERVICES["partners"], seen))
    first, second = (each.exact for each in result)
    assert (first, second) == (10_000 * Fraction(77297, 109455), 10_000 * Fraction(32158, 109455))
    assert [round(each / 100) for each in (first, second)] == case["agreed_percent"]


def test_business_rates_lie_outside_and_are_kept_by_an_override_with_its_reason() -> None:
    (rates,) = (case for case in SERVICES["service"] if case.get("outside_tolerance"))
    _, split = service(rates)
    assert [round(each, 1) for each in split] == [Fraction("72.5"), Fraction("27.5")]
    rule, kept = service(rates, "rateable value is an indicator only")
    assert kept == rates["agreed_percent"]
    assert "an indicator only" in rule.in_words(FinancialYear(2021))


@pytest.mark.parametrize("place", [0, 1], ids=["four authorities", "Greater Manchester"])
def test_the_levys_part_under_the_new_formula_grows_to_all_of_it(place: int) -> None:
    """The parts are published; the shares of this test are made up to read the parts off them."""
    parts: dict[str, Decimal | int] = LEVY["phase"][place]["percent_under_new"]
    stated = {year: Fraction(part) / 100 for year, part in parts.items()}
    old, new = (Given({"Ash": a, "Birch": 1 - a}) for a in (0, 1))
    rule = Phased(old, new, stated)
    for year, part in stated.items():
        assert rule.part(FinancialYear.parse(year)) == part
    assert rule.part(FinancialYear(2021)) == 1
    now = Phased(old, new, {"2021/22": stated["2006/07"]})
    shares = [each.share for each in paid(model([line()], [element(now)], ("Ash", "Birch")))]
    assert shares == [stated["2006/07"], 1 - stated["2006/07"]]


def test_somersets_two_stages_come_out_at_the_published_percentages() -> None:
    """Structure and sums: the second stage is read off the result, for its inputs are unpublished.

    The first stage is published by itself: the county's 45.76 % and the districts' 54.24 %.
    """
    final, first = SOMERSET["published"]["final_percent"], SOMERSET["stage_one_percent"]
    districts = {name: part for name, part in final.items() if name != COUNTY}
    assert sum(map(Fraction, districts.values())) == first["collection authorities"]
    weights = {name: exact(part) / 100 for name, part in first.items()}
    within: Basis = Given(districts)
    groups = [
        Group("disposal", weights[COUNTY], [COUNTY], Given.equal([COUNTY])),
        Group("collection", weights["collection authorities"], tuple(districts), within),
    ]
    result = paid(model([line()], [element(Staged(groups))], tuple(final)))
    assert {each.partner: 100 * each.share for each in result} == {
        name: Fraction(part) for name, part in final.items()
    }


@pytest.mark.parametrize("name", ["leisure", "contact centre", "council tax"])
def test_agreed_splits_of_south_hams_are_the_counts_in_whole_per_cent(name: str) -> None:
    """The counts and the splits are published; that one is the other rounded is an assumption."""
    (case,) = (case for case in SERVICES["service"] if case["name"] == name)
    counts = Given(ByPartner.of(SERVICES["partners"], case["counts"]), "units")
    whole = model([line("100")], [evolve(element(counts), decimals=0)], SERVICES["partners"])
    assert [each.exact / 100 for each in paid(whole)] == case["agreed_percent"]
