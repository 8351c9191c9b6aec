"""Records as tables: the one place that imports pandas, and only when it is called."""

from __future__ import annotations

from html import escape
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

_WIDTH = 100


def frame(records: Iterable[Mapping[str, object]], index: str | list[str]) -> pd.DataFrame:
    """Return the records as a table, one a row, indexed by the named column or columns.

    No records make an empty table, which has no columns to be indexed by.

    Example:
        >>> frame([{"partner": "Sefton", "adopted": 51}], index="partner").loc["Sefton", "adopted"]
        np.int64(51)
    """
    import pandas as pd  # noqa: PLC0415  # importing aimpartner must not load pandas

    rows = pd.DataFrame.from_records(list(records))
    return rows if rows.empty else rows.set_index(index)


def as_text(
    title: Sequence[str], records: Sequence[Mapping[str, str]], notes: Sequence[str]
) -> str:
    """Return a table for a screen: a title, aligned columns, notes below.

    Example:
        >>> print(as_text(["Adopted"], [{"partner": "Sefton", "children": "51"}], ["A note."]))
        Adopted
        partner children
         Sefton       51
        - A note.
    """
    import pandas as pd  # noqa: PLC0415  # importing aimpartner must not load pandas

    table = pd.DataFrame.from_records(list(records)).to_string(index=False)
    wrapped = (fill(f"- {note}", _WIDTH, subsequent_indent="  ") for note in notes)
    return "\n".join([*title, table, *wrapped])


def as_html(
    title: Sequence[str], records: Sequence[Mapping[str, str]], notes: Sequence[str]
) -> str:
    """Return a table for a notebook: a title, the table, notes below.

    Example:
        >>> as_html(["A & B"], [{"partner": "Sefton"}], []).splitlines()[0]
        '<p><b>A &amp; B</b></p>'
    """
    import pandas as pd  # noqa: PLC0415  # importing aimpartner must not load pandas

    table = pd.DataFrame.from_records(list(records)).to_html(index=False, border=0)
    heads = (f"<p><b>{escape(line)}</b></p>" for line in title)
    items = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return "\n".join([*heads, table, f"<ul>{items}</ul>" if items else ""])
