"""What a reader of the contribution workbook finds in it, after LibreOffice has recalculated."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from aimpartner.excel.writing.names import defined_name
from aimpartner.money import Money
from aimpartner.working.bounds import FAR
from aimpartner.working.steps import Op

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from aimpartner.contributions.contributions import Contributions
    from aimpartner.working.steps import Figure
    from aimpartner.working.worked import Worked

Amounts = dict[str, tuple[Money, ...]]


def rows(sheet: Worksheet) -> list[list[object]]:
    """Return the values of every row."""
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def money(value: object) -> Money:
    """Return a cell's number as money; it has to be one to a hundredth of a penny."""
    assert isinstance(value, (int, float)), value
    assert abs(value * 100 - round(value * 100)) < 0.01, value
    return Money.from_pence(round(value * 100))


def cell(book: Workbook, address: str) -> Cell:
    """Return the cell that is named by an address."""
    ((sheet, place),) = book.defined_names[defined_name(address, set())].destinations
    found: Cell = book[sheet][place]
    return found


def origin(book: Workbook, address: str) -> Cell:
    """Return the cell at an address; of a contribution the cell of the working it comes from."""
    found = cell(book, address)
    if not address.startswith("contribution/"):
        return found
    gated = str(found.value).removeprefix("=IF(calculable,").removesuffix(',"–")')
    sheet, place = gated.removesuffix("/100").split("!")
    read: Cell = book[sheet][place]
    return read


def retype(book: Workbook, made: Contributions, draw: Random) -> None:
    """Type another number over every figure of the budget and of the evidence."""
    for step in made.working.inputs:
        if step.at.startswith(("budget/", "evidence/")):
            for name in made.partners if step.is_column else ("",):
                cell(book, step.address(name)).value = draw.randint(1, 90_000)


def paid(book: Workbook) -> Amounts:
    """Return contribution, incurred and net payable of each partner, the residual and the call."""
    found: Amounts = {}
    for name, *numbers in rows(book["Contributions"]):
        if name in ("all partners", "residual", "call"):
            found[str(name)] = (money(numbers[2]),)
        elif isinstance(numbers[2], (int, float)) and isinstance(numbers[0], (int, float)):
            found[str(name)] = (money(numbers[2]), money(numbers[3]), money(numbers[4]))
    return found


def expected(result: Contributions) -> Amounts:
    """Return the same of a result."""
    each = {one.partner: (one.amount, one.incurred, one.net) for one in result}
    whole = Money.from_pence(sum(one.amount.pence for one in result))
    return each | {
        "all partners": (whole,),
        "residual": (result.residual,),
        "call": (result.call,),
    }


def integrity(book: Workbook) -> dict[str, object]:
    """Return what each integrity check reads."""
    table = rows(book["Checks"])
    first = next(number for number, row in enumerate(table) if row[0] == "check") + 1
    last = next(number for number, row in enumerate(table) if row[0] == "all checks")
    return {str(row[0]): row[1] for row in table[first : last + 1]}


def changes(book: Workbook) -> dict[str, object]:
    """Return the status of each figure that was calculated."""
    table = rows(book["Checks"])
    first = next(number for number, row in enumerate(table) if row[0] == "figure") + 1
    last = next(n for n, row in enumerate(table) if row[0] == "figures that have changed")
    return {str(row[0]): row[3] for row in table[first:last]}


def stray_steps(book: Workbook, worked: Worked) -> list[str]:
    """Return the steps whose row does not read what the engine has, and every one that is not."""
    found = {row[0]: row[5:] for row in rows(book["Working"]) if isinstance(row[0], int)}
    return [
        f"{number} {step.op.value}: {read} for {figure}"
        for number, (step, figure) in enumerate(zip(worked.steps, worked.figures, strict=True), 1)
        if not _agree(read := found[number], figure, exact=step.op is Op.ROUND)
    ]


def _agree(read: list[object], figure: Figure, *, exact: bool) -> bool:
    wanted = figure if isinstance(figure, tuple) else (figure,)
    numbers = read[1 : len(wanted) + 1] if isinstance(figure, tuple) else read[:1]
    return all(_near(a, b, exact=exact) for a, b in zip(numbers, wanted, strict=True))


def _near(read: object, wanted: Fraction, *, exact: bool) -> bool:
    if not isinstance(read, (int, float)):
        return False
    exact_number = float(wanted)
    return abs(read - exact_number) <= (1e-6 if exact else 1e-9 * abs(exact_number) + 1e-5)


def stored(path: Path) -> Workbook:
    """Return a workbook with the values that its file came with."""
    return load_workbook(path, data_only=True)


def rough(value: object) -> object:
    """Return a number without what a double adds to it; no text as no value."""
    if isinstance(value, (int, float)):
        return pytest.approx(value, rel=1e-9, abs=1e-5)
    return None if value == "" else value


def status(book: Workbook) -> str:
    """Return the one status, which every sheet has to show."""
    said = str(cell(book, "status").value)
    for sheet in book.worksheets:
        heads = [row[0].value for row in sheet.iter_rows(max_row=2)]
        assert f"Figures: {said}" in heads, sheet.title
    assert entries(book["Cover"])["figures"] == said
    return said


def errors(book: Workbook) -> list[str]:
    """Return the cells that show an error."""
    return [
        f"{sheet.title}!{each.coordinate}: {each.value}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for each in row
        if each.data_type == "e"
    ]


def entries(sheet: Worksheet) -> dict[str, object]:
    """Return the last value of each row by its first, such as what the cover says of a thing."""
    filled = [[each for each in row if each is not None] for row in rows(sheet)]
    return {str(row[0]): row[-1] for row in filled if row}


def stray_cells(before: Workbook, after: Workbook) -> list[str]:
    """Return the cells of which the stored value is not the recalculated one."""
    return [
        f"{sheet.title}!{cell.coordinate}: {cell.value!r} became {now!r}"
        for sheet in before.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not _alike(cell.value, now := after[sheet.title][cell.coordinate].value)
    ]


def _alike(before: object, now: object) -> bool:
    if isinstance(before, (int, float)) and isinstance(now, (int, float)):
        # A total at the scale where the least of amounts meets no bound: nothing is paid by it.
        rel = 1e-6 if abs(before) >= FAR / 2 else 1e-12
        return bool(now == pytest.approx(before, rel=rel, abs=1e-6))
    return (before or "") == (now or "")
