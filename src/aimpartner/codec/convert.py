"""One field to and from its plain form, strictly: cattrs with a hook for every type of field."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin

from cattrs import Converter

from aimpartner.by import ByYear
from aimpartner.choices import chosen, yes_or_no
from aimpartner.codec.bases import KINDS, KindWord
from aimpartner.codec.columns import Agreed, OnTop, Times
from aimpartner.errors import AimpartnerError, InvalidValueError
from aimpartner.evidence.measures import A_FIGURE, Known, Missing, Suppressed, Value, read_value
from aimpartner.evidence.published import PublishedFigure, PublishedUnit, read_figure, read_unit
from aimpartner.evidence.quarters import Quarters, parse_optional_quarters
from aimpartner.exact import count_text, listed, plain, whole_number
from aimpartner.misspelt import near
from aimpartner.money import Money
from aimpartner.periods import FinancialYear, parse_day
from aimpartner.rates import PercentagePoints, Rate, agreed, figure, multiple, on_top, unmarked
from aimpartner.sources import Source
from aimpartner.validators import text_of

T = TypeVar("T")
_TOO_LARGE = re.compile(r"\de[+-]?\d{3}|[\d,]{1000}", re.IGNORECASE)
_MOST_BITS = 3_322  # of a thousand digits
_LARGEST = 9_999


_WRITE_DAY = "Write the day as year-month-day, such as 2021-07-01."
_STORED_DAYS = range(36_526, 55_153)
"""The numbers by which a spreadsheet stores the days of 2000 to 2050."""
_SHOW_DAY = f"Format the cell as a date, if it is one. {_WRITE_DAY}"


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
    made.register_structure_hook_func(
        lambda kind: kind == PublishedFigure, _hook(_published_figure)
    )
    made.register_structure_hook_func(lambda kind: kind == PublishedUnit, _hook(_published_unit))
    made.register_structure_hook_func(lambda kind: kind is Times, _hook(_read_rate(multiple)))
    made.register_structure_hook_func(lambda kind: kind is OnTop, _hook(_read_rate(on_top)))
    made.register_structure_hook_func(_may_be_marked, _hook(_figure))
    made.register_structure_hook_func(lambda kind: Agreed in get_args(kind), _hook(_agreed))
    made.register_structure_hook_func(lambda kind: kind == tuple[str, ...], _hook(_names))
    made.register_structure_hook_func(lambda kind: kind == ByYear[Rate], _hook(_parts))
    made.register_structure_hook_func(lambda kind: bool(choices(kind)), _choice)
    for kind, write in _WRITE.items():
        made.register_unstructure_hook(kind, write)
    made.register_unstructure_hook(tuple, list)
    return made


def written(value: object, kind: Any) -> object:  # noqa: ANN401  # the type of any column
    """Return the plain form of a field, such as a file holds.

    Args:
        value: what it holds.
        kind: the type of its column: a number of something is written as `count` reads it.

    Example:
        >>> written(Fraction(1, 3), Fraction), written(Fraction(1, 3), Fraction | Rate)
        ('0 1/3', '1/3')
    """
    if type(value) is Fraction and not _may_be_marked(kind):
        return count_text(value)
    return _CONVERTER.unstructure(value)


def _may_be_marked(kind: Any) -> bool:  # noqa: ANN401  # the type of any column
    return {Fraction, Rate} <= {*get_args(kind)}


def _hook(read: Callable[[object], T]) -> Callable[[object, object], T]:
    """Return a cattrs hook that reads a value of one type, and shows what it refuses."""

    def hook(value: object, _: object) -> T:
        try:
            return read(value)
        except AimpartnerError as fault:
            raise type(fault)(fault.subject, fault.rule, _shown(value), fault.remedy) from fault

    return hook


def _shown(value: object) -> str:
    """Return a value as whoever wrote it knows it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return repr(value) if isinstance(value, (str, float)) else str(value)


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        remedy = "Format the cell as text, or put quotes around it."
        raise InvalidValueError("Text", "be text", value, remedy)
    return text_of("Text", str(value))


def _whole_number(value: object) -> int:
    remedy = "Format the cell as a number." if isinstance(value, date) else ""
    rule = f"be a whole number up to {_LARGEST}"
    try:
        number = whole_number(value)
    except InvalidValueError as fault:
        raise InvalidValueError("Number", rule, value, remedy) from fault
    if abs(number) > _LARGEST:
        raise InvalidValueError("Number", rule, value, remedy)
    return number


def _exact(value: object) -> Fraction:
    """Return a number of a size that arithmetic can bear, which is not marked as per cent."""
    _check_number(value)
    return unmarked(value)  # type: ignore[arg-type]  # what it refuses is refused there


def _figure(value: object) -> Fraction | Rate:
    """Return such a number, or one that is marked as per cent as a rate."""
    _check_number(value)
    return figure(value)  # type: ignore[arg-type]  # what it refuses is refused there


def _agreed(value: object) -> Fraction:
    """Return such a number, or one that is marked as per cent or has a stroke with that."""
    _check_number(value)
    return agreed(value)  # type: ignore[arg-type]  # what it refuses is refused there


def _check_number(value: object) -> None:
    if isinstance(value, bool):
        raise InvalidValueError("Number", "be a number", value)
    _check_size(value)


def _read_rate(read: Callable[[Any], Rate]) -> Callable[[object], Rate]:
    """Return what reads a rate of an ordinary size; what is refused is refused by `read`."""

    def reading(value: object) -> Rate:
        _check_size(value)
        return read(value)

    return reading


_rate = _read_rate(Rate)


def _points(value: object) -> PercentagePoints:
    _check_size(value)
    return PercentagePoints(value)  # type: ignore[arg-type]  # what it refuses is refused there


def _money(value: object) -> Money:
    _check_size(value)
    return Money(value)  # type: ignore[arg-type]  # what Money refuses is refused there


_NO_DAY = (
    "A spreadsheet takes a fraction such as 3/4 for a day: write 75 % or 0.75, as the column asks, "
    "or format the cell as text first."
)


def _check_size(value: object) -> None:
    if isinstance(value, date):
        raise InvalidValueError("Number", "be a number, and no day", value, _NO_DAY)
    is_long = isinstance(value, int) and value.bit_length() > _MOST_BITS
    if is_long or (isinstance(value, (str, Decimal)) and _TOO_LARGE.search(str(value))):
        raise InvalidValueError("Number", "be a number of ordinary size", value)


def _day(value: object) -> date:
    if isinstance(value, (bool, int, Decimal)):
        is_stored = type(value) is int and value in _STORED_DAYS
        raise InvalidValueError("Day", "be a day", value, _SHOW_DAY if is_stored else _WRITE_DAY)
    return parse_day(value)  # type: ignore[arg-type]  # what it refuses is refused there


def _year(value: object) -> FinancialYear:
    return FinancialYear.parse(value)  # type: ignore[arg-type]  # what it refuses is refused there


def _quarters(value: object) -> Quarters | None:
    if not isinstance(value, str):
        raise InvalidValueError("Quarters", "be written as q1 or q1-q3", value)
    return parse_optional_quarters(value)


def _value(value: object) -> Value:
    """Return a figure: a number, a suppressed range, or missing."""
    if isinstance(value, (bool, date)):
        remedy = "" if isinstance(value, bool) else _NO_DAY
        raise InvalidValueError("Figure", A_FIGURE, value, remedy)
    _check_size(value)
    return read_value(value)  # type: ignore[arg-type]  # what it refuses is refused there


def _published_figure(value: object) -> PublishedFigure:
    """Return what was published: pounds, or what is marked as per cent."""
    _check_size(value)
    return read_figure(value)  # type: ignore[arg-type]  # what it refuses is refused there


def _published_unit(value: object) -> PublishedUnit:
    """Return what a publication rounds to: pounds, or what is marked as points."""
    _check_size(value)
    return read_unit(value)  # type: ignore[arg-type]  # what it refuses is refused there


def _names(value: object) -> tuple[str, ...]:
    """Return a list of names, written as a list or with semicolons; a name may hold a comma."""
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, (list, tuple)):
        raise InvalidValueError("List", "be names with semicolons between", value)
    return tuple(name for name in map(_text, names) if name)


def _parts(value: object) -> ByYear[Rate]:
    """Return a rate a year, written as 2021/22: 50 % with semicolons between."""
    if not isinstance(value, str):
        raise InvalidValueError("Parts", "be written as 2021/22: 50 %; 2022/23: 100 %", value)
    pairs = (text.partition(":") for text in value.split(";") if text.strip())
    return ByYear([(_year(year), _rate(part.strip())) for year, _, part in pairs])


def _written(parts: ByYear[Rate]) -> str:
    return "; ".join(f"{year}: {part}" for year, part in parts.items())


def choices(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401  # the type of any column
    """Return the members of an enumeration, or the words, that a type is a choice of.

    Example:
        >>> choices(KindWord)[:2], choices(Literal["lower", "upper"] | None), choices(str)
        (('measured', 'given'), ('lower', 'upper'), ())
    """
    if NoneType in get_args(kind):
        kind, *others = (each for each in get_args(kind) if each is not NoneType)
        return () if others else choices(kind)
    if kind is KindWord:
        return tuple(KINDS)
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(kind) if isinstance(kind, type) and issubclass(kind, Enum) else ()


def worded(choice: object) -> object:
    """Return a choice as a file holds it: a member of an enumeration by its value."""
    return getattr(choice, "value", choice)


def _choice(value: object, kind: Any) -> Any:  # noqa: ANN401  # one of the choices of the type
    """Return the member of an enumeration, or the one of several words, that the text names."""
    known = choices(kind)
    words = list(map(str, map(worded, known)))
    word = chosen(value, words) if isinstance(value, str) else None
    if word is None:
        given = [*filter(None, words)]  # "" is the choice of an empty cell
        rule, remedy = f"be one of: {listed(given)}", near(value, given)
        raise InvalidValueError("Choice", rule, _shown(value), remedy)
    return known[words.index(word)]


_READ: dict[Any, Callable[[Any], object]] = {
    str: _text,
    int: _whole_number,
    bool: yes_or_no,
    date: _day,
    FinancialYear: _year,
    Quarters: _quarters,
    Fraction: _exact,
    Rate: _rate,
    PercentagePoints: _points,
    Money: _money,
    Source: lambda value: Source.parse(_text(value)),
}
_WRITE: dict[Any, Callable[[Any], object]] = {
    date: date.isoformat,
    FinancialYear: lambda year: year.key,
    Quarters: str,
    Fraction: plain,
    Rate: str,
    PercentagePoints: str,
    Money: lambda money: money.digits,
    Source: str,
    ByYear: _written,
    Known: str,
    Suppressed: str,
    Missing: str,
}
_CONVERTER = converter()
