"""Measures made of others: how, and of which."""

from __future__ import annotations

from fractions import Fraction

import pytest

from aimpartner.errors import AimpartnerError, InvalidValueError, ModelError
from aimpartner.evidence.derived import Derived, DerivedPart, weight_at
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Measure
from builders import GUESS, counted
from faults import caught

COST, PUPILS = Measure("cost", unit="pounds"), Measure("pupils")
PER_PUPIL = Measure("cost per pupil", derived=Derived.rate("cost", over="pupils"))


def test_a_measure_is_a_product_a_weighted_sum_or_a_rate_of_others() -> None:
    assert str(Derived.product("population", "deprivation")) == "population × deprivation"
    assert str(Derived.rate("cost", over="pupils")) == "cost over pupils"
    grades = Derived.weighted_sum({"grade 5": 1, "grade 7": "7/5"}, GUESS)
    assert str(grades) == "1 × grade 5 + 1.4 × grade 7"
    assert [part.source for part in grades.parts] == [GUESS, GUESS]
    assert grades.parts[1].weight == Fraction(7, 5)
    assert weight_at("staff", "grade 7") == "measures/staff/grade 7/weight"


@pytest.mark.parametrize(
    ("how", "parts", "rule", "got"),
    [
        ("rate", ["cost"], "be two measures", "cost"),
        ("rate", ["a", "b", "c"], "be two measures", "a, b, c"),
        ("product", ["a"], "be two or more measures", "a"),
        ("weighted sum", [], "be one or more measures", "none"),
        ("product", ["a", "a"], "name each measure once", "a (2 times)"),
        ("product", ["a", DerivedPart("b", 2)], "have no weights", "2 for b"),
        ("mean", ["a"], "be one of product, weighted sum, rate", "mean"),
    ],
)
def test_what_makes_no_measure_is_refused(how: str, parts: list[str], rule: str, got: str) -> None:
    fault = caught(InvalidValueError, Derived, how, parts)
    assert (fault.rule, fault.got) == (rule, got)


def test_a_weight_is_not_negative_and_a_part_is_named_as_a_measure_is() -> None:
    assert caught(InvalidValueError, DerivedPart, "a", -1).got == "-1"
    assert caught(InvalidValueError, DerivedPart, "a/b").got == "'a/b'"


def test_measures_that_are_made_of_each_other_are_refused_by_their_ring() -> None:
    ring = [
        Measure("a", derived=Derived.product("b", "pupils")),
        Measure("b", derived=Derived.weighted_sum({"c": 1})),
        Measure("c", derived=Derived.rate("pupils", over="a")),
    ]
    fault = caught(ModelError, Evidence, [PUPILS, *ring])
    ways = {"a": "b, made of c, made of a", "b": "c, made of a, made of b"}
    ways["c"] = "a, made of b, made of c"
    assert fault.got == f"made of {ways[fault.subject.removeprefix('Measure ')]}"
    own = caught(ModelError, Evidence, [Measure("a", derived=Derived.weighted_sum({"a": 2}))])
    assert (own.subject, own.got) == ("Measure a", "made of a")


def test_a_part_is_described_and_a_derived_measure_has_no_figures_of_its_own() -> None:
    fault = caught(ModelError, Evidence, [COST, PER_PUPIL])
    assert (fault.subject, fault.got) == ("Part of cost per pupil", "pupils")
    measures = [COST, PUPILS, PER_PUPIL]
    typed = caught(ModelError, Evidence, measures, counted("cost per pupil", {"Ash": 50}))
    assert typed.subject == "evidence/cost per pupil/Ash/2020-21"
    assert typed.got == "cost per pupil, made as cost over pupils"
    found = Evidence(measures).find
    assert caught(ModelError, found, "cost per pupil", "Ash", "2020/21").rule == typed.rule


def test_what_was_issued_is_a_part_of_a_measure_and_never_made_of_others() -> None:
    assert Evidence([PUPILS, Measure("fee", derived=Derived.rate("contribution", over="pupils"))])
    made = Derived.product("cost", "pupils")
    fault = caught(InvalidValueError, Measure, "contribution", derived=made)
    assert isinstance(fault, AimpartnerError)
    assert fault.got == "made as cost × pupils"


def test_derived_measures_are_told_with_those_that_they_are_made_of() -> None:
    twice = Measure("twice", derived=Derived.weighted_sum({"cost per pupil": 2}))
    told = Evidence([COST, PUPILS, PER_PUPIL, twice])
    assert told.made(["twice", "cost per pupil", "cost"]) == (twice, PER_PUPIL)
