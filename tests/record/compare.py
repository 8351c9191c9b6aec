"""Two outcomes beside each other: where their figures differ, and where their words do."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NUMBER = re.compile(r"\d+(?:[,./-]\d+)*")
_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_SHOWN = 40
_AROUND = 40

FIGURES, NUMBERS, WORDS = "figures", "words with other numbers", "words alone"
KINDS = (FIGURES, NUMBERS, WORDS)


@frozen
class Difference:
    """One place whose figure or words are others; nothing stands for what is not there."""

    case: str
    place: str
    before: str | None
    after: str | None
    is_figure: bool

    @property
    def kind(self) -> str:
        """Whether figures differ, words with the numbers that they hold, or words alone."""
        if self.is_figure:
            return FIGURES
        one, other = (_NUMBER.findall(each or "") for each in (self.before, self.after))
        return WORDS if one == other else NUMBERS

    @property
    def changes(self) -> Iterator[tuple[str, str, str]]:
        """What gave way to what, and the words around it; of a figure, all of it."""
        before, after = str(self.before), str(self.after)
        if self.is_figure or self.before is None or self.after is None:
            yield before, after, self.place
            return
        for old, new in _lines(before, after):
            yield from _within(old, new)


def differences(case: str, before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """Return where two outcomes of a case differ, each stored as figures and words."""
    found = []
    for side in ("figures", "words"):
        one, other = dict(_flat(before[side])), dict(_flat(after[side]))
        found += [
            Difference(case, at, one.get(at), other.get(at), side == "figures")
            for at in dict.fromkeys((*one, *other))
            if one.get(at) != other.get(at)
        ]
    return found


def listing(found: Iterable[Difference]) -> str:
    """Return the differences to be read: each change once, with its count and an example."""
    grouped: dict[str, dict[tuple[str, str], list[tuple[Difference, str]]]] = {
        kind: defaultdict(list) for kind in KINDS
    }
    for each in found:
        for old, new, around in each.changes:
            grouped[each.kind][old, new].append((each, around))
    return "\n".join(line for kind in KINDS for line in _kind(kind, grouped[kind]))


def _kind(kind: str, changes: dict[tuple[str, str], list[tuple[Difference, str]]]) -> Iterator[str]:
    cases = {each.case for found in changes.values() for each, _ in found}
    yield f"{kind}: {len(changes)} changes in {len(cases)} cases"
    ranked = sorted(changes.items(), key=lambda change: -len(change[1]))
    for (old, new), found in ranked if kind != FIGURES else ranked[:_SHOWN]:
        first, around = found[0]
        counted = len({each.case for each, _ in found})
        yield f"  {old!r} -> {new!r}"
        yield f"    {len(found)} times in {counted} cases; in {first.case}, {first.place}: {around}"
    if kind == FIGURES and len(ranked) > _SHOWN:
        yield f"  and {len(ranked) - _SHOWN} more"


def _flat(value: Any, at: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401  # as JSON holds it
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, f"{at} > {name}" if at else name)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _flat(inner, f"{at} > {place}")
    else:
        yield at, str(value)


def _lines(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Return the lines that gave way to others, so that long texts are compared in parts."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield "".join(old[a:b]), "".join(new[c:d])


def _within(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            around = "".join(new[:c])[-_AROUND:] + "".join(new[c:])[: 2 * _AROUND]
            yield "".join(old[a:b]), "".join(new[c:d]), repr(around)
