"""Errors carry fields, and their words are built from them."""

from __future__ import annotations

import copy
import pickle

import pytest

from aimpartner.errors import (
    AimpartnerError,
    AimpartnerWarning,
    ApportionmentError,
    EvidenceError,
    InputError,
    InvalidValueError,
    ModelError,
    Problem,
    WorkbookError,
)

PLAIN = (InvalidValueError, ModelError, EvidenceError, ApportionmentError)
FAULTS = [
    Problem("Evidence!D7", "value", "be a number", "'lots'", "Write digits."),
    Problem("Budget!C2", "amount", "not be negative", -1),
]


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (InvalidValueError, ValueError),
        (ModelError, ValueError),
        (EvidenceError, LookupError),
        (ApportionmentError, ArithmeticError),
        (InputError, ValueError),
    ],
)
def test_each_error_is_of_the_tree_and_of_the_builtin_it_refines(
    kind: type[AimpartnerError], builtin: type[Exception]
) -> None:
    assert issubclass(kind, AimpartnerError)
    assert issubclass(kind, builtin)


def test_a_workbook_error_is_an_input_error() -> None:
    assert issubclass(WorkbookError, InputError)


def test_a_warning_is_a_user_warning() -> None:
    assert issubclass(AimpartnerWarning, UserWarning)


@pytest.mark.parametrize("kind", PLAIN)
def test_an_error_keeps_its_fields(kind: type[AimpartnerError]) -> None:
    fault = kind("Sefton in 2021/22", "be known", "missing", "Record it.")
    assert (fault.subject, fault.rule, fault.got, fault.remedy) == (
        "Sefton in 2021/22",
        "be known",
        "missing",
        "Record it.",
    )


def test_the_sentence_is_subject_rule_value_and_what_to_do() -> None:
    assert str(ModelError("Host", "be a partner", "Halton", "Name another.")) == (
        "Host must be a partner; got Halton. Name another."
    )


def test_without_a_remedy_the_sentence_ends_at_the_value() -> None:
    assert (
        str(ModelError("Host", "be a partner", "Halton")) == "Host must be a partner; got Halton."
    )


@pytest.mark.parametrize("kind", PLAIN)
def test_an_error_may_say_which_field_is_at_fault_and_its_words_stay_the_same(
    kind: type[AimpartnerError],
) -> None:
    plain = kind("Amount of grant", "not be negative", -5)
    fault = kind("Amount of grant", "not be negative", -5, field="amount")
    assert (plain.field, fault.field) == ("", "amount")
    assert str(fault) == str(plain)
    assert pickle.loads(pickle.dumps(fault)).field == "amount"  # noqa: S301  # own bytes


@pytest.mark.parametrize("kind", PLAIN)
def test_a_pickled_error_comes_back_whole(kind: type[AimpartnerError]) -> None:
    fault = kind("Sefton", "be known", ("missing", 2), "Record it.")
    back = pickle.loads(pickle.dumps(fault))  # noqa: S301  # made on the line before
    assert type(back) is kind
    assert (back.subject, back.rule, back.got, back.remedy) == (
        fault.subject,
        fault.rule,
        fault.got,
        fault.remedy,
    )
    assert str(back) == str(fault)


@pytest.mark.parametrize("kind", [InputError, WorkbookError])
def test_an_input_error_holds_its_file_and_every_fault_in_order(kind: type[InputError]) -> None:
    fault = kind.of("aim.xlsx", FAULTS)
    assert type(fault) is kind
    assert fault.path == "aim.xlsx"
    assert fault.problems == tuple(FAULTS)


def test_a_copied_or_pickled_input_error_comes_back_whole() -> None:
    fault = WorkbookError.of("aim.xlsx", FAULTS)
    for back in (copy.copy(fault), pickle.loads(pickle.dumps(fault))):  # noqa: S301  # own bytes
        assert type(back) is WorkbookError
        assert (back.path, back.problems) == ("aim.xlsx", tuple(FAULTS))
        assert (back.subject, back.rule) == ("aim.xlsx", "hold no fault")


def test_an_input_error_says_a_line_for_the_file_and_a_line_a_fault() -> None:
    head, first, second = str(InputError.of("aim.xlsx", FAULTS)).splitlines()
    assert head.startswith("aim.xlsx has 2 faults")
    assert first.strip() == "Evidence!D7: value must be a number; got 'lots'. Write digits."
    assert second.strip() == "Budget!C2: amount must not be negative; got -1."


def test_one_fault_is_counted_in_the_singular() -> None:
    assert str(InputError.of("aim.xlsx", FAULTS[:1])).startswith("aim.xlsx has 1 fault;")


def test_two_errors_of_the_same_words_are_two_errors() -> None:
    assert ModelError("Host", "be a partner", "Halton") != ModelError(
        "Host", "be a partner", "Halton"
    )
