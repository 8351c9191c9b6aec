"""The agreement, and those that follow it, from the rows of their provisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve

from aimpartner.codec.decisions import Decided, of_provision
from aimpartner.codec.faults import Faults
from aimpartner.codec.party_rows import AgreementRow
from aimpartner.codec.read import Needs, Row, check_cells
from aimpartner.errors import ModelError
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.decisions import Approval
from aimpartner.parties.agreement.provisions import (
    Extension,
    HoldingOver,
    NoticeClause,
    Option,
    Termination,
)
from aimpartner.periods import DateRange

_UNTIL = "option until a day"

CELLS: Needs = {
    "term": (("first", "last"), ("required", "rule")),
    "shadow": (("first", "last"), ()),
    "option": (("months",), ("at_most", "exercise_by")),
    _UNTIL: (("until",), ("at_most", "exercise_by")),
    "extension": (("last", "required"), ("rule", "variation")),
    "holding over": (("first",), ("last", "required", "rule")),
    "notice": (("months",), ("ending",)),
    "termination": (("last", "required"), ("rule", "given")),
}
"""The cells that each kind of provision needs, and those that it may fill in besides.

An agreement is put together in this order, whatever the order of the rows.
"""


def check(rows: Sequence[Row], faults: Faults) -> None:
    """Note what a provision needs and lacks, has no use for, or says a second time.

    Args:
        rows: the rows of the agreement.
        faults: where faults are noted.
    """
    said: set[str] = set()
    for row in rows:
        provision: AgreementRow = row.fields
        check_cells(row, _kind(provision), CELLS, faults)
        name = of_provision(provision)
        if name in said and provision.kind != "option":
            remedy = "The provisions of an agreement that follows have the next number."
            fault = ModelError("kind", "be given once in an agreement", f"{name} again", remedy)
            faults.add(row.table, row.number, "kind", fault)
        said.add(name)
    if faults.is_clean("agreement"):
        _check_numbers(rows, faults)


def _kind(row: AgreementRow) -> str:
    return _UNTIL if row.kind == "option" and row.until else row.kind


def _check_numbers(rows: Sequence[Row], faults: Faults) -> None:
    """Note an agreement that follows none, and one without a term."""
    terms = {row.fields.agreement for row in rows if row.fields.kind == "term"}
    for row in rows:
        number = row.fields.agreement
        if number != 1 and number - 1 not in terms:
            rule = "be 1, or one more than that of another term"
            fault = ModelError("agreement", rule, number)
            faults.add(row.table, row.number, "agreement", fault)
        elif number not in terms:
            fault = ModelError("kind", "be of an agreement with a term", "none")
            faults.add(row.table, row.number, "kind", fault)


def agreement(rows: Sequence[Row], decided: Decided, faults: Faults) -> Agreement | None:
    """Return the agreement with those that follow it; what is refused is noted at its row.

    Args:
        rows: the rows of the agreement.
        decided: what has been decided.
        faults: where faults are noted.

    Returns:
        The agreement; `None` where there is none, or one of its rows is at fault.
    """
    following: tuple[Agreement, int] | None = None
    terms = {row.fields.agreement: row.number for row in rows if row.fields.kind == "term"}
    for number in sorted(terms, reverse=True):
        mine = [row for row in rows if row.fields.agreement == number]
        made = _one(mine, decided, faults)
        if made and following:
            with faults.at("agreement", following[1]):
                made = evolve(made, successor=following[0])
        following = (made, terms[number]) if made else None
    return following[0] if following and faults.is_clean("agreement") else None


def _one(rows: Sequence[Row], decided: Decided, faults: Faults) -> Agreement | None:
    """Return one agreement by itself: its term, and each other provision put to it."""
    agreed: Agreement | None = None
    order = list(CELLS)
    for row in sorted(rows, key=lambda row: order.index(row.fields.kind)):
        if faults.is_sound(row.table, row.number):
            with faults.at(row.table, row.number):
                agreed = _with(agreed, row.fields, decided)
    return agreed


def _with(agreed: Agreement | None, row: AgreementRow, decided: Decided) -> Agreement | None:
    if row.kind == "term":
        return Agreement(_days(row, decided), _approval(row, decided), source=row.source)
    name, make = _MAKE[row.kind]
    made = make(row, decided)
    if agreed is None:  # its term is at fault
        return None
    others = getattr(agreed, name)
    more: dict[str, Any] = {name: (*others, made) if isinstance(others, tuple) else made}
    if row.kind == "shadow":
        more["shadow_source"] = row.source
    return evolve(agreed, **more)


def _days(row: AgreementRow, _: Decided) -> DateRange:
    return DateRange(row.first, row.last)  # type: ignore[arg-type]  # CELLS: it is there


def _approval(row: AgreementRow, decided: Decided) -> Approval:
    return decided.approval(of_provision(row), row) or Approval(())


def _option(row: AgreementRow, _: Decided) -> Option:
    return Option(
        row.months,
        row.source,
        until=row.until,
        at_most=row.at_most,
        exercise_by=row.exercise_by,
    )


def _extension(row: AgreementRow, decided: Decided) -> Extension:
    return Extension(row.last, _approval(row, decided), row.source, row.variation)  # type: ignore[arg-type]  # CELLS


def _held(row: AgreementRow, decided: Decided) -> HoldingOver:
    approval = decided.approval(of_provision(row), row)
    return HoldingOver(_days(row, decided), row.source, approval)


def _notice(row: AgreementRow, _: Decided) -> NoticeClause:
    return NoticeClause(row.months, row.ending, row.source)  # type: ignore[arg-type]  # CELLS


def _termination(row: AgreementRow, decided: Decided) -> Termination:
    return Termination(row.last, _approval(row, decided), row.given, row.source)  # type: ignore[arg-type]  # CELLS


_MAKE: Mapping[str, tuple[str, Callable[[AgreementRow, Decided], object]]] = {
    "shadow": ("shadow", _days),
    "option": ("options", _option),
    "extension": ("extensions", _extension),
    "holding over": ("holding_over", _held),
    "notice": ("notice", _notice),
    "termination": ("termination", _termination),
}
"""The field of the agreement that each kind of provision goes to, and how it is made."""
