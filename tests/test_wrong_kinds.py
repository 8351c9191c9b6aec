"""Every public class is given a value of every wrong kind in each of its fields."""

from __future__ import annotations

import doctest
import functools
import inspect
import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any, get_type_hints

import attrs
import pytest

import aimpartner
from aimpartner.errors import AimpartnerError
from aimpartner.kinds import predicate_of as allows
from public import THINGS

FEWEST_CLASSES, FEWEST_FIELDS = 120, 480
"""How many are tried at least: where the list of public names is not found, none would be."""
CLASSES = [
    thing
    for thing in THINGS
    if isinstance(thing, type) and attrs.has(thing) and not issubclass(thing, Exception)
]
WRONG = {
    "text": "no such thing",
    "number": -17,
    "float": 0.5,
    "list": [object()],
    "dict": {"no": "such thing"},
    "None": None,
    "another value": aimpartner.Source("a source"),
    "another class": aimpartner.Source,
}


def fields_of(kind: type[Any]) -> list[str]:
    """Return what a class is made from."""
    return list(inspect.signature(kind).parameters)


@contextmanager
def recorded(calls: dict[type, dict[str, Any]]) -> Iterator[None]:
    """Note what each public class is first made from, meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        for kind in CLASSES:
            patch.setattr(kind, "__init__", noting(kind, kind.__init__, calls))
        yield


def noting(
    kind: type, init: Callable[..., None], calls: dict[type, dict[str, Any]]
) -> Callable[..., None]:
    @functools.wraps(init)
    def made(self: object, *args: object, **more: object) -> None:
        init(self, *args, **more)
        if type(self) is kind and kind not in calls:
            bound = inspect.signature(init).bind(self, *args, **more).arguments
            calls[kind] = {name: bound[name] for name in list(bound)[1:]}

    return made


@pytest.fixture(scope="module")
def calls() -> dict[type, dict[str, Any]]:
    """Return the arguments by which the example of each public class makes one."""
    calls: dict[type, dict[str, Any]] = {}
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    with recorded(calls), redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for kind in CLASSES:
            for example in finder.find(kind, globs=vars(inspect.getmodule(kind)).copy()):
                runner.run(example)
    return calls


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_a_field_refuses_or_converts_every_wrong_kind(
    kind: type[Any], calls: dict[type, dict[str, Any]]
) -> None:
    assert kind in calls, "the example of a public class makes one"
    faults = [
        f"{name} given {words}: {fault}"
        for name in fields_of(kind)
        for words, wrong in WRONG.items()
        if (fault := fault_of(kind, calls[kind], name, wrong))
    ]
    assert not faults, "\n".join(faults)


def test_every_class_and_field_is_tried() -> None:
    """The figures are shown by `pytest -s`, so that they can be stated."""
    fields = sum(len(fields_of(kind)) for kind in CLASSES)
    print(f"\n{len(CLASSES)} classes, {fields} fields, {len(WRONG)} wrong kinds each")  # noqa: T201  # stated
    assert len(CLASSES) >= FEWEST_CLASSES
    assert fields >= FEWEST_FIELDS


def fault_of(kind: type[Any], call: dict[str, Any], name: str, wrong: object) -> str:
    """Return what is wrong with how a class takes a value; nothing where it does as it should."""
    try:
        made = kind(**{**call, name: wrong})
    except AimpartnerError as fault:
        return "" if str(fault) else "an error without words"
    except Exception as fault:  # noqa: BLE001  # whatever it is, it is the fault sought here
        return f"{type(fault).__name__}: {fault}"
    held, hint = getattr(made, name, None), get_type_hints(kind).get(name, object)
    return "" if allows(hint)(held) else f"holds {held!r}"
