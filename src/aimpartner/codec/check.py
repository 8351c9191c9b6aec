"""Every fault of a file at once: of reading it, and of calculating each of its years."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.codec.faults import Faults
from aimpartner.codec.model import build
from aimpartner.codec.places import Spot, spot_of
from aimpartner.codec.respelled import respelled
from aimpartner.codec.row import Plain, Typed
from aimpartner.codec.sound import Dropped, SoundPart, sound_part
from aimpartner.codec.tables import TABLES
from aimpartner.codec.typed import typed
from aimpartner.errors import EvidenceError, InputError, Problem, faults_counted
from aimpartner.evidence.measures import HOW_TO_RECORD, Known, is_issued
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.model import Model
from aimpartner.one_line import OneLine, counted, in_sight
from aimpartner.year_faults import YearFault, year_faults

_OF_AMOUNTS = (
    "lines",
    "budgets",
    "services",
    "formulas",
    "elements",
    "weights",
    "prices",
    "limits",
    "bounds",
)
"""The tables that what is shared goes by; where a row of one is at fault, no sum is known."""


@frozen(repr=False, field_transformer=checked)
class Checked(OneLine):
    """What a check of a model found.

    Args:
        path: what was checked.
        problems: every fault, in the order of the file; none where it is sound.
        model: the model; `None` where it could not be read.
        notes: what is no fault and may yet surprise, such as that hidden rows count.

    Example:
        >>> fault = Problem("Evidence!D7", "value", "be a number", "'lots'")
        >>> print(Checked("aim.xlsx", [fault]))
        aim.xlsx has 1 fault.
          Evidence!D7: value must be a number; got 'lots'.
    """

    path: str
    problems: tuple[Problem, ...] = field(default=(), converter=ordered)
    model: Model | None = None
    notes: tuple[str, ...] = field(default=(), converter=ordered)

    @property
    def is_sound(self) -> bool:
        """Whether there is no fault."""
        return not self.problems

    def _in_short(self) -> str:
        return f"<Checked {self.path}: {counted(len(self.problems), 'fault')}>"

    def __str__(self) -> str:
        """Return a line that there is no fault, or how many and a line for each; then the notes."""
        return "\n".join([self._found, *(f"  Note: {note}" for note in self.notes)])

    @property
    def _found(self) -> str:
        if self.problems or self.model is None:
            head = f"{self.path} has {faults_counted(self.problems)}."
            return "\n".join([head, *(f"  {problem}" for problem in self.problems)])
        years = listed(sorted({str(budget.year) for budget in self.model.budgets}))
        partners = listed(self.model.partnership.names)
        then = (
            f"Years that calculate: {years}." if self.model.budgets else "No year has a budget yet."
        )
        return f"{self.path}: no fault. Partners: {partners}. {then}"


def check_tables(plain: Plain, path: object, faults: Faults | None = None) -> Checked:
    """Return every fault of some tables: of reading them, and of calculating each year.

    Args:
        plain: the tables: rows of fields, by the table's name.
        path: the file they come from.
        faults: what the file's reader found at fault already; left out, nothing.

    Example:
        >>> found = check_tables({"agency": [{"agency": "AiM"}]}, "aim.json")
        >>> print(found)
        aim.json has 1 fault.
          partners: partners must have a row for each partner; got none.
    """
    gathered, plain = Faults(path) if faults is None else faults, respelled(plain)
    model: Model | None = None
    part: SoundPart | None = None
    try:
        model = build(plain, path, gathered)
        part = SoundPart(model)
    except InputError:
        part = sound_part(plain, gathered)
    if part is not None:
        _Checking(plain, typed(plain, Faults(path)), gathered, part.dropped).tell(part.model)
    found, notes = gathered.error(TABLES).problems, map(in_sight, gathered.notes)
    return Checked(in_sight(str(path)), found, model, notes)


@frozen(slots=False)
class _Checking:
    """A check of the years of a file.

    Args:
        plain: its tables, as it holds them.
        rows: the rows that could be read.
        faults: where faults are noted.
        dropped: the rows at fault, which the model is without.
    """

    plain: Plain
    rows: Typed
    faults: Faults
    dropped: Dropped
    _years: dict[object, list[YearFault]] = field(factory=dict, init=False)

    def tell(self, model: Model) -> None:
        """Note why years cannot be calculated, what several of them lack once."""
        unknown = () if self._lost.isdisjoint(_OF_AMOUNTS) else ("budget",)
        for year in sorted({budget.year for budget in model.budgets}):
            for year_fault in year_faults(model, year, unknown):
                self._years.setdefault(_lacked(year_fault), []).append(year_fault)
        for first, *others in self._years.values():
            spot = spot_of(first, self.rows)
            if not self._follows(first, spot):
                self._note(first, spot, others)

    @cached_property
    def _lost(self) -> frozenset[str]:
        """The tables of which a row is left out, or that are not there to be read as they stand."""
        whole = {table for table, row in self.faults.spoilt if row is None}
        return frozenset({*whole, *self._dropped_from})

    @property
    def _dropped_from(self) -> frozenset[str]:
        return frozenset(table for table, _ in self.dropped)

    def _note(self, year_fault: YearFault, spot: Spot, others: Sequence[YearFault]) -> None:
        remedy = self._what_to_do(year_fault, spot)
        if others:
            remedy += f" It is needed for {listed(other.year for other in others)} as well."
        place, fault = self.faults.place(spot.table, spot.row, spot.name), year_fault.fault
        problem = Problem(place, fault.subject, fault.rule, fault.got, remedy.strip())
        self.faults.tell(problem, spot.table, spot.row, spot.name)

    def _what_to_do(self, year_fault: YearFault, spot: Spot) -> str:
        """Return what to write where: in the cell of the place, or in a row that is added."""
        begins, *rest = year_fault.fault.at.split("/")
        if not spot.lacks:
            is_unknown = spot.name == "value" and isinstance(year_fault.fault, EvidenceError)
            return _FIGURE if is_unknown else year_fault.fault.remedy
        if begins == "evidence" and is_issued(rest[0]) and spot.lacks == "evidence":
            return HOW_TO_RECORD
        cells = listed(f"{name} {value}" for name, value in spot.cells.items())
        where = self.faults.place(spot.lacks, None, "")
        return f"Add a row to {where}: {cells}, and {_REST[spot.lacks]}."

    def _follows(self, year_fault: YearFault, spot: Spot) -> bool:
        """Return whether a fault may follow from rows that are at fault already."""
        if (spot.table, spot.row) in self.dropped or self._is_left_out(spot):
            return True
        begins, *rest = year_fault.fault.at.split("/")
        if begins == "evidence" and is_issued(rest[0]) and "issues" in self._lost:
            return True
        follows = _FOLLOWS.get(begins, ())
        return not self._lost.isdisjoint(follows) or self._is_misnamed(spot)

    def _is_left_out(self, spot: Spot) -> bool:
        """Return whether what lacks may stand in a table that is left out as a whole."""
        whole = self._lost - self._dropped_from
        if spot.lacks in whole or spot.row is None:
            return spot.lacks in whole
        row = next(row for row in self.rows[spot.table] if row.number == spot.row)
        is_unknown = spot.name == "value" and not isinstance(row.fields.value, Known)
        return spot.table in whole and not is_unknown

    def _is_misnamed(self, spot: Spot) -> bool:
        """Return whether a row at fault may be the lacking one, but for one of its names."""
        for table, number in self.dropped:
            if table == spot.lacks:
                row, wrong = self.plain[table][number], self._cells.get((table, number), set())
                cells = spot.cells.items()
                other = {name for name, value in cells if _said(row.get(name)) != _said(value)}
                if len(other) <= 1 or other <= wrong:
                    return True
        return False

    @cached_property
    def _cells(self) -> dict[tuple[str, int], set[str]]:
        """The fields at fault of each row."""
        return self.faults.cells


_FIGURE = "Write the figure there, or change the years that the formula counts."
_NO_YEAR = "No year has a budget yet."
_REST = {
    "evidence": "its value",
    "issued": "its amount",
    "weights": "its number, 0 if it takes no part",
}
"""What a row that has to be added holds besides its names."""
_FOLLOWS = {
    "budget": ("elements", "formulas"),
    "pools": ("lines", "budgets"),
    "formulas": ("formulas", "elements"),
    "": _OF_AMOUNTS,
}
"""The tables whose faults may make others, by what the addresses of those begin with."""


def _said(value: object) -> str:
    return str(value or "").strip().replace("/", "-")


def _lacked(year_fault: YearFault) -> object:
    """Return what a year lacks, so that what several lack is told once."""
    is_lacking = year_fault.fault.at.startswith("evidence/") or year_fault.fault.field == "numbers"
    if is_lacking and "*" not in year_fault.fault.at:
        return (
            year_fault.formula and year_fault.fault.field,
            year_fault.fault.at,
            year_fault.formula,
        )
    return (year_fault.year, year_fault.fault.at, year_fault.fault.subject, year_fault.fault.rule)
