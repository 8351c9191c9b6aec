"""Rows to a model and a model to rows: each part in its own file, what is refused in its place."""

from __future__ import annotations

import attrs

from aimpartner.codec import partnership
from aimpartner.codec.convert import written
from aimpartner.codec.decisions import Asked, DecisionsBySubject
from aimpartner.codec.faults import Faults
from aimpartner.codec.reading import Reading
from aimpartner.codec.respelled import check_spelled, respelled
from aimpartner.codec.row import Plain
from aimpartner.codec.rows_at_fault import look_again
from aimpartner.codec.tables import PARTS, TABLES
from aimpartner.codec.typed import typed
from aimpartner.model import Model


def build(plain: Plain, path: object = "tables", faults: Faults | None = None) -> Model:
    """Return the model that some tables hold.

    Args:
        plain: the tables: rows of fields, by the table's name; see `codec.tables.TABLES`.
        path: the file they come from, named by an error.
        faults: what the file's reader found at fault already; left out, nothing.

    Raises:
        InputError: every fault of the tables at once, each with its place.

    Example:
        >>> build({"agency": [{"agency": "AiM"}], "partners": [{"partner": "Sefton"}]})
        Traceback (most recent call last):
        aimpartner.errors.InputError: tables has 2 faults; nothing was read from it.
          partners, row 1, authority: authority must be given; got nothing.
          partners, row 1, joined: joined must be given; got nothing.
    """
    gathered, plain = Faults(path) if faults is None else faults, respelled(plain)
    reading = _read(plain, gathered)
    if not gathered:
        with gathered.at("formulas", None):  # two of them may be in force on one day
            return Model(**reading.made)
    look_again(plain, gathered, _read)
    raise gathered.error(TABLES)


def _read(plain: Plain, faults: Faults) -> Reading:
    """Return a file once it is read, with what it makes; what is wrong with it is noted."""
    check_spelled(plain, faults)
    rows = typed(plain, faults)
    partnership.check(plain, rows, faults)
    reading = Reading(plain, rows, DecisionsBySubject.of(rows, TABLES, faults), faults)
    for name, part in PARTS.items():
        reading.made[name] = part.build(reading)
    return reading


def flatten(model: Model) -> dict[str, list[dict[str, object]]]:
    """Return the tables of a model in their plain form; a field at its default is left out.

    Raises:
        ModelError: a file would take a decision of the register for one on an approval.

    Example:
        >>> from aimpartner import samples
        >>> flatten(samples.load("aim"))["partners"][2]["partner"]
        'Sefton'
    """
    rows = [row for name, part in PARTS.items() for row in part.rows_of(getattr(model, name))]
    Asked.of(rows, TABLES.values()).check_register(model.partnership.decisions)
    tables = {kind: [_plain(row) for row in rows if type(row) is kind] for kind in TABLES.values()}
    return {name: tables[kind] for name, kind in TABLES.items() if tables[kind]}


def _plain(row: attrs.AttrsInstance) -> dict[str, object]:
    """Return a row in its plain form."""
    cells = ((column, getattr(row, column.name)) for column in attrs.fields(type(row)))
    return {
        column.name: written(value, column.type)
        for column, value in cells
        if value != column.default and value is not None
    }
