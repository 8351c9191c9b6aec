"""Models in TOML, which is read, and in JSON, which is read and written."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from aimpartner.codec.model import build, flatten
from aimpartner.codec.row import Plain
from aimpartner.errors import InputError, Problem, system_words
from aimpartner.exact import listed
from aimpartner.model import Model


def from_toml(text: str, path: object = "TOML") -> Model:
    """Return the model that a TOML text holds: a table of rows for each of the field table's.

    Args:
        text: the text.
        path: the file it comes from, named by an error.

    Raises:
        InputError: the text is no TOML, or every fault of its tables at once.

    Example:
        >>> from_toml("partners = 3")
        Traceback (most recent call last):
        aimpartner.errors.InputError: TOML has 1 fault; nothing was read from it.
          partners: partners must be a list of tables; got 3.
    """
    return build(_toml(text, path), path)


def from_json(text: str, path: object = "JSON") -> Model:
    """Return the model that a JSON text holds; numbers with a point are read as decimals.

    Args:
        text: the text.
        path: the file it comes from, named by an error.

    Raises:
        InputError: the text is no JSON, or every fault of its tables at once.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim")
        >>> from_json(to_json(aim)) == aim
        True
    """
    return build(_json(text, path), path)


def _toml(text: str, path: object) -> Plain:
    return _read(lambda: tomllib.loads(text, parse_float=Decimal), path, "TOML")


def _json(text: str, path: object) -> Plain:
    parse = json.JSONDecoder(parse_float=Decimal, object_pairs_hook=_each_once).decode
    return _read(lambda: parse(text), path, "JSON")


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


def tables_of(path: str | Path) -> Plain:
    """Return the tables in a file of an ending in `READERS`, before anything is made of them.

    Raises:
        InputError: there is no such file, or it is no text or no tables.
    """
    where = Path(path)
    try:
        text = where.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise _refused(path, "be a file that can be read", system_words(fault)) from fault
    except UnicodeDecodeError as fault:
        raise _refused(path, "be text in UTF-8", f"byte {fault.start}") from fault
    return READERS[where.suffix.lower()](text, path)


READERS = {".toml": _toml, ".json": _json}
"""What reads a text file, by its ending."""


def _refused(path: object, rule: str, got: object) -> InputError:
    return InputError.of(path, [Problem("file", "path", rule, got)])


def _read(parse: Callable[[], Any], path: object, form: str) -> Plain:
    try:
        tables = parse()
    except (ValueError, RecursionError) as fault:
        raise InputError.of(path, [Problem("file", "text", f"be {form}", fault)]) from fault
    if not isinstance(tables, dict):
        raise InputError.of(path, [Problem("file", "text", "hold tables", type(tables).__name__)])
    wrong = [
        Problem(name, name, "be a list of tables", strange)
        for name, rows in tables.items()
        for strange in _strange(rows)
    ]
    if wrong:
        raise InputError.of(path, wrong)
    return tables


def _strange(rows: object) -> list[str]:
    """Return what a table holds in place of rows: itself, or the first that is none."""
    if not isinstance(rows, list):
        return ["one table" if isinstance(rows, dict) else repr(rows)]
    return [repr(row) for row in rows if not isinstance(row, dict)][:1]
