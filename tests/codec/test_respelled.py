"""Names are found in other tables however office people spell them, and told apart unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aimpartner.codec.check import check_tables
from aimpartner.codec.files import from_json, to_json
from aimpartner.codec.model import build
from aimpartner.codec.respelled import respelled
from aimpartner.errors import InputError
from aimpartner.excel.form.read import read_model
from excel.form.filling import save, sheets
from faults import caught
from three_rivers import ASHFORD, BROOK, COLEY, faults_of, tables

if TYPE_CHECKING:
    from pathlib import Path

SPELLINGS = [
    "ashford",
    "ASHFORD",
    " Ashford\u00a0",
    "Ash\u00adford",
    "Ash\u200bford",
    "\ufeffAshford",
    "Ashf\u2060ord",
]
"""Ways in which a name looks the same, or differs in its letters alone."""


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_partner_is_found_in_every_table_however_it_is_spelled(spelling: str) -> None:
    plain = tables()
    for table, rows in plain.items():
        for row in rows if table != "partners" else ():
            row.update({name: _put(name, value, spelling) for name, value in row.items()})
    assert build(plain) == build(tables())


def _put(name: str, value: object, spelling: str) -> object:
    if not isinstance(value, str) or name in {"subject", "formula", "words"}:
        return value
    return value.replace(ASHFORD, spelling)


@pytest.mark.parametrize(
    ("table", "name", "held", "spelling"),
    [
        ("measures", "measure", "effort", "EFFORT"),
        ("weights", "at", "staffing/agreed", "Staffing/Agreed"),
        ("weights", "formula", "agreed 2024", "Agreed  2024"),
        ("evidence", "measure", "adopted", "Adopted"),
        ("elements", "pools", "staffing", "Staffing"),
        ("bounds", "limit", "cap", "Cap"),
        ("elements", "price_list", "visits", "Visits"),
        ("done", "by", BROOK, "brook"),
    ],
)
def test_other_names_are_found_as_well(table: str, name: str, held: str, spelling: str) -> None:
    plain = tables()
    for row in plain[table]:
        if row.get(name) == held and (table, name) != ("measures", "measure"):
            row[name] = spelling
    assert build(plain) == build(tables())


def test_quotes_and_dashes_are_those_of_a_keyboard() -> None:
    plain = tables()
    for rows in plain.values():
        for row in rows:
            row.update({name: _renamed(value) for name, value in row.items()})
    plain["hosts"][0]["host"] = "King\u2019s\u2011Ashford"
    plain["evidence"][0]["partner"] = "king\u02bcs \u2013 ashford".replace(" \u2013 ", "\u2013")
    assert build(plain).partnership.names[0] == "King's-Ashford"
    assert build(plain).partnership.hosting[0].host == "King's-Ashford"


def _renamed(value: object) -> object:
    return value.replace(ASHFORD, "King's-Ashford") if isinstance(value, str) else value


def test_a_name_is_kept_as_its_own_table_spells_it() -> None:
    plain = tables()
    for rows in plain.values():
        for row in rows:
            row.update({name: _accented(value) for name, value in row.items()})
    model = build(plain)
    assert model.partnership.names[1] == "Bro\u0308k"
    assert from_json(to_json(model)) == model
    plain["hosts"].append({"host": "br\u00f6k", "first": "2020-04-01", "source": "Minute 3"})
    assert build(plain).partnership.hosting[1].host == "Bro\u0308k"


def _accented(value: object) -> object:
    return value.replace(BROOK, "Bro\u0308k") if isinstance(value, str) else value


def test_lists_have_commas_between_names_where_no_name_holds_one() -> None:
    plain = tables()
    plain["formulas"][0]["required"] = f"{ASHFORD}, {BROOK}"
    ((place, name, rule, got),) = [fault for fault in faults_of(plain) if fault[1] == "required"]
    assert (place, name, got) == ("formulas, row 1, required", "required", "'Ashford, Brook'")
    (problem,) = caught(InputError, build, plain).problems
    assert problem.remedy.startswith("Put semicolons between names")
    assert rule.startswith("be one of those in partners")
    without = tables()
    for rows in (plain, without):
        for table in rows.values():
            for row in table:
                row.update({key: _no_comma(value) for key, value in row.items()})
    without["formulas"][0]["required"] = f"{ASHFORD}; {BROOK}"
    kept = respelled(plain)["formulas"][0]["required"]
    assert kept == f"{ASHFORD}; {BROOK}"


def _no_comma(value: object) -> object:
    return value.replace(COLEY, "Coley") if isinstance(value, str) else value


def test_a_list_of_which_one_name_is_not_known_is_kept_as_it_stands() -> None:
    plain: dict[str, list[dict[str, object]]] = {
        "partners": [{"partner": "Ash"}, {"partner": "Birch"}],
        "formulas": [
            {"required": "ash, birch;ASH"},
            {"required": "Ash, Elm"},
            {"required": ["ash", 5]},
            {"required": 5},
            {"first": "2021-04-01"},
        ],
    }
    found = [row.get("required") for row in respelled(plain)["formulas"]]
    assert found == ["Ash; Birch; Ash", "Ash, Elm", ["Ash", 5], 5, None]


def test_a_name_with_a_semicolon_is_a_name_of_a_list() -> None:
    plain: dict[str, list[dict[str, object]]] = {
        "partners": [{"partner": "A;B"}],
        "formulas": [{"required": ["a;b"]}],
    }
    assert respelled(plain)["formulas"] == [{"required": ["A;B"]}]


def test_what_is_no_table_is_left_to_others() -> None:
    odd = {"partners": 5, "formulas": ["x"], "nonsense": [{"partner": "Ash"}], "hosts": None}
    assert respelled(odd) == odd  # type: ignore[arg-type]  # as a file may hold it


def test_a_pool_is_called_as_the_first_line_of_the_budget_calls_it() -> None:
    plain = {
        "lines": [{"pool": "Staffing"}, {"pool": "staffing"}],
        "elements": [{"pools": "STAFFING"}],
        "services": [{"pool": "staffing "}],
    }
    found = respelled(plain)
    assert [row["pool"] for row in found["lines"]] == ["Staffing", "Staffing"]
    assert [found["elements"][0]["pools"], found["services"][0]["pool"]] == ["Staffing", "Staffing"]


@pytest.mark.parametrize(
    ("twin", "way"),
    [
        ("Ashford\u200b", "This one has ZERO WIDTH SPACE (U+200B)."),
        ("ashford", "Or call it by another name."),
        ("Ash\u2011ford", ""),
    ],
)
def test_two_partners_whose_names_look_alike_are_told_by_what_differs(twin: str, way: str) -> None:
    plain = tables()
    plain["partners"].append({**plain["partners"][0], "partner": twin})
    found = check_tables(plain, "JSON").problems
    told = [problem for problem in found if problem.rule.startswith("be spelled as in")]
    assert [(problem.place, problem.remedy) for problem in told] == (
        [("partners, row 4, partner", way)] if way else []
    )


def test_a_name_of_other_letters_that_look_the_same_is_told_by_them() -> None:
    plain = tables()
    plain["hosts"][0]["host"] = "\u0410shford"
    (problem,) = caught(InputError, build, plain).problems
    assert problem.place == "hosts, row 1, host"
    assert problem.remedy == (
        "The nearest is 'Ashford'. This one has CYRILLIC CAPITAL LETTER A (U+0410) for LATIN "
        "CAPITAL LETTER A (U+0041)."
    )


@pytest.mark.parametrize("title", ["EVIDENCE", "Evidence ", "Evi\u00addence", "evidence"])
def test_a_sheet_is_found_by_its_name_however_it_is_spelled(title: str, tmp_path: Path) -> None:
    whole = {title if name == "Evidence" else name: rows for name, rows in sheets().items()}
    assert read_model(save(tmp_path / "named.xlsx", whole)) == build(tables())


@pytest.mark.parametrize("spelled", ["PARTNER", " Partner", "part\u00adner", "Partner\u00a0"])
def test_a_head_is_found_however_it_is_spelled(spelled: str, tmp_path: Path) -> None:
    whole = sheets()
    head = whole["Evidence"][0]
    whole["Evidence"][0] = [spelled if each == "partner" else each for each in head]
    assert read_model(save(tmp_path / "head.xlsx", whole)) == build(tables())
