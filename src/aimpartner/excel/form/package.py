"""The parts of a workbook as its archive holds them: some changed, the others byte for byte."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import define, field, frozen
from openpyxl.xml.functions import fromstring

_TYPES = "[Content_Types].xml"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_LINKS = f"{_STRICT}officeDocument/relationships"


@frozen
class Relation:
    """What one part says of another: its id, what the other is, and where it is."""

    key: str
    kind: str
    target: str


@define
class Package:
    """The parts of a workbook.

    Args:
        parts: their contents, by their names.
        files: how each was packed.
    """

    parts: dict[str, bytes]
    files: dict[str, ZipInfo] = field(factory=dict)

    @classmethod
    def read(cls, path: Path) -> Package:
        """Return the parts of a workbook that has been opened before."""
        with ZipFile(path) as archive:
            files = {file.filename: file for file in archive.infolist()}
            return cls({name: archive.read(name) for name in files}, files)

    def packed(self) -> bytes:
        """Return the archive of all parts, the old ones in their order."""
        content = BytesIO()
        with ZipFile(content, "w", ZIP_DEFLATED) as archive:
            for name, part in self.parts.items():
                made = self.files[name].date_time if name in self.files else _LONG_AGO
                file = ZipInfo(name, made)
                file.compress_type = ZIP_DEFLATED
                archive.writestr(file, part)
        return content.getvalue()

    def add(self, name: str, content: bytes, kind: str) -> str:
        """Add a part under a name that none has, and say what it holds; return the name."""
        stem, dot, ending = name.rpartition(".")
        count = 1
        while name in self.parts:
            count += 1
            name = f"{stem}{count}{dot}{ending}"
        self.parts[name] = content
        told = f'<Override xmlns="{_TYPES_NS}" PartName="/{name}" ContentType="{kind}"/>'
        self.parts[_TYPES] = within(self.parts[_TYPES], told)
        return name

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Return the relations of a part by their ids, with the names of the parts they lead to."""
        content = self.parts.get(_relations_of(part))
        tree: Any = fromstring(content) if content else ()
        found = [(each.get("Id"), each.get("Type"), each.get("Target")) for each in tree]
        folder = posixpath.dirname(part)
        return {
            key: Relation(key, kind, posixpath.normpath(posixpath.join("/", folder, to))[1:])
            for key, kind, to in found
        }

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part lead to another; return the id of the relation."""
        known, count = self.relations(part), 1
        while (key := f"aimpartner{count}") in known:
            count += 1
        said = f'<Relationship xmlns="{_RELATIONS_NS}" Id="{key}" Type={quoteattr(kind)}'
        where = _relations_of(part)
        empty = f'<Relationships xmlns="{_RELATIONS_NS}"></Relationships>'.encode()
        content = self.parts.get(where, empty)
        self.parts[where] = within(content, f'{said} Target="/{target}"/>')
        return key


_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def links_of(namespace: str) -> str:
    """Return what relations are called in a workbook of a namespace: strict ones have their own.

    Example:
        >>> links_of("http://purl.oclc.org/ooxml/spreadsheetml/main")
        'http://purl.oclc.org/ooxml/officeDocument/relationships'
    """
    return _STRICT_LINKS if namespace.startswith(_STRICT) else _LINKS


@frozen
class Found:
    """An element in the text of a part: its name, where it begins and its end tag does."""

    name: str
    depth: int
    attributes: Mapping[str, str]
    first: int
    last: int

    @property
    def local(self) -> str:
        """Its name without the namespace."""
        return self.name.rpartition(" ")[2]

    @property
    def namespace(self) -> str:
        """The namespace of its name."""
        return self.name.rpartition(" ")[0]


def elements(xml: bytes, wanted: Collection[str] = (), deepest: int = 1) -> list[Found]:
    """Return the elements down to some depth as they begin, and wanted ones at any depth.

    Args:
        xml: the part, in UTF-8.
        wanted: the local names of elements that are asked for.
        deepest: how deep the others are; the root has the depth 0.
    """
    found: list[Found] = []
    open_ones: list[tuple[str, Mapping[str, str], int]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: Mapping[str, str]) -> None:
        open_ones.append((name, attributes, parser.CurrentByteIndex))

    def end(name: str) -> None:
        _, attributes, first = open_ones.pop()
        if len(open_ones) <= deepest or name.rpartition(" ")[2] in wanted:
            here = parser.CurrentByteIndex
            found.append(Found(name, len(open_ones), attributes, first, here))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(xml, True)  # noqa: FBT003  # expat takes no names
    return sorted(found, key=lambda each: each.first)


def within(xml: bytes, said: str, parent: Found | None = None) -> bytes:
    """Return a part with something more at the end of an element; left out, of the whole part."""
    element = parent or elements(xml, deepest=0)[0]
    before, after = xml[: element.last], xml[element.last :]
    is_empty = before.endswith(b"/>") and xml.index(b">", element.first) == element.last - 1
    if not is_empty:
        return before + said.encode() + after
    tag = before[element.first :].rstrip(b"/> ")
    name = tag[1:].split()[0]
    return b"".join([before[: element.first], tag, b">", said.encode(), b"</", name, b">", after])
