"""The sheet Cover: what this workbook is, who approved what, and what to know before using it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, repeat

from attrs import frozen

from aimpartner.contributions.contributions import Contributions
from aimpartner.exact import listed
from aimpartner.excel.contributions import checks
from aimpartner.excel.contributions.as_calculated_sheet import AS_CALCULATED
from aimpartner.excel.contributions.results_sheet import (
    CALCULABLE,
    STATUS,
    Material,
    ResultsSheet,
)
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.formats import LEGEND
from aimpartner.excel.writing.sheet import ROW, Content, Live, Ref, Sheet, Span
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.periods import in_words

WIDTHS = (25, 98)
_NOT_STATED = "not stated"
_NONE = "none recorded"
_ZERO = "all read zero"
_AS_VALUES = "a step is written as values and does not follow a changed input"
_SEE = "see the sheet Checks"


@frozen
class Cover:
    """The cover while it is written.

    Args:
        sheet: the sheet.
        book: the workbook, in which everything else stands already.
        result: the contributions.
        prepared_by: who prepared the workbook; may be empty.
        prepared_on: when, where stated.
        is_unclear: whether a step of the working is written as values.
    """

    sheet: Sheet
    book: Book
    result: Contributions
    prepared_by: str
    prepared_on: date | None
    is_unclear: bool

    def write(self) -> None:
        """Write the sheet."""
        facts = self.result.facts
        self.sheet.title(f"Contributions {facts.year}", facts.partnership.agency)
        self.sheet.down()
        self._about()
        self._state_of_the_figures()
        self._who_pays()
        self._formulas()
        self._part("Approval", self._approvals())
        self._part("Agreement", self._agreement())
        self._part("Assumptions", self._notices(assumed=True))
        self._part(f"Notices, {AS_CALCULATED}", self._notices(assumed=False))
        if self.result.published:
            self._part(f"Published figures, {AS_CALCULATED}", self.result.told_of_published)
        self._sheets()
        self._legend()

    def _entry(self, label: str, content: Content, formats: str = "wrap") -> Ref:
        self.sheet.put(0, label, "label, top")
        cell = self.sheet.put(1, content, f"{formats}, left, top")
        self.sheet.down()
        return cell

    def _part(self, title: str, lines: Iterable[str]) -> None:
        """Write some lines under one title."""
        self.sheet.down()
        for position, words in enumerate(lines):
            self.sheet.put(0, "" if position else title, "bold, top, wrap")
            self.sheet.put(1, words, "wrap, top")
            self.sheet.down()

    def _formulas(self) -> None:
        """Write each formula of the year in words; of several, with the days that it counts for."""
        facts = self.result.facts
        for formula in facts.formulas:
            which = f" {facts.dated(formula)}" if len(facts.formulas) > 1 else ""
            source = formula.source
            said = [f"Source: {source}"] if source and not source.is_assumption else []
            # the year is rounded once, by the formula at its end
            is_last = formula == facts.formula
            words = formula.in_words(facts.year) if is_last else formula.points(facts.year)
            self._part(f"Formula{which}, {AS_CALCULATED}", [*words, *said])

    def _about(self) -> None:
        facts = self.result.facts
        budget, host = facts.budget, facts.host
        day = in_words(budget.day) if budget.day else "no day recorded"
        prepared_on = in_words(self.prepared_on) if self.prepared_on else _NOT_STATED
        if self.book.status:
            self._entry("status", f"{self.book.status}: {_why(self.result)}", "amber, wrap")
        self._entry("agency", facts.partnership.agency, "bold, wrap")
        self._entry("year", str(facts.year), "bold")
        self._entry("partners", listed(facts.partners))
        for label, words in zip(chain(["shared by"], repeat("")), self._segments(), strict=False):
            self._entry(label, words)
        self._entry("host", host or _NONE)
        self._entry("budget", f"version {budget.version}, {budget.status}, {day}")
        self._entry("formula", facts.formula_names)
        if facts.known_on:
            self._entry("as known on", in_words(facts.known_on))
        self._entry("prepared by", self.prepared_by or _NOT_STATED)
        self._entry("prepared on", prepared_on)

    def _segments(self) -> Iterator[str]:
        """Yield who shares when, where the year is cut."""
        division = self.result.facts.division
        for segment in division.segments if len(division.segments) > 1 else ():
            yield f"{listed(segment.present)}, {division.title(segment)}"

    def _state_of_the_figures(self) -> None:
        """Write the call and, live, the status and whether the checks hold."""
        sheet, at = self.sheet, self.book.at
        sheet.down()
        sheet.gate = CALCULABLE
        call = sheet.live(self.result.call, "{}", at("call"))
        self._entry("call", call, "output, pounds")
        formula = f'IF({{}}=0,"{_ZERO}","one does not read zero: {_SEE}")'
        integrity = sheet.live(_ZERO, formula, at("all checks"))
        cell = self._entry("integrity checks", integrity, "check")
        sheet.amber_where(cell, f'{cell.here}<>"{_ZERO}"')
        sheet.gate = ""
        cell = self._entry("figures", Live(STATUS, AS_CALCULATED), "check, wrap")
        sheet.page.set_row(cell.row, 3 * ROW)
        sheet.amber_where(cell, f'{cell.here}<>"{AS_CALCULATED}"')
        if self.is_unclear:
            self._entry("to know", f"{_AS_VALUES}: {_SEE}", "amber")

    def _who_pays(self) -> None:
        """Write, live, what each partner pays, and draw it."""
        sheet = self.sheet
        sheet.section("Who pays what")
        sheet.gate, first = CALCULABLE, sheet.row
        for paid in self.result:
            cell = self.book.at(f"contribution/{paid.partner}")
            self._entry(paid.partner, sheet.live(paid.amount, "{}", cell), "output, pounds")
        sheet.gate = ""
        names, amounts = (
            Span(Ref(sheet.name, first, column), Ref(sheet.name, sheet.row - 1, column))
            for column in (0, 1)
        )
        self.book.bars(sheet, names, amounts)

    def _sheets(self) -> None:
        """Write a link to every other sheet."""
        self.sheet.down()
        self.sheet.put(0, "Sheets", "bold")
        for other in self.book.sheets:
            if other is not self.sheet:
                self.sheet.link(1, other)
                self.sheet.down()

    def _approvals(self) -> Iterator[str]:
        for thing, approval in _approvals(self.result).items():
            words = approval.in_words(self.result.facts.known_on) if approval else ""
            yield f"{thing}: {words or _NONE}"

    def _agreement(self) -> Iterator[str]:
        """Yield what the agreement is from when to when in the year."""
        facts = self.result.facts
        agreement = facts.partnership.agreement
        if agreement is None:
            yield _NONE
            return
        for days in facts.year.days.split(*agreement.turning_days(facts.known_on)):
            last = days.last or facts.year.last
            state = agreement.state(days.first, facts.known_on)
            yield f"{in_words(days.first)} to {in_words(last)}: {state.value}"

    def _notices(self, *, assumed: bool) -> list[str]:
        """Return the notices that are assumptions, or the others."""
        notices = self.result.notices
        return [
            str(notice) for notice in notices if (notice.subject == "assumption") is assumed
        ] or ["none"]

    def _legend(self) -> None:
        self.sheet.down()
        self.sheet.put(0, "Colours", "bold")
        self.sheet.down()
        for kind, words in LEGEND:
            self.sheet.put(0, kind, kind)
            self.sheet.put(1, words, "wrap, indent")
            self.sheet.down()


def status(result: Contributions) -> str:
    """Return DRAFT, or nothing where budget and formulas are approved and none of it is assumed.

    Example:
        >>> from aimpartner import calculate, samples
        >>> status(calculate(samples.load("aim"), "2021/22"))
        'DRAFT'
    """
    return "DRAFT" if _unapproved(result) else ""


def _approvals(result: Contributions) -> dict[str, Approval | None]:
    """Return who approves the budget and each formula of the year, by what it is."""
    facts = result.facts
    formulas = {f"formula {facts.dated(formula)}": formula.approval for formula in facts.formulas}
    rules = formulas if len(formulas) > 1 else {"formula": facts.formula.approval}
    return {"budget": facts.budget.approval} | rules


def _unapproved(result: Contributions) -> list[str]:
    known_on = result.facts.known_on
    return [
        name
        for name, approval in _approvals(result).items()
        if approval is None or not approval.is_given(known_on) or approval.assumed(known_on)
    ]


def _why(result: Contributions) -> str:
    things = " and of the ".join(_unapproved(result))
    return f"the approval of the {things} is not recorded in full"


def _write(sheet: Sheet, material: Material) -> None:
    by, on = material.prepared_by, material.prepared_on
    is_unclear = bool(material.placed.unclear)
    Cover(sheet, material.book, material.result, by, on, is_unclear).write()


SHEET = ResultsSheet(
    name="Cover", widths=WIDTHS, write=_write, after=(checks.SHEET,), is_upright=True
)
