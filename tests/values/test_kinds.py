"""What a field may hold, and the words in which it refuses the rest."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any, Literal

import pytest
from attrs import field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import InvalidValueError
from aimpartner.exact import exact
from aimpartner.kinds import checked
from aimpartner.kinds import predicate_of as allows
from aimpartner.sources import Source
from faults import caught

MIDNIGHT = datetime(2021, 4, 1, tzinfo=UTC)
CASES: list[tuple[Any, list[object], list[object]]] = [
    (str, ["Sefton"], [1, None, ["Sefton"]]),
    (int, [1], [True, "1", Fraction(1)]),
    (bool, [True], [1, "yes"]),
    (date, [date(2021, 4, 1)], [MIDNIGHT, "2021-04-01"]),
    (str | None, ["Sefton", None], [1]),
    (Literal["a", "b"], ["a"], ["c", 1, []]),
    (tuple[str, ...], [(), ("a", "b")], ["a", ["a"], ("a", 1)]),
    (tuple[str, int], [("a", 1)], [("a",), ("a", "b"), "a"]),
    (ByPartner[int], [ByPartner({"Sefton": 1})], [{"Sefton": 1}, ByPartner({"Sefton": "1"})]),
    (object, ["anything", 1, None], []),
]


@pytest.mark.parametrize(("hint", "good", "bad"), CASES, ids=str)
def test_a_type_allows_its_own_values_and_no_others(
    hint: object, good: list[object], bad: list[object]
) -> None:
    assert all(map(allows(hint), good))
    assert not any(map(allows(hint), bad))


@frozen(field_transformer=checked)
class Clause:
    """A value with a field of each kind that an error has words for."""

    number: int = 1
    words: str | None = None
    kinds: tuple[Source, ...] = ()
    choice: Literal["this", "that"] = "this"
    part: Fraction = field(default=Fraction(1), converter=exact)
    double: int = field(init=False)

    @double.default
    def _of_number(self) -> int:
        return 2 * self.number


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("number", "12.5", "be a whole number"),
        ("words", 12, "be text or nothing"),
        ("kinds", ("a", "b"), "be a list of which each is a Source"),
        ("choice", 1, "be one of this, that"),
    ],
)
def test_a_refusal_names_the_class_the_field_and_what_it_may_be(
    name: str, value: object, rule: str
) -> None:
    wrong: dict[str, Any] = {name: value}
    fault = caught(InvalidValueError, Clause, **wrong)
    assert (fault.subject, fault.rule, fault.got) == (f"Clause {name}", rule, repr(value))
    assert fault.field == name


def test_a_text_that_is_no_choice_is_shown_as_it_is() -> None:
    wrong: Any = "other"
    fault = caught(InvalidValueError, Clause, choice=wrong)
    assert (fault.rule, fault.got) == ("be one of this, that", "other")


def test_what_is_made_of_a_field_comes_after_its_check() -> None:
    assert Clause(3).double == 6


def test_a_long_value_is_cut_in_the_words_of_its_error() -> None:
    fault = caught(InvalidValueError, Clause, "x" * 500)
    assert len(str(fault.got)) < 100


@pytest.mark.parametrize(("one", "kind"), [("areas", "list"), ("pairs", "mapping")])
def test_what_is_no_list_or_mapping_is_refused_by_the_name_of_its_field(
    one: str, kind: str
) -> None:
    @frozen(field_transformer=checked)
    class Plan:
        areas: tuple[str, ...] = field(default=(), converter=ordered)
        pairs: ByPartner[int] = field(default=(), converter=ByPartner)

    fault = caught(InvalidValueError, Plan, **{one: "staff"} if one == "areas" else {one: [5]})
    assert (fault.subject, fault.field) == (f"Plan {one}", one)
    assert fault.rule.startswith(f"be a {kind}")
    assert (one == "areas") == ("Write ['staff'] for a list of one." in str(fault))
