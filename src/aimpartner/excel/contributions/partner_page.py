"""One page a partner: what it pays, how that comes about, and what is doubtful."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from aimpartner.contributions.contribution import Contribution
from aimpartner.contributions.contributions import Contributions
from aimpartner.exact import listed
from aimpartner.excel.contributions import contributions_sheet
from aimpartner.excel.contributions.grid import Placed
from aimpartner.excel.contributions.inputs_sheet import is_counted, number_format, typed
from aimpartner.excel.contributions.results_sheet import Material, ResultsSheet
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.sheet import NOT_RECORDED, Content, Ref, Sheet, Span
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.periods import in_words
from aimpartner.working.steps import Op, ResultKind, Step

WIDTHS = (42, 19, 19, 19)
_LAST = 3


@frozen
class PartnerPage:
    """One partner's page while it is written.

    Args:
        sheet: the sheet.
        book: the workbook.
        result: the contributions.
        placed: where the steps of the working stand.
        contribution: the partner's contribution.
    """

    sheet: Sheet
    book: Book
    result: Contributions
    placed: Placed
    contribution: Contribution

    @property
    def index(self) -> int:
        """The partner's place in the order."""
        return self.result.partners.index(self.contribution.partner)

    def write(self) -> None:
        """Write the page; the checks find its cells at page/PARTNER/NAME."""
        facts, status = self.result.facts, self.book.status
        budget = f"budget version {facts.budget.version} ({facts.budget.status})"
        made = listed(filter(None, (status, budget, facts.formula_called)))
        self.sheet.put(0, f"{facts.partnership.agency}, {facts.year}", "section")
        self.sheet.down()
        self.sheet.title(f"Contribution of {self.contribution.partner}", made)
        self._days()
        contribution, net = self._what_it_pays()
        exact = self._elements(contribution)
        self._figures()
        self._notices()
        cells = {"contribution": contribution, "exact": exact, "net payable": net}
        for name, cell in cells.items():
            self.book.remember(f"page/{self.contribution.partner}/{name}", cell)

    def _days(self) -> None:
        """Write the days on which the partner shares, where it does so for a part of the year."""
        partner, segments = self.contribution.partner, self.result.facts.division.segments
        shares = [segment.days for segment in segments if partner in segment.present]
        if 0 < len(shares) < len(segments):
            days = (f"{in_words(e.first)} to {in_words(e.last or e.first)}" for e in shares)
            words = f"{partner} shares in the call from {listed(days)} alone, not all year."
            self.sheet.paragraph(words)

    def _row(self, words: str, content: Content, formats: str) -> Ref:
        self.sheet.line([words, *[None] * (_LAST - 1)], formats)
        cell = self.sheet.put(_LAST, content, f"pounds, {formats}, right")
        self.sheet.down()
        return cell

    def _pounds(self, position: int) -> Content:
        """Return a link to the partner's figure of a step, in pounds."""
        value = self.result.worked.column(position)[self.index] / 100
        return self.sheet.live(value, "{}/100", self.placed.cell(position, self.index))

    def _what_it_pays(self) -> tuple[Ref, Ref]:
        partner, host = self.contribution.partner, self.result.facts.host
        payee = f" to {host}" if host not in (None, partner) else ""
        self.sheet.section(f"What {partner} pays")
        kinds = (ResultKind.CONTRIBUTION, ResultKind.INCURRED, ResultKind.NET)
        paid, incurred, payable = map(self._pounds, map(self.result.working.position, kinds))
        gross = self._row("contribution", paid, "output")
        self._row(f"less incurred by {partner} itself", incurred, "working")
        net = self._row(f"net payable{payee}", payable, "output")
        self._last_year(gross)
        return gross, net

    def _last_year(self, gross: Ref) -> None:
        last = self.result.year.back(1)
        words = (f"contribution issued for {last}", f"change from {last}")
        if self.contribution.last_year is None or self.contribution.change is None:
            for label in words:
                self._row(label, NOT_RECORDED, "label")
            return
        at = self.book.at(f"last year/{self.contribution.partner}")
        issued = self._row(
            words[0], self.sheet.live(self.contribution.last_year, "{}", at), "working"
        )
        change = self.sheet.live(self.contribution.change, "{}-{}", gross, issued)
        self._row(words[1], change, "working")

    def _elements(self, gross: Ref) -> Ref:
        """Write the partner's part of each element, and the rounding; return the sum's cell."""
        self.sheet.section("How it comes about")
        self.sheet.head(("element", "all partners", "share", "amount"), range(1, _LAST + 1))
        first = self.sheet.row
        division = self.result.facts.division
        for element in division.elements:
            priced = ", at a price for each unit" if isinstance(element, PricedElement) else ""
            self._element(element.name, f"{element.name}{priced}")
        limits = division.limits
        self._changes(limits)
        span = Span(
            Ref(self.sheet.name, first, _LAST), Ref(self.sheet.name, self.sheet.row - 1, _LAST)
        )
        total = self.sheet.live(self.contribution.exact / 100, "SUM({})", span)
        words = "all elements, held by the limits" if limits else "all elements"
        exact = self._row(words, total, "total, fine pounds")
        self._rounding(gross, exact)
        return exact

    def _rounding(self, gross: Ref, exact: Ref) -> None:
        """Write what rounding changes, and the contribution once more."""
        rest = Fraction(self.contribution.amount.pence) - self.contribution.exact
        rounding = self.sheet.live(rest / 100, "{}-{}", gross, exact)
        self.sheet.put(_LAST, rounding, "working, fine pounds")
        self.sheet.line(("rounding", None, None), "working")
        self.sheet.down()
        self._row("contribution", self.sheet.live(self.contribution.amount, "{}", gross), "output")

    def _changes(self, limits: tuple[str, ...]) -> None:
        """Write what each limit changes, and what is charged beside what is shared."""
        for limit in limits:
            amount = self._pounds(self.result.working.position(ResultKind.LIMIT, limit))
            self._row(f"changed by the limit {limit}", amount, "working, fine pounds")
        for result, position in self.result.working.results:
            if result.is_own:
                self._row(f"own {result}", self._pounds(position), "working, fine pounds")

    def _element(self, name: str, words: str) -> None:
        sheet, result = self.sheet, self.result
        position = result.working.position(ResultKind.ELEMENT, name)
        total, own = result.worked.total(position), result.worked.column(position)[self.index]
        sheet.put(0, words, "working, wrap")
        line, cell = self.placed.line(position), self.placed.cell(position, self.index)
        call = sheet.put(1, sheet.live(total / 100, "SUM({})/100", line), "working, pounds")
        amount = Ref(sheet.name, sheet.row, _LAST)
        share = sheet.live(own / total if total else 0, "IF({0}=0,0,{1}/{0})", call, amount)
        sheet.put(2, share, "working, fine percent")
        sheet.put(_LAST, sheet.live(own / 100, "{}/100", cell), "working, fine pounds")
        sheet.down()

    def _figures(self) -> None:
        """Write the partner's own figures among those that are counted."""
        self.sheet.section(f"Figures that count for {self.contribution.partner}")
        labels = ("figure", self.contribution.partner, "all partners", "part of all")
        self.sheet.head(labels, range(1, _LAST + 1))
        for position, step in enumerate(self.result.working.steps):
            is_asked = self.contribution.partner not in step.gaps
            if step.op is Op.INPUT and is_counted(step) and is_asked:
                self._figure(position, step)

    def _figure(self, position: int, step: Step) -> None:
        sheet, partners, worked = self.sheet, self.result.partners, self.result.worked
        unit, scale = typed(step)
        total, figure = worked.total(position) / scale, worked.column(position)[self.index] / scale
        formats = f"working, {number_format(step, are_whole=worked.are_whole(position))}"
        sheet.put(0, f"{step.words} ({unit})" if unit else step.words, "working, wrap")
        first, last = (self.book.at(step.address(name)) for name in (partners[0], partners[-1]))
        own = self.book.at(step.address(self.contribution.partner))
        figure_cell = sheet.put(1, sheet.live(figure, "{}", own), formats)
        total_cell = sheet.put(2, sheet.live(total, "SUM({})", Span(first, last)), formats)
        part = sheet.live(
            figure / total if total else 0, "IF({0}=0,0,{1}/{0})", total_cell, figure_cell
        )
        sheet.put(_LAST, part, "working, fine percent")
        sheet.down()

    def _notices(self) -> None:
        if not self.result.notices:
            return
        self.sheet.section("Notices, as calculated")
        for notice in self.result.notices:
            self.sheet.paragraph(str(notice))


def _write(sheet: Sheet, material: Material) -> None:
    result = material.result
    PartnerPage(sheet, material.book, result, material.placed, result[sheet.subject]).write()


SHEET = ResultsSheet(
    name="a page for each partner",
    widths=WIDTHS,
    write=_write,
    after=(contributions_sheet.SHEET,),
    is_upright=True,
    is_by_partner=True,
    is_gated=True,
)
