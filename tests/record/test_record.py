"""One case in eighteen of the golden record comes to what it came to, figures and words."""

from __future__ import annotations

from typing import Any

import pytest

from record.compare import FIGURES, NUMBERS, WORDS, differences, listing
from record.make_record import CASES, compared, stored

EVERY, CHUNKS = 18, 3


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_part_of_the_record_comes_out_as_it_was(chunk: int) -> None:
    found = compared(slice(chunk * EVERY, None, CHUNKS * EVERY))
    assert not found, listing(found)


def test_the_record_holds_every_kind_of_case_by_a_name_of_its_own() -> None:
    names = [case["name"] for case in stored(CASES)]
    assert len({*names}) == len(names)
    kinds = {name.replace(":", " ").split()[0] for name in names}
    wanted = {"sample", "three", "rule", "random", "drawn", "whole", "test", "page", "command"}
    assert wanted <= kinds


def test_figures_numbers_within_words_and_words_are_told_apart() -> None:
    before = outcome(["£1.00", "£2.00"], "Ash pays £1.00.\nBirch pays £2.00.")
    after = outcome(["£1.00", "£3.00"], "Ash owes £1.00.\nBirch pays £3.00.", more="Noted.")
    found = differences("a case", before, after)
    assert [(each.kind, each.place) for each in found] == [
        (FIGURES, "paid > 1"),
        (NUMBERS, "text"),
        (WORDS, "more"),
    ]
    shown = listing(found)
    assert "'£2.00' -> '£3.00'" in shown
    assert "'pays' -> 'owes'" in shown
    assert "'None' -> 'Noted.'" in shown


def test_the_same_change_is_listed_once_with_its_count() -> None:
    found = [
        each
        for name in ("Ash", "Birch", "Cedar")
        for each in differences(
            name, outcome([], f"{name} pays £1.00."), outcome([], f"{name} owes £1.00.")
        )
    ]
    assert listing(found).splitlines() == [
        "figures: 0 changes in 0 cases",
        "words with other numbers: 0 changes in 0 cases",
        "words alone: 1 changes in 3 cases",
        "  'pays' -> 'owes'",
        "    3 times in 3 cases; in Ash, text: 'Ash owes £1.00.'",
    ]


def outcome(paid: list[str], text: str, **words: str) -> dict[str, Any]:
    """Return an outcome as it is stored."""
    return {"figures": {"paid": paid}, "words": {"text": text, **words}}
