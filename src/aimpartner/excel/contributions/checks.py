"""The sheet Checks: what must always be zero, and what has changed since the calculation."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from attrs import frozen

from aimpartner.contributions.contributions import Contributions
from aimpartner.excel.contributions import contributions_sheet, partner_page
from aimpartner.excel.contributions.grid import Placed
from aimpartner.excel.contributions.results_sheet import Material, ResultsSheet
from aimpartner.excel.contributions.working_sheet import UNCLEAR
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.sheet import Live, Ref, Sheet, Span
from aimpartner.formula.bases.basis import EARLIER
from aimpartner.formula.elements import Element
from aimpartner.money import Money
from aimpartner.periods import in_words, parse_day
from aimpartner.working.steps import Op, ResultKind, Step

WIDTHS = (46, 17, 17, 44)
AS_CALCULATED = "as calculated"
KEPT, NOT_KEPT = "limits are kept", "a limit is not kept"
CANNOT = "cannot be calculated: see the sheet Working"
_READS, _NOW, _STATUS = 1, 2, 3


@frozen
class Checks:
    """The checks while they are written.

    Args:
        sheet: the sheet.
        book: the workbook.
        result: the contributions.
        placed: where the steps of the working stand.
    """

    sheet: Sheet
    book: Book
    result: Contributions
    placed: Placed

    def write(self) -> None:
        """Write the sheet; its cells "all checks" and "changed" are named."""
        self._integrity()
        self._changes()
        self._to_know()

    def _integrity(self) -> None:
        sheet = self.sheet
        sheet.section("Integrity: each reads zero, whatever input is changed")
        sheet.head(("check", "reads", "", ""), range(_READS, _NOW))
        sheet.stay()
        first = sheet.row
        for words, formula in self._zeros():
            sheet.put(0, words, "check, wrap")
            cell = sheet.put(_READS, Live(f"ROUND({formula},6)", 0), "check, zero")
            sheet.amber_where(cell, f"{cell.here}<>0")
            sheet.down()
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
                added = "+".join(["{}"] * len(calls))
                formula = self._formula(f"SUM({{}})/100-({added})", line, *calls)
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
        words = f'"changed since the calculation","{AS_CALCULATED}"'
        changed = f"IF(SUMPRODUCT((ROUND({{}}-{{}},2)<>0)*1)>0,{words})"
        formula = f'IFERROR({changed},"{CANNOT}")'
        sheet.line(("all figures", None, None), "total")
        status = sheet.put(_STATUS, sheet.live(AS_CALCULATED, formula, *spans), "total, indent")
        sheet.amber_where(status, f'{status.here}<>"{AS_CALCULATED}"')
        self.book.name("changed", status)
        sheet.down()

    def _change(self, words: str, calculated: Money, address: str) -> None:
        """Write a figure as it was calculated, as it is now, and whether they differ."""
        sheet = self.sheet
        sheet.put(0, words, "working, wrap")
        then = sheet.put(_READS, calculated, "working, pounds")
        link = sheet.live(calculated, "{}", self.book.at(address))
        now = sheet.put(_NOW, link, "working, pounds")
        changed = f'"changed by "&TEXT({now.here}-{then.here},"£#,##0.00;-£#,##0.00")'
        said = f'IF(ROUND({now.here}-{then.here},2)=0,"{AS_CALCULATED}",{changed})'
        formula = f'IFERROR({said},"{CANNOT}")'
        status = sheet.put(_STATUS, Live(formula, AS_CALCULATED), "working, indent")
        sheet.amber_where(status, f"ROUND({now.here}-{then.here},2)<>0")
        self.book.name(f"status/{address}", status)
        sheet.down()

    def _to_know(self) -> None:
        self.sheet.section("To know when inputs are changed")
        self._sums()
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

    def _sums(self) -> None:
        """Write whether weights and percentages still sum to 100 %, each and all of them."""
        sheet, all_sums = self.sheet, sums(self.result)
        if not all_sums:
            return
        statuses = [self._sum(summed) for summed in all_sums]
        sheet.line(("all weights and percentages", None, None), "total")
        formula = 'IF(SUMPRODUCT(({}<>"yes")*1)=0,"yes","no")'
        now = "yes" if all(summed.is_whole for summed in all_sums) else "no"
        overall = sheet.live(now, formula, Span(statuses[0], statuses[-1]))
        cell = self.book.name("sums", sheet.put(_STATUS, overall, "total, indent"))
        sheet.amber_where(cell, f'{cell.here}<>"yes"')
        sheet.down()

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
            formula = f'IFERROR(IF(ROUND({read.here},6)=0,"{KEPT}","{NOT_KEPT}"),"{CANNOT}")'
            now = NOT_KEPT if any(units.beyond) else KEPT
            status = sheet.put(_STATUS, Live(formula, now), "working, indent")
            sheet.amber_where(status, f'{status.here}<>"{KEPT}"')
            sheet.down()

    def _sum(self, summed: Sum) -> Ref:
        """Write whether some inputs sum to 100 %; return the cell that says so."""
        sheet = self.sheet
        cells = [self.book.at(address) for address in summed.addresses]
        added = "+".join(["{}"] * len(cells))
        sheet.line((f"{summed.words} sum to 100 %", None, None), "working, wrap")
        total = sheet.live(summed.total, f"({added})/{summed.hundred}", *cells)
        read = sheet.put(_READS, total, "working, percent")
        formula = f'IFERROR(IF(ROUND({read.here}-1,9)=0,"yes","no"),"{CANNOT}")'
        now = "yes" if summed.is_whole else "no"
        status = sheet.put(_STATUS, Live(formula, now), "working, indent")
        sheet.amber_where(status, f'{status.here}<>"yes"')
        sheet.down()
        return status


@frozen
class Sum:
    """Inputs that ought to sum to 100 %.

    Args:
        words: what they are.
        addresses: where they are.
        total: what they sum to, 1 for 100 %.
        hundred: the number in their cells that is 100 %.
    """

    words: str
    addresses: tuple[str, ...]
    total: Fraction
    hundred: int

    @property
    def is_whole(self) -> bool:
        """Whether they sum to 100 %."""
        return self.total == 1


def sums(result: Contributions) -> tuple[Sum, ...]:
    """Return the weights of each blend, and the percentages of each basis that has them."""
    inputs = [step for step in result.working.inputs if step.at.startswith(("formula/", EARLIER))]
    return (*_blends(inputs), *_percentages(inputs, result.partners))


def _blends(inputs: list[Step]) -> Iterator[Sum]:
    """Yield the weights of the parts of each blend."""
    homes: dict[str, dict[str, Fraction]] = {}
    for step in inputs:
        if step.at.endswith("/weight") and isinstance(step.value, Fraction):
            homes.setdefault(step.at.rsplit("/", 2)[0], {})[step.at] = step.value
    for home, weights in homes.items():
        words = f"weights of blend {_named(home)}"
        yield Sum(words, tuple(weights), sum(weights.values(), Fraction(0)), 1)


def _percentages(inputs: list[Step], partners: tuple[str, ...]) -> Iterator[Sum]:
    """Yield the percentages of each basis that states some."""
    for step in inputs:
        if step.unit == "percent" and isinstance(step.value, tuple):
            words = f"percentages of {_named(step.at.removesuffix('/*'))}"
            addresses = tuple(step.address(partner) for partner in partners)
            yield Sum(words, addresses, sum(step.value, Fraction(0)) / 100, 100)


def _named(home: str) -> str:
    """Return what stands at an address of a formula; of an earlier one, with its last day."""
    root, _, rest = home.partition("/")
    last = root.removeprefix(EARLIER)
    return rest if last == root else f"{rest} of the {EARLIER}{in_words(parse_day(last))}"


def _write(sheet: Sheet, material: Material) -> None:
    Checks(sheet, material.book, material.result, material.placed).write()


SHEET = ResultsSheet(
    name="Checks",
    widths=WIDTHS,
    write=_write,
    note="What must hold, and what has changed since the calculation.",
    after=(contributions_sheet.SHEET, partner_page.SHEET),
    is_upright=True,
)
