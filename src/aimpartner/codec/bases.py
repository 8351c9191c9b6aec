"""The kinds of bases that a file may hold, and what the rows of each hold, by its fields."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, NoneType
from typing import Any, NewType, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, frozen

from aimpartner.by import ByPartner
from aimpartner.formula.bases.addressed import Addressed, ends_of
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.periods import Periods
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Staged
from aimpartner.formula.bases.tolerance import Tolerance

KindWord = NewType("KindWord", str)
"""The word that a row names its kind of basis by: one of `KINDS`."""


@frozen
class Layout:
    """How a basis, or a named part of a whole, stands in rows.

    Args:
        kind: its class.
        own: the fields that its own row holds.
        needed: those of them without which there is none.
        numbers: the field whose numbers by partner stand in rows of weights; "" for none.
        parts: the field that holds named parts, each with a row below; "" for none.
        part: how such a part stands in rows.
        splits: the fields that hold a basis, each with a row below, by what its address adds.
        optional: those of them that may hold none.
    """

    kind: type[Any]
    own: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    numbers: str = ""
    parts: str = ""
    part: Layout | None = None
    splits: Mapping[str, str] = MappingProxyType({})
    optional: tuple[str, ...] = ()

    @classmethod
    def of(cls, kind: type[Addressed]) -> Layout:
        """Return how a kind of basis, or of part, stands in rows: its fields tell.

        Example:
            >>> Layout.of(Staged).below, Layout.of(Tolerance).own
            ('group', ('points', 'per_cent', 'override', 'reason'))
        """
        hints, ends = get_type_hints(kind), ends_of(kind)
        numbers = [name for name in ends if get_origin(hints[name]) is ByPartner]
        parts = [name for name in ends if get_origin(hints[name]) is tuple]
        bases = (Basis, Basis | None)
        splits = {str(end): name for name, end in ends.items() if hints[name] in bases}
        held = {"name", *numbers, *parts, *splits.values()}
        own = [field for field in fields(kind) if field.name not in held]
        return cls(
            kind,
            own=tuple(field.name for field in own),
            needed=tuple(
                field.name
                for field in own
                if field.default is NOTHING and NoneType not in get_args(hints[field.name])
            ),
            numbers="".join(numbers),
            parts="".join(parts),
            part=cls.of(get_args(hints[parts[0]])[0]) if parts else None,
            splits=splits,
            optional=tuple(end for end, name in splits.items() if hints[name] is not Basis),
        )

    def place(self, name: str) -> str:
        """Return what a row of a name below its own is called."""
        return "split" if name in self.splits else self.below

    @property
    def below(self) -> str:
        """What a row below its own is called; "" where none stands there."""
        return self.part.kind.word if self.part else "split" * bool(self.splits)

    @property
    def cells(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The cells that its own row needs, and those that it may fill in besides."""
        return self.needed, tuple(name for name in self.own if name not in self.needed)


KINDS: dict[str, Layout] = {
    "measured": Layout.of(Measured),
    "given": Layout.of(Given),
    "blend": Layout.of(Blend),
    "staged": Layout.of(Staged),
    "tolerance": Layout.of(Tolerance),
    "phased": Layout.of(Phased),
    "periods": Layout.of(Periods),
}
"""The kinds of bases that a file may hold, by the word that a row names each by."""
_NONE = Layout(Basis)


def layout(word: str) -> Layout:
    """Return how a basis of the kind that a word names stands in rows; no kind, in none."""
    return KINDS.get(word, _NONE)
