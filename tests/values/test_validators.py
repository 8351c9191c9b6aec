"""The rules that many values share, in the library's own errors."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import field, frozen

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.validators import check_name, check_once, check_sum, given, one_of, whole
from faults import caught, said


@frozen
class Thing:
    """Something with a field under each rule."""

    colour: str = field(default="red", validator=one_of(("red", "blue")))
    words: str = field(default="some", validator=given)
    count: int = field(default=1, validator=whole(1))


def test_what_keeps_its_rules_is_made() -> None:
    assert Thing("blue", "words", 2) == Thing("blue", "words", 2)


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda: Thing(colour="green"), ("Thing colour", "be one of red, blue", "green")),
        (lambda: Thing(words=""), ("Thing words", "be given", "nothing")),
        (lambda: Thing(count=0), ("Thing count", "be a whole number, at least 1", "0")),
        (lambda: Thing(count=True), ("Thing count", "be a whole number, at least 1", "True")),
    ],
)
def test_what_breaks_a_rule_is_refused(
    make: Callable[[], Thing], fault: tuple[str, str, object]
) -> None:
    assert said(caught(InvalidValueError, make)) == fault


@pytest.mark.parametrize("name", ["", " Sefton", "Sefton ", "a/b", "a*", "\tx"])
def test_a_name_that_could_not_stand_in_an_address_is_refused(name: str) -> None:
    fault = caught(InvalidValueError, check_name, "Partner", name)
    assert (fault.subject, fault.got) == ("Partner", repr(name))
    assert '"/"' in fault.rule
    assert "addresses" in fault.remedy


def test_a_reserved_name_is_refused() -> None:
    fault = caught(InvalidValueError, check_name, "Part", "lag", ("weight", "lag"))
    assert said(fault) == ("Part", "not be called any of weight, lag", "'lag'")


@pytest.mark.parametrize("name", ["Sefton", "Bournemouth, Christchurch and Poole", "St. Helen's"])
def test_a_plain_name_is_kept(name: str) -> None:
    check_name("Partner", name, ("weight",))


def test_names_of_which_one_stands_more_than_once_are_refused() -> None:
    names = ["a", "b", "a", "c", "b", "a"]
    fault = caught(ModelError, check_once, "Agency", "partner", names)
    assert said(fault) == ("Agency", "name each partner once", "a (3 times), b (2 times)")
    assert not fault.field


def test_names_at_fault_are_told_as_the_field_that_holds_them() -> None:
    told = {"error": InvalidValueError, "field": "order"}
    fault = caught(InvalidValueError, check_once, "Order", "partner", ["a", "a"], **told)
    assert fault.field == "order"


@pytest.mark.parametrize("names", [[], ["a"], ["a", "A", 1, (1,)]])
def test_names_that_each_stand_once_are_kept(names: list[str]) -> None:
    check_once("Agency", "partner", names)


@pytest.mark.parametrize(
    ("parts", "whole", "rule", "got", "remedy"),
    [
        ({}, 1, "sum to 100 %", "0 % for none", ""),
        ({"a": "1/3", "b": "1/3"}, 1, "sum to 100 %", "66.6667 % for a, b", ""),
        ({"a": 40, "b": "60.1"}, 100, "sum to 100", "100.1 for a, b", "Change the numbers"),
        ({"a": "0.4", "b": "0.6"}, 100, "sum to 100", "1 for a, b", "Write 40 for 40 %."),
    ],
)
def test_parts_that_make_no_whole_are_refused(
    parts: dict[str, str], whole: int, rule: str, got: str, remedy: str
) -> None:
    exact = {name: Fraction(part) for name, part in parts.items()}
    fault = caught(InvalidValueError, check_sum, "Parts", exact, whole)
    assert said(fault) == ("Parts", rule, got)
    assert fault.remedy.startswith(remedy)


@pytest.mark.parametrize("whole", [1, 100])
def test_parts_that_make_a_whole_are_kept(whole: int) -> None:
    check_sum("Parts", {"a": Fraction(whole, 3), "b": Fraction(2 * whole, 3)}, whole)
