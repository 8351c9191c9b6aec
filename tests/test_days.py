"""Whatever takes a day refuses a time, which is a day only once its zone is known."""

from __future__ import annotations

import inspect
import re
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from aimpartner.errors import AimpartnerError, InvalidValueError
from test_wrong_kinds import CLASSES, calls

__all__ = ["calls"]
NIGHT = datetime(2021, 3, 31, 23, 30, tzinfo=UTC)
DAY = date(2021, 7, 1)
OF_A_DAY = re.compile(r"(date|Date)( \| (str|None))*")


def days_of(act: Any) -> list[str]:  # noqa: ANN401  # a class or a function
    """Return the fields of a class, or the parameters of a function, that take a day."""
    if isinstance(act, type):
        hints = {each.name: each.type for each in attrs.fields(act) if each.init}
    else:
        hints = {each.name: each.annotation for each in inspect.signature(act).parameters.values()}
    return [name for name, hint in hints.items() if OF_A_DAY.fullmatch(str(hint))]


GIVEN = {
    "year": "2021/22",
    "measure": "adopted",
    "partner": "Sefton",
    "hosting": (),
    "reviews": (),
    "subject": "Notice",
    "by": "5 %",
}
"""What else a method is given, by name; one that needs more is not tried here."""
UNREAD = ["PricedElement"]
"""A price that is on no list needs no day."""


def needed(act: Any) -> set[str]:  # noqa: ANN401  # any function
    """Return the parameters besides days that have to be given."""
    parameters = inspect.signature(act).parameters.values()
    must = {each.name for each in parameters if each.default is each.empty}
    return must - {*days_of(act), "self"}


METHODS = [
    (kind, name, day)
    for kind in CLASSES
    for name, act in vars(kind).items()
    if inspect.isfunction(act) and not name.startswith("_")
    for day in days_of(act)
    if needed(act) <= GIVEN.keys() and kind.__name__ not in UNREAD
]
FIELDS = [(kind, day) for kind in CLASSES for day in days_of(kind)]


@pytest.mark.parametrize(("kind", "day"), FIELDS, ids=lambda each: getattr(each, "__name__", each))
def test_a_field_refuses_a_time(kind: Any, day: str, calls: dict[type, dict[str, Any]]) -> None:  # noqa: ANN401  # a class; pytest's fixture
    with pytest.raises(InvalidValueError, match="be a day without a time"):
        kind(**{**calls[kind], day: NIGHT})


@pytest.mark.parametrize(
    ("kind", "name", "day"), METHODS, ids=lambda each: getattr(each, "__name__", each)
)
def test_a_method_refuses_a_time(
    kind: Any,  # noqa: ANN401  # any class
    name: str,
    day: str,
    calls: dict[type, dict[str, Any]],  # pytest's fixture
) -> None:
    with pytest.raises(InvalidValueError, match="be a day without a time"):
        asked(kind, name, calls[kind], **{day: NIGHT})


def asked(kind: Any, name: str, call: dict[str, Any], **days: object) -> object:  # noqa: ANN401  # any class
    """Return what a method says of some days; of what it goes through, all of it."""
    act = getattr(kind(**call), name)
    rest = {each: GIVEN[each] for each in needed(act)}
    given = dict.fromkeys(days_of(act), DAY) | rest | days
    starts = [given.pop("starts")] if "starts" in given else []
    found = act(*starts, **given)
    return list(found) if inspect.isgenerator(found) else found


@pytest.mark.parametrize(
    ("kind", "name", "day"), METHODS, ids=lambda each: getattr(each, "__name__", each)
)
def test_a_method_reads_a_day_in_text_and_refuses_what_is_none(
    kind: Any,  # noqa: ANN401  # any class
    name: str,
    day: str,
    calls: dict[type, dict[str, Any]],  # pytest's fixture
) -> None:
    with pytest.raises(InvalidValueError, match="be written year-month-day"):
        asked(kind, name, calls[kind], **{day: "July 2021"})
    try:
        expected = asked(kind, name, calls[kind])
    except AimpartnerError:
        return  # of that day it has nothing to say
    assert repr(asked(kind, name, calls[kind], **{day: "2021-07-01"})) == repr(expected)
