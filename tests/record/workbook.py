"""What the cells of a workbook hold, read in one pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

_IN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LITERAL = re.compile(r'"(?:[^"]|"")*"')
_RULES = ("dataValidation", "cfRule")


def cells(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a workbook's figures and words, by sheet and cell.

    A number is a figure, and so is a formula but for the texts within it; the formulas of
    validations and conditional formats stand under "rules", defined names under "names".
    """
    figures, words = dict[str, Any](), dict[str, Any]()
    with ZipFile(path) as book:
        main = fromstring(book.read("xl/workbook.xml"))
        shared = [_text(each) for each in fromstring(book.read("xl/sharedStrings.xml"))]
        for number, sheet in enumerate(main.iter(f"{_IN}sheet"), start=1):
            tree = fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            figures[sheet.attrib["name"]], words[sheet.attrib["name"]] = _sheet(tree, shared)
    figures["names"] = {e.attrib["name"]: e.text for e in main.iter(f"{_IN}definedName")}
    return figures, words


def _sheet(tree: Element, shared: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    figures, words = dict[str, Any](), dict[str, Any]()
    for cell in tree.iter(f"{_IN}c"):
        figure, said = _cell(cell, shared)
        for side, found in ((figures, figure), (words, said)):
            if found:
                side[cell.attrib["r"]] = " | ".join(found)
    rules = [
        [each.get("sqref", ""), *(inner.text or "" for inner in each.iter() if inner is not each)]
        for kind in _RULES
        for each in tree.iter(f"{_IN}{kind}")
    ]
    # which of the rules comes first is XlsxWriter's affair, and differs by its version
    figures["rules"] = sorted(_LITERAL.sub('""', " | ".join(each)) for each in rules)
    words["rules"] = sorted(text for each in rules for text in _LITERAL.findall(" | ".join(each)))
    return figures, words


def _cell(cell: Element, shared: list[str]) -> tuple[list[str], list[str]]:
    """Return the figures and the words of one cell: its formula, and the value that is stored."""
    formula, value = cell.findtext(f"{_IN}f"), cell.findtext(f"{_IN}v")
    figures = [] if formula is None else ["=" + _LITERAL.sub('""', formula)]
    words = [] if formula is None else [e for e in _LITERAL.findall(formula) if e != '""']
    match cell.get("t"):
        case "s":
            words.append(shared[int(value or 0)])
        case "str":
            words.append(value or "")
        case None | "n":
            figures += [repr(float(value))] if value else []
        case kind:
            figures.append(f"{kind} {value}")
    return figures, words


def _text(item: Element) -> str:
    return "".join(each.text or "" for each in item.iter(f"{_IN}t"))
