"""A model's file, whichever kind it is: read, or checked for every fault it has."""

from __future__ import annotations

from pathlib import Path

from aimpartner.codec.capacity import STANDARD, Capacity
from aimpartner.codec.check import Checked, check_tables
from aimpartner.codec.faults import Faults
from aimpartner.codec.files import READERS, tables_of
from aimpartner.codec.model import build, flatten
from aimpartner.codec.row import Plain
from aimpartner.errors import InputError, InvalidValueError
from aimpartner.excel.form.read import opened, warn_of
from aimpartner.model import Model


def read_file(path: str | Path, *, capacity: Capacity = STANDARD) -> Model:
    """Return the model in a file: a workbook, TOML or JSON, told by its ending.

    Args:
        path: the file.
        capacity: how much is read.

    Raises:
        InvalidValueError: the file is of another kind.
        InputError: there is no such file, or every fault of it at once, each by its place.

    Example:
        >>> read_file("nowhere.toml")
        Traceback (most recent call last):
        aimpartner.errors.InputError: nowhere.toml has 1 fault; nothing was read from it.
          file: path must be a file that can be read; got No such file or directory.
    """
    plain, where, faults = _tables(path, capacity)
    model = build(plain, where, faults)
    warn_of(faults)
    return model


def check(model: Model | str | Path, *, capacity: Capacity = STANDARD) -> Checked:
    """Return every fault of a model: of reading it, and of calculating each year with a budget.

    Each fault has its place: the sheet and cell of a workbook, or the table and row of a TOML or
    JSON file; a model itself is told by the rows that `to_json` writes. No fault hides another
    that does not follow from it.

    Args:
        model: a workbook, a TOML or JSON file, or a model.
        capacity: how much of a file is read.

    Returns:
        What was found; it prints as a line a fault.

    Raises:
        InvalidValueError: the file is of another kind.

    Example:
        >>> from aimpartner import samples
        >>> check(samples.load("family-adoption-links"))
        <Checked Family Adoption Links: 0 faults>
    """
    if isinstance(model, Model):
        return check_tables(flatten(model), model.partnership.agency)
    try:
        return check_tables(*_tables(model, capacity))
    except InputError as fault:
        return Checked(str(model), fault.problems)


def _tables(path: str | Path, capacity: Capacity) -> tuple[Plain, str | Path, Faults]:
    """Return the tables in a file, its path, and what is wrong with them already."""
    ending = Path(path).suffix.lower()
    if ending in READERS:
        return tables_of(path, capacity)
    if ending.startswith(".xls"):
        return opened(path, capacity)
    rule = f"be a workbook (.xlsx), or a {' or '.join(READERS)} file"
    raise InvalidValueError("Model", rule, repr(str(path)))
