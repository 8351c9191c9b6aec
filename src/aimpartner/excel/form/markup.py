"""XML of a file that is not to be trusted: gone through once, with nothing in it that can swell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO, Protocol
from xml.parsers import expat

from defusedxml import EntitiesForbidden
from openpyxl.xml.constants import SHEET_MAIN_NS

_CHUNK = 65_536


class TooManyError(Exception):
    """A part holds more of something than anybody fills in."""

    def __init__(self, what: str, most: int) -> None:
        """Say of what, and how many are read."""
        super().__init__(what, most)
        self.what, self.most = what, most


class Handler(Protocol):
    """What hears of a part's elements, as they begin and end, and of the text within them."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear that an element begins."""

    def end(self, name: str) -> None:
        """Hear that an element ends."""

    @property
    def text(self) -> Callable[[str], object]:
        """What hears of a piece of text."""


def element(name: str) -> str:
    """Return what an element of a workbook is called in full, as a handler hears it."""
    return f"{SHEET_MAIN_NS} {name}"


def is_on(value: str | None) -> bool:
    """Return whether an attribute says yes."""
    return value in {"1", "true", "on"}


def walk(source: IO[bytes], handler: Handler) -> None:
    """Go through a part, and let the handler hear of it.

    Raises:
        EntitiesForbidden: it declares an entity.
        ExpatError: it is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk, False)  # noqa: FBT003  # expat takes no names
    parser.Parse(b"", True)  # noqa: FBT003  # the same


def _refuse(*declared: object) -> None:
    name, _, value, base, system, public, notation = declared
    raise EntitiesForbidden(name, value, base, system, public, notation)  # type: ignore[no-untyped-call]  # defusedxml's own
