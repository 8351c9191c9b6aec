"""The JSON of a check: a versioned schema that reads back strictly."""

from __future__ import annotations

import json

from cattrs import Converter

import aimpartner as ap
from aimpartner.codec import Checked, check_to_json
from aimpartner.codec.check import check_tables
from aimpartner.codec.check_report import SCHEMA, Fault, Place, Report
from aimpartner.errors import Problem
from commands import run
from three_rivers import NAMES, put, tables


def report(found: Checked) -> Report:
    """Return a report read back from its JSON, strictly."""
    text = json.loads(check_to_json(found))
    made: Report = Converter(forbid_extra_keys=True).structure(text, Report)
    assert made == Report.of(found)
    return made


def test_a_sound_file_names_its_partners_and_years() -> None:
    made = report(check_tables(tables(), "rivers.json"))
    assert (made.schema, made.path, made.is_sound) == (SCHEMA, "rivers.json", True)
    assert (made.partners, made.years) == ([*NAMES], ["2024/25"])
    assert (made.faults, made.notes) == ([], [])


def test_a_fault_has_its_places_and_its_words() -> None:
    plain = tables()
    put("lines", 0, amount="much")(plain)
    made = report(check_tables(plain, "rivers.json"))
    (fault,) = made.faults
    assert fault.places == [Place("lines, row 1, amount", "", "")]
    assert (fault.subject, fault.got) == ("amount", "'much'")
    assert fault.words == f"amount must {fault.rule}; got 'much'. {fault.remedy}"
    assert (made.is_sound, made.partners, made.years) == (False, [], [])


def test_a_fault_of_several_cells_has_them_all_in_parts() -> None:
    problem = Problem("Bob's!plan!D7", "value", "be so", 1, also=("Evidence!D8", "file"))
    made = report(Checked("a.xlsx", [problem], notes=["Evidence: row 3 is hidden."]))
    assert made.faults == [Fault.of(problem)]
    assert made.faults[0].places == [
        Place("Bob's!plan!D7", "Bob's!plan", "D7"),
        Place("Evidence!D8", "Evidence", "D8"),
        Place("file", "", ""),
    ]
    assert made.notes == ["Evidence: row 3 is hidden."]


def test_the_command_prints_it() -> None:
    result = run("check", "aim", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == json.loads(
        ap.codec.check_to_json(ap.check(ap.samples.load("aim")))
    )
