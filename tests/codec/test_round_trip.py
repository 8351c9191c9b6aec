"""What is written of a model reads back as the same model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given

from aimpartner import samples
from aimpartner.budget.budget import Budget
from aimpartner.by import ByPartner, ByYear
from aimpartner.codec.files import from_json, from_toml, to_json, to_toml
from aimpartner.codec.model import build, flatten
from aimpartner.codec.tables import TABLES
from aimpartner.errors import AimpartnerError, InvalidValueError
from aimpartner.evidence.measures import Observation
from aimpartner.formula.bases.measured import Measured
from aimpartner.money import Money
from aimpartner.parties.partnership import Partnership, Statement
from builders import MINUTE, partners
from codec.whole_models import whole_models
from codec.whole_parties import COMMAS
from drawn import drawn
from three_rivers import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


ODD = ["", " ", " x ", "x; y, z", "5", "a\u00a0b", "A\u200bb", "e\u0301", "missing", "Yes"]
"""Texts that a way out and a way in may take for two things."""
Path = tuple[tuple[Any, Any], ...]


def texts_of(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Go through the texts of a value, each with the way to it."""
    if attrs.has(type(value)) and not isinstance(value, (ByPartner, ByYear)):
        for each in attrs.fields(type(value)):  # type: ignore[arg-type]  # it is one of attrs
            if each.init:
                yield from texts_of(getattr(value, each.name), (*path, (value, each.name)))
    elif isinstance(value, tuple):
        for number, part in enumerate(value[:1]):
            yield from texts_of(part, (*path, (value, number)))
    elif isinstance(value, str):
        yield path, value


def put(path: Path, value: object) -> Any:  # noqa: ANN401  # a model, at the end of it
    """Return the whole with another value at the end of a way."""
    for owner, key in reversed(path):
        if isinstance(owner, tuple):
            value = (*owner[:key], value, *owner[key + 1 :])
        else:
            value = attrs.evolve(owner, **{key: value})
    return value


def test_no_text_of_a_model_reads_back_as_another() -> None:
    """What Python takes reads back equal, or is refused for what it names, never taken for else."""
    read = 0
    for path, _ in texts_of(build(tables())):
        if path[-1][1] == "budget_version":
            continue  # the title of an issue's budget tells the version as well
        for odd in ODD:
            try:
                model = put(path, odd)
                back = from_json(to_json(model))
            except AimpartnerError:
                continue
            assert back == model, (path[-1], odd)
            read += 1
    assert read > FEWEST


FEWEST = 300
"""Were the texts not found, none would be tried."""


@pytest.mark.parametrize(
    "made",
    [
        lambda: Partnership("", partners()),
        lambda: Partnership(" ", partners()),
        lambda: Budget("2021/22", (), version=""),
        lambda: Budget("2021/22", (), status=""),
        lambda: Statement("", "words", MINUTE),
        lambda: Observation("", "Ash", "2021/22", 1),
        lambda: Money.from_pence(10**17),
        lambda: Measured("adopted", lag=10_000),
    ],
)
def test_what_no_file_can_hold_is_refused_in_python(made: Callable[[], object]) -> None:
    with pytest.raises(InvalidValueError):
        made()
