"""The rules that many values share, in the library's own errors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import field, frozen

from aimpartner.errors import InvalidValueError
from aimpartner.validators import check_name, given, one_of, whole
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
