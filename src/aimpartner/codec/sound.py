"""The sound part of a file with faults: what can be calculated of it all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs
from attrs import frozen

from aimpartner.codec.faults import Faults
from aimpartner.codec.model import build
from aimpartner.codec.row import Plain
from aimpartner.codec.tables import TABLES
from aimpartner.errors import InputError
from aimpartner.model import Model

_MOST_ROUNDS = 12
_BESIDE = (
    "agreement",
    "decisions",
    "withdrawals",
    "bodies",
    "owed",
    "done",
    "reviews",
    "published",
    "statements",
)
"""The tables that no amount goes by: they are left out of a file with faults."""
_WHOLE = {"agency", "partners", "successions"}
"""The tables without a row of which nothing can be calculated."""
_OF_AN_ISSUE = ("issues", "issued", "fees", "used")
_TOGETHER: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "elements": (("elements", "weights"), ("formula", "at")),
    "weights": (("elements", "weights"), ("formula", "at")),
    "limits": (("limits", "bounds"), ("formula", "limit")),
    "bounds": (("limits", "bounds"), ("formula", "limit")),
    "prices": (("prices",), ("formula", "price_list")),
    **dict.fromkeys(_OF_AN_ISSUE, (_OF_AN_ISSUE, ())),
}
"""The tables whose rows make one thing, and the columns that say which; none for all of them."""
Dropped = tuple[tuple[str, int], ...]
"""The rows that are left out, by table and number."""


@frozen
class SoundPart:
    """What a file comes to without the rows at fault.

    Args:
        model: the model of the other rows.
        dropped: the rows that were left out of it, of the tables that amounts go by.
    """

    model: Model
    dropped: Dropped = ()


def sound_part(plain: Plain, faults: Faults) -> SoundPart | None:
    """Return what a file comes to without the rows at fault; `None` where it comes to nothing.

    What is left out makes others go: of an element all rows go, of a limit its amounts as well.

    Args:
        plain: its tables, as it holds them.
        faults: what is wrong with it.
    """
    kept = {
        name: dict(enumerate(rows))
        for name, rows in plain.items()
        if name not in _BESIDE and faults.is_sound(name)
    }
    spoilt = [(table, row) for table, row in faults.spoilt if row is not None]
    dropped: dict[tuple[str, int], None] = {}
    if not _WHOLE.isdisjoint(table for table, _ in faults.spoilt):
        return None
    for _ in range(_MOST_ROUNDS):
        dropped |= dict.fromkeys(_taken_out(kept, spoilt))
        again = Faults(faults.path)
        try:
            model = build({name: [*rows.values()] for name, rows in kept.items()}, "", again)
        except InputError:
            spoilt = [*_spoilt(kept, again)]
        else:
            return SoundPart(model, tuple(dropped))
    return None


_Kept = dict[str, dict[int, Mapping[str, object]]]


def _spoilt(kept: _Kept, faults: Faults) -> Iterator[tuple[str, int]]:
    """Go through the rows at fault, and those that name what an empty table should hold."""
    for table, row in faults.spoilt:
        if row is not None:
            yield table, [*kept[table]][row]
            continue
        for other, rows in kept.items():
            columns = attrs.fields(TABLES[other])
            names = [each.name for each in columns if each.metadata["ref"].startswith(f"{table}.")]
            yield from ((other, at) for at, of in rows.items() if any(map(of.get, names)))


def _taken_out(kept: _Kept, spoilt: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Take rows out, and those that make one thing with them; go through what went."""
    for table, number in spoilt:
        row = kept.get(table, {}).get(number)
        if row is not None:
            yield table, number
            del kept[table][number]
            yield from _with_it(kept, row, *_TOGETHER.get(table, ((), ())))


def _with_it(
    kept: _Kept, row: Mapping[str, object], tables: Sequence[str], names: Sequence[str]
) -> Iterator[tuple[str, int]]:
    """Take out the rows that make one thing with a row; go through them."""
    for table in tables:
        rows = kept.get(table, {})
        for number in [at for at, of in rows.items() if _thing(of, names) == _thing(row, names)]:
            del rows[number]
            yield table, number


def _thing(row: Mapping[str, object], names: Sequence[str]) -> tuple[str, ...]:
    """Return of which thing a row is: of an element, whatever stands below it."""
    return tuple(str(row.get(name) or "").strip().partition("/")[0] for name in names)
