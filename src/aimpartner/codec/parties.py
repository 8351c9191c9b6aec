"""The partnership and its agreement from their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from aimpartner.codec.read import Typed
from aimpartner.codec.rows import AgreementRow, HostRow, PartnerRow, StatementRow
from aimpartner.errors import ModelError
from aimpartner.parties.agreement import Agreement, Extension, Option
from aimpartner.parties.authority import Authority, Partner
from aimpartner.parties.decisions import Approval
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partnership import Partnership, Statement
from aimpartner.periods import DateRange

Approve = Callable[[str, tuple[str, ...]], Approval | None]
"""Returns the approval of a subject that some partners are asked for."""


def partnership(rows: Typed, agreed: Agreement | None) -> Partnership:
    """Return the partnership that the rows hold.

    Raises:
        ModelError: its parts do not agree.
    """
    return Partnership(
        rows["agency"][0].fields.agency,
        [_partner(row.fields) for row in rows["partners"]],
        [_hosting(row.fields) for row in rows["hosts"]],
        agreed,
        [_statement(row.fields) for row in rows["statements"]],
    )


def agreement(rows: Sequence[AgreementRow], approve: Approve) -> Agreement | None:
    """Return the agreement that its provisions make; `None` where there are none.

    Raises:
        ModelError: there is not one term and at most one shadow period, or a provision lacks a
            day or a length.
    """
    if not rows:
        return None
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in _KINDS}
    terms, shadows = by_kind["term"], by_kind["shadow"]
    if len(terms) != 1 or len(shadows) > 1:
        got = f"{len(terms)} terms and {len(shadows)} shadow periods"
        raise ModelError("Agreement", "have one term and at most one shadow period", got)
    return Agreement(
        _days(terms[0]),
        approve("term", terms[0].required) or Approval(()),
        _days(shadows[0]) if shadows else None,
        [Option(_filled(row, "months"), row.source) for row in by_kind["option"]],
        [_extension(row, approve) for row in by_kind["extension"]],
        terms[0].source,
    )


_KINDS = ("shadow", "term", "option", "extension")


def _filled(row: AgreementRow, name: str) -> Any:  # noqa: ANN401  # a day or a length
    value = getattr(row, name)
    if value is None:
        raise ModelError(f"{name.title()} of the {row.kind}", "be given", "nothing")
    return value


def _days(row: AgreementRow) -> DateRange:
    return DateRange(_filled(row, "first"), _filled(row, "last"))


def _extension(row: AgreementRow, approve: Approve) -> Extension:
    last: date = _filled(row, "last")
    approval = approve(f"extension to {last}", row.required)
    return Extension(last, approval or Approval(()), row.source)


def _partner(row: PartnerRow) -> Partner:
    body = Authority(row.authority, row.gss_code)
    return Partner(row.partner, body, DateRange(row.joined, row.left), row.source)


def _hosting(row: HostRow) -> Hosting:
    return Hosting(row.host, DateRange(row.first, row.last), row.source)


def _statement(row: StatementRow) -> Statement:
    return Statement(row.subject, row.words, row.source)
