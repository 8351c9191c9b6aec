"""The sheet Checks: what must always be zero, and what has changed since the calculation."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from attrs import evolve, frozen

from aimpartner.contributions.contributions import Contributions
from aimpartner.excel.contributions import (
    as_calculated_sheet,
    budget_sheet,
    contributions_sheet,
    inputs_sheet,
    partner_page,
)
from aimpartner.excel.contributions.as_calculated_sheet import AS_CALCULATED
from aimpartner.excel.contributions.grid import Placed
from aimpartner.excel.contributions.results_sheet import CALCULABLE, Material, ResultsSheet
from aimpartner.excel.contributions.status_rows import (
    CANNOT,
    CHANGED,
    ROWS_BESIDE,
    Reason,
    StatusRows,
)
from aimpartner.excel.contributions.working_sheet import UNCLEAR
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.sheet import Live, Ref, Sheet, Span, runs
from aimpartner.formula.elements import Element
from aimpartner.money import Money
from aimpartner.working.steps import Op, ResultKind, Step

WIDTHS = (46, 17, 17, 44)
KEPT, NOT_KEPT = "limits are kept", "a limit is not kept"
_READS, _NOW, _STATUS = 1, 2, 3
_OVER = "a formula typed over on the sheet"
_NO_ANSWER = "a step without an answer on the sheet Working:"


@frozen
class Checks:
    """The checks while they are written.

    Args:
        sheet: the sheet.
        book: the workbook.
        result: the contributions.
        placed: where the steps of the working stand.
        spans: where the columns stand that the status reads.
    """

    sheet: Sheet
    book: Book
    result: Contributions
    placed: Placed
    spans: dict[str, Span]

    def write(self) -> None:
        """Write the sheet: at its head the status, once all that it counts stands below."""
        sheet, reasons = self.sheet, len(self._reasons_before()) + 4
        top, sheet.row = sheet.row, sheet.row + ROWS_BESIDE + reasons
        sheet.gate = CALCULABLE
        self._integrity()
        self._changes()
        self._to_know()
        sheet.gate = ""
        self._formulas()
        sheet.row = top
        StatusRows(sheet, self.book).write(self._reasons_before(), self._reasons())

    def _reasons_before(self) -> list[Reason]:
        """Return why nothing can be calculated."""
        return [
            self._first_of(CANNOT, "states", "stands", 2),
            self._first_of(f"{CANNOT} {_OVER} Working:", "working/typed over", "working", 1),
            self._first_of(f"{CANNOT} {_NO_ANSWER}", "working/no answer", "working", 1),
        ]

    def _first_of(self, said: str, numbers: str, words: str, number: int) -> Reason:
        """Return the reason that some rows of a column hold a number, and the first that does."""
        column = self.spans[numbers]
        which = self._formula(f"INDEX({{}},MATCH({number},{{}},0))", self.spans[words], column)
        return Reason(said, self._formula(f"COUNTIF({{}},{number})", column), which)

    def _reasons(self) -> list[Reason]:
        """Return why the figures are not as calculated where they can be."""
        at, checks = (
            self.book.at,
            self._first_of(f"{CANNOT} a check:", "checks", "checks in words", 1),
        )
        changed, figures = at("inputs/changed"), at("figures/changed")
        others = "figures changed although no input has"
        more = self._formula(
            '{0}&IF({{n}}>{1}," and "&{{n}}-{1}&" more","")', at("inputs/which"), at("inputs/most")
        )
        return [
            self._first_of(f"{CANNOT} {_OVER}", "sheets/typed over", "sheets", 1),
            evolve(checks, number=f"IF({CALCULABLE},{checks.number},0)"),
            Reason(
                f"{CANNOT} {others}:",
                self._formula(f"IF(AND({CALCULABLE},{{}}=0),{{}},0)", changed, figures),
                '{n}&" of them"',
            ),
            Reason(f"{CHANGED}:", changed.seen_from(self.sheet.name), more),
        ]

    def _integrity(self) -> None:
        sheet = self.sheet
        sheet.section("Integrity: each reads zero, whatever input is changed")
        sheet.head(("check", "reads", "1: not zero", ""), range(_READS, _STATUS))
        first = sheet.row
        for words, formula in self._zeros():
            sheet.put(0, words, "check, wrap")
            cell = sheet.put(_READS, Live(f"ROUND({formula},6)", 0), "check, zero")
            sheet.put(_NOW, Live(f"IF({cell.here}=0,0,1)", 0), "check, whole")
            sheet.amber_where(cell, f"{cell.here}<>0")
            sheet.down()
        for name, column in (("checks in words", 0), ("checks", _NOW)):
            ends = (Ref(sheet.name, row, column) for row in (first, sheet.row - 1))
            self.spans[name] = Span(*ends)
        span = Span(Ref(sheet.name, first, _READS), Ref(sheet.name, sheet.row - 1, _READS))
        sheet.put(0, "all checks", "total")
        total = sheet.live(0, "SUMPRODUCT(ABS({}))", span)
        cell = self.book.name("all checks", sheet.put(_READS, total, "total, zero"))
        sheet.amber_where(cell, f"{cell.here}<>0")
        sheet.down()

    def _formula(self, template: str, *cells: Ref | Span) -> str:
        return self.sheet.live(0, template, *cells).formula

    def _zeros(self) -> Iterator[tuple[str, str]]:
        """Yield each check in words, and its formula in pounds."""
        yield from self._of_the_sum()
        yield from self._of_the_elements()
        yield from self._of_the_partners()

    def _of_the_sum(self) -> Iterator[tuple[str, str]]:
        at, everyone = self.book.at, "all partners"
        paid, residual = at(f"{everyone}/contribution"), at("residual")
        incurred, net = at(f"{everyone}/incurred"), at(f"{everyone}/net payable")
        yield self._of_the_call(paid, residual)
        shares, exact = at(f"{everyone}/share"), at(f"{everyone}/exact")
        yield "sum of the shares − 1", self._formula("IF({}=0,0,{}-1)", exact, shares)
        unit = self.book.at("formula/rounding/unit")
        within = "IF(ABS({0})<{1},0,{0})"
        yield "residual, where it is not less than the unit", self._formula(within, residual, unit)
        yield (
            "net payables − (contributions − incurred)",
            self._formula("{}-({}-{})", net, paid, incurred),
        )
        by = (at("budget/by heading"), at("budget/by pool"))
        yield "budget by heading − budget by pool", self._formula("{}-{}", *by)

    def _of_the_call(self, paid: Ref, residual: Ref) -> tuple[str, str]:
        """Return the check against what the sheet Budget and the prices ask for."""
        working = self.result.working
        priced = [self.placed.line(at) for at in working.priced]
        priced += [self.placed.line(at) for result, at in working.results if result.is_own]
        asked = "".join(["{}*100", *["+SUM({})"] * len(priced)])
        cells: list[Ref | Span] = [paid, residual, self.book.at("budget/by heading"), *priced]
        # rounded twice, as the call is
        formula = self._formula(f"{{}}+{{}}-ROUND(ROUND({asked},4),0)/100", *cells)
        also = " and of what is priced" if priced else ""
        return f"contributions + residual − call of the sheet Budget{also}", formula

    def _of_the_elements(self) -> Iterator[tuple[str, str]]:
        if len(self.result.facts.division.segments) > 1:
            return  # an element's amounts are of several calls; the call as a whole is checked
        for element in self.result.facts.formula.elements:
            position = self.result.working.position(ResultKind.ELEMENT, element.name)
            line = self.placed.line(position)
            if isinstance(element, Element):
                calls = [self.book.at(f"pool/{pool}") for pool in element.pools]
                added = ",".join(["{}"] * len(runs(calls)))
                formula = self._formula(f"SUM({{}})/100-SUM({added})", line, *runs(calls))
                yield f"{element.name}: amounts − call of its pools", formula
            else:
                step = self.result.working.steps[position]
                parts = [step] if step.op is Op.TIMES else [*map(self._step, step.args)]
                pairs = [part.args for part in parts]
                cells: list[tuple[Ref | Span, Ref | Span]] = [
                    (self.placed.value(price), self.placed.line(units)) for price, units in pairs
                ]
                added = "+".join(["{}*SUM({})"] * len(parts))
                formula = self._formula(f"(SUM({{}})-({added}))/100", line, *chain(*cells))
                yield f"{element.name}: amounts − price × units", formula

    def _step(self, position: int) -> Step:
        return self.result.working.steps[position]

    def _of_the_partners(self) -> Iterator[tuple[str, str]]:
        for partner in self.result.partners:
            names = ("contribution", "exact", "net payable", "incurred")
            cells = [self.book.at(f"{name}/{partner}") for name in names]
            gross, _, net, incurred = cells
            formula = self._formula("{}-{}-{}", gross, incurred, net)
            yield f"{partner}: contribution − incurred − net payable", formula
            page = [self.book.at(f"page/{partner}/{name}") for name in names[:3]]
            pairs = chain.from_iterable(zip(page, cells[:3], strict=True))
            formula = self._formula("ABS({}-{})+ABS({}-{})+ABS({}-{})", *pairs)
            yield f"{partner}: its page − the sheet Contributions", formula

    def _changes(self) -> None:
        sheet = self.sheet
        sheet.section("As calculated, or changed since")
        sheet.head(("figure", "calculated", "now", "status"), range(_READS, _STATUS))
        first = sheet.row
        self._change("call", self.result.call, "call")
        gross, net = map(self.result.working.position, (ResultKind.CONTRIBUTION, ResultKind.NET))
        for contribution in self.result:
            name = contribution.partner
            self._change(f"{name}: contribution", contribution.amount, f"contribution/{name}")
            if gross != net:
                self._change(f"{name}: net payable", contribution.net, f"net payable/{name}")
        spans = [
            Span(Ref(sheet.name, first, column), Ref(sheet.name, sheet.row - 1, column))
            for column in (_READS, _NOW)
        ]
        sheet.line(("figures that have changed", None, None, None), "total")
        changed = sheet.live(0, "SUMPRODUCT((ROUND({}-{},2)<>0)*1)", *spans)
        cell = sheet.put(_READS, changed, "total, whole")
        sheet.amber_where(cell, f"{cell.here}<>0")
        self.book.remember("figures/changed", cell)
        sheet.down()

    def _formulas(self) -> None:
        """Write how many formulas and figures each sheet had, and has, that stands before this."""
        sheet = self.sheet
        sheet.section("Formulas typed over, and rows inserted: as many as were calculated with")
        sheet.head(("sheet", "calculated", "now", "1: others"), range(_READS, _STATUS + 1))
        first = sheet.row
        for other in self.book.sheets:
            column = self._after_inputs(other)
            count = sum(many for at, many in other.formulas.items() if at >= column)
            if count and other.name != sheet.name:
                counted = "SUMPRODUCT(_xlfn.ISFORMULA({})*1)"
                self._as_many(other.name, count, counted, other.below(column))
        for name, columns in self._of_figures().items():
            other = self.book.sheet_named(name)
            count = sum(many for at, many in other.numbers.items() if at in columns)
            span = other.below(*columns)
            self._as_many(f"{name}: a row was inserted", count, "COUNT({})", span)
        for name, column in (("sheets", 0), ("sheets/typed over", _STATUS)):
            ends = (Ref(sheet.name, row, column) for row in (first, sheet.row - 1))
            self.spans[name] = Span(*ends)

    def _as_many(self, words: str, count: int, counted: str, span: Span) -> None:
        """Write how many there were and are of something, and whether they are as many."""
        sheet = self.sheet
        sheet.put(0, words, "check")
        were = sheet.put(_READS, count, "check, whole")
        are = sheet.put(_NOW, sheet.live(count, counted, span), "check, whole")
        cell = sheet.put(_STATUS, sheet.live(0, "IF({}={},0,1)", were, are), "check, whole")
        sheet.amber_where(cell, f"{cell.here}<>0")
        sheet.down()

    def _of_figures(self) -> dict[str, range]:
        """Return the columns of each sheet of inputs that hold figures, and nothing else."""
        last = inputs_sheet.VALUE + 1 + len(self.result.partners)
        return {
            budget_sheet.SHEET.name: range(budget_sheet.AMOUNT, budget_sheet.AMOUNT + 2),
            inputs_sheet.SHEET.name: range(inputs_sheet.VALUE, last),
        }

    def _after_inputs(self, sheet: Sheet) -> int:
        """Return the first column of a sheet after its inputs, in which a formula may be typed."""
        columns = {
            budget_sheet.SHEET.name: budget_sheet.AMOUNT + 1,
            inputs_sheet.SHEET.name: inputs_sheet.VALUE + 1 + len(self.result.partners),
        }
        return columns.get(sheet.name, 0)

    def _change(self, words: str, calculated: Money, address: str) -> None:
        """Write a figure as it was calculated, as it is now, and whether they differ."""
        sheet = self.sheet
        sheet.put(0, words, "working, wrap")
        then = sheet.put(_READS, calculated, "working, pounds")
        link = sheet.live(calculated, "{}", self.book.at(address))
        now = sheet.put(_NOW, link, "working, pounds")
        changed = f'"changed by "&TEXT({now.here}-{then.here},"£#,##0.00;-£#,##0.00")'
        formula = f'IF(ROUND({now.here}-{then.here},2)=0,"{AS_CALCULATED}",{changed})'
        status = sheet.put(_STATUS, Live(formula, AS_CALCULATED), "working, indent")
        sheet.amber_where(status, f"ROUND({now.here}-{then.here},2)<>0")
        self.book.name(f"status/{address}", status)
        sheet.down()

    def _to_know(self) -> None:
        self.sheet.section("To know when inputs are changed")
        self._limits()
        for position in self.placed.unclear:
            words = f"step {position + 1}, {self.result.working.steps[position].words}: {UNCLEAR}"
            self.sheet.paragraph(f"{words}. It does not follow a changed input.", "amber")
        self.sheet.paragraph(
            "A spreadsheet holds 15 digits. Where remainders come closer than a millionth of a "
            "unit after an input is changed, the odd unit may go to another partner than in the "
            "exact calculation; the sum stays right.",
            "note",
        )

    def _limits(self) -> None:
        """Write whether rounding keeps the limits, wherever it has bounds to keep."""
        sheet, worked = self.sheet, self.result.worked
        for position, step in enumerate(worked.steps):
            units = worked.in_bounds(position)
            if units is None:
                continue
            sheet.line((f"{step.words}: beyond the bounds of limits", None, None), "working, wrap")
            beyond = sheet.live(
                sum(units.beyond, Fraction(0)) / 100, "SUM({})/100", self.placed.above(position)
            )
            read = sheet.put(_READS, beyond, "working, fine pounds")
            formula = f'IF(ROUND({read.here},6)=0,"{KEPT}","{NOT_KEPT}")'
            now = NOT_KEPT if any(units.beyond) else KEPT
            status = sheet.put(_STATUS, Live(formula, now), "working, indent")
            sheet.amber_where(status, f'{status.here}<>"{KEPT}"')
            sheet.down()


def _write(sheet: Sheet, material: Material) -> None:
    result, placed = material.result, material.placed
    Checks(sheet, material.book, result, placed, material.spans).write()


SHEET = ResultsSheet(
    name="Checks",
    widths=WIDTHS,
    write=_write,
    note="What must hold, and what has changed since the calculation.",
    after=(as_calculated_sheet.SHEET, contributions_sheet.SHEET, partner_page.SHEET),
    is_upright=True,
)
