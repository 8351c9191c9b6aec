"""A source on every figure of every sample."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from aimpartner import samples
from aimpartner.codec.files import from_json, to_json

UNSOURCED = {"agency", "measures", "elements"}
"""Tables of names, and of rules: the formula that they belong to has the source."""


@pytest.mark.parametrize("name", samples.NAMES)
def test_every_row_that_says_something_has_a_source(name: str) -> None:
    file = files("aimpartner.samples") / f"{name.replace('-', '_')}.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    sourced = [(table, row) for table in tables.keys() - UNSOURCED for row in tables[table]]
    assert len(sourced) > 50
    assert [(table, row) for table, row in sourced if not row.get("source", "").strip()] == []


@pytest.mark.parametrize("name", samples.NAMES)
def test_every_sample_comes_back_the_same_from_json(name: str) -> None:
    sample = samples.load(name)
    assert from_json(to_json(sample)) == sample
