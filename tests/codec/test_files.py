"""Models in TOML and JSON: what is read, and what is refused before any table is."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aimpartner.codec.capacity import Capacity
from aimpartner.codec.files import from_json, from_toml, to_json
from aimpartner.codec.model import build
from aimpartner.errors import InputError
from aimpartner.model_files import read_file
from faults import caught
from three_rivers import tables

if TYPE_CHECKING:
    from collections.abc import Callable

TOML = """
agency = [{ agency = "Three Rivers Adoption" }]
partners = [{ partner = "Ashford", authority = "Ashford Council", joined = 2020-04-01 }]
measures = [{ measure = "adopted per 10,000" }]
evidence = [
  { measure = "adopted per 10,000", partner = "Ashford", year = "2023/24", value = 114.9 },
]
"""


def only_problem(fault: InputError) -> tuple[str, str, str, object]:
    """Return the one problem of an error as place, subject, rule and value."""
    (problem,) = fault.problems
    return problem.place, problem.subject, problem.rule, problem.got


def test_toml_days_and_decimals_are_read_exactly() -> None:
    model = from_toml(TOML)
    assert str(model.partnership.partners[0].member[0].days.first) == "2020-04-01"
    assert str(model.evidence.observations[0].value) == "114.9"


def test_json_decimals_are_read_exactly() -> None:
    plain = tables()
    plain["lines"][0]["amount"] = 949999.99
    (budget,) = from_json(json.dumps(plain)).budgets
    assert budget.lines[0].amount.to_decimal() == Decimal("949999.99")


def test_json_keeps_words_as_they_are_written() -> None:
    plain = tables()
    plain["agency"][0]["agency"] = "Mabwysiadu – £"
    assert "Mabwysiadu – £" in to_json(build(plain))


@pytest.mark.parametrize(
    ("read", "text", "form", "where"),
    [
        (from_toml, "agency = [", "TOML", "end of document"),
        (from_toml, "# rivers\nagency = Three Rivers", "TOML", "line 2"),
        (from_json, '{"agency": [}', "JSON", "line 1"),
        (from_json, "", "JSON", "line 1"),
        (from_json, '{"agency": [], "agency": []}', "JSON", "'agency' more than once"),
        (from_json, '{"agency": [{"agency": 1, "agency": 2}]}', "JSON", "'agency' more than once"),
    ],
)
def test_malformed_text_is_refused_with_where_it_breaks(
    read: Callable[[str, object], object], text: str, form: str, where: str
) -> None:
    fault = caught(InputError, read, text, "three.rivers")
    place, subject, rule, got = only_problem(fault)
    assert (fault.path, place, subject, rule) == ("three.rivers", "file", "text", f"be {form}")
    assert where in str(got)


@pytest.mark.parametrize(
    ("read", "text"), [(from_json, "[" * 100_000), (from_toml, f"agency = {'[' * 100_000}")]
)
def test_text_that_its_parser_cannot_go_down_into_is_refused_however_much_is_read(
    read: Callable[..., object], text: str
) -> None:
    deep = Capacity(depth=200_000, values=200_000)
    (beyond,) = caught(InputError, read, text, capacity=deep).problems
    assert "recursion" in str(beyond.got)
    (problem,) = caught(InputError, read, text).problems
    assert problem.rule == "be at most 50"


@pytest.mark.parametrize(("text", "got"), [("[]", "list"), ("3", "int"), ('"agency"', "str")])
def test_json_that_holds_no_tables_is_refused(text: str, got: str) -> None:
    fault = caught(InputError, from_json, text)
    assert only_problem(fault) == ("file", "text", "hold tables", got)


@pytest.mark.parametrize(
    ("rows", "got"),
    [
        (3, "3"),
        ("Ashford", "'Ashford'"),
        ({"partner": "Ashford"}, "one table"),
        (["Ashford", 3], "'Ashford'"),
        ([{"partner": "Ashford"}, None], "None"),
    ],
)
def test_a_table_that_is_no_list_of_rows_is_refused(rows: object, got: str) -> None:
    fault = caught(InputError, from_json, json.dumps({"partners": rows}))
    told = {each.place: (each.rule, each.got) for each in fault.problems}
    assert told["partners"] == ("be a list of tables", got)
    assert told["agency"] == ("have one row", "none")


def test_a_table_that_stands_alone_hides_no_fault_of_the_others() -> None:
    """[agency] in place of [[agency]] was the only fault told, whatever else was wrong."""
    alone = '{ agency = "Three Rivers Adoption" }'
    text = TOML.replace(f"[{alone}]", alone).replace("114.9", '"lots"')
    problems = caught(InputError, from_toml, text).problems
    assert (problems[0].place, problems[0].rule) == ("agency", "be a list of tables")
    assert problems[0].remedy == "Write [[agency]] in place of [agency]."
    assert [each.place for each in problems[1:]] == ["evidence, row 1, value"]
    whole = json.dumps({**tables(), "agency": {"agency": "Three Rivers"}, "hosts": 3})
    told = caught(InputError, from_json, whole).problems
    assert [(each.place, each.remedy) for each in told] == [
        ("agency", "Put [ ] around it."),
        ("hosts", ""),
    ]


@pytest.mark.parametrize("ending", [".toml", ".TOML"])
def test_a_toml_file_is_told_by_its_ending(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"rivers{ending}"
    file.write_text(TOML, encoding="utf-8")
    assert read_file(file) == from_toml(TOML)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_json_file_may_begin_with_the_mark_that_windows_sets(
    tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "rivers.json"
    file.write_text(json.dumps(tables()), encoding=encoding)
    assert read_file(str(file)) == build(tables())


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    fault = caught(InputError, read_file, tmp_path / "rivers.toml")
    assert fault.path == str(tmp_path / "rivers.toml")
    assert only_problem(fault)[:3] == ("file", "path", "be a file that can be read")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "rivers.json"
    folder.mkdir()
    assert only_problem(caught(InputError, read_file, folder))[1] == "path"


def test_text_that_is_not_utf_8_is_refused_with_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "rivers.toml"
    file.write_bytes("# £5".encode("latin-1"))
    fault = caught(InputError, read_file, file)
    assert only_problem(fault) == ("file", "path", "be text in UTF-8", "byte 2")


def test_an_error_of_the_tables_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "rivers.toml"
    file.write_text(TOML.replace("114.9", '"lots"'), encoding="utf-8")
    fault = caught(InputError, read_file, file)
    assert fault.path == str(file)
    assert only_problem(fault)[0] == "evidence, row 1, value"
