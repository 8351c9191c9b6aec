"""The names that no element, part or partner may have, whichever rules are loaded."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from attrs import field, frozen

from aimpartner.codec.bases import KINDS
from aimpartner.errors import InvalidValueError
from aimpartner.formula.bases.addressed import RESERVED, Addressed, address, ends_of
from aimpartner.formula.bases.blend import BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from faults import caught, said

ALONE = """
import sys
from aimpartner.errors import InvalidValueError
from aimpartner.formula.bases.given import Given
try:
    Given({"lag": 1})
except InvalidValueError as fault:
    print(fault.got, "aimpartner.formula.bases.measured" in sys.modules)
"""


def kinds(kind: type[Addressed]) -> Iterator[type[Addressed]]:
    """Go through a class and those made from it, as far as the library declares them."""
    yield kind
    for other in kind.__subclasses__():
        yield from (below for below in kinds(other) if below.__module__.startswith("aimpartner."))


def test_a_name_is_refused_before_the_rule_that_has_a_figure_of_it_is_loaded() -> None:
    done = subprocess.run(  # the text above
        [sys.executable, "-c", ALONE], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["'lag'", "False"]


@pytest.mark.parametrize("name", RESERVED)
def test_no_element_part_or_partner_has_the_name_of_a_figure(name: str) -> None:
    rule = f"not be called any of {', '.join(RESERVED)}"
    equal = Given({"Ash": 1})
    assert said(caught(InvalidValueError, Given, {name: 1})) == ("Partner", rule, repr(name))
    fault = caught(InvalidValueError, BlendPart, name, "1", equal)
    assert said(fault) == ("Part", rule, repr(name))
    fault = caught(InvalidValueError, Element, name, ["staffing"], equal)
    assert fault.rule.startswith(rule)


def test_every_reserved_name_is_that_of_a_figure() -> None:
    rules = {*kinds(Addressed)}
    assert rules > {Formula, *(layout.kind for layout in KINDS.values())}  # all are loaded
    ends = (end for rule in rules for end in ends_of(rule).items())
    assert sorted({name for name, end in ends if end is None}) == list(RESERVED)


def test_a_rule_whose_figure_has_another_name_is_refused() -> None:
    def declare() -> object:
        @frozen
        class Sloped(Addressed):
            slope: int = field(metadata=address())

        return Sloped

    fault = caught(InvalidValueError, declare)
    assert (fault.subject, fault.got) == ("Figure of Sloped", "slope")
