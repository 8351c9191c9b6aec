"""How cells are shown, by the number of their style: of the styles no more is read than that."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from attrs import define, field, frozen
from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format

from aimpartner.excel.form.markup import Gauge, element, is_on

MOST_LETTERS = 1_000
"""The letters of a format of a number; Excel takes 255."""
_XF, _FONT, _STRIKE, _FORM, _DXF = map(element, ("xf", "font", "strike", "numFmt", "dxf"))
_ROOMS = {element(name) for name in ("cellXfs", "cellStyleXfs", "fonts", "numFmts", "dxfs")}
_CELLS, _FONTS, _FORMS, _DXFS = map(element, ("cellXfs", "fonts", "numFmts", "dxfs"))


@frozen
class Look:
    """How cells of one style are shown.

    Args:
        form: the format of a number, as Excel writes it; nothing where there is none.
        is_day: whether a number is shown as a day or a time.
        is_length: whether a number is shown as a length of time.
        is_struck: whether what is shown is struck through.
    """

    form: str = ""
    is_day: bool = False
    is_length: bool = False
    is_struck: bool = False


PLAIN = Look()


@lru_cache(maxsize=1_000)
def look_of(form: str, *, is_struck: bool = False) -> Look:
    """Return how cells are shown that have a format.

    Example:
        >>> look_of("dd/mm/yyyy").is_day, look_of("0.0%").is_day
        (True, False)
    """
    is_day = bool(is_date_format(form))
    is_length = bool(is_timedelta_format(form))
    return Look(form, is_day, is_length, is_struck)


@define
class Styles:
    """Hears the part of the styles.

    Args:
        gauge: how much has been read.
        reformats: the numbers of those looks on a condition that have a format of their own.
    """

    gauge: Gauge
    reformats: set[int] = field(factory=set)
    _cells: list[tuple[str, str]] = field(factory=list)
    _struck: set[str] = field(factory=set)
    _forms: dict[str, str] = field(factory=dict)
    _room: str = ""
    _fonts: int = 0
    _dxfs: int = 0
    _looks: dict[int, Look] = field(factory=dict)

    def look(self, style: int) -> Look:
        """Return how cells of a style are shown; plain, where the file has no such style."""
        look = self._looks.get(style)
        if look is None:
            look = self._looks[style] = self._look(style)
        return look

    def _look(self, style: int) -> Look:
        if not 0 <= style < len(self._cells):
            return PLAIN
        number, font = self._cells[style]
        form = self._forms.get(number)
        if form is None:
            known = builtin_format_code(int(number)) if number.isdecimal() else ""
            form = known or ""
        return look_of(form, is_struck=font in self._struck)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear that an element begins."""
        if name in _ROOMS:
            self._room = name
        elif name == _XF and self._room == _CELLS:
            self._cells.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))
        elif name == _FORM:
            self._add_form(attributes)
        elif name == _STRIKE and self._room == _FONTS and is_on(attributes.get("val", "1")):
            self._struck.add(str(self._fonts))

    def end(self, name: str) -> None:
        """Hear that an element ends."""
        if name in _ROOMS:
            self._room = ""
        elif name == _FONT and self._room == _FONTS:
            self._fonts += 1
        elif name == _DXF:
            self._dxfs += 1

    def text(self, words: str) -> None:
        """Hear a text, which tells nothing."""

    def _add_form(self, attributes: Mapping[str, str]) -> None:
        if self._room == _DXFS:
            self.reformats.add(self._dxfs)
            return
        number, form = attributes.get("numFmtId", ""), attributes.get("formatCode", "")
        if len(form) > MOST_LETTERS:
            raise ValueError(f"a number format of {len(form):,} letters")
        self._forms[number] = form
        self.gauge.hold("formats", len(self._forms))
