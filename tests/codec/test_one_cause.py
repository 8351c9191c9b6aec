"""Faults of one cause are told once, with the places of all; other cells of a row are not hid."""

from __future__ import annotations

import pytest

from aimpartner.codec import rows_at_fault
from aimpartner.codec.check import check_tables
from aimpartner.codec.one_cause import Fault, told_once
from aimpartner.errors import InputError, Problem, faults_counted
from three_rivers import Change, all_of, more, put, tables


def found(*changes: Change) -> list[Problem]:
    plain = tables()
    all_of(*changes)(plain)
    return list(check_tables(plain, "rivers.json").problems)


def renamed(table: str, name: str, old: str, new: str) -> Change:
    """Return the change that gives what is called so in a column another name."""

    def change(plain: dict[str, list[dict[str, object]]]) -> None:
        for row in plain[table]:
            row[name] = new if row.get(name) == old else row.get(name)

    return change


@pytest.mark.parametrize(
    ("change", "got", "remedy"),
    [
        (renamed("partners", "partner", "Brook", "Brok"), "'Brook'", "The nearest is 'Brok'."),
        (renamed("partners", "partner", "Brook", "Halton"), "'Brook'", ""),
        (
            renamed("measures", "measure", "adopted", "adoption"),
            "'adopted'",
            "The nearest is 'adoption'.",
        ),
    ],
)
def test_what_is_renamed_in_one_row_is_one_fault_in_every_table_that_names_it(
    change: Change, got: str, remedy: str
) -> None:
    (problem,) = found(change)
    assert (problem.got, problem.remedy) == (got, remedy)
    assert len(problem.places) > 2
    assert len(set(problem.places)) == len(problem.places)
    assert str(problem).startswith("; ".join(problem.places[:3]))


def evidence(count: int, value: str, **cells: object) -> list[Change]:
    """Return changes that add rows of evidence whose value is a word; braces hold its number."""
    row = {"measure": "adopted", "partner": "Brook", "year": "2020/21", **cells}
    return [
        more("evidence", **row, edition=f"edition {number}", value=value.format(number))
        for number in range(count)
    ]


def test_one_wrong_word_in_many_rows_is_one_fault_that_counts_them() -> None:
    (problem,) = found(*evidence(2_000, "lots"))
    assert len(problem.places) == 2_000
    assert str(problem).partition(": ")[0].endswith("row 8, value and 1,997 more (2,000 in all)")
    assert faults_counted([problem]) == "1 fault, in 2,000 places"


@pytest.mark.parametrize(("count", "told"), [(20, 20), (21, 1), (500, 1)])
def test_many_values_that_break_one_rule_are_one_fault(count: int, told: int) -> None:
    problems = found(*evidence(count, "lots {}"))
    assert len(problems) == told
    if told == 1:
        shown = ", ".join(repr(f"lots {number}") for number in range(5))
        assert problems[0].got == f"{shown}, and {count - 5:,} more"


def test_values_of_several_things_that_break_one_rule_are_told_by_their_column() -> None:
    faults = [
        Fault("lines", row, "of_it", Problem(f"L{row}", f"Line {row}", "be so", row % 2, f"{row}"))
        for row in range(21)
    ]
    (problem,) = told_once(faults)
    assert (problem.subject, problem.got, problem.remedy) == ("of it", "0, 1", "")


def test_several_places_are_all_named_up_to_four() -> None:
    fault = Problem("A!B1", "value", "be so", "1", also=("A!B2", "A!B3", "A!B4"))
    assert str(fault).startswith("A!B1; A!B2; A!B3; A!B4: value must")
    told = str(InputError.of("a.xlsx", [fault])).splitlines()[0]
    assert told == "a.xlsx has 1 fault, in 4 places; nothing was read from it."


def places(*changes: Change) -> list[str]:
    return [place for problem in found(*changes) for place in problem.places]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            [put("evidence", 0, value="lots", partner="Brok", year="soon", measure="adoptd")],
            [f"evidence, row 1, {name}" for name in ("year", "value", "measure", "partner")],
        ),
        (
            [put("lines", 0, amount="much", incurred_by="Asford")],
            ["lines, row 1, amount", "lines, row 1, incurred_by"],
        ),
        (
            [put("elements", 1, lag=-1, years=0)],
            ["elements, row 2, lag", "elements, row 2, years"],
        ),
        (
            [put("elements", 0, kind="blnd"), put("elements", 1, lag=-1)],
            ["elements, row 1, kind", "elements, row 2, lag"],
        ),
        (
            [put("decisions", 0, made="soon", partner="Nobody here")],
            ["decisions, row 1, made", "decisions, row 1, partner"],
        ),
    ],
)
def test_a_fault_of_one_cell_hides_none_of_another(
    changes: list[Change], expected: list[str]
) -> None:
    assert sorted(places(*changes)) == sorted(expected)


def test_what_rests_on_something_unlike_what_was_written_is_not_told() -> None:
    """A first day that nobody can read makes no last day wrong."""
    change = put("formulas", 0, first="soon", last="2020-03-31")
    assert places(change) == ["formulas, row 1, first"]


def test_of_very_many_rows_at_fault_only_the_first_are_looked_at_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rows_at_fault, "_MOST_ROWS", 1)
    wrong = evidence(3, "lots", partner="Brok")
    assert sorted(len(problem.places) for problem in found(*wrong)) == [1, 3]


@pytest.mark.parametrize("rounds", [0, 1])
def test_a_row_is_looked_at_again_a_few_times(monkeypatch: pytest.MonkeyPatch, rounds: int) -> None:
    monkeypatch.setattr(rows_at_fault, "_MOST_ROUNDS", rounds)
    assert len(places(put("elements", 1, lag=-1, years=0))) == 1 + rounds
