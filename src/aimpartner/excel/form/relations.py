"""How the parts of a workbook are related: which one holds the workbook, its texts, its sheets."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from aimpartner.excel.form.archive import Archive, PartError, key_of, target_of

BOOK, SHEET, TEXTS, STYLES = "officeDocument", "worksheet", "sharedStrings", "styles"
_KINDS = {BOOK, SHEET, TEXTS, STYLES, "chartsheet", "dialogsheet"}
_USUAL = "xl/workbook.xml"


@frozen
class Relation:
    """One relation of a part.

    Args:
        kind: what the other part is to it, such as "worksheet".
        target: the other part.
    """

    kind: str
    target: str


@frozen
class Relations:
    """The relations of a part.

    Args:
        by_name: each that leads to a part that is read, by the name it goes by.
    """

    by_name: Mapping[str, Relation] = field(factory=dict)

    def first(self, kind: str) -> str | None:
        """Return the first part of a kind; `None` where there is none."""
        kinds = (each.target for each in self.by_name.values() if each.kind == kind)
        return next(kinds, None)


def relations_of(archive: Archive, part: str) -> Relations:
    """Return the relations of a part; of the archive itself, where the part is nothing.

    Raises:
        PartError: they are broken.
    """
    folder, _, name = part.rpartition("/")
    listed = f"{folder}/_rels/{name}.rels".lstrip("/")
    handler = _Handler(part, archive)
    if key_of(listed) in archive.parts:
        archive.walk(listed, handler)
    return Relations(handler.found)


def book_of(archive: Archive) -> str:
    """Return the part that holds the workbook, wherever it was moved to.

    Raises:
        PartError: it is another kind of workbook.
    """
    part = relations_of(archive, "").first(BOOK)
    if part is None or key_of(part) not in archive.parts:
        part = _USUAL
    if part.casefold().endswith(".bin"):
        raise PartError(part, "be XML, as in .xlsx", "a binary workbook (.xlsb)")
    return part


class _Handler:
    """Hears the relations of a part."""

    def __init__(self, part: str, archive: Archive) -> None:
        self.found: dict[str, Relation] = {}
        self._part, self._gauge = part, archive.gauge

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear of a relation; what lies outside of the file is nothing that is read."""
        kind = attributes.get("Type", "").rpartition("/")[2]
        is_within = attributes.get("TargetMode") != "External"
        if name.endswith("Relationship") and kind in _KINDS and is_within:
            self._gauge.hold("parts", len(self.found) + 1)
            target = target_of(self._part, attributes["Target"])
            self.found[attributes["Id"]] = Relation(kind, target)

    def end(self, name: str) -> None:
        """Hear that an element ends, which tells nothing."""

    def text(self, words: str) -> None:
        """Hear a text, which tells nothing."""
