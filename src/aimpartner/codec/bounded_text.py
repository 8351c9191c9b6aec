"""TOML and JSON that hold more than anybody writes, known by their signs before they are parsed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate

from aimpartner.codec.capacity import BeyondCapacityError, Capacity

_QUOTED = {
    "JSON": re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)', re.DOTALL),
    "TOML": re.compile(
        r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"""|\Z)'
        r"|'''(?:[^']++|'(?!''))*+(?:'''|\Z)"
        r'|"(?:[^"\\\n]++|\\.)*+["\n]?'
        r"|'[^'\n]*+['\n]?"
        r"|\#[^\n]*+",
        re.DOTALL,
    ),
}
"""What stands in quotes, or is a comment; what has no end goes on to the end of the text."""
_SIGNS = {"JSON": ",[{", "TOML": ",[{.\n"}
_BRACKETS = re.compile(r"[\[\]{}]")
_WORD = r"(?<![\w+-])[\w+-]"


def check_text(text: str, form: str, capacity: Capacity) -> None:
    """Refuse a text that would keep its parser busy: by its signs, before it is parsed.

    Args:
        text: the text.
        form: "TOML" or "JSON".
        capacity: how much is read.

    Raises:
        BeyondCapacityError: it holds more.
    """
    if len(text) > capacity.text_size:
        raise BeyondCapacityError("text_size", capacity)

    def without_letters(quoted: re.Match[str]) -> str:
        start, end = quoted.span()
        if end - start > capacity.letters and not quoted[0].startswith("#"):
            raise BeyondCapacityError("letters", capacity)
        return "_" + "\n" * quoted[0].count("\n")

    signs = _QUOTED[form].sub(without_letters, text)
    if sum(map(signs.count, _SIGNS[form])) > capacity.values:
        raise BeyondCapacityError("values", capacity)
    if re.search(rf"{_WORD}{{{capacity.letters + 1}}}", signs):
        raise BeyondCapacityError("letters", capacity)
    if re.search(rf"(?:{_WORD}++[ \t]*+\.[ \t]*+){{{capacity.depth}}}", signs):
        raise BeyondCapacityError("depth", capacity)
    steps = (1 if bracket in "[{" else -1 for bracket in _BRACKETS.findall(signs))
    if max(accumulate(steps), default=0) > capacity.depth:
        raise BeyondCapacityError("depth", capacity)


def check_tables(tables: object, capacity: Capacity) -> None:
    """Refuse more tables, rows or columns than anybody fills in.

    Args:
        tables: what a text holds; what is no table is for others to refuse.
        capacity: how much is read.

    Raises:
        BeyondCapacityError: there are more.

    Example:
        >>> check_tables({"agency": [{"agency": "AiM"}]}, Capacity())
    """
    if not isinstance(tables, Mapping):
        return
    if len(tables) > capacity.tables:
        raise BeyondCapacityError("tables", capacity)
    for name, rows in tables.items():
        several = rows if isinstance(rows, list) else [rows]
        if len(several) > capacity.rows:
            raise BeyondCapacityError("rows", capacity, name)
        for number, row in enumerate(several, 1):
            if isinstance(row, Mapping) and len(row) > capacity.columns:
                raise BeyondCapacityError("columns", capacity, f"{name}, row {number}")
