"""Rules that many values share, as validators that speak the library's errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Sized
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar

from attrs import Attribute

from aimpartner.choices import chosen
from aimpartner.errors import AimpartnerError, InvalidValueError, ModelError
from aimpartner.exact import count_text, listed, percent, plain
from aimpartner.misspelt import near
from aimpartner.spelling import is_blank, named, unseen

E = TypeVar("E", bound=Enum)
Rule = Callable[[Any, "Attribute[Any]", Any], None]


def one_of(choices: Sequence[str]) -> Rule:
    """Return the rule that a field is one of the choices.

    Example:
        >>> one_of(["total", "element"]).__name__
        'check'
    """

    def check(thing: object, attribute: Attribute[Any], value: object) -> None:
        if value not in choices:
            rule, subject = f"be one of {listed(choices)}", _subject(thing, attribute)
            remedy = near(value, choices)
            raise InvalidValueError(subject, rule, value, remedy, field=attribute.name)

    return check


def member(kind: type[E], value: E | str) -> E:
    """Return the member of an enumeration, given itself or its words.

    Raises:
        InvalidValueError: there is no such member.

    Example:
        >>> from aimpartner.budget import Heading
        >>> member(Heading, "Employees")
        <Heading.EMPLOYEES: 'Employees'>
    """
    if isinstance(value, kind):
        return value
    by_word = {str(choice.value): choice for choice in kind}
    word = chosen(value, by_word) if isinstance(value, str) else None
    if word is not None:
        return by_word[word]
    rule, remedy = f"be one of: {listed(by_word)}", near(value, by_word)
    raise InvalidValueError(kind.__name__, rule, repr(value), remedy)


def given(thing: object, attribute: Attribute[Any], value: Sized) -> None:
    """Check that a field is not empty.

    Raises:
        InvalidValueError: it is.
    """
    if not value:
        subject = _subject(thing, attribute)
        raise InvalidValueError(subject, "be given", "nothing", field=attribute.name)


def whole(least: int, most: int | None = None) -> Rule:
    """Return the rule that a field is a whole number, between a least and a most.

    Example:
        >>> whole(1).__name__
        'check'
    """

    def check(thing: object, attribute: Attribute[Any], value: object) -> None:
        if type(value) is not int or value < least or (most is not None and value > most):
            rule = f"be a whole number, at least {least}"
            rule += "" if most is None else f" and at most {most}"
            subject = _subject(thing, attribute)
            raise InvalidValueError(subject, rule, repr(value), field=attribute.name)

    return check


def text_of(subject: str, text: str, field: str = "") -> str:
    r"""Return a name or a text without blanks around it; nothing where nothing is to be seen.

    Args:
        subject: what it is.
        text: the text.
        field: the field that holds it, as tables call it.

    Raises:
        InvalidValueError: it holds a new line, or a sign that cannot be seen and does something.

    Example:
        >>> text_of("Partner", " Sefton ")
        'Sefton'
        >>> text_of("Partner", "Sefton\n")
        'Sefton'
        >>> text_of("Partner", "Sef\nton")
        Traceback (most recent call last):
        aimpartner.errors.InvalidValueError: Partner must be one line of signs that can be seen; got
        'Sef\nton'. Take out NEW LINE (U+000A).
    """
    found = text.strip()
    letter = unseen(found)
    if letter:
        rule, remedy = "be one line of signs that can be seen", f"Take out {named(letter)}."
        raise InvalidValueError(subject, rule, repr(text), remedy, field)
    return "" if is_blank(found) else found


def check_name(subject: str, name: str, reserved: Sequence[str] = ()) -> None:
    """Refuse a name that could not stand in an address.

    Raises:
        InvalidValueError: it is empty, padded with blanks, reserved, holds "/", "*" or a sign that
            cannot be seen.

    Example:
        >>> check_name("Partner", "Sefton")
    """
    text_of(subject, name)
    remedy = "Names are parts of addresses."
    if not name or name != name.strip() or {"/", "*"} & set(name):
        rule = 'be a name without "/", "*" or blanks around it'
        raise InvalidValueError(subject, rule, repr(name), remedy)
    if name in reserved:
        rule = f"not be called any of {listed(reserved)}"
        raise InvalidValueError(subject, rule, repr(name), remedy)


def check_once(
    subject: str,
    what: str,
    names: Iterable[Hashable],
    *,
    error: type[AimpartnerError] = ModelError,
    field: str = "",
) -> None:
    """Refuse names of which one stands more than once.

    Args:
        subject: who names them.
        what: what each of them is, such as "partner".
        names: the names.
        error: what is raised: as it stands, what sound values raise that do not agree.
        field: the field that holds them, where it is one alone, as tables call it.

    Raises:
        AimpartnerError: one does; the error tells each of those, and how often.

    Example:
        >>> check_once("Agency", "partner", ["Sefton", "Wirral", "Sefton"])
        Traceback (most recent call last):
        aimpartner.errors.ModelError: Agency must name each partner once; got Sefton (2 times).
    """
    repeated = [(name, count) for name, count in Counter(names).items() if count > 1]
    if repeated:
        got = listed(f"{name} ({count} times)" for name, count in repeated)
        raise error(subject, f"name each {what} once", got, field=field)


def check_sum(subject: str, parts: Mapping[Any, Fraction], to: int = 1) -> None:
    """Refuse parts that do not make one whole.

    Args:
        subject: what they are, such as "Weights of a blend".
        parts: the part of each.
        to: what they have to sum to: 1, or 100 where they are typed as per cent, 41 for 41 %.

    Raises:
        InvalidValueError: they do not.

    Example:
        >>> check_sum("Weights", {"a": Fraction(1, 2), "b": Fraction(1, 4)})
        Traceback (most recent call last):
        aimpartner.errors.InvalidValueError: Weights must sum to 100 %; got 75 % for a, b.
    """
    total = sum(parts.values(), Fraction(0))
    if total == to:
        return
    if to == 1:
        raise InvalidValueError(subject, "sum to 100 %", f"{percent(total)} for {listed(parts)}")
    remedy = _in_hundreds(parts) if total == 1 else "Change the numbers so that they do."
    got = f"{plain(total)} for {listed(parts)}"
    raise InvalidValueError(subject, f"sum to {to}", got, remedy)


def _in_hundreds(parts: Mapping[Any, Fraction]) -> str:
    """Return how to write parts of one as per cent, by the first that is not nothing."""
    number = count_text(next(filter(None, parts.values())) * 100)
    return f"Write {number} for {number} %."


def _subject(thing: object, attribute: Attribute[Any]) -> str:
    """Return the words for a field: its class and its name."""
    return f"{type(thing).__name__} {attribute.name}"
