"""One field to and from its plain form, strictly: cattrs with a hook for every type of field."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from enum import Enum
from fractions import Fraction
from typing import Any, Literal, TypeVar, get_args, get_origin

from cattrs import Converter

from aimpartner.errors import InvalidValueError
from aimpartner.evidence.measures import Known, Missing, Suppressed, Value
from aimpartner.exact import exact, listed, plain
from aimpartner.money import Money
from aimpartner.periods import FinancialYear, parse_day
from aimpartner.sources import Source

T = TypeVar("T")
_SUPPRESSED = re.compile(r"suppressed \(?(\d+) to (\d+)\)?")


def converter() -> Converter:
    """Return the converter of the field table's types.

    Example:
        >>> converter().structure("2021-22", FinancialYear)
        FinancialYear.parse('2021/22')
    """
    made = Converter(forbid_extra_keys=True)
    for kind, read in _READ.items():
        made.register_structure_hook(kind, _hook(read))
    made.register_structure_hook_func(lambda kind: kind == Value, _hook(_value))
    made.register_structure_hook_func(lambda kind: kind == tuple[str, ...], _hook(_names))
    made.register_structure_hook_func(_is_choice, _choice)
    for kind, write in _WRITE.items():
        made.register_unstructure_hook(kind, write)
    made.register_unstructure_hook(tuple, list)
    return made


def _hook(read: Callable[[object], T]) -> Callable[[object, object], T]:
    """Return a cattrs hook that reads a value of one type."""
    return lambda value, _: read(value)


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise InvalidValueError("Text", "be text", repr(value))
    return str(value).strip()


def _whole(value: object) -> int:
    if type(value) is not int:
        raise InvalidValueError("Number", "be a whole number", repr(value))
    return value


def _flag(value: object) -> bool:
    known = {True: True, False: False, "yes": True, "no": False}
    if isinstance(value, (bool, str)) and value in known:
        return known[value]
    raise InvalidValueError("Answer", "be yes or no", repr(value))


def _day(value: object) -> date:
    if isinstance(value, datetime) and value.time() != time():
        raise InvalidValueError("Day", "be a day without a time", str(value))
    if not isinstance(value, (date, str)):
        raise InvalidValueError("Day", "be written year-month-day", repr(value))
    return parse_day(value)


def _year(value: object) -> FinancialYear:
    if not isinstance(value, str):
        raise InvalidValueError("Financial year", "be text such as 2021/22", repr(value))
    return FinancialYear.parse(value)


def _value(value: object) -> Value:
    """Return a figure: a number, a suppressed range, or missing."""
    if value == "missing":
        return Missing()
    found = _SUPPRESSED.fullmatch(value) if isinstance(value, str) else None
    if found:
        return Suppressed(int(found[1]), int(found[2]))
    try:
        return Known(exact(value))  # type: ignore[arg-type]  # what exact refuses is refused here
    except InvalidValueError as fault:
        rule = 'be a number that is not negative, "suppressed (1 to 5)" or "missing"'
        raise InvalidValueError("Figure", rule, repr(value)) from fault


def _names(value: object) -> tuple[str, ...]:
    """Return a list of names, written as a list or with semicolons; a name may hold a comma."""
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, (list, tuple)):
        raise InvalidValueError("List", "be names with semicolons between", repr(value))
    return tuple(_text(name) for name in names)


def _is_choice(kind: object) -> bool:
    is_enum = isinstance(kind, type) and issubclass(kind, Enum)
    return is_enum or get_origin(kind) is Literal


def _choice(value: object, kind: Any) -> Any:  # noqa: ANN401  # one of the choices of the type
    """Return the member of an enumeration, or the one of several words, that the text names."""
    known = get_args(kind) or tuple(kind)
    words = [getattr(each, "value", each) for each in known]
    if value not in words:
        raise InvalidValueError("Choice", f"be one of: {listed(words)}", repr(value))
    return known[words.index(value)]


_READ: dict[Any, Callable[[Any], object]] = {
    str: _text,
    int: _whole,
    bool: _flag,
    date: _day,
    FinancialYear: _year,
    Fraction: exact,
    Money: Money,
    Source: lambda value: Source.parse(_text(value)),
}
_WRITE: dict[Any, Callable[[Any], object]] = {
    date: date.isoformat,
    FinancialYear: lambda year: year.key,
    Fraction: plain,
    Money: lambda money: f"{money.to_decimal():f}",
    Source: str,
    Known: lambda known: plain(known.figure),
    Suppressed: str,
    Missing: str,
}
