"""Stages, tolerances and phase-ins from their rows, and what is wrong with those."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import evolve, frozen

from aimpartner.codec.files import from_json, to_json
from aimpartner.codec.model import build, flatten
from aimpartner.errors import InputError, ModelError
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import Element
from aimpartner.model import Model
from aimpartner.scenarios.addresses import figures
from aimpartner.scenarios.changes import Reweigh, Set
from builders import YEAR, model
from builders import element as shared_by
from faults import caught, said
from three_rivers import ASHFORD, BROOK, COLEY, Tables, faults_of, measured, tables

_OF = {"formula": "agreed 2024"}
Rows = tuple[dict[str, object], ...]
ADOPTED = Measured("adopted")
STAGED: Rows = (
    {"kind": "staged"},
    measured(at="premises/towns", weight="60 %", partners=f"{ASHFORD}; {BROOK}"),
    measured(at="premises/rest", weight="40 %", partners=COLEY),
)
WEIGHED: Rows = (
    {"kind": "staged"},
    measured(at="premises/towns", partners=f"{ASHFORD}; {BROOK}"),
    measured(at="premises/rest", partners=COLEY),
    measured(at="premises/between", lag=2),
)
TOLERANCE: Rows = (
    {"kind": "tolerance", "points": "3 points", "override": "actual", "reason": "agreed by all"},
    measured(at="premises/agreed"),
    measured(at="premises/actual", lag=2),
)
PHASED: Rows = (
    {"kind": "phased", "parts": "2024/25: 50 %; 2025/26: 2/3; 2026/27: 100 %"},
    measured(at="premises/old", lag=2),
    measured(at="premises/new"),
)


def rows(*parts: dict[str, object]) -> Tables:
    """Return the tables with another basis for the premises."""
    plain = tables()
    (place,) = (n for n, row in enumerate(plain["elements"]) if row["at"] == "premises")
    plain["elements"][place] = {**_OF, "at": "premises", "pools": "premises", **parts[0]}
    plain["elements"] += [dict(each) for each in parts[1:]]
    plain["weights"] = [row for row in plain["weights"] if row["at"] != "premises"]
    return plain


def premises(whole: Model) -> Basis:
    """Return what the premises are shared by."""
    (found,) = (each for each in whole.formulas[0].elements if each.name == "premises")
    assert isinstance(found, Element)
    return found.basis


@pytest.mark.parametrize(
    ("parts", "basis"),
    [
        (
            STAGED,
            Staged(
                [
                    Group("towns", "60 %", [ASHFORD, BROOK], ADOPTED),
                    Group("rest", "40 %", [COLEY], ADOPTED),
                ]
            ),
        ),
        (
            WEIGHED,
            Staged(
                [
                    Group("towns", None, [ASHFORD, BROOK], ADOPTED),
                    Group("rest", None, [COLEY], ADOPTED),
                ],
                Measured("adopted", 2),
            ),
        ),
        (
            TOLERANCE,
            Tolerance(ADOPTED, Measured("adopted", 2), "3 points", None, "actual", "agreed by all"),
        ),
        (
            PHASED,
            Phased(
                Measured("adopted", 2),
                ADOPTED,
                {"2024/25": "50 %", "2025/26": "2/3", "2026/27": "100 %"},
            ),
        ),
    ],
    ids=["staged", "weighed", "tolerance", "phased"],
)
def test_a_basis_is_built_from_its_rows_and_reads_back_the_same(parts: Rows, basis: Basis) -> None:
    whole = build(rows(*parts))
    assert premises(whole) == basis
    assert build(flatten(whole)) == whole
    assert from_json(to_json(whole)) == whole


def test_a_phase_in_is_written_as_it_is_filled_in() -> None:
    found = [row for row in flatten(build(rows(*PHASED)))["elements"] if "parts" in row]
    assert [row["parts"] for row in found] == [PHASED[0]["parts"]]


def but(part: int, **fields: object) -> Callable[[Rows], Rows]:
    """Return the change of one of the rows."""
    return lambda parts: tuple(
        {**row, **fields} if place == part else row for place, row in enumerate(parts)
    )


BELOW = "elements, row {}, at"


@pytest.mark.parametrize(
    ("parts", "change", "name", "rule", "got"),
    [
        (STAGED, but(1, weight="61 %"), "at", "sum to 100 %", "101 % for towns, rest"),
        (WEIGHED, but(3, weight="50 %"), "weight", "be empty for the measured split", "50 %"),
        (WEIGHED, but(1, weight="50 %"), "at", None, "for towns"),
        (STAGED, but(1, weight=None), "at", None, "for rest"),
        (STAGED, but(1, partners=None), "partners", "be given for the measured group", "nothing"),
        (STAGED, but(2, partners=BROOK), "at", "be in one group", "towns, rest"),
        (STAGED, but(2, partners="Elm"), "partners", None, "'Elm'"),
        (TOLERANCE, but(0, per_cent="3 %"), "per_cent", None, "3 points and 3 %"),
        (
            TOLERANCE,
            but(0, points="-3 points"),
            "points",
            "lie between 0 and 100 points",
            "-3 points",
        ),
        (
            TOLERANCE,
            but(0, reason=None),
            "reason",
            "have a reason, and a reason an override",
            "override 'actual', reason ''",
        ),
        (STAGED, but(1, weight="-1 %"), "weight", "lie between 0 and 100 %", "-1 %"),
        (
            STAGED,
            but(1, partners=f"{ASHFORD}; {ASHFORD}"),
            "partners",
            "name each partner once",
            f"{ASHFORD} (2 times)",
        ),
        (TOLERANCE, but(0, override="both"), "override", "be one of: agreed, actual", "'both'"),
        (TOLERANCE, but(1, weight="100 %"), "weight", "be empty for the measured split", "100 %"),
        (
            TOLERANCE,
            but(1, at="premises/old"),
            "at",
            "have a row premises/agreed below it",
            "none",
        ),
        (PHASED, but(0, parts=None), "parts", "be given for the phased element", "nothing"),
        (PHASED, but(0, parts="2024/25: 110 %"), "parts", "lie between 0 and 100 %", "110 %"),
        (PHASED, but(0, parts="half"), "parts", None, "'half'"),
        (PHASED, but(0, parts=50), "parts", None, "50"),
        (PHASED, but(0, points="1 point"), "points", "be empty for the phased element", "1 point"),
    ],
)
def test_what_is_wrong_with_a_basis_is_told_at_its_cell(
    parts: Rows, change: Callable[[Rows], Rows], name: str, rule: str | None, got: str
) -> None:
    place, _, told, found = faults_of(rows(*change(parts)))[0]
    assert place.startswith("elements, row ")
    assert place.endswith(f", {name}")
    assert rule in (None, told)
    assert found == got


def test_a_row_below_a_tolerance_is_one_of_its_two() -> None:
    plain = rows(*TOLERANCE, measured(at="premises/third"))
    ((place, _, told, _),) = faults_of(plain)
    assert (place.endswith("at"), told) == (True, "end in one of: agreed, actual")


ADDRESSES = [
    (STAGED, "towns/weight", "rest/weight", "25 %"),
    (TOLERANCE, "points", "override", "5 points"),
    (PHASED, "new/weight/2024-25", "old/lag", "75 %"),
]


@pytest.mark.parametrize(("parts", "at", "beside", "value"), ADDRESSES[1:])
def test_a_scenario_sets_a_tolerance_and_a_part_of_a_phase_in(
    parts: Rows, at: str, beside: str, value: str
) -> None:
    whole = build(rows(*parts))
    changed = figures(Set(f"formula/premises/{at}", value).applied(whole))
    before = figures(whole)
    assert changed[f"formula/premises/{at}"] == Fraction(value.split(maxsplit=1)[0]) / 100
    assert changed[f"formula/premises/{beside}"] == before[f"formula/premises/{beside}"]
    fault = caught(ModelError, Reweigh(f"formula/premises/{at}", "1/2").applied, whole)
    assert fault.remedy == "Set it instead."


def test_reweighing_a_group_scales_the_others() -> None:
    parts, at, beside, value = ADDRESSES[0]
    changed = figures(Reweigh(f"formula/premises/{at}", value).applied(build(rows(*parts))))
    assert changed[f"formula/premises/{beside}"] == Fraction(3, 4)


@frozen
class Own(Given):
    """A basis that is none of the library's."""


def test_a_basis_of_somebodys_own_is_calculated_but_has_no_row() -> None:
    own = Own(dict.fromkeys(("Ash", "Birch"), 1))
    whole = model(elements=[shared_by(own)], names=("Ash", "Birch"))
    fault = caught(ModelError, flatten, whole)
    assert said(fault)[0] == "Basis of staffing in formula"
    assert fault.got == "Own"
    assert evolve(own).in_words(YEAR).startswith("agreed weights")


def test_percentages_that_make_no_whole_name_who_has_none() -> None:
    plain = tables()
    agreed = [n for n, row in enumerate(plain["weights"]) if row["at"] == "staffing/agreed"]
    lost = plain["weights"].pop(agreed[-1])
    (fault,) = caught(InputError, build, plain).problems
    assert (fault.rule, fault.got) == ("sum to 100", f"75 for {ASHFORD}, {BROOK}")
    remedy = f"{lost['partner']} has no number in weights: add it, 0 for who takes no part."
    assert fault.remedy == remedy
    plain["weights"].pop(agreed[-2])
    (fault,) = caught(InputError, build, plain).problems
    assert fault.remedy.startswith(f"{BROOK}, {COLEY} have no number in weights")


def test_percentages_of_a_group_name_nobody_outside_it() -> None:
    """Everyone of the group has a number: then it is the numbers that are wrong."""
    plain = tables()
    plain["elements"][2]["partners"] = f"{ASHFORD}; {BROOK}"
    plain["elements"][0] |= {"kind": "staged"}
    plain["elements"][1] |= {"partners": COLEY}
    plain["weights"] = [
        row for row in plain["weights"] if (row["at"], row["partner"]) != ("staffing/agreed", COLEY)
    ]
    (fault,) = caught(InputError, build, plain).problems
    assert (fault.rule, fault.remedy) == ("sum to 100", "Change the numbers so that they do.")
