"""The agreement, and those that follow it, to and from the rows of their provisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Literal

from attrs import AttrsInstance, evolve, fields_dict, frozen

from aimpartner.codec.columns import SOURCE, column, rule
from aimpartner.codec.decisions import Approvable, DecisionsBySubject, rows_on
from aimpartner.codec.faults import Faults
from aimpartner.codec.reading import Reading
from aimpartner.codec.row import Needs, Row, Rows, at_its_cell, check_cells, row_of, value_of
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval, ApprovalRule
from aimpartner.parties.agreement.provisions import (
    Extension,
    HoldingOver,
    NoticeClause,
    Option,
    Termination,
)
from aimpartner.periods import DateRange
from aimpartner.sources import Source


@frozen(kw_only=True)
class AgreementRow(Approvable):
    """One provision of the partnership agreement, or of one that follows it."""

    kind: Literal[
        "shadow", "term", "option", "extension", "holding over", "notice", "termination"
    ] = column("what it provides")
    first: date | None = column("first day of the shadow period, the term or a holding over", None)
    last: date | None = column("last day; for all but an option and the notice", None)
    months: int | None = column("length of an option, or of the notice, in months", None)
    until: date | None = column("day an option reaches, in place of months", None)
    at_most: bool = column("yes if an option may be used in parts, up to its length", default=False)
    exercise_by: date | None = column("last day to exercise an option", None)
    variation: bool = column(
        "yes if an extension varies the agreement and uses no option", default=False
    )
    given: date | None = column("day that notice of the termination was given", None)
    ending: Literal["any day", "31 March"] = column("when notice may run out", "any day")
    required: tuple[str, ...] = column(
        "partners that must approve; it counts from then. A holding over by clause asks nobody",
        (),
        ref="partners.partner",
    )
    rule: ApprovalRule = rule()
    agreement: int = column(
        "2 for an agreement that follows the first; decisions call it term of agreement 2", 1
    )
    source: Source | None = column(SOURCE, None)

    begins = "extension|holding over|option|term|termination"

    @property
    def called(self) -> str:
        """What a decision on it calls it."""
        which = f" of agreement {self.agreement}" if self.agreement > 1 else ""
        when = {"extension": f" to {self.last}", "holding over": f" from {self.first}"}
        return f"{self.kind}{which}{when.get(self.kind, '')}"


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
        name = provision.called
        if name in said and provision.kind != "option":
            remedy = "The provisions of an agreement that follows have the next number."
            row.refuse(faults, "kind", "be given once in an agreement", f"{name} again", remedy)
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
            expected = "be 1, or one more than that of another term"
            row.refuse(faults, "agreement", expected, number)
        elif number not in terms:
            row.refuse(faults, "kind", "be of an agreement with a term", "none")


def build(reading: Reading) -> Agreement | None:
    """Return the agreement with those that follow it; what is refused is noted at its row.

    Args:
        reading: the file while it is read.

    Returns:
        The agreement; `None` where there is none, or one of its rows is at fault.
    """
    rows, faults = reading.rows["agreement"], reading.faults
    following: tuple[Agreement, int] | None = None
    terms = {row.fields.agreement: row.number for row in rows if row.fields.kind == "term"}
    for number in sorted(terms, reverse=True):
        provisions = [row for row in rows if row.fields.agreement == number]
        made = _agreement(provisions, reading)
        if made and following:
            with faults.at("agreement", following[1]):
                made = evolve(made, successor=following[0])
        following = (made, terms[number]) if made else None
    return following[0] if following and faults.is_clean("agreement") else None


def _agreement(rows: Sequence[Row], reading: Reading) -> Agreement | None:
    """Return one agreement by itself: its term, and each other provision put to it."""
    agreed: Agreement | None = None
    order = list(CELLS)
    for row in sorted(rows, key=lambda row: order.index(row.fields.kind)):
        if reading.faults.is_sound(row.table, row.number):
            with reading.faults.at(row.table, row.number), at_its_cell(row):
                agreed = _with(agreed, row.fields, reading.decided)
    return agreed


def _with(
    agreed: Agreement | None, row: AgreementRow, decided: DecisionsBySubject
) -> Agreement | None:
    if row.kind == "term":
        approval = decided.approval(row) or Approval(())
        return Agreement(value_of(DateRange, row), approval, source=row.source)
    name, kind = _PROVISIONS[row.kind]
    made = _provision(kind, row, decided)
    if agreed is None:  # its term is at fault
        return None
    others = getattr(agreed, name)
    more: dict[str, Any] = {name: (*others, made) if isinstance(others, tuple) else made}
    if row.kind == "shadow":
        more["shadow_source"] = row.source
    return evolve(agreed, **more)


def _provision(
    kind: type[AttrsInstance], row: AgreementRow, decided: DecisionsBySubject
) -> AttrsInstance:
    """Return a provision; its days and its approval are no cells of the row."""
    makers: Mapping[str, Callable[[], object]] = {
        "days": lambda: value_of(DateRange, row),
        "approval": lambda: decided.approval(row),
    }
    names = fields_dict(kind)
    return value_of(kind, row, **{name: make() for name, make in makers.items() if name in names})


_PROVISIONS: Mapping[str, tuple[str, type[AttrsInstance]]] = {
    "shadow": ("shadow", DateRange),
    "option": ("options", Option),
    "extension": ("extensions", Extension),
    "holding over": ("holding_over", HoldingOver),
    "notice": ("notice", NoticeClause),
    "termination": ("termination", Termination),
}
"""The field of the agreement that each kind of provision goes to, and what it is made as."""
_DECIDED = ("extension", "term", "holding over", "termination")
"""The kinds of provisions that are decided on, in the order of the decisions in a file."""


def rows_of(agreed: Agreement | None) -> Rows:
    """Go through the rows of an agreement and of those that follow it, and of their decisions."""
    for number, agreement in enumerate(agreed.line if agreed else (), start=1):
        rows = list(_provisions(agreement, number))
        yield from (row for row, _ in rows)
        for kind in _DECIDED:
            for row, approval in rows:
                if row.kind == kind:
                    yield from rows_on(row, approval)


def _provisions(agreed: Agreement, number: int) -> Iterator[tuple[AgreementRow, Approval | None]]:
    """Go through the rows of one agreement's provisions, each with who approves it."""
    row = partial(row_of, AgreementRow, agreement=number)
    if agreed.shadow:
        yield row(agreed.shadow, kind="shadow", source=agreed.shadow_source), None
    term = row(agreed.term, agreed.approval, kind="term", source=agreed.source)
    yield term, agreed.approval
    for option in agreed.options:
        yield row(option, kind="option"), None
    for extension in agreed.extensions:
        yield row(extension, extension.approval, kind="extension"), extension.approval
    for held in agreed.holding_over:
        yield row(held, held.days, held.approval, kind="holding over"), held.approval
    if agreed.notice:
        yield row(agreed.notice, kind="notice"), None
    if agreed.termination:
        end = agreed.termination
        yield row(end, end.approval, kind="termination"), end.approval
