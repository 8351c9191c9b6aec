"""A copy of a workbook with each fault at its cell, and a sheet that lists them with links.

The copy keeps every part of the workbook byte for byte but those that the marks stand in, and in
those everything else: formulas with their values, pictures, macros, what later versions of Excel
add. What no copy can keep is told before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

from attrs import define, field

from aimpartner.codec.check import Checked
from aimpartner.errors import InvalidValueError, Problem, sentence
from aimpartner.excel.form.listed_faults import LIST, list_of
from aimpartner.excel.form.marks import Marks
from aimpartner.excel.form.package import Package, elements, links_of, within
from aimpartner.writable import free, put_in_place

MOST_COMMENTS = 100
"""So many cells of one fault have a comment; all of them have the colour."""
_ENDINGS = (".xlsx", ".xlsm")
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_COLOUR = (
    '<dxf xmlns="{}"><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/>'
    '<bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf>'
)
_AFTER_LOOKS = ("tableStyles", "colors", "extLst")
_SIGNATURES = "_xmlsignatures/"


def write_marked(found: Checked, target: str | Path, *, overwrite: bool = False) -> Path:
    """Write a copy of a workbook in which each fault stands at its cell; return its path.

    A cell at fault has a colour, and a comment that says what is wrong; of a fault in very many
    cells the first hundred have the comment. A sheet is added that lists all faults with links,
    and reading the copy passes over it. Everything else is as it was.

    Args:
        found: what `aimpartner.check` found in the workbook.
        target: where the copy goes; its ending is that of the workbook.
        overwrite: whether a file that is there may be replaced, but never the workbook itself.

    Raises:
        InvalidValueError: what was checked is no workbook, or one that cannot be opened; it has no
            fault; or the copy cannot be written there.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> import aimpartner as ap
        >>> with TemporaryDirectory() as folder:
        ...     empty = ap.excel.write_template(Path(folder, "empty.xlsx"))
        ...     ap.excel.write_marked(ap.check(empty), Path(folder, "marked.xlsx")).name
        'marked.xlsx'
    """
    source, goal = _workbook(found), Path(target)
    free(goal, overwrite=overwrite, suffixes=(source.suffix.lower(),))
    if goal.exists() and goal.samefile(source):
        remedy = "Choose another name."
        raise InvalidValueError(f"File {goal}", "be another than the workbook", "it", remedy)
    copy = _Copy(Package.read(source))
    copy.mark(found)
    with put_in_place(goal, overwrite=overwrite) as file:
        file.write(copy.package.packed())
    return goal


def lost_in_marked(found: Checked) -> tuple[str, ...]:
    """Return what a marked copy cannot keep, worded to follow "In the copy".

    Args:
        found: what `aimpartner.check` found in the workbook.

    Raises:
        InvalidValueError: what was checked is no workbook, or one that cannot be opened.
    """
    package = Package.read(_workbook(found))
    is_signed = any(name.startswith(_SIGNATURES) for name in package.parts)
    return ("the digital signature no longer holds.",) if is_signed else ()


def _workbook(found: Checked) -> Path:
    """Return the path of a workbook that was read, and has a fault to mark."""
    subject, path = f"Marked copy of {found.path}", Path(found.path)
    if path.suffix.lower() not in _ENDINGS:
        rule, remedy = "be of a workbook (.xlsx)", "Without --marked the faults are listed."
        raise InvalidValueError(subject, rule, path.suffix or "no file", remedy)
    whole = [problem for problem in found.problems if problem.place == "file"]
    if whole and not any("!" in place for each in found.problems for place in each.places):
        rule = "be of a workbook that can be opened"
        raise InvalidValueError(subject, rule, "one that cannot", sentence(whole[0]))
    if not found.problems:
        raise InvalidValueError(subject, "have a fault to mark", "none")
    return path


@define
class _Copy:
    """A workbook's copy while it is marked."""

    package: Package
    book: str = field(init=False)
    links: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the part of the workbook as a whole."""
        relations = self.package.relations("").values()
        self.book = next(each.target for each in relations if each.kind.endswith("/officeDocument"))
        self.links = links_of(elements(self.package.parts[self.book])[0].namespace)

    def mark(self, found: Checked) -> None:
        """Mark each cell at fault, and add the list."""
        sheets = dict(self._sheets())
        marks = {name: marks for name, marks in _marks(found.problems).items() if name in sheets}
        look = self._look()
        for name, marked in marks.items():
            marked.put(self.package, sheets[name], look)
        self._list(found, sheets)

    def _sheets(self) -> Iterator[tuple[str, str]]:
        """Go through the sheets: the name and the part of each."""
        relations = self.package.relations(self.book)
        for each in elements(self.package.parts[self.book], ("sheet",)):
            if each.local == "sheet":
                yield each.attributes["name"], relations[each.attributes[f"{self.links} id"]].target

    def _look(self) -> int:
        """Add the colour to the looks on a condition; return its number."""
        relations = self.package.relations(self.book).values()
        part = next(each.target for each in relations if each.kind.endswith("/styles"))
        styles = self.package.parts[part]
        root, *children = elements(styles)
        colour = _COLOUR.format(root.namespace)
        looks = next((each for each in children if each.local == "dxfs"), None)
        if looks is None:
            said = f'<dxfs xmlns="{root.namespace}" count="1">{colour}</dxfs>'
            at = next((each.first for each in children if each.local in _AFTER_LOOKS), root.last)
            self.package.parts[part] = styles[:at] + said.encode() + styles[at:]
            return 0
        number = sum(each.depth == looks.depth + 1 for each in elements(styles, ("dxf",)))
        added = within(styles, colour, looks)
        count = re.compile(rb'count="\d+"')
        head = count.sub(b'count="%d"' % (number + 1), added[looks.first :], count=1)
        self.package.parts[part] = added[: looks.first] + head
        return number

    def _list(self, found: Checked, sheets: dict[str, str]) -> None:
        """Add the sheet that lists the faults, after the others."""
        book = self.package.parts[self.book]
        root, *children = elements(book)
        name, count = LIST, 1
        while name.casefold() in {each.casefold() for each in sheets}:
            count += 1
            name = f"{LIST} {count}"
        content = list_of(found.problems, sheets, root.namespace)
        part = self.package.add("xl/worksheets/aimpartner_faults.xml", content, _SHEET)
        key = self.package.relate(self.book, f"{self.links}/worksheet", part)
        others = [each.attributes for each in elements(book, ("sheet",)) if each.local == "sheet"]
        number = max(int(each["sheetId"]) for each in others) + 1
        said = f'<sheet xmlns="{root.namespace}" xmlns:r="{self.links}" name={quoteattr(name)}'
        said += f' sheetId="{number}" r:id="{key}"/>'
        parent = next(each for each in children if each.local == "sheets")
        self.package.parts[self.book] = within(book, said, parent)


def _marks(problems: tuple[Problem, ...]) -> dict[str, Marks]:
    """Return what is marked on each sheet, by its name."""
    cells: dict[str, dict[str, None]] = {}
    words: dict[str, dict[str, str]] = {}
    for problem in problems:
        for number, place in enumerate(problem.places):
            sheet, mark, cell = place.rpartition("!")
            if mark:
                cells.setdefault(sheet, {})[cell] = None
                told = words.setdefault(sheet, {})
                if number < MOST_COMMENTS:
                    told[cell] = "\n".join(filter(None, [told.get(cell), sentence(problem)]))
    return {sheet: Marks(list(cells[sheet]), words[sheet]) for sheet in cells}
