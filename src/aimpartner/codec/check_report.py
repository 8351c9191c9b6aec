"""What a check found in JSON: a versioned schema for other programs."""

from __future__ import annotations

import json
from typing import Literal

from attrs import field, frozen
from cattrs import Converter

from aimpartner.codec.check import Checked
from aimpartner.errors import Problem, sentence

SCHEMA: Literal["aimpartner-check-1"] = "aimpartner-check-1"
"""The name of the schema; another number where a field is renamed, taken out, or means another."""


@frozen
class Place:
    """A place of a fault: the whole of it, and its sheet and cell where it has them."""

    place: str
    sheet: str
    cell: str

    @classmethod
    def of(cls, place: str) -> Place:
        """Return a place in parts.

        Example:
            >>> Place.of("Evidence!D7")
            Place(place='Evidence!D7', sheet='Evidence', cell='D7')
        """
        sheet, mark, cell = place.rpartition("!")
        return cls(place, sheet, cell) if mark else cls(place, "", "")


@frozen
class Fault:
    """One fault: all its places, what must be, what was found, what to do, and all in words."""

    places: list[Place]
    subject: str
    rule: str
    got: str
    remedy: str
    words: str

    @classmethod
    def of(cls, problem: Problem) -> Fault:
        """Return a fault as the report holds it."""
        words = (problem.subject, problem.rule, str(problem.got), problem.remedy)
        return cls([*map(Place.of, problem.places)], *words, sentence(problem))


@frozen(kw_only=True)
class Report:
    """What a check found."""

    schema: Literal["aimpartner-check-1"] = SCHEMA
    path: str
    is_sound: bool
    faults: list[Fault] = field(factory=list)
    notes: list[str] = field(factory=list)
    partners: list[str] = field(factory=list)
    years: list[str] = field(factory=list)

    @classmethod
    def of(cls, found: Checked) -> Report:
        """Return the report of a check; its partners and years only where the file is sound."""
        model = found.model if found.is_sound else None
        return cls(
            path=found.path,
            is_sound=found.is_sound,
            faults=[*map(Fault.of, found.problems)],
            notes=[*found.notes],
            partners=[*model.partnership.names] if model else [],
            years=sorted({str(budget.year) for budget in model.budgets}) if model else [],
        )


def check_to_json(found: Checked) -> str:
    """Return what a check found as JSON text, as docs/reference/check-json.md says it.

    Args:
        found: what `aimpartner.check` returned.

    Example:
        >>> import json
        >>> import aimpartner as ap
        >>> found = ap.check(ap.samples.load("aim"))
        >>> json.loads(check_to_json(found))["years"]
        ['2021/22']
    """
    return json.dumps(Converter().unstructure(Report.of(found)), indent=2)
