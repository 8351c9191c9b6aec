"""Models in TOML and in JSON, which are read and written."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import tomli_w

from aimpartner.codec.bounded_text import check_tables, check_text
from aimpartner.codec.capacity import STANDARD, BeyondCapacityError, Capacity
from aimpartner.codec.faults import Faults
from aimpartner.codec.model import build, flatten
from aimpartner.codec.row import Plain
from aimpartner.errors import InputError, Problem, system_words
from aimpartner.exact import listed
from aimpartner.model import Model
from aimpartner.readable import content, unreadable


def from_toml(text: str, path: object = "TOML", *, capacity: Capacity = STANDARD) -> Model:
    """Return the model that a TOML text holds: a table of rows for each of the field table's.

    Args:
        text: the text.
        path: the file it comes from, named by an error.
        capacity: how much is read.

    Raises:
        InputError: the text is no TOML, or every fault of its tables at once.

    Example:
        >>> from_toml("partners = 3")
        Traceback (most recent call last):
        aimpartner.errors.InputError: TOML has 2 faults; nothing was read from it.
          agency: agency must have one row; got none.
          partners: partners must be a list of tables; got 3.
    """
    faults = Faults(path)
    return build(_toml(text, faults, capacity), path, faults)


def from_json(text: str, path: object = "JSON", *, capacity: Capacity = STANDARD) -> Model:
    """Return the model that a JSON text holds; numbers with a point are read as decimals.

    Args:
        text: the text.
        path: the file it comes from, named by an error.
        capacity: how much is read.

    Raises:
        InputError: the text is no JSON, or every fault of its tables at once.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim")
        >>> from_json(to_json(aim)) == aim
        True
    """
    faults = Faults(path)
    return build(_json(text, faults, capacity), path, faults)


def _toml(text: str, faults: Faults, capacity: Capacity) -> Plain:
    def parse() -> object:
        check_text(text, "TOML", capacity)
        return tomllib.loads(text, parse_float=Decimal)

    return _read(parse, faults, "TOML", capacity)


def _json(text: str, faults: Faults, capacity: Capacity) -> Plain:
    decoder = json.JSONDecoder(parse_float=Decimal, object_pairs_hook=_each_once)

    def parse() -> object:
        check_text(text, "JSON", capacity)
        return decoder.decode(text)

    return _read(parse, faults, "JSON", capacity)


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object; of a name given twice, JSON itself keeps the last in silence."""
    named = dict(pairs)
    if len(named) < len(pairs):
        twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
        raise ValueError(f"{listed(map(repr, twice))} more than once in one table")
    return named


def to_json(model: Model) -> str:
    """Return a model as JSON text that reads back as the same model.

    Example:
        >>> from aimpartner import samples
        >>> to_json(samples.load("aim")).splitlines()[3]
        '      "agency": "Adoption in Merseyside"'
    """
    return json.dumps(flatten(model), ensure_ascii=False, indent=2)


def to_toml(model: Model) -> str:
    """Return a model as TOML text that reads back as the same model: a table a row.

    Example:
        >>> from aimpartner import samples
        >>> to_toml(samples.load("aim")).splitlines()[4:6]
        ['[[partners]]', 'partner = "Knowsley"']
    """
    return tomli_w.dumps(flatten(model))


def tables_of(path: str | Path, capacity: Capacity = STANDARD) -> tuple[Plain, str | Path, Faults]:
    """Return the tables in a file of an ending in `READERS`, its path, and what is wrong with them.

    Nothing is made of the tables yet; one that is no list of rows is noted, and left out.

    Raises:
        InputError: there is no such file, it is no text or no tables, or it holds too much.
    """
    where = Path(path)
    most = min(capacity.file_size, capacity.text_size)
    if wrong := unreadable(where, most):
        raise _refused(path, *wrong)
    try:
        held = content(where, most)
        if held is None:
            raise _refused(path, f"have at most {most:,} bytes", "more")
        text = held.decode("utf-8-sig")
    except OSError as fault:
        raise _refused(path, "be a file that can be read", system_words(fault)) from fault
    except UnicodeDecodeError as fault:
        raise _refused(path, "be text in UTF-8", f"byte {fault.start}") from fault
    faults = Faults(path)
    return READERS[where.suffix.lower()](text, faults, capacity), path, faults


READERS = {".toml": _toml, ".json": _json}
"""What reads a text file, by its ending."""

WRITERS = {".toml": to_toml, ".json": to_json}
"""What writes a model as text, by the ending of its file."""


def _refused(path: object, rule: str, got: object) -> InputError:
    return InputError.of(path, [Problem("file", "path", rule, got)])


def _read(parse: Callable[[], object], faults: Faults, form: str, capacity: Capacity) -> Plain:
    path = faults.path
    try:
        tables = parse()
        check_tables(tables, capacity)
    except BeyondCapacityError as fault:
        raise InputError.of(path, [Problem(fault.place, *fault.words)]) from fault
    except (ValueError, RecursionError) as fault:
        raise InputError.of(path, [Problem("file", "text", f"be {form}", fault)]) from fault
    if not isinstance(tables, dict):
        raise InputError.of(path, [Problem("file", "text", "hold tables", type(tables).__name__)])
    for name, rows in tables.items():
        for strange in _strange(rows):
            remedy = _ONE_TABLE.get(form, "").format(name) if isinstance(rows, dict) else ""
            problem = Problem(name, name, "be a list of tables", strange, remedy)
            faults.fault(problem, name, None)
    return {name: _rows(rows) for name, rows in tables.items()}


_ONE_TABLE = {"TOML": "Write [[{0}]] in place of [{0}].", "JSON": "Put [ ] around it."}
"""What to do where a table that has rows stands as a single one."""


def _strange(rows: object) -> list[str]:
    """Return what a table holds in place of rows: itself, or the first that is none."""
    if not isinstance(rows, list):
        return ["one table" if isinstance(rows, dict) else repr(rows)]
    return [repr(row) for row in rows if not isinstance(row, dict)][:1]


def _rows(rows: object) -> list[dict[str, object]]:
    """Return the rows of a table, as far as they are some: one that stands alone is a row."""
    several = rows if isinstance(rows, list) else [rows]
    return [row for row in several if isinstance(row, dict)]
