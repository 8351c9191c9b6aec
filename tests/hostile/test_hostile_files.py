"""No hostile file is read as something else, ends in a traceback, or makes a message of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aimpartner.codec.capacity import Capacity
from hostile.measure import MOST_LETTERS, kinds, outcome

if TYPE_CHECKING:
    from pathlib import Path

    from hostile.parcel import Kind

LITTLE = Capacity(elements=20_000, cells=5_000, texts=5_000, values=20_000)
"""Less than is read, so that the tests take less time; `make hostile` reads all that is."""
READ = {
    "an archive after 30 MB of something else",
    "names from the root",
    "backslashes in names",
    "names of 60,000 letters",
    "no list of kinds of parts",
    "a cell in the last corner, without a dimension",
    "a cell beyond the last corner",
    "a row of a number of 4,000 digits",
    "3,000,000 comments",
    "a sheet in UTF-16",
    "styles that are no styles",
    "texts of 30,000 letters",
    "38 MB of kinds of parts",
    "38 MB of properties",
    "properties that are none",
    "38 MB of a theme",
}
"""What is sound, odd as it is: it is read."""


@pytest.mark.parametrize(("room", "name", "kind"), [*kinds([])])
def test_a_hostile_file_is_refused_in_few_words_or_read(
    tmp_path: Path, room: str, name: str, kind: Kind
) -> None:
    ending, write = kind
    path = tmp_path / f"a{ending}"
    write(path)
    said = outcome(str(path), LITTLE)
    assert (said == "read") == (name in READ), (room, said)
    assert len(said) <= MOST_LETTERS
