"""What a field may hold: its annotation, kept to as the value is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from attrs import Attribute, Converter

from aimpartner.choices import chosen, yes_or_no
from aimpartner.errors import InvalidValueError
from aimpartner.exact import listed, whole_number
from aimpartner.misspelt import near
from aimpartner.validators import text_of

Test = Callable[[Any], bool]
ANONYMOUS = ("Figure", "List", "Mapping", "Number", "Points", "Rate")
"""What a converter calls a value that it refuses without knowing of which field it is."""
_SHOWN = 80
_ONE_OF = "one of "
_NOT_AS_CLASSES = (object, int, date)
"""Classes of which a field does not allow every instance: not True for 1, no time for a day."""
_WORDS = {
    str: "text",
    int: "a whole number",
    bool: "True or False",
    date: "a day",
    Fraction: "a number",
    NoneType: "nothing",
}


def checked(_: type, fields: list[Attribute[Any]]) -> list[Attribute[Any]]:
    """Return the fields of a class, each refusing what its annotation does not allow.

    It is what `attrs.frozen` takes as its `field_transformer`; the field's own converter comes
    before it, and its validator after it.

    Raises:
        InvalidValueError: when a value is made whose field holds another kind of thing.

    Example:
        >>> from attrs import frozen
        >>> @frozen(field_transformer=checked)
        ... class Clause:
        ...     number: int
        >>> Clause("12").number
        12
        >>> Clause("12.5")
        Traceback (most recent call last):
        aimpartner.errors.InvalidValueError: Clause number must be a whole number; got '12.5'.
    """
    return [_guarded(field) if field.init else field for field in fields]


def _guarded(field: Attribute[Any]) -> Attribute[Any]:
    """Return the field with the check as its last converter: what is made of it comes later."""
    guard = Converter(_guard(field.converter), takes_self=True, takes_field=True)
    guarded: Attribute[Any] = field.evolve(converter=guard)
    return guarded


def _guard(own: Any) -> Callable[[Any, object, Attribute[Any]], Any]:  # noqa: ANN401  # a converter, of whatever a field takes
    """Return what a field keeps of a value: made by its own converter, and of the kind it allows.

    A calculation makes hundreds of values, so the test is looked up once a class.
    """
    tests: dict[type, Test] = {}

    def keep(value: object, thing: object, attribute: Attribute[Any]) -> object:
        kind = type(thing)
        if own is not None:
            try:
                value = own(value)
            except InvalidValueError as fault:
                _name(fault, kind, attribute.name)
                raise
        if isinstance(value, (str, tuple)):
            value = _clean(value, f"{kind.__name__} {attribute.name}", attribute.name)
        allows = tests.get(kind)
        if allows is None:
            allows = tests[kind] = _fields(kind)[attribute.name][0]  # type: ignore[arg-type]  # a class has a hash
        return value if allows(value) else _read(value, kind, attribute.name)

    return keep


def _clean(value: str | tuple[Any, ...], subject: str, name: str) -> str | tuple[Any, ...]:
    """Return a text, or a list of some, as it may stand in a value; all else as it is."""
    if isinstance(value, str):
        return text_of(subject, value, name)
    if not any(isinstance(part, str) for part in value):
        return value
    found = [text_of(subject, part, name) if isinstance(part, str) else part for part in value]
    if "" in found:
        raise InvalidValueError(subject, "hold no empty text", repr(value), "Leave it out.", name)
    return tuple(found)


def _read(value: object, kind: type[Any], name: str) -> object:
    """Return what a field may take a value for: digits for a number, a word however spelled.

    Raises:
        InvalidValueError: it takes it for nothing.
    """
    hint = _fields(kind)[name][1]  # type: ignore[arg-type]  # a class has a hash
    for each in get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,):
        with suppress(InvalidValueError):
            if each is int:
                return whole_number(value)
            if each is bool:
                return yes_or_no(value)
        if get_origin(each) is Literal and isinstance(value, str):
            word = chosen(value, get_args(each))
            if word is not None:
                return word
    raise _refusal(value, kind, name)


def _name(fault: InvalidValueError, kind: type[Any], name: str) -> None:
    """Name the field in what refuses a value by its kind alone."""
    if fault.subject in ANONYMOUS:
        fault.subject, fault.field = f"{kind.__name__} {name}", name


def _refusal(value: object, kind: type[Any], name: str) -> InvalidValueError:
    """Return the error of a value of another kind than a field allows."""
    words = _words(_fields(kind)[name][1])  # type: ignore[arg-type]  # a class has a hash
    shown = value if isinstance(value, str) and words.startswith(_ONE_OF) else repr(value)
    got = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    choices = words.removeprefix(_ONE_OF).split(", ") if words.startswith(_ONE_OF) else ()
    subject, remedy = f"{kind.__name__} {name}", near(value, choices)
    return InvalidValueError(subject, f"be {words}", got, remedy, name)


@cache
def _fields(kind: type[Any]) -> dict[str, tuple[Test, Any]]:
    """Return the test and the type of every annotated name of a class."""
    return {name: (predicate_of(hint), hint) for name, hint in get_type_hints(kind).items()}


def predicate_of(hint: Any) -> Test:  # noqa: ANN401  # any annotation
    """Return the test of what an annotation allows.

    Example:
        >>> is_names = predicate_of(tuple[str, ...])
        >>> is_names(("Sefton",)), is_names("Sefton")
        (True, False)
    """
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return lambda value: isinstance(value, str) and value in args
    if origin in (Union, UnionType):
        return _of_union(args)
    if origin is tuple:
        return _of_tuple(args)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        test = predicate_of(args[-1])
        return lambda value: isinstance(value, origin) and all(map(test, value.values()))
    return _of_class(hint if origin is None else origin)


def _of_union(args: tuple[Any, ...]) -> Test:
    """Return the test of a choice of kinds; those that are classes are asked at once."""
    classes = tuple(arg for arg in args if isinstance(arg, type) and arg not in _NOT_AS_CLASSES)
    tests = [predicate_of(arg) for arg in args if arg not in classes]
    if not tests:
        return lambda value: isinstance(value, classes)
    return lambda value: isinstance(value, classes) or any(test(value) for test in tests)


def _of_tuple(args: tuple[Any, ...]) -> Test:
    if args[-1] is Ellipsis:
        test = predicate_of(args[0])
        return lambda value: isinstance(value, tuple) and all(map(test, value))
    tests = [predicate_of(arg) for arg in args]
    return lambda value: (
        isinstance(value, tuple)
        and len(value) == len(tests)
        and all(test(part) for test, part in zip(tests, value, strict=True))
    )


def _of_class(kind: Any) -> Test:  # noqa: ANN401  # a class, or a name for any
    if kind in (object, Any) or isinstance(kind, TypeVar):
        return lambda _: True
    if kind is int:
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    if kind is date:
        return lambda value: isinstance(value, date) and not isinstance(value, datetime)
    return lambda value: isinstance(value, kind)


def _words(hint: Any) -> str:  # noqa: ANN401  # any annotation
    """Return what an annotation allows, in words that follow "be"."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return f"{_ONE_OF}{listed(args)}"
    if origin in (Union, UnionType):
        words = [_words(arg) for arg in args]
        choices = [each for each in words if each.startswith(_ONE_OF)]  # an empty cell is no choice
        return " or ".join(choices or words)
    if origin is tuple:
        return f"a list of which each is {_words(args[0])}"
    name = getattr(origin or hint, "__name__", str(hint))
    article = "an" if name[0] in "AEIOU" else "a"
    return _WORDS.get(hint, f"{article} {name}")
