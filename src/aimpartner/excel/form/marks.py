"""The marks of faults on one sheet: a colour and a comment at each cell, in the sheet's own parts.

A colour is a conditional format, so that no cell is touched; a comment has its text in one part and
its shape in another, as Excel keeps them. What is there already stays, and is only added to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from attrs import frozen
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from aimpartner.excel.form.package import Package, Relation, elements, links_of, within

AUTHOR = "aimpartner check"
_AFTER_DRAWING = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_AFTER_FORMATS = (
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    *_AFTER_DRAWING,
)
"""What stands after conditional formats in a sheet: ECMA-376, part 1, 18.3.1.99."""
_AREAS = 400
"""So many areas stand in one conditional format."""
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SHAPES = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NO_SHAPES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="900"/></o:shapelayout></xml>'
)
_FORM = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" id="_x0000_t9202" coordsize="21600,21600"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:'
    'office" xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}"'
    ' type="#_x0000_t9202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1"'
    ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 10, {right}, 15, {bottom}, 4"
    "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_FIRST_SHAPE = 921_600  # of the identity 900 above: 1,024 numbers each


@frozen
class Marks:
    """What is marked on one sheet.

    Args:
        cells: the cells that are coloured, as D7.
        words: what the comments say, by their cells.
    """

    cells: Sequence[str]
    words: Mapping[str, str]

    def put(self, package: Package, part: str, look: int) -> None:
        """Mark a sheet.

        Args:
            package: the workbook's parts.
            part: the sheet's.
            look: the number of the colour among the looks on a condition.
        """
        package.parts[part] = coloured(package.parts[part], self.cells, look)
        if self.words:
            self._comment(package, part)

    def _comment(self, package: Package, part: str) -> None:
        relations = package.relations(part)
        texts = _of_kind(relations, "/comments")
        sheet = elements(package.parts[part])
        links = links_of(sheet[0].namespace)
        if texts is None:
            empty = f'<comments xmlns="{sheet[0].namespace}"><authors/><commentList/></comments>'
            texts = package.add("xl/aimpartner_comments.xml", empty.encode(), _COMMENTS)
            package.relate(part, f"{links}/comments", texts)
        own = package.parts[texts]
        package.parts[texts] = commented(own, self.words)
        kept = {each.attributes.get("ref") for each in elements(own, ("comment",))}
        shapes = self._shapes(package, part, relations)
        new = [cell for cell in self.words if cell not in kept]
        package.parts[shapes] = shaped(package.parts[shapes], new)

    def _shapes(self, package: Package, part: str, relations: Mapping[str, Relation]) -> str:
        """Return the part of the sheet's shapes, which is added where there is none."""
        sheet = elements(package.parts[part])
        links = links_of(sheet[0].namespace)
        for each in sheet:
            if each.local == "legacyDrawing":
                return relations[each.attributes[f"{links} id"]].target
        shapes = package.add("xl/drawings/aimpartner.vml", _NO_SHAPES.encode(), _SHAPES)
        key = package.relate(part, f"{links}/vmlDrawing", shapes)
        said = f'<legacyDrawing xmlns="{sheet[0].namespace}" xmlns:r="{links}" r:id="{key}"/>'
        package.parts[part] = _before(package.parts[part], _AFTER_DRAWING, said)
        return shapes


def _of_kind(relations: Mapping[str, Relation], ending: str) -> str | None:
    return next((each.target for each in relations.values() if each.kind.endswith(ending)), None)


def _before(sheet: bytes, names: Collection[str], said: str) -> bytes:
    """Return a sheet with something more before the first of some elements, or at its end."""
    root, *children = elements(sheet)
    at = next((each.first for each in children if each.local in names), root.last)
    return sheet[:at] + said.encode() + sheet[at:]


def coloured(sheet: bytes, cells: Sequence[str], look: int) -> bytes:
    """Return a sheet whose cells have a colour, as a conditional format that always holds."""
    namespace, areas = elements(sheet, deepest=0)[0].namespace, list(areas_of(cells))
    said = "".join(
        f'<conditionalFormatting xmlns="{namespace}" sqref="{" ".join(areas[at : at + _AREAS])}">'
        f'<cfRule type="expression" dxfId="{look}" priority="1"><formula>TRUE</formula></cfRule>'
        "</conditionalFormatting>"
        for at in range(0, len(areas), _AREAS)
    )
    return _before(sheet, _AFTER_FORMATS, said)


def areas_of(cells: Sequence[str]) -> Iterator[str]:
    """Go through cells as areas: those below one another as one.

    Example:
        >>> list(areas_of(["D7", "D8", "D9", "B2"]))
        ['B2', 'D7:D9']
    """
    runs: list[tuple[int, int, int]] = []
    for column, row in sorted({coordinate_to_tuple(cell)[::-1] for cell in cells}):
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    for column, first, last in runs:
        letter = get_column_letter(column)
        yield f"{letter}{first}" if first == last else f"{letter}{first}:{letter}{last}"


def commented(texts: bytes, words: Mapping[str, str]) -> bytes:
    """Return the comments of a sheet with more; where a cell has one, its text goes on."""
    found = [each for each in elements(texts, ("comment",)) if each.local == "comment"]
    kept = {each.attributes["ref"]: each for each in found}
    inner = [each for each in elements(texts, ("text",)) if each.local == "text"]
    for cell in [cell for cell in reversed(list(kept)) if cell in words]:
        own = kept[cell]
        text = next((each for each in inner if own.first < each.first < own.last), None)
        run = f'<r xmlns="{own.namespace}">{_text(chr(10) + words[cell])}</r>'
        texts = within(texts, run, text) if text else texts
    root, *children = elements(texts)
    by_name = {each.local: each for each in children}
    authors = sum(each.local == "author" for each in elements(texts, ("author",)))
    more = "".join(
        f'<comment xmlns="{root.namespace}" ref="{cell}" authorId="{authors}"><text>{_text(said)}'
        "</text></comment>"
        for cell, said in words.items()
        if cell not in kept
    )
    texts = within(texts, more, by_name["commentList"])
    return within(texts, f'<author xmlns="{root.namespace}">{AUTHOR}</author>', by_name["authors"])


def _text(words: str) -> str:
    return f'<t xml:space="preserve">{in_xml(words)}</t>'


def in_xml(words: str) -> str:
    """Return words as XML can hold them.

    Example:
        >>> in_xml("a < b")
        'a &lt; b'
    """
    return escape(_NO_XML.sub("\ufffd", words))


def shaped(shapes: bytes, cells: Sequence[str]) -> bytes:
    """Return the shapes of a sheet with one more for the comment of each cell."""
    more = [] if b"_x0000_t9202" in shapes else [_FORM]
    for number, cell in enumerate(cells, start=_FIRST_SHAPE + shapes.count(b"<v:shape ")):
        row, column = (at - 1 for at in coordinate_to_tuple(cell))
        more.append(
            _SHAPE.format(
                number=number,
                row=row,
                column=column,
                left=column + 1,
                right=column + 5,
                top=max(row - 1, 0),
                bottom=max(row - 1, 0) + 7,
            )
        )
    return within(shapes, "".join(more))
