"""Texts are matched as people take them, and told apart by what cannot be seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.spelling import difference, folded, named, unseen


@pytest.mark.parametrize(
    "text",
    [
        "St. Helens",
        "ST. HELENS",
        " St.\u00a0 Helens\t",
        "St.\u2003Hel\u00adens",
        "S\u200bt. Helens",
    ],
)
def test_texts_that_look_alike_are_one(text: str) -> None:
    assert folded(text) == "st. helens"


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Caf\u00e9", "Cafe\u0301"),
        ("Children\u2019s", "Children's"),
        ("\u201call\u201d", '"all"'),
        ("2021\u201322", "2021-22"),
        ("Stra\u00dfe", "STRASSE"),
        ("a\ufe0f", "a"),
    ],
)
def test_forms_quotes_dashes_and_letters_are_one(text: str, other: str) -> None:
    assert folded(text) == folded(other)


@pytest.mark.parametrize(
    ("text", "other"),
    [("adopted", "adopted\u00b2"), ("Ash", "\u0410sh"), ("a b", "ab"), ("1/2", "\u00bd")],
)
def test_texts_that_differ_are_two(text: str, other: str) -> None:
    assert folded(text) != folded(other)


@given(st.text(max_size=8))
def test_what_is_folded_stays_so(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_a_difference_is_told_where_it_is_not_plain() -> None:
    assert difference("Ash", "Birch") == ""
    assert difference("Ash", "Ash\u200b") == "This one lacks ZERO WIDTH SPACE (U+200B)."
    assert difference("Ash", "Ash") == ""


def test_a_sign_is_named_by_what_it_is_called() -> None:
    assert [unseen("Ash"), unseen("A\u00a0sh"), unseen("A\u200bsh")] == ["", "", ""]
    assert [named("\n"), named("\x01"), named("\ud800"), named("\u202e")] == [
        "NEW LINE (U+000A)",
        "a sign without a name (U+0001)",
        "half of a sign (U+D800)",
        "RIGHT-TO-LEFT OVERRIDE (U+202E)",
    ]
