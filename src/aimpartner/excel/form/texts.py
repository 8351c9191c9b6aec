"""The texts of a workbook: in pieces, where a person gave a part of one another look."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import frozen

from aimpartner.excel.form.markup import Gauge, element, is_on

_TEXT, _PIECE, _ITEM, _SOUND = map(element, ("t", "r", "si", "rPh"))
_STRIKE, _ALIGN = map(element, ("strike", "vertAlign"))
_LOOKS = {"superscript": "raised", "subscript": "lowered"}
_CODED = re.compile("_x(00[01][0-9A-F]|005F)_", re.IGNORECASE)

STRUCK = "struck through"


@frozen
class Piece:
    """A part of a text.

    Args:
        words: what it says.
        look: raised, lowered or struck through; nothing where it is none of them.
    """

    words: str
    look: str = ""


Text = str | tuple[Piece, ...]
"""What a cell says, in pieces if they do not look alike; an empty text is one without value."""


class Pieces:
    """Hears the pieces of one text, and puts them together."""

    def __init__(self, gauge: Gauge) -> None:
        """Begin with no piece."""
        self._gauge = gauge
        self._letters = 0
        self._pieces: list[Piece] = []
        self._said: list[str] = []
        self._look = ""
        self._is_sound = False
        self.text = self._said.append

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear that an element begins."""
        if name == _TEXT:
            self._said.clear()
        elif name == _PIECE:
            self._look = ""
        elif name == _STRIKE:
            self._look = STRUCK if is_on(attributes.get("val", "1")) else self._look
        elif name == _ALIGN:
            self._look = self._look or _LOOKS.get(attributes.get("val", ""), "")
        elif name == _SOUND:
            self._is_sound = True

    def end(self, name: str) -> None:
        """Hear that an element ends; how a word sounds, in Japanese, is no part of the text."""
        if name == _SOUND:
            self._is_sound = False
        elif name == _TEXT and not self._is_sound:
            words = "".join(self._said)
            self._letters += len(words) + 1
            self._gauge.hold("letters", self._letters)
            self._pieces.append(Piece(unescaped(words), self._look))

    def whole(self) -> Text:
        """Return the text, and begin another."""
        pieces = tuple(piece for piece in self._pieces if piece.words)
        self._pieces.clear()
        self._look, self._letters = "", 0
        return as_text(pieces)


def as_text(pieces: Sequence[Piece]) -> Text:
    """Return pieces as one text, if one look and one piece is all there is."""
    if len(pieces) == 1 and not pieces[0].look:
        return pieces[0].words
    return tuple(pieces) if pieces else ""


def unescaped(text: str) -> str:
    """Return a text with its control characters, which a file holds as codes."""
    return _CODED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


class SharedTexts(Pieces):
    """Hears the texts that the sheets of a workbook share."""

    def __init__(self, gauge: Gauge) -> None:
        """Begin with no text."""
        super().__init__(gauge)
        self.texts: list[Text] = []

    def end(self, name: str) -> None:
        """Hear that an element ends.

        Raises:
            BeyondCapacityError: there are more than are read.
        """
        super().end(name)
        if name == _ITEM:
            self._gauge.hold("texts", len(self.texts) + 1)
            self.texts.append(self.whole())
