"""The sections of a Start sheet: every cell of it is read, is for people, or is a fault.

For people are: what stands alone in the first column above the head of a section; a row, or a
column by its head, that begins with Notes; and blank cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter

from aimpartner.exact import listed
from aimpartner.excel.form.cells import CellRow, NoValue, Page
from aimpartner.excel.form.fields import NOTES
from aimpartner.excel.form.head import words
from aimpartner.excel.start.found import FoundSection, FoundStart
from aimpartner.excel.start.layout import ALL_TABLES, PARTNERS, SECTIONS, Section
from aimpartner.misspelt import meant_by
from aimpartner.spelling import folded

_TITLES = {folded(section.title): section for section in SECTIONS}
_NUMBERS = {"amount", "number", "percent"}
"""The kinds of columns that hold numbers."""
_FIRST = 1
"""The column of titles, of labels, and of the names of rows."""


def is_start(page: Page) -> bool:
    """Return whether a sheet has the titles of a Start sheet; two of them tell."""
    return len({section.title for _, section in _titled(page.rows)}) > 1


def _titled(rows: Sequence[CellRow]) -> Iterator[tuple[int, Section]]:
    """Go through the rows that are titles, by their place among the rows."""
    for at, cells in enumerate(rows):
        section = _TITLES.get(folded(str(cells.values.get(_FIRST))))
        if section is not None:
            yield at, section


def find_sections(page: Page) -> FoundStart:
    """Return the sections of a sheet, and what of it is neither read nor for people.

    Where a title is absent or stands twice, none is read: what is whose cannot be told.
    """
    start = FoundStart(page.name)
    titles = list(_titled(page.rows))
    _check_titles(start, [(page.rows[at].number, section) for at, section in titles])
    if start.problems:
        return start
    for cells in page.rows[: titles[0][0]]:
        _check_alone(start, cells)
    ends = [at for at, _ in titles[1:]] + [len(page.rows)]
    for (at, section), end in zip(titles, ends, strict=True):
        _check_alone(start, page.rows[at])
        found = FoundSection(section, page.name, page.rows[at].number)
        start.sections[section.title] = found
        _read(start, found, page.rows[at + 1 : end])
    return start


def _check_titles(start: FoundStart, titles: Sequence[tuple[int, Section]]) -> None:
    there: dict[str, int] = {}
    for number, section in titles:
        if there.setdefault(section.title, number) != number:
            got = f"{section.title} again, after A{there[section.title]}"
            place = f"{start.name}!A{number}"
            start.refuse(place, "title", "stand once", got, of=ALL_TABLES)
    for section in SECTIONS:
        if section.title not in there:
            rule = f"have the parts {listed(each.title for each in SECTIONS)}"
            remedy = "Write its title in the first column, above its head."
            got = f"none called {section.title}"
            start.refuse(start.name, "sheet", rule, got, remedy, of=ALL_TABLES)


def _check_alone(start: FoundStart, cells: CellRow) -> None:
    """Refuse a row outside of the tables that is more than a line of words for people."""
    strange = [column for column in cells.values if column != _FIRST]
    if strange and not _is_for_people(cells):
        place = f"{start.name}!{get_column_letter(strange[0])}{cells.number}"
        rule, got = "stand below the head of a part", _shown(cells, strange[0])
        remedy = f"Move it below a head, or begin the row with {NOTES}."
        start.refuse(place, "row", rule, got, remedy)


def _shown(cells: CellRow, column: int) -> str:
    value = cells.values[column]
    return value.shown if isinstance(value, NoValue) else repr(str(value))


def _is_for_people(cells: CellRow) -> bool:
    value = cells.values.get(_FIRST)
    return isinstance(value, str) and _is_note(folded(value))


def _is_note(text: str) -> bool:
    return text.startswith(folded(NOTES))


def _read(start: FoundStart, found: FoundSection, rows: Sequence[CellRow]) -> None:
    required = found.section.required
    tops = [at for at, cells in enumerate(rows) if {*required} <= {*words(cells).values()}]
    if not tops:
        near = next((cells for cells in rows if len(cells.values) > 1), None)
        place = f"{start.name}!A{near.number}" if near else found.place
        lacking = [name for name in required if near is None or name not in words(near).values()]
        remedy = "Call the columns as in the sheet that `aimpartner template` writes."
        rule = f"hold: {listed(required)}"
        got = f"one without {listed(lacking)}"
        start.refuse(place, "head", rule, got, remedy, of=found.section.tables)
        return
    for cells in rows[: tops[0]]:
        _check_alone(start, cells)
    found.head = rows[tops[0]]
    _name_columns(start, found, found.head)
    _check_notes(start, found, rows)
    found.rows.extend(cells for cells in rows[tops[0] + 1 :] if not _is_for_people(cells))
    _check_heads(start, found)
    found.rows[:] = [cells for cells in found.rows if found.read & cells.values.keys()]


def _name_columns(start: FoundStart, found: FoundSection, head: CellRow) -> None:
    """Keep where each field stands; refuse a column that is no field, or one twice."""
    known = [each.name for each in found.section.fields]
    for column, text in words(head).items():
        cell = found.at(head, column)
        if isinstance(cell.value, NoValue):
            said = (cell.value.rule, cell.value.shown, cell.value.remedy)
            start.refuse(cell.place, "column", *said, of=_made_of(found))
        elif text in known and text not in found.columns:
            found.columns[text] = column
        elif found.section is PARTNERS and text not in (*known, "") and not _is_note(text):
            found.figures.append(column)
        elif not _is_note(text):
            meant = meant_by(text, {*known} - found.columns.keys())
            remedy = f"Call it {meant}." if meant else f"Begin it with {NOTES} if it is for people."
            rule = f"be one of {listed(known)}, each once"
            start.refuse(cell.place, "column", rule, repr(cell.words), remedy)


def _check_notes(start: FoundStart, found: FoundSection, rows: Sequence[CellRow]) -> None:
    """Refuse a row for people that holds a number where numbers are read: it may be meant."""
    kinds = {each.name: each.kind for each in found.section.fields}
    numbers = {at for name, at in found.columns.items() if kinds[name] in _NUMBERS}
    for cells in filter(_is_for_people, rows):
        columns = sorted(cells.values.keys() & {*numbers, *found.figures})
        held = [column for column in columns if not _is_words(cells.values[column])]
        if held:
            place = found.at(cells, held[0]).place
            rule = f"hold no number in a column that is read, where it begins with {NOTES}"
            remedy = (
                "If the row counts, begin it otherwise; if not, move the number to a column whose "
                f"head begins with {NOTES}."
            )
            got = _shown(cells, held[0])
            start.refuse(place, "row", rule, got, remedy, of=found.section.tables)


def _is_words(value: object) -> bool:
    """Return whether a value is a remark, and no number however it is typed."""
    letters = value if isinstance(value, str) else "0"
    return any(map(str.isalpha, letters)) or not any(map(str.isdigit, letters))


def _made_of(found: FoundSection) -> tuple[str, ...]:
    """Return the full tables that lack rows where a column of figures has no head."""
    return ("measures",) if found.section is PARTNERS else ()


def _check_heads(start: FoundStart, found: FoundSection) -> None:
    """Refuse each column that holds values under no head, once."""
    top = found.head.values.keys() if found.head else ()
    firsts: dict[int, CellRow] = {}
    for cells in found.rows:
        for column in cells.values.keys() - top:
            firsts.setdefault(column, cells)
    for column in sorted(firsts):
        place = found.at(firsts[column], column).place
        remedy = f"Give it one, which begins with {NOTES} if the column is for people."
        got = f"no head over {_shown(firsts[column], column)}"
        start.refuse(place, "column", "have a head", got, remedy, of=_made_of(found))
