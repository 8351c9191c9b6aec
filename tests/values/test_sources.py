"""A source says where a figure was read, or that it was assumed."""

from __future__ import annotations

import pickle

import pytest

from aimpartner.errors import InvalidValueError
from aimpartner.sources import Source
from faults import caught


def test_a_publication_is_no_assumption() -> None:
    source = Source.parse("Sefton Cabinet, 4 November 2021, 1.1")
    assert (source.words, source.is_assumption) == ("Sefton Cabinet, 4 November 2021, 1.1", False)


def test_an_assumption_is_read_by_its_mark() -> None:
    source = Source.parse("Assumption: decided on the same day")
    assert (source.words, source.is_assumption) == ("decided on the same day", True)


@pytest.mark.parametrize("text", ["Assumption: the term is three years", "Minute 64"])
def test_a_source_reads_back_from_its_own_words(text: str) -> None:
    assert str(Source.parse(text)) == text


def test_a_source_survives_pickling() -> None:
    source = Source("Minute 64", is_assumption=True)
    assert pickle.loads(pickle.dumps(source)) == source  # noqa: S301  # made on this line


@pytest.mark.parametrize("text", ["", "Assumption: "])
def test_a_source_without_words_is_refused(text: str) -> None:
    assert "Source" in caught(InvalidValueError, Source.parse, text).subject


@pytest.mark.parametrize("words", ["Assumption: it is so", "assumption : it is so"])
def test_words_that_begin_as_an_assumption_are_no_publication(words: str) -> None:
    fault = caught(InvalidValueError, Source, words)
    assert (fault.subject, fault.got) == ("Source", repr(words))
