"""The other reader finds what ours finds; and where ours would not, the comparison tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest

from aimpartner import excel, samples
from aimpartner.codec.capacity import STANDARD
from aimpartner.excel.form import guard, read
from aimpartner.excel.form.cells import Page
from aimpartner.excel.form.relations import book_of
from aimpartner.excel.form.stored import stored
from corpus.other_reader import differences, theirs
from excel.form.filling import PerCent, Stored, save, sheets

if TYPE_CHECKING:
    from pathlib import Path


def pages(path: Path) -> list[Page]:
    with guard.opened_archive(path, STANDARD) as archive:
        return read._pages(path, stored(archive, book_of(archive)))


@pytest.mark.parametrize("name", ["aim", "family-adoption-links"])
def test_both_find_the_same_in_a_sample(tmp_path: Path, name: str) -> None:
    path = excel.write_model(samples.load(name), tmp_path / "sample.xlsx")
    found = pages(path)
    assert len(found) > 20
    assert [differences(str(path), page) for page in found] == [[]] * len(found)
    assert all(theirs(str(path), page.name) for page in found if page.rows)


def test_a_cell_that_one_of_them_passes_over_or_takes_for_another_is_told(tmp_path: Path) -> None:
    whole = sheets()
    whole["Evidence"][1][3] = PerCent(0.1)
    whole["Evidence"][2][3] = Stored("=4+5", 9)
    path = save(tmp_path / "rivers.xlsx", whole)
    page = next(page for page in pages(path) if page.name == "Evidence")
    assert differences(str(path), page) == []
    first, *others = page.rows
    cut = attrs.evolve(page, rows=others)
    told = {place for place, _, _ in differences(str(path), cut)}
    assert told == {(1, column) for column in first.values}
    wrong = attrs.evolve(others[1], values=others[1].values | {4: 99})
    altered = attrs.evolve(page, rows=[first, others[0], wrong, *others[2:]])
    assert differences(str(path), altered) == [((wrong.number, 4), 99, 9.0)]
    assert theirs(str(path), "Evidence")[wrong.number, 4] == 9
