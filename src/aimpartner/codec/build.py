"""Typed rows to a model: each value built in its own room, what is refused noted in its place."""

from __future__ import annotations

from collections import Counter

from attrs import frozen

from aimpartner.budget.budget import Budget, CostLine
from aimpartner.codec import parties
from aimpartner.codec.decisions import Decided, of_budget, of_formula
from aimpartner.codec.elements import ElementRows
from aimpartner.codec.faults import Faults
from aimpartner.codec.formula_rows import FormulaRow
from aimpartner.codec.issued import IssueRows
from aimpartner.codec.limits import LimitRows
from aimpartner.codec.read import Plain, Typed, made_of, typed
from aimpartner.codec.rows import BudgetRow, EvidenceRow, LineRow, MeasureRow, PublishedRow
from aimpartner.errors import ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Measure, Observation
from aimpartner.evidence.published import Published
from aimpartner.exact import listed
from aimpartner.formula.formula import Formula
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.periods import DateRange


def build(plain: Plain, path: object = "tables", faults: Faults | None = None) -> Model:
    """Return the model that some tables hold.

    Args:
        plain: the tables: rows of fields, by the table's name; see `codec.rows.TABLES`.
        path: the file they come from, named by an error.
        faults: what the file's reader found at fault already; left out, nothing.

    Raises:
        InputError: every fault of the tables at once, each with its place.

    Example:
        >>> build({"agency": [{"agency": "AiM"}], "partners": [{"partner": "Sefton"}]})
        Traceback (most recent call last):
        aimpartner.errors.InputError: tables has 2 faults; nothing was read from it.
          partners, row 1, authority: authority must be given; got nothing.
          partners, row 1, joined: joined must be given; got nothing.
    """
    found = Faults(path) if faults is None else faults
    parts = _Parts.of(plain, found)
    budgets, formulas = parts.budgets(), parts.formulas()
    evidence, published = parts.evidence(), made_of(parts.rows["published"], found, _published)
    issued = IssueRows(parts.rows, parts.decided, found).build()
    whole = parties.partnership(parts.rows, parts.decided, found)
    if whole is not None and evidence is not None and not found:
        with found.at("formulas", None):  # two of them may be in force on one day
            return Model(whole, evidence, budgets, formulas, published, issued)
    raise found.error()


@frozen
class _Parts:
    """The rows of a model, and its parts as far as their rows are sound."""

    plain: Plain
    rows: Typed
    decided: Decided
    faults: Faults

    @classmethod
    def of(cls, plain: Plain, faults: Faults) -> _Parts:
        """Return the rows of some tables; what is wrong with a table as a whole is noted."""
        rows = typed(plain, faults)
        agencies = len(plain.get("agency") or ())
        if agencies != 1:
            _note_table("agency", "have one row", agencies or "none", faults)
        if not plain.get("partners"):
            _note_table("partners", "have a row for each partner", "none", faults)
        parties.check(rows, faults)
        return cls(plain, rows, Decided.of(rows, faults), faults)

    def evidence(self) -> Evidence | None:
        """Return the evidence; `None` where one of its rows is at fault."""
        measures = made_of(self.rows["measures"], self.faults, _measure)
        observations = made_of(self.rows["evidence"], self.faults, _observation)
        clean = self.faults.is_clean("measures") and self.faults.is_clean("evidence")
        return Evidence(measures, observations) if clean else None

    def budgets(self) -> list[Budget]:
        """Return the budgets; none where one of their lines is at fault."""
        self._check_lines()
        self._check_days()
        lines = made_of(self.rows["lines"], self.faults, lambda row: (_version(row), _line(row)))

        def make(row: BudgetRow) -> Budget:
            mine = [line for version, line in lines if version == _version(row)]
            approval = self.decided.approval(of_budget(row), row)
            return Budget(row.year, mine, row.version, row.day, row.status, approval, row.source)

        whole = self.faults.is_clean("lines")
        return made_of(self.rows["budgets"], self.faults, make) if whole else []

    def _check_lines(self) -> None:
        """Note a line of a budget that is not there."""
        known = {_version(row.fields): None for row in self.rows["budgets"]}
        there, here = (self.faults.place(table, None, "") for table in ("budgets", "lines"))
        for row in self.rows["lines"] if self.faults.is_clean("budgets") else ():
            version = _version(row.fields)
            if not known:
                rule = f"hold {version!r}, which {here} names"
                _note_table("budgets", rule, "no row", self.faults)
            elif version not in known:
                rule = f"be of a budget in {there}: {listed(known)}"
                self.faults.add("lines", row.number, "year", ModelError("year", rule, version))

    def _check_days(self) -> None:
        """Note a budget without a day where the year has other versions: the newest counts."""
        versions = {(row.fields.year, row.fields.version) for row in self.rows["budgets"]}
        count = Counter(year for year, _ in versions)
        for row in self.rows["budgets"]:
            if count[row.fields.year] > 1 and row.fields.day is None:
                rule = "be given for each of a year's several versions"
                remedy = "The newest version counts."
                fault = ModelError("day", rule, "nothing", remedy)
                self.faults.add("budgets", row.number, "day", fault)

    def formulas(self) -> list[Formula]:
        """Return the formulas; one whose elements are at fault is left out."""
        made = made_of(self.rows["formulas"], self.faults, self._formula)
        return [each for each in made if each is not None]

    def _formula(self, row: FormulaRow) -> Formula | None:
        mine = ElementRows.of(row.formula, self.rows, self.plain, self.faults)
        mine.check()
        elements, limits = mine.build(), LimitRows.of(row.formula, self.rows, self.faults).build()
        rounding = Rounding(row.unit, row.level, row.odd, row.order)
        approval = self.decided.approval(of_formula(row), row)
        rest = (DateRange(row.first, row.last), rounding, approval, row.marking, row.source)
        if elements is None or limits is None:
            return None
        return Formula(row.formula, elements, *rest, limits, row.proration)


def _note_table(table: str, rule: str, got: object, faults: Faults) -> None:
    """Note a fault of a table as a whole, unless it has one already."""
    if faults.is_sound(table):
        faults.add(table, None, "", ModelError(faults.place(table, None, ""), rule, got))


def _version(row: BudgetRow | LineRow) -> str:
    return f"{row.year} version {row.version}"


def _line(row: LineRow) -> CostLine:
    rest = (row.effect, row.incurred_by, row.clause, row.source)
    return CostLine(row.pool, row.line, row.heading, row.amount, *rest)


def _measure(row: MeasureRow) -> Measure:
    return Measure(row.measure, row.words, row.unit)


def _observation(row: EvidenceRow) -> Observation:
    rest = (row.edition, row.released, row.source)
    return Observation(row.measure, row.partner, row.year, row.value, *rest)


def _published(row: PublishedRow) -> Published:
    rest = (row.rounded_to, row.what, row.is_contribution, row.source)
    said = (row.said_on, row.by_construction)
    return Published(row.year, row.partner, row.amount, *rest, *said)
