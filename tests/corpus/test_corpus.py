"""Workbooks as people make and break them: read as meant, or refused at the cell; never wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import frozen
from openpyxl.utils import get_column_letter

from aimpartner.codec.model import build
from aimpartner.errors import InputError
from aimpartner.excel.form.read import read_model
from corpus.books import EDITED
from corpus.books import TYPED as REARRANGED
from corpus.cells import EITHER, READ, REFUSED, TYPED, Typed
from excel.form.filling import edit, save, sheets
from three_rivers import tables

if TYPE_CHECKING:
    from pathlib import Path

FEWEST = 120


@frozen
class Verdict:
    """What became of a workbook: the places of its faults, or whether it was read as meant."""

    places: tuple[str, ...] = ()
    is_as_meant: bool = False


def verdict(path: Path) -> Verdict:
    try:
        return Verdict(is_as_meant=read_model(path) == build(tables()))
    except InputError as fault:
        return Verdict(tuple(place for each in fault.problems for place in each.places))


def test_the_corpus_is_as_large_as_it_says() -> None:
    assert len(TYPED) + len(REARRANGED) + len(EDITED) >= FEWEST


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: f"{typed.head}-{typed.value!r}")
def test_what_is_typed_into_a_cell_is_read_as_meant_or_refused_there(
    tmp_path: Path, typed: Typed
) -> None:
    whole = sheets()
    rows = whole[typed.sheet]
    column = rows[0].index(typed.head)
    rows[typed.row][column] = typed.value
    found = verdict(save(tmp_path / "rivers.xlsx", whole))
    place = f"{typed.sheet}!{get_column_letter(column + 1)}{typed.row + 1}"
    is_refused_there = place in found.places
    assert found.is_as_meant or is_refused_there, found
    assert typed.verdict in {EITHER, READ if found.is_as_meant else REFUSED}, found


@pytest.mark.parametrize("name", REARRANGED)
def test_a_workbook_that_is_rearranged_is_read_as_meant_or_refused(
    tmp_path: Path, name: str
) -> None:
    act, expected = REARRANGED[name]
    whole = sheets()
    act(whole)
    judge(verdict(save(tmp_path / "rivers.xlsx", whole)), expected)


@pytest.mark.parametrize("name", EDITED)
def test_a_workbook_that_is_edited_is_read_as_meant_or_refused(tmp_path: Path, name: str) -> None:
    act, expected = EDITED[name]
    path = save(tmp_path / "rivers.xlsx", sheets())
    edit(path, act)
    judge(verdict(path), expected)


def judge(found: Verdict, expected: str) -> None:
    """Check that a workbook is read as meant, or refused on the sheet that was changed."""
    assert found.is_as_meant or found.places, found
    assert expected == (READ if found.is_as_meant else REFUSED), found
    sheet = {place.partition("!")[0].casefold() for place in found.places}
    assert found.is_as_meant or any(name.startswith(("evid", "sheet1")) for name in sheet), found
