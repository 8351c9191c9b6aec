"""One value a partner, one value a year: ordered, frozen, hashable, picklable."""

from __future__ import annotations

import copy
import pickle

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.by import ByPartner, ByYear, ordered
from aimpartner.errors import InvalidValueError
from aimpartner.periods import FinancialYear
from faults import caught, said

NAMES = st.dictionaries(st.text("Ash é/'", max_size=3), st.integers(), max_size=6)


@given(NAMES)
def test_it_reads_as_the_mapping_it_was_made_from(values: dict[str, int]) -> None:
    by: ByPartner[int] = ByPartner(values)
    assert dict(by) == values
    assert list(by) == list(values)
    assert len(by) == len(values)
    assert all(by[name] == value and name in by for name, value in values.items())
    assert ByPartner(by.items()) == by == ByPartner(by)


@given(NAMES)
def test_equal_ones_hash_alike_and_survive_pickle_and_copy(values: dict[str, int]) -> None:
    by: ByPartner[int] = ByPartner(values)
    assert hash(by) == hash(ByPartner(list(values.items())))
    assert pickle.loads(pickle.dumps(by)) == by  # noqa: S301  # made on this line
    assert copy.deepcopy(by) == by


def test_the_order_is_part_of_the_value() -> None:
    assert ByPartner({"Sefton": 1, "Wirral": 2}) != ByPartner({"Wirral": 2, "Sefton": 1})


def test_a_partner_mapping_is_neither_a_dict_nor_a_year_mapping() -> None:
    by: ByPartner[int] = ByPartner({"Sefton": 1})
    assert by != {"Sefton": 1}
    assert ByPartner({}) != ByYear({})


def test_keys_and_values_are_paired_one_for_one() -> None:
    by = ByYear.of([FinancialYear(2020), FinancialYear(2021)], [3, 4])
    assert by[FinancialYear(2021)] == 4
    with pytest.raises(ValueError, match="shorter"):
        ByPartner.of(["Sefton", "Wirral"], [1])


def test_an_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="Halton"):
        ByPartner({"Sefton": 1})["Halton"]
    assert "Halton" not in ByPartner({"Sefton": 1})


def test_a_key_given_twice_is_refused() -> None:
    fault = caught(InvalidValueError, ByPartner, [("Sefton", 1), ("Wirral", 1), ("Sefton", 2)])
    assert said(fault) == ("Mapping", "name each key once", "Sefton (2 times)")


def test_a_key_that_no_mapping_could_hold_is_refused() -> None:
    fault = caught(InvalidValueError, ByPartner, [(["Sefton"], 1)])
    assert said(fault) == ("Mapping", "be a mapping, or pairs", "[(['Sefton'], 1)]")


def test_it_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        ByPartner({"Sefton": 1}).pairs = ()  # type: ignore[misc]  # frozen on purpose


def test_the_repr_makes_it_again() -> None:
    assert repr(ByPartner({"Sefton": 1})) == "ByPartner({'Sefton': 1})"
    assert repr(ByYear({FinancialYear(2021): 1})) == "ByYear({FinancialYear.parse('2021/22'): 1})"


def test_a_list_is_frozen_in_its_order() -> None:
    assert ordered(["Wirral", "Sefton"]) == ("Wirral", "Sefton")
    assert ordered(iter([2, 1])) == (2, 1)


def test_one_text_is_no_list() -> None:
    assert caught(InvalidValueError, ordered, "staff").got == "'staff'"
