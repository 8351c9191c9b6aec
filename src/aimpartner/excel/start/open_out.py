"""A Start sheet opened out into the rows of the full tables: no rule of theirs is written again."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from aimpartner.budget.budget import Effect, Heading
from aimpartner.evidence.measures import ISSUED, is_issued
from aimpartner.excel.start.figures import Figures, read_figures
from aimpartner.excel.start.found import Cell, FoundStart
from aimpartner.excel.start.layout import (
    AGENCY,
    AGREED,
    LINES,
    MEASURE,
    OF_SOURCE,
    OF_YEAR,
    PARTNERS,
    SECTIONS,
    SHARING,
    Section,
)
from aimpartner.excel.start.opening import Opening
from aimpartner.excel.start.settings import Settings, read_as, read_settings
from aimpartner.excel.start.sharing import Sharing, pool_of, way_of
from aimpartner.excel.start.windows import note_estimates, once_a_year
from aimpartner.spelling import folded

_VERSION = "1"


def open_out(start: FoundStart) -> Opening:
    """Return the rows of the full tables that a Start sheet comes to; none where it has no part."""
    anchors = {"": start.name}
    for section in SECTIONS:
        found = start.sections.get(section.title)
        anchors |= dict.fromkeys(section.tables, found.place if found else start.name)
    opening = Opening(anchors)
    if not start.sections:
        return opening
    settings = read_settings(start.sections.get(AGENCY.title), opening)
    figures = read_figures(start.sections.get(PARTNERS.title), opening)
    _Opener(start, settings, figures, opening).open_all()
    return opening


@frozen
class _Opener:
    """A Start sheet while it is opened out."""

    start: FoundStart
    settings: Settings
    figures: Figures
    opening: Opening

    def open_all(self) -> None:
        self._open_agency()
        self._open_partners()
        for line in self._lines(LINES):
            self._open_line(line)
        lines = self._lines(SHARING)
        self._open_measures(_counted(lines))
        Sharing(self.settings.formula, self.figures, self.opening).open_out(lines)
        self._open_decisions()
        self._refuse_empty(SHARING, "elements")
        self._refuse_empty(PARTNERS, "partners")
        self._note_unused(lines)

    def _lines(self, section: Section) -> list[Mapping[str, Cell]]:
        found = self.start.sections.get(section.title)
        return [found.line(cells) for cells in found.rows] if found else []

    def _refuse_empty(self, section: Section, table: str) -> None:
        """Refuse a part without a row, where nothing of its head is wrong."""
        found = self.start.sections.get(section.title)
        if found and found.head and not self.opening.plain.get(table):
            got, place = "none", Cell(found.place)
            self.opening.refuse(place, f"part {section.title}", "have a row", got, of=table)

    def _open_agency(self) -> None:
        said, year = self.settings, self.settings.year
        asked = {"required": self._required, "source": said["source"]}
        own = {"year": said["year"], "version": _VERSION, "day": said["day"]}
        self.opening.add("agency", said["agency"], agency=said["agency"])
        self.opening.add("budgets", said["year"], **own, status=said["status"], **asked)
        own = {"formula": said.formula, "first": said.of_year(year.first.isoformat())}
        rest = {"unit": said["unit"], "marking": said["marking"]}
        self.opening.add("formulas", said["year"], **own, **rest, **asked)

    @property
    def _required(self) -> list[str] | None:
        """Everyone, where somebody is said to have approved; else nobody is asked."""
        names = [partner["partner"].words for partner in self.figures.partners]
        is_asked = any(each["approved"].value is not None for each in self.figures.partners)
        return names if is_asked else None

    def _open_partners(self) -> None:
        first = self.settings["joined"]
        hosts: list[Cell] = []
        for partner in self.figures.partners:
            name, own = partner["partner"], partner["joined"]
            joined = own if own.value is not None else first
            authority = partner["authority"]
            self.opening.add("partners", name, partner=name, authority=authority, joined=joined)
            if self._is_host(partner["host"]):
                hosts.append(partner["host"])
                self._open_host(hosts, host=name, first=joined)

    def _open_host(self, hosts: list[Cell], **row: Cell) -> None:
        """Add the host; refuse one after the first."""
        if len(hosts) == 1:
            self.opening.add("hosts", hosts[0], **row)
        else:
            rule, remedy = "stand at one partner", "A change of host takes the full tables."
            got = f"yes again, after {hosts[0].place}"
            self.opening.refuse(hosts[-1], "host", rule, got, remedy)

    def _is_host(self, cell: Cell) -> bool:
        answer: bool | None = read_as(bool, cell)
        if answer is None and cell.value is not None:
            rule = "be yes for the host, and empty for others"
            self.opening.refuse(cell, "host", rule, repr(cell.words), of="hosts")
        return bool(answer)

    def _open_line(self, line: Mapping[str, Cell]) -> None:
        heading, effect = line["heading"], line["effect"]
        if effect.value is None and read_as(Heading, heading) is Heading.INCOME:
            effect = Cell(effect.place, Effect.REDUCES.value)
        year = self.settings.of_year(self.settings.year.key)
        own = {"year": year, "version": _VERSION, "pool": pool_of(line["pool"])}
        rest = {"amount": line["amount"], "incurred_by": line["incurred by"]}
        words = {"line": line["line"], "heading": heading, "effect": effect}
        self.opening.add("lines", line["line"], **own, **words, **rest, source=line["source"])

    def _open_measures(self, counted: set[str]) -> None:
        by_measure = self.figures.by_measure
        for columns in by_measure.values():
            self.opening.add("measures", columns[0].head, measure=columns[0].head)
        for column in once_a_year(by_measure, counted, self.opening):
            own = {"measure": column.head, "year": column.below[OF_YEAR]}
            for partner, value in zip(self.figures.partners, column.cells, strict=True):
                rest = {"partner": partner["partner"], "source": column.below[OF_SOURCE]}
                self.opening.add("evidence", value, **own, **rest, value=value)
        self._open_last_year(ISSUED in by_measure)

    def _open_last_year(self, is_described: bool) -> None:  # noqa: FBT001  # of the measure
        """Add what the partners contributed in the year before, as far as it is given."""
        starts = self.settings.year.starts
        before = self.settings.of_year(f"{starts - 1}/{starts % 100:02}")
        given = [each for each in self.figures.partners if each["last year"].value is not None]
        if given and not is_described:
            own = {"measure": ISSUED, "words": "contribution issued for the year"}
            self.opening.add("measures", given[0]["last year"], **own, unit="pounds")
        for partner in given:
            value, rest = partner["last year"], {"partner": partner["partner"], "year": before}
            self.opening.add("evidence", value, measure=ISSUED, **rest, value=value)

    def _open_decisions(self) -> None:
        year, said = self.settings.year, self.settings
        budget = f"budget {year.key} version {_VERSION}"
        formula = f"formula {said.formula}"
        for partner in self.figures.partners:
            made = partner["approved"]
            for subject in (budget, formula) if made.value is not None else ():
                own = {"subject": said.of_year(subject), "partner": partner["partner"]}
                self.opening.add("decisions", made, **own, made=made, body=said["body"])

    def _note_unused(self, lines: list[Mapping[str, Cell]]) -> None:
        """Note the columns of figures that count in no part 3, and agreed percentages likewise."""
        ways, counted = set(map(way_of, lines)), _counted(lines)
        for name, columns in self.figures.by_measure.items():
            head = columns[0].head
            if name in counted and self.settings.is_of_year:
                note_estimates(columns, self.settings.year, self.opening)
            if is_issued(head.words):
                what = f"{head.words} is read as what was issued for its year, in pounds"
            elif name not in counted:
                what = f"no pool is shared by {head.words}; it is kept"
            else:
                continue
            self.opening.notes.append(f"{head.place}: {what}.")
        agreed = [
            each["agreed"] for each in self.figures.partners if each["agreed"].value is not None
        ]
        if agreed and AGREED not in ways:
            what = "no pool is shared by agreed percentages; they are left out"
            self.opening.notes.append(f"{agreed[0].place}: {what}.")


def _counted(lines: list[Mapping[str, Cell]]) -> set[str]:
    """Return the measures that pools are shared by, by their folded names."""
    return {folded(line["measure"].words) for line in lines if way_of(line) == MEASURE}
