"""Figures of a part of a year, to and from their rows."""

from __future__ import annotations

import pytest

from aimpartner.codec.files import from_json, to_json
from aimpartner.codec.model import build, flatten
from aimpartner.evidence.quarters import Quarters
from aimpartner.formula.bases.measured import Measured
from builders import counted, element, line, model, paid
from three_rivers import Change, Fault, faults_of, put, tables

IN_FORM = 'be written as q1, q1-q3 or "so far"'
FAULTS: list[tuple[Change, Fault]] = [
    (
        put("evidence", 0, quarters="q5"),
        ("evidence, row 1, quarters", "quarters", IN_FORM, "'q5'"),
    ),
    (
        put("evidence", 0, quarters=1),
        ("evidence, row 1, quarters", "quarters", "be written as q1 or q1-q3", "1"),
    ),
    (
        put("evidence", 0, quarters="so far"),
        (
            "evidence, row 1, quarters",
            "adopted of Ashford in 2023/24",
            "be of stated quarters",
            "so far",
        ),
    ),
    (
        put("elements", 1, quarters="q3-q1"),
        (
            "elements, row 2, quarters",
            "quarters",
            "end in or after their first",
            "'q3-q1'",
        ),
    ),
]


@pytest.mark.parametrize(("change", "fault"), FAULTS, ids=[fault[3] for _, fault in FAULTS])
def test_quarters_that_cannot_be_are_told_at_their_cell(change: Change, fault: Fault) -> None:
    plain = tables()
    change(plain)
    assert faults_of(plain) == [fault]


def test_a_figure_of_each_quarter_and_of_the_year_stand_side_by_side() -> None:
    plain = tables()
    figure = plain["evidence"][0]
    figure["quarters"] = "q1-q4"
    plain["evidence"] += [figure | {"value": 1, "quarters": f"q{n} to q{n}"} for n in range(1, 4)]
    plain["elements"][1]["quarters"] = "so far"
    made = build(plain)
    assert [each.quarters for each in made.evidence.observations[-3:]] == [
        Quarters(n, n) for n in range(1, 4)
    ]
    assert made.evidence.observations[0].quarters is None
    rows = flatten(made)
    assert [row.get("quarters") for row in rows["evidence"][-3:]] == ["q1", "q2", "q3"]
    assert rows["elements"][1]["quarters"] == "so far"
    assert from_json(to_json(made)) == made


def test_an_issue_keeps_the_quarters_of_what_it_used() -> None:
    seen = [
        type(each)("calls", each.partner, each.year, each.value, quarters="q1-q3")
        for each in counted("calls", {"Ash": 1, "Birch": 3})
    ]
    basis = Measured("calls", quarters="q1-q3")
    whole = model([line("100")], [element(basis)], ("Ash", "Birch"), seen)
    issued = whole.recorded(paid(whole).issue("2021-03-26"))
    assert [row["quarters"] for row in flatten(issued)["used"]] == ["q1-q3", "q1-q3"]
    assert from_json(to_json(issued)) == issued
