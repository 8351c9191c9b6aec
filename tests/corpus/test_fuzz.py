"""A mutated workbook is read, or refused by an error of the library's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.fuzz import became

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("number", range(40))
def test_a_mutant_is_read_or_refused(tmp_path: Path, number: int) -> None:
    assert became(number, tmp_path / "mutant.xlsx") in {"read", "refused"}
