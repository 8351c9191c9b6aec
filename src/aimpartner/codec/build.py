"""Typed rows to a model: each value built in its own room, what is refused noted in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from attrs import frozen

from aimpartner.codec.elements import ElementRows
from aimpartner.codec.faults import Faults, Place, plain_place
from aimpartner.codec.parties import agreement, partnership
from aimpartner.codec.read import Plain, Typed, typed
from aimpartner.codec.rows import (
    AgreementRow,
    BudgetRow,
    DecisionRow,
    EvidenceRow,
    FormulaRow,
    LineRow,
    PublishedRow,
)
from aimpartner.errors import AimpartnerError, InputError, ModelError, Problem
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Measure, Observation
from aimpartner.exact import listed
from aimpartner.funding.budget import Budget, CostLine
from aimpartner.funding.formula import Formula, Rounding
from aimpartner.funding.published import Published
from aimpartner.model import Model
from aimpartner.parties.decisions import Approval, Decision
from aimpartner.periods import DateRange

T = TypeVar("T")


def build(
    plain: Plain,
    path: object = "tables",
    place: Place = plain_place,
    kind: type[InputError] = InputError,
    found: Sequence[Problem] = (),
) -> Model:
    """Return the model that some tables hold.

    Args:
        plain: the tables: rows of fields, by the table's name; see `codec.rows.TABLES`.
        path: the file they come from, named by an error.
        place: how a place in it is named.
        kind: the error to raise.
        found: what the file's reader found at fault already.

    Raises:
        InputError: every fault of the tables at once, each with its place.

    Example:
        >>> build({"agency": [{"agency": "AiM"}], "partners": [{"partner": "Sefton"}]})
        Traceback (most recent call last):
        aimpartner.errors.InputError: tables has 2 faults; nothing was read from it.
          partners, row 1, authority: authority must be given; got nothing.
          partners, row 1, joined: joined must be given; got nothing.
    """
    faults = Faults(str(path), place, kind, list(found))
    parts = _Parts(plain, typed(plain, faults), faults)
    parts.check()
    built = parts.built()
    if faults.problems:
        raise faults.error()
    try:
        return Model(**built)
    except AimpartnerError as fault:
        faults.add("agency", None, "", fault)
        raise faults.error() from fault


@frozen
class _Parts:
    """The parts of a model, from the rows of its tables."""

    plain: Plain
    rows: Typed
    faults: Faults

    def each(self, table: str, make: Callable[[Any], T]) -> list[T]:
        """Return what each row of a table makes; what is refused is noted at its row."""
        made = []
        for row in self.rows[table]:
            with self.faults.at(table, row.number):
                made.append(make(row.fields))
        return made

    def approval(self, subject: str, required: tuple[str, ...]) -> Approval | None:
        """Return the approval of a subject; `None` where nobody is asked for it."""
        decisions = [row.fields for row in self.rows["decisions"] if row.fields.subject == subject]
        return Approval(required, [_decision(each) for each in decisions]) if required else None

    def check(self) -> None:
        """Note what concerns a table as a whole."""
        for table in ("agency", "partners"):
            count = len(self.plain.get(table) or ())
            if count == 0 or (table == "agency" and count > 1):
                rule = "have one row" if table == "agency" else "have a row"
                self.faults.add(table, None, "", ModelError(table, rule, f"{count} rows"))
        self._check_decisions()

    def _check_decisions(self) -> None:
        """Note a decision on something that asks for nobody's approval."""
        asked = [subject for subject, required in self._subjects() if required]
        for row in self.rows["decisions"]:
            if row.fields.subject not in asked:
                rule = f"be one of those that require approval: {listed(asked)}"
                fault = ModelError("subject", rule, row.fields.subject)
                self.faults.add("decisions", row.number, "subject", fault)

    def _subjects(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return what may be decided on, and who has to approve it."""
        subject: dict[str, Callable[[Any], str]] = {
            "budgets": _budget,
            "formulas": _formula,
            "agreement": _provision,
        }
        return [
            (name(row.fields), row.fields.required)
            for table, name in subject.items()
            for row in self.rows[table]
        ]

    def built(self) -> dict[str, Any]:
        """Return the parts, as far as their rows are sound."""
        observations = self.each("evidence", _observation)
        measures = self.each("measures", lambda row: Measure(row.measure, row.words, row.unit))
        parts: dict[str, Any] = {
            "budgets": self.budgets(),
            "formulas": self.formulas(),
            "published": self.each("published", _published),
        }
        whole = None
        with self.faults.at("agreement", None):
            whole = agreement([row.fields for row in self.rows["agreement"]], self.approval)
        if not self.faults.problems:
            with self.faults.at("hosts", None):
                parts["partnership"] = partnership(self.rows, whole)
            parts["evidence"] = Evidence(measures, observations)
        return parts

    def budgets(self) -> list[Budget]:
        """Return the budgets; one whose lines are at fault is left out."""
        lines = self.each("lines", lambda row: (row.year, row.version, _line(row)))
        whole = not any(table == "lines" for table, _ in self.faults.spoilt)

        def make(row: BudgetRow) -> Budget | None:
            mine = [
                line for year, version, line in lines if (year, version) == (row.year, row.version)
            ]
            approval = self.approval(_budget(row), row.required)
            rest = (row.version, row.day, row.status, approval, row.source)
            return Budget(row.year, mine, *rest) if mine or whole else None

        return [each for each in self.each("budgets", make) if each]

    def formulas(self) -> list[Formula]:
        """Return the formulas; one whose elements are at fault is left out."""

        def make(row: FormulaRow) -> Formula | None:
            mine = ElementRows.of(row.formula, self.rows, self.faults)
            mine.check()
            elements = mine.build(self.plain)
            rounding = Rounding(row.unit, row.level, row.odd, row.order)
            approval = self.approval(_formula(row), row.required)
            rest = (DateRange(row.first, row.last), rounding, approval, row.marking, row.source)
            return None if elements is None else Formula(row.formula, elements, *rest)

        return [each for each in self.each("formulas", make) if each]


def _budget(row: BudgetRow) -> str:
    return f"budget {row.year.key} version {row.version}"


def _formula(row: FormulaRow) -> str:
    return f"formula {row.formula}"


def _provision(row: AgreementRow) -> str:
    return f"extension to {row.last}" if row.kind == "extension" else row.kind


def _decision(row: DecisionRow) -> Decision:
    rest = (row.body, row.implementable, row.reference, row.source)
    return Decision(row.partner, row.made, *rest)


def _line(row: LineRow) -> CostLine:
    rest = (row.effect, row.incurred_by, row.clause, row.source)
    return CostLine(row.pool, row.line, row.heading, row.amount, *rest)


def _observation(row: EvidenceRow) -> Observation:
    rest = (row.edition, row.released, row.source)
    return Observation(row.measure, row.partner, row.year, row.value, *rest)


def _published(row: PublishedRow) -> Published:
    rest = (row.rounded_to, row.what, row.is_contribution, row.source)
    return Published(row.year, row.partner, row.amount, *rest)
