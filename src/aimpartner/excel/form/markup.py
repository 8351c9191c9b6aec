"""XML of a file that is not to be trusted: gone through once, with nothing in it that can swell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO, Protocol
from xml.parsers import expat

from attrs import define
from defusedxml import DTDForbidden
from openpyxl.xml.constants import SHEET_MAIN_NS

from aimpartner.codec.capacity import BeyondCapacityError, Capacity

_CHUNK = 65_536
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main "
"""What Strict Open XML calls by another name than Excel's own; it means the same."""

Start = Callable[[str, Mapping[str, str]], object]
End = Callable[[str], object]


class Handler(Protocol):
    """What hears of a part's elements, as they begin and end, and of the text within them."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear that an element begins."""

    def end(self, name: str) -> None:
        """Hear that an element ends."""

    @property
    def text(self) -> End:
        """What hears of a piece of text."""


@define
class Gauge:
    """How much of a workbook has been read so far, all its parts together.

    Args:
        capacity: how much is read.
        elements: the elements.
        cells: the cells.
    """

    capacity: Capacity
    elements: int = 0
    cells: int = 0

    def hold(self, bound: str, count: int) -> None:
        """Refuse to read more of something.

        Raises:
            BeyondCapacityError: there are more than are read.
        """
        if count > getattr(self.capacity, bound):
            raise BeyondCapacityError(bound, self.capacity)


def element(name: str) -> str:
    """Return what an element of a workbook is called in full, as a handler hears it."""
    return f"{SHEET_MAIN_NS} {name}"


def is_on(value: str | None) -> bool:
    """Return whether an attribute says yes."""
    return value in {"1", "true", "on"}


def walk(source: IO[bytes], handler: Handler, gauge: Gauge) -> None:
    """Go through a part, and let the handler hear of it.

    Raises:
        BeyondCapacityError: it holds more than is read.
        DTDForbidden: it declares a type of document, in which entities may swell.
        ExpatError: it is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    _listen(parser, handler, gauge)
    fed = 0
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk, False)  # noqa: FBT003  # expat takes no names
        fed += len(chunk)
        gauge.hold("markup", fed - parser.CurrentByteIndex)
    parser.Parse(b"", True)  # noqa: FBT003  # the same


def _listen(parser: expat.XMLParserType, handler: Handler, gauge: Gauge) -> None:
    """Let the handler hear of each element and text, in Excel's own words for them."""
    start, end, text = _counted(handler, gauge)

    def first(name: str, attributes: Mapping[str, str]) -> None:
        is_strict = name.startswith(_STRICT)
        parser.StartElementHandler = _in_our_words(start) if is_strict else start
        parser.EndElementHandler = _ends_in_our_words(end) if is_strict else end
        parser.StartElementHandler(name, attributes)

    parser.StartElementHandler = first
    parser.CharacterDataHandler = text


def _counted(handler: Handler, gauge: Gauge) -> tuple[Start, End, End]:
    """Return what hears of elements and texts, unless there is too much of them."""
    depth = letters = 0
    begin, finish, hear, most = handler.start, handler.end, handler.text, gauge.capacity

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth, letters
        depth, letters = depth + 1, 0
        gauge.elements += 1
        is_much = gauge.elements > most.elements or depth > most.depth
        if is_much or len(attributes) > most.attributes:
            _hold_all(gauge, depth, len(attributes))
        begin(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        finish(name)

    def text(words: str) -> None:
        nonlocal letters
        letters += len(words)
        if letters > most.letters:
            raise BeyondCapacityError("letters", most)
        hear(words)

    return start, end, text


def _hold_all(gauge: Gauge, depth: int, attributes: int) -> None:
    """Refuse to go on by the bound that is met."""
    gauge.hold("elements", gauge.elements)
    gauge.hold("depth", depth)
    gauge.hold("attributes", attributes)


def _in_our_words(start: Start) -> Start:
    return lambda name, attributes: start(_ours(name), attributes)


def _ends_in_our_words(end: End) -> End:
    return lambda name: end(_ours(name))


def _ours(name: str) -> str:
    """Return what Excel's own files call an element of Strict Open XML."""
    return element(name.removeprefix(_STRICT)) if name.startswith(_STRICT) else name


def _refuse(*declared: object) -> None:
    name, system, public, _ = declared
    raise DTDForbidden(name, system, public)  # type: ignore[no-untyped-call]  # defusedxml's own
