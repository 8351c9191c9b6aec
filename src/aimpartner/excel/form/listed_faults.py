"""The sheet of a marked copy that lists its faults, each with a link to its cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from openpyxl.utils.cell import quote_sheetname

from aimpartner.errors import Problem, sentence
from aimpartner.excel.form.fields import NOTES
from aimpartner.excel.form.marks import in_xml

LIST = f"{NOTES} on faults"
"""The sheet's name: what begins with Notes is for people, and no fault when the copy is read."""
MOST_LINKS = 50
"""So many places of one fault are listed."""
_WIDTHS = '<cols><col min="1" max="1" width="6"/><col min="2" max="2" width="32"/>'
_WIDTHS += '<col min="3" max="3" width="140"/></cols>'
_Line = tuple[str, str, str]


def list_of(problems: Sequence[Problem], sheets: Collection[str], namespace: str) -> bytes:
    """Return the sheet.

    Args:
        problems: the faults.
        sheets: the names of the workbook's sheets, which links can lead to.
        namespace: that of the workbook's sheets.
    """
    lines = [("", "Where", "What is at fault"), *_lines(problems)]
    rows = "".join(
        f'<row r="{number}">{"".join(map(_cell, line))}</row>'
        for number, line in enumerate(lines, start=1)
    )
    links = "".join(_links(lines, sheets))
    whole = f"<hyperlinks>{links}</hyperlinks>" if links else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        f"{_WIDTHS}<sheetData>{rows}</sheetData>{whole}</worksheet>"
    ).encode()


def _lines(problems: Sequence[Problem]) -> Iterator[_Line]:
    """Go through the lines of the list: one a place, what is at fault beside the first."""
    for number, problem in enumerate(problems, start=1):
        shown = problem.places[:MOST_LINKS]
        yield str(number), shown[0], sentence(problem)
        yield from (("", place, "the same") for place in shown[1:])
        more = len(problem.places) - len(shown)
        if more:
            yield "", f"and {more:,} more", "the same; they have the colour as well"


def _cell(words: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{in_xml(words)}</t></is></c>'


def _links(lines: Sequence[_Line], sheets: Collection[str]) -> Iterator[str]:
    """Go through the links from the second column to the cells, or to the sheets as such."""
    for number, (_, place, _) in enumerate(lines, start=1):
        sheet, mark, cell = place.rpartition("!")
        name = sheet if mark else place
        if name in sheets:
            to = in_xml(f"{quote_sheetname(name)}!{cell if mark else 'A1'}").replace('"', "&quot;")
            yield f'<hyperlink ref="B{number}" location="{to}" display="{to}"/>'
