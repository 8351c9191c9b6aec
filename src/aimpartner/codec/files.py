"""Models in TOML, which is read, and in JSON, which is read and written."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from aimpartner.codec.build import build
from aimpartner.codec.flatten import flatten
from aimpartner.errors import InputError, Problem
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
    return _read(lambda: tomllib.loads(text, parse_float=Decimal), path, "TOML")


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
    return _read(lambda: json.loads(text, parse_float=Decimal), path, "JSON")


def to_json(model: Model) -> str:
    """Return a model as JSON text that reads back as the same model.

    Example:
        >>> from aimpartner import samples
        >>> to_json(samples.load("aim")).splitlines()[3]
        '      "agency": "Adoption in Merseyside"'
    """
    return json.dumps(flatten(model), ensure_ascii=False, indent=2)


def read_file(path: str | Path) -> Model:
    """Return the model in a TOML or JSON file, told by its ending.

    Raises:
        InputError: there is no such file, its ending is another, it is no text, or every fault
            of its tables at once.

    Example:
        >>> read_file("nowhere.toml")
        Traceback (most recent call last):
        aimpartner.errors.InputError: nowhere.toml has 1 fault; nothing was read from it.
          file: path must be a file that can be read; got No such file or directory.
    """
    where = Path(path)
    readers = {".toml": from_toml, ".json": from_json}
    if where.suffix not in readers:
        raise _refused(path, "end in .toml or .json", where.suffix or "no ending")
    try:
        text = where.read_text(encoding="utf-8")
    except OSError as fault:
        raise _refused(path, "be a file that can be read", fault.strerror) from fault
    except UnicodeDecodeError as fault:
        raise _refused(path, "be text in UTF-8", f"byte {fault.start}") from fault
    return readers[where.suffix](text, path)


def _refused(path: object, rule: str, got: object) -> InputError:
    return InputError.of(path, [Problem("file", "path", rule, got)])


def _read(parse: Callable[[], Any], path: object, form: str) -> Model:
    try:
        tables = parse()
    except ValueError as fault:
        raise InputError.of(path, [Problem("file", "text", f"be {form}", fault)]) from fault
    if not isinstance(tables, dict):
        raise InputError.of(path, [Problem("file", "text", "hold tables", type(tables).__name__)])
    wrong = [
        Problem(name, name, "be a list of tables", rows)
        for name, rows in tables.items()
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows)
    ]
    if wrong:
        raise InputError.of(path, wrong)
    return build(tables, path)
