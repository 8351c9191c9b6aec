"""The collection: which edition of a figure was known when."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from attrs import evolve

from aimpartner.errors import ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Missing, Observation, Suppressed, Value
from aimpartner.periods import FinancialYear
from faults import caught, said

YEAR = FinancialYear(2019)
ADOPTED = (Measure("adopted"), Measure("looked after"))


def edition(value: Value, name: str, released: str | None) -> Observation:
    return Observation("adopted", "Sefton", YEAR, value, name, released)


EDITIONS = (
    edition(Known(17), "2021", "2021-11-18"),
    edition(Known(16), "2020", "2020-12-10"),
    edition(Suppressed(1, 5), "2022", "2022-11-17"),
)


@pytest.mark.parametrize(
    ("known_on", "value"),
    [
        (date(2020, 12, 9), Missing()),
        (date(2020, 12, 10), Known(16)),
        (date(2021, 11, 17), Known(16)),
        (date(2021, 11, 18), Known(17)),
        (date(2022, 11, 17), Suppressed(1, 5)),
        (None, Suppressed(1, 5)),
    ],
)
def test_the_newest_edition_released_by_the_day_is_found(
    known_on: date | None, value: Value
) -> None:
    found = Evidence(ADOPTED, EDITIONS).find("adopted", "Sefton", YEAR, known_on)
    assert found.value == value


def test_the_order_of_recording_does_not_choose_between_releases() -> None:
    for observations in (EDITIONS, EDITIONS[::-1]):
        found = Evidence(ADOPTED, observations).find("adopted", "Sefton", YEAR)
        assert found.edition == "2022"


def test_of_two_released_on_one_day_that_agree_the_one_recorded_later_counts() -> None:
    first, second = (edition(Known(1), name, "2020-12-10") for name in ("1", "2"))
    assert Evidence(ADOPTED, (first, second)).find("adopted", "Sefton", YEAR) == second
    assert Evidence(ADOPTED, (second, first)).find("adopted", "Sefton", YEAR) == first


def test_two_released_on_one_day_that_differ_are_refused() -> None:
    first, second = (edition(Known(n), name, "2020-12-10") for n, name in ((1, ""), (2, "B")))
    fault = caught(ModelError, Evidence, ADOPTED, (first, second))
    at = "evidence/adopted/Sefton/2019-20"
    assert (fault.subject, fault.at, fault.field) == (f"Day of release of {at}", at, "released")
    assert fault.rule == "differ from that of the edition without a name"
    assert fault.got == "2020-12-10 for 1 and for 2"


def test_an_edition_without_a_day_beside_another_is_refused() -> None:
    for others in (EDITIONS, EDITIONS[:1], (edition(Known(9), "draft", None),)):
        fault = caught(ModelError, Evidence, ADOPTED, (edition(Known(9), "undated", None), *others))
        assert (fault.rule, fault.got) == (
            "be given for each of a figure's several editions",
            "nothing",
        )


def test_a_figure_alone_with_no_release_day_is_always_known() -> None:
    undated = edition(Known(9), "undated", None)
    evidence = Evidence(ADOPTED, (undated,))
    assert evidence.find("adopted", "Sefton", YEAR, date(1999, 1, 1)) == undated
    assert evidence.find("adopted", "Sefton", YEAR) == undated


@pytest.mark.parametrize(
    ("measure", "partner", "year"),
    [
        ("looked after", "Sefton", YEAR),
        ("adopted", "Wirral", YEAR),
        ("adopted", "Sefton", FinancialYear(2018)),
    ],
)
def test_what_was_never_recorded_is_missing_not_nothing(
    measure: str, partner: str, year: FinancialYear
) -> None:
    found = Evidence(ADOPTED, EDITIONS).find(measure, partner, year)
    assert found.value == Missing()
    assert (found.measure, found.partner, found.year) == (measure, partner, year)


def test_a_measure_is_found_by_its_name() -> None:
    assert Evidence(ADOPTED).measure("looked after") is ADOPTED[1]


def test_an_unknown_measure_is_refused_with_those_there_are() -> None:
    fault = caught(ModelError, Evidence(ADOPTED).measure, "spend")
    assert said(fault) == ("Measure", "be one of adopted, looked after", "'spend'")
    assert caught(ModelError, Evidence().measure, "spend").rule == "be one of none"


def test_a_measure_described_twice_is_refused() -> None:
    fault = caught(ModelError, Evidence, (*ADOPTED, Measure("adopted", "again")))
    assert said(fault) == ("Evidence", "name each measure once", "adopted (2 times)")
    assert "2" in str(fault.got)


def test_an_observation_of_no_known_measure_is_refused() -> None:
    stray = Observation("spend", "Sefton", YEAR, Known(1))
    fault = caught(ModelError, Evidence, ADOPTED, (stray,))
    assert said(fault) == (
        "evidence/spend/Sefton/2019-20",
        "be of a measure that is described",
        "spend",
    )


@pytest.mark.parametrize(
    ("name", "got"), [("2020", "twice in 2020"), ("", "twice in no named edition")]
)
def test_one_edition_gives_a_figure_once(name: str, got: str) -> None:
    twice = (edition(Known(1), name, None), edition(Known(2), name, "2020-12-10"))
    fault = caught(ModelError, Evidence, ADOPTED, twice)
    assert said(fault) == (
        "evidence/adopted/Sefton/2019-20",
        "be given once in an edition",
        got,
    )


def test_what_was_looked_up_is_no_part_of_the_value() -> None:
    asked, fresh = Evidence(ADOPTED, EDITIONS), Evidence(ADOPTED, EDITIONS)
    found = asked.find("adopted", "Sefton", YEAR)
    assert (asked, hash(asked)) == (fresh, hash(fresh))
    back = pickle.loads(pickle.dumps(asked))  # noqa: S301  # made on this line
    assert back == asked
    assert back.find("adopted", "Sefton", YEAR) == found
    fewer = evolve(asked, observations=EDITIONS[:2])
    assert fewer.find("adopted", "Sefton", YEAR).value == Known(17)


def test_evidence_is_a_table_of_observations_and_a_withheld_figure_is_no_number() -> None:
    frame = Evidence(ADOPTED, EDITIONS).to_frame()
    assert frame.index.names == ["measure", "partner", "year"]
    assert frame["value"].to_list() == ["17", "16", "suppressed (1 to 5)"]
    assert frame["figure"].to_list() == [17, 16, None]


def test_the_measure_of_issued_contributions_says_how_to_record_a_first_year() -> None:
    fault = caught(ModelError, Evidence(ADOPTED).measure, "contribution")
    assert fault.rule == "be recorded where a rule goes by what was issued"
    assert fault.remedy.startswith("In a first year, record what the partners paid the year before")
