"""The partnership and its agreement from their rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve

from aimpartner.codec.decisions import Decided, of_provision
from aimpartner.codec.faults import Faults
from aimpartner.codec.read import Needs, Row, Typed, check_cells, made_of
from aimpartner.codec.rows import AgreementRow, HostRow, PartnerRow, StatementRow
from aimpartner.errors import ModelError
from aimpartner.parties.agreement import Agreement, Extension, Option
from aimpartner.parties.authority import Authority, Partner
from aimpartner.parties.decisions import Approval
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partnership import Partnership, Statement
from aimpartner.periods import DateRange

CELLS: Needs = {
    "shadow": (("first", "last"), ()),
    "term": (("first", "last"), ("required",)),
    "option": (("months",), ()),
    "extension": (("last",), ("required",)),
}
"""The cells that each kind of provision needs, and those that it may fill in besides."""


def check(rows: Typed, faults: Faults) -> None:
    """Note what a provision of the agreement needs and lacks, or has no use for."""
    for row in rows["agreement"]:
        check_cells(row, row.fields.kind, CELLS, faults)


def partnership(rows: Typed, decided: Decided, faults: Faults) -> Partnership | None:
    """Return the partnership that the rows hold.

    Args:
        rows: the rows of all tables.
        decided: what has been decided.
        faults: where faults are noted.

    Returns:
        The partnership; `None` where anything in the file is at fault.
    """
    partners = made_of(rows["partners"], faults, _partner)
    hosting = made_of(rows["hosts"], faults, _hosting)
    statements = made_of(rows["statements"], faults, _statement)
    agreed = _agreement(rows["agreement"], decided, faults)
    if not faults:
        with faults.at("hosts", None):  # there may be two of them on one day
            agency = rows["agency"][0].fields.agency
            return Partnership(agency, partners, hosting, agreed, statements)
    return None


def _agreement(rows: Sequence[Row], decided: Decided, faults: Faults) -> Agreement | None:
    """Return the agreement; `None` where there is none, or one of its rows is at fault."""
    provisions = made_of(rows, faults, lambda row: (row.kind, _MAKE[row.kind](row, decided)))
    if rows and faults.is_clean("agreement"):
        with faults.at("agreement", None):
            return _whole(provisions)
    return None


def _whole(provisions: Sequence[tuple[str, Any]]) -> Agreement:
    made = {kind: [each for of, each in provisions if of == kind] for kind in CELLS}
    terms, shadows = made["term"], made["shadow"]
    if len(terms) != 1 or len(shadows) > 1:
        got = f"{len(terms)} terms and {len(shadows)} shadow periods"
        raise ModelError("Agreement", "have one term and at most one shadow period", got)
    more = {"options": made["option"], "extensions": made["extension"]}
    agreed: Agreement = evolve(terms[0], shadow=shadows[0] if shadows else None, **more)
    return agreed


def _days(row: AgreementRow, _: Decided) -> DateRange:
    return DateRange(row.first, row.last)  # type: ignore[arg-type]  # CELLS: it is there


def _term(row: AgreementRow, decided: Decided) -> Agreement:
    return Agreement(_days(row, decided), _approval(row, decided), source=row.source)


def _option(row: AgreementRow, _: Decided) -> Option:
    return Option(row.months, row.source)  # type: ignore[arg-type]  # CELLS: it is there


def _extension(row: AgreementRow, decided: Decided) -> Extension:
    return Extension(row.last, _approval(row, decided), row.source)  # type: ignore[arg-type]  # CELLS


def _approval(row: AgreementRow, decided: Decided) -> Approval:
    return decided.approval(of_provision(row), row.required) or Approval(())


_MAKE: Mapping[str, Callable[[AgreementRow, Decided], object]] = {
    "shadow": _days,
    "term": _term,
    "option": _option,
    "extension": _extension,
}


def _partner(row: PartnerRow) -> Partner:
    body = Authority(row.authority, row.gss_code)
    return Partner(row.partner, body, DateRange(row.joined, row.left), row.source)


def _hosting(row: HostRow) -> Hosting:
    return Hosting(row.host, DateRange(row.first, row.last), row.source)


def _statement(row: StatementRow) -> Statement:
    return Statement(row.subject, row.words, row.source)
