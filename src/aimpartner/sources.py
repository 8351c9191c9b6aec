"""Where a figure comes from: a publication, or an assumption that says so."""

from __future__ import annotations

import re

from attrs import field, frozen

from aimpartner.errors import InvalidValueError
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.validators import given

_MARK = "Assumption: "


@frozen(repr=False, field_transformer=checked)
class Source(OneLine):
    """Where a figure was read, or why it was assumed.

    Args:
        words: who published it, when and where in it; for an assumption, its grounds.
        is_assumption: whether nobody published it.

    Raises:
        InvalidValueError: there are no words, or they begin with the mark of an assumption.

    Example:
        >>> Source.parse("Sefton Cabinet, 4 November 2021, 1.1").is_assumption
        False
        >>> print(Source.parse("Assumption: the other councils decided on the same day"))
        Assumption: the other councils decided on the same day
    """

    words: str = field(validator=given)
    is_assumption: bool = False

    @words.validator
    def _says_by_its_mark_that_it_is_assumed(self, _: object, words: str) -> None:
        if re.match(r"assum(ption|ed|e)\b", words, re.IGNORECASE):
            rule = f'begin with "{_MARK}" if it is one'
            raise InvalidValueError("Source", rule, repr(words))

    @classmethod
    def parse(cls, text: str) -> Source:
        """Return the source that `text` states; "Assumption: ..." is an assumption."""
        is_assumption = text.startswith(_MARK)
        return cls(text.removeprefix(_MARK).strip(), is_assumption)

    def __str__(self) -> str:
        """Return the words, with "Assumption: " before an assumption."""
        return f"{_MARK}{self.words}" if self.is_assumption else self.words


def read_in(source: Source | None) -> str:
    """Return the words, after a fact, for where it was read; none where it is not recorded.

    Example:
        >>> read_in(Source("Joint committee, minute 7"))
        ' (Joint committee, minute 7)'
    """
    return f" ({source})" if source else ""


def from_source(source: Source | None) -> str:
    """Return where a rule is recorded, as a sentence after another; none where it is not.

    Example:
        >>> from_source(Source("Joint committee, minute 7"))
        ' Source: Joint committee, minute 7.'
    """
    return f" Source: {source}." if source else ""
