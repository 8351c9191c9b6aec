"""Text that reads alike on a screen and in a report: headings, paragraphs and lists."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill

_WIDTH = 100
_TIED = "\N{NO-BREAK SPACE}"


def section(title: str, blocks: Iterable[str], mark: str = "-") -> str:
    """Return text under a heading, an empty line between blocks; "" where there is none.

    Example:
        >>> print(section("Call", ["It is £5.00."]))
        Call
        ----
        <BLANKLINE>
        It is £5.00.
    """
    text = [block for block in blocks if block]
    return "\n\n".join([f"{title}\n{mark * len(title)}", *text]) if text else ""


def paragraph(*sentences: str) -> str:
    """Return sentences as one paragraph, wrapped."""
    return _wrapped(" ".join(sentence for sentence in sentences if sentence), "", "")


def bullets(points: Iterable[tuple[int, str]]) -> str:
    """Return points as a list, each at its depth.

    Example:
        >>> print(bullets([(0, "a blend:"), (1, "half by population")]))
        - a blend:
          - half by population
    """
    return "\n".join(
        _wrapped(text, "  " * depth + "- ", "  " * (depth + 1)) for depth, text in points
    )


def _wrapped(text: str, first: str, rest: str) -> str:
    kept = text.replace(" %", f"{_TIED}%")  # a line does not begin with a sign
    wrapped = fill(
        kept,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapped.replace(f"{_TIED}%", " %")
