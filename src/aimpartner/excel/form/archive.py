"""The archive that a workbook is: its parts, by the names that they are related by."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import IO, Literal
from urllib.parse import unquote
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from attrs import define, field
from defusedxml import DTDForbidden

from aimpartner.codec.capacity import BeyondCapacityError, Capacity
from aimpartner.excel.form.markup import Gauge, Handler, walk

UNPACKABLE = (zipfile.BadZipFile, RuntimeError, ValueError, EOFError, zlib.error, OSError)
"""What reading an archive raises that is broken, locked, or packed in a way of its own."""
_END, _SIZE_64 = b"PK\x05\x06", b"PK\x06\x07"
_LOCKED = 0x1
_BEFORE_END = 76
"""The bytes before the end in which a larger archive says how long its list is."""
_LONGEST_END = 22 + 65_535 + _BEFORE_END
_BYTES_OF_ENTRY = 200
"""What an entry in the list of an archive takes: 46 bytes, its name and its dates."""


class PartError(Exception):
    """A part of a workbook that is not what it has to be."""

    def __init__(self, part: str, rule: str, got: str) -> None:
        """Say which part, what it must be, and what was found."""
        super().__init__(part, rule, got)
        self.part, self.rule, self.got = part, rule, got


@define
class Archive:
    """The parts of a workbook.

    Args:
        file: the archive.
        capacity: how much of it is read.
        parts: its parts, by their names as they are related; see `key_of`.
        gauge: how much has been read.
    """

    file: ZipFile
    capacity: Capacity
    parts: Mapping[str, ZipInfo] = field(init=False)
    gauge: Gauge = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Know each part by one name.

        Raises:
            PartError: two parts have one name.
        """
        self.gauge = Gauge(self.capacity)
        parts: dict[str, ZipInfo] = {}
        for info in self.file.infolist():
            if parts.setdefault(key_of(info.filename), info) is not info:
                raise PartError(info.filename, "be in the file once", "two of that name")
        self.parts = parts

    def walk(self, part: str, handler: Handler) -> None:
        """Go through a part, and let the handler hear of it.

        Raises:
            BeyondCapacityError: it holds more than is read.
            PartError: it is not there, or is broken.
        """
        info = self.parts.get(key_of(part))
        if info is None:
            raise PartError(part, "be in the file", "no such part")
        if info.flag_bits & _LOCKED:
            raise PartError(part, "be without a password", "one with a password")
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise PartError(part, "be packed as Excel packs", "another way of packing")
        try:
            with self.file.open(info) as source:
                walk(source, handler, self.gauge)
        except DTDForbidden as fault:
            raise PartError(part, "declare no type of document", "one that does") from fault
        except ExpatError as fault:
            raise PartError(part, "be sound XML", str(fault)) from fault
        except (*UNPACKABLE, LookupError, ArithmeticError) as fault:
            raise PartError(part, "hold what its format allows", _words(fault)) from fault


def _words(fault: Exception) -> str:
    return " ".join(str(fault).split()) or type(fault).__name__


def key_of(name: str) -> str:
    r"""Return what a part is known by, however its name is written.

    Example:
        >>> key_of("/xl\\Worksheets/sheet%201.xml")
        'xl/worksheets/sheet 1.xml'
    """
    return normpath(unquote(name).replace("\\", "/")).lstrip("/").casefold()


def target_of(part: str, target: str) -> str:
    """Return the part that a relation of another leads to.

    Example:
        >>> target_of("xl/workbook.xml", "worksheets/sheet1.xml")
        'xl/worksheets/sheet1.xml'
        >>> target_of("xl/workbook.xml", "/xl/styles.xml")
        'xl/styles.xml'
    """
    return normpath(join(dirname(part), target.replace("\\", "/"))).lstrip("/")


def check_list(file: IO[bytes], capacity: Capacity) -> None:
    """Refuse an archive of which the list of parts alone would take long to read.

    Raises:
        BeyondCapacityError: it is too long.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_END))
    tail = file.read(_LONGEST_END)
    end = tail.rfind(_END)
    listed = _number(tail, end + 12, 4) if end >= 0 else 0
    if end >= _BEFORE_END and tail[end - 20 :].startswith(_SIZE_64):
        listed = _number(tail, end - 36, 8)  # an archive of the larger kind says it there
    if listed > capacity.parts * _BYTES_OF_ENTRY:
        raise BeyondCapacityError("parts", capacity)
    file.seek(0)


def _number(held: bytes, at: int, size: Literal[4, 8]) -> int:
    return int.from_bytes(held[at : at + size], "little")
