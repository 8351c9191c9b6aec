"""What is written of a model reads back as the same model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from aimpartner import samples
from aimpartner.codec.files import from_json, from_toml, to_json, to_toml
from aimpartner.codec.model import build, flatten
from aimpartner.codec.tables import TABLES
from codec.whole_models import whole_models
from codec.whole_parties import COMMAS
from drawn import drawn
from three_rivers import tables

if TYPE_CHECKING:
    from aimpartner.model import Model

FEW = drawn(25)


@FEW
@given(whole_models())
def test_a_model_flattened_builds_the_same_model(model: Model) -> None:
    assert build(flatten(model)) == model


@FEW
@given(whole_models())
def test_a_model_as_json_reads_back_the_same(model: Model) -> None:
    assert from_json(to_json(model)) == model


@FEW
@given(whole_models())
def test_a_model_as_toml_reads_back_the_same(model: Model) -> None:
    assert from_toml(to_toml(model)) == model


def test_the_made_up_agency_reads_back_the_same() -> None:
    model = build(tables())
    assert from_json(to_json(model)) == model


@pytest.mark.parametrize("name", samples.NAMES)
def test_a_sample_flattens_to_the_rows_it_is_built_from(name: str) -> None:
    rows = flatten(samples.load(name))
    assert flatten(build(rows)) == rows


def test_the_made_up_agency_has_a_row_in_every_table() -> None:
    assert [name for name in TABLES if not tables().get(name)] == []


def test_a_field_at_its_default_is_left_out() -> None:
    rows = flatten(build(tables()))
    assert rows["measures"][0] == {"measure": "adopted", "words": "children adopted in the year"}
    assert "version" not in rows["budgets"][0]


def test_a_table_without_rows_is_left_out() -> None:
    plain = tables()
    del plain["published"]
    assert "published" not in flatten(build(plain))


def test_a_name_may_hold_commas_in_a_list_of_names() -> None:
    plain = tables()
    for rows in plain.values():
        for row in rows:
            row.update({name: _renamed(value) for name, value in row.items()})
    assert build(plain).formulas[0].approval is not None
    assert COMMAS in build(plain).partnership.names


def _renamed(value: object) -> object:
    return value.replace("Ashford", COMMAS) if isinstance(value, str) else value


def test_a_list_of_names_may_be_a_list_or_text_with_semicolons() -> None:
    plain = tables()
    plain["formulas"][0]["required"] = ["Ashford", "Brook", "Coley, Dean and Esk"]
    assert build(plain) == build(tables())
    plain["formulas"][0]["required"] = "Ashford;Brook ; Coley, Dean and Esk;"
    assert build(plain) == build(tables())
