"""Every fault of a model's file: of reading it, and of calculating each of its years."""

from __future__ import annotations

from pathlib import Path

from aimpartner.codec.check import Checked, check_tables
from aimpartner.codec.files import READERS, tables_of
from aimpartner.codec.model import flatten
from aimpartner.errors import InputError, InvalidValueError
from aimpartner.excel.form.read import opened
from aimpartner.model import Model


def check(model: Model | str | Path) -> Checked:
    """Return every fault of a model: of reading it, and of calculating each year with a budget.

    Each fault has its place: the sheet and cell of a workbook, or the table and row of a TOML or
    JSON file; a model itself is told by the rows that `to_json` writes. No fault hides another
    that does not follow from it.

    Args:
        model: a workbook, a TOML or JSON file, or a model.

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
    ending = Path(model).suffix.lower()
    if ending not in READERS and not ending.startswith(".xls"):
        rule = f"be a workbook (.xlsx), or a {' or '.join(READERS)} file"
        raise InvalidValueError("Model", rule, repr(str(model)))
    try:
        return (
            check_tables(tables_of(model), model)
            if ending in READERS
            else check_tables(*opened(model))
        )
    except InputError as fault:
        return Checked(str(model), fault.problems)
