"""The cells of a workbook as its file stores them: each with its value, formula and format.

openpyxl's own way of reading a workbook warns of what it would lose on saving it, and to keep that
from the caller would change the warning filters of the whole process. So its parts are used one by
one: nothing is read here but cells, their strings and the formats of numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from attrs import frozen
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE, builtin_format_code
from openpyxl.styles.stylesheet import Stylesheet
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import ARC_STYLE
from openpyxl.xml.functions import fromstring, iterparse


@frozen
class StoredCell:
    """One cell.

    Args:
        value: its value; of a formula, the one stored with it.
        kind: the kind of its value, as openpyxl letters it: "e" for an error, "str" for the
            empty text of a formula.
        formula: the formula, beginning with "="; nothing where there is none.
        form: the format of a number, as Excel writes it; nothing where it has none.
    """

    value: object
    kind: str
    formula: str | None = None
    form: str = ""


StoredRow = tuple[int, dict[int, StoredCell]]
"""The number of a row, and its cells by the numbers of their columns, all from 1."""


def stored(file: IO[bytes]) -> Iterator[tuple[str, Iterator[StoredRow]]]:
    """Go through the sheets of a workbook, each a name and its rows, in the workbook's order."""
    reader = ExcelReader(file, read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    days = _days(reader)
    for sheet in reader.parser.sheets:
        part = reader.parser.rels[sheet.id]
        if "chartsheet" not in part.Type:
            yield sheet.name, _rows(reader, part.target, days)


def _days(reader: Any) -> Any:  # noqa: ANN401  # openpyxl's own
    """Return the formats of days and times; a workbook may hold none."""
    if ARC_STYLE not in reader.valid_files:
        return Stylesheet()
    return Stylesheet.from_tree(fromstring(reader.archive.read(ARC_STYLE)))


def _rows(reader: Any, part: str, days: Any) -> Iterator[StoredRow]:  # noqa: ANN401  # the same
    with reader.archive.open(part) as source:
        yield from _Cells(source, reader.shared_strings, reader.wb.epoch, days).rows()


class _Cells(WorkSheetParser):
    """The cells of one sheet, and nothing else of it."""

    def __init__(self, source: Any, strings: Any, epoch: Any, days: Any) -> None:  # noqa: ANN401  # the same
        super().__init__(source, strings, data_only=True, epoch=epoch)
        self._days = days

    def rows(self) -> Iterator[StoredRow]:
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                number, cells = self.parse_row(element)
                yield number, {cell["column"]: cell["stored"] for cell in cells}
                element.clear()

    def parse_cell(self, element: Any) -> dict[str, Any]:  # noqa: ANN401  # an element of XML
        cell = super().parse_cell(element)
        formula = self._formula(element) if element.find(FORMULA_TAG) is not None else None
        kind, value = cell["data_type"], cell["value"]
        if kind == "n" and value is not None and cell["style_id"] in self._days.date_formats:
            kind, value = self._day(value, cell["style_id"])
        return {**cell, "stored": StoredCell(value, kind, formula, self._form(cell["style_id"]))}

    def _formula(self, element: Any) -> str:  # noqa: ANN401  # the same
        formula = self.parse_formula(element)  # type: ignore[no-untyped-call]  # openpyxl's own
        return str(getattr(formula, "text", formula))

    def _form(self, style: int) -> str:
        """Return the format of a cell; nothing where the file names one that it does not hold."""
        styles, custom = self._days.cell_styles, self._days.number_formats
        number = styles[style].numFmtId if style < len(styles) else 0
        own = number - BUILTIN_FORMATS_MAX_SIZE
        is_own = 0 <= own < len(custom)
        return str(custom[own]) if is_own else builtin_format_code(number) or ""

    def _day(self, number: float, style: int) -> tuple[str, object]:
        """Return the day or time that a number is shown as; one beyond all days is an error."""
        is_length = style in self._days.timedelta_formats
        try:
            return "d", from_excel(number, self.epoch, timedelta=is_length)
        except (OverflowError, ValueError):
            return "e", "#VALUE!"
