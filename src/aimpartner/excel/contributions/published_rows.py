"""What was published, beside live what is calculated: rows of the sheet Contributions."""

from __future__ import annotations

from attrs import frozen

from aimpartner.contributions.by_element import rounded_steps
from aimpartner.contributions.contributions import Contributions
from aimpartner.evidence.published import (
    ALL,
    BUDGET,
    CALL,
    CONTRIBUTION,
    Beside,
    Published,
    PublishedFigure,
    number_of,
)
from aimpartner.excel.contributions.grid import Placed
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.sheet import Content, Live, Ref, Sheet, Span
from aimpartner.money import Money
from aimpartner.working.steps import ResultKind

_PAID = (ResultKind.CONTRIBUTION, ResultKind.INCURRED, ResultKind.NET)
_HEADS = ("partner", "of", "published", "calculated", "difference", "verdict", "what", "", "")
_FIXED = "; as calculated, for the element is not rounded by itself"
_SAID, _NOW, _GAP, _VERDICT, _WHAT = range(2, 7)


@frozen
class PublishedRows:
    """The rows while they are written.

    Args:
        sheet: the sheet, at the row where they begin.
        book: the workbook, in which the contributions stand already.
        result: the contributions.
        placed: where the steps of the working stand.
    """

    sheet: Sheet
    book: Book
    result: Contributions
    placed: Placed

    def write(self) -> None:
        """Write each figure that was published, and each table whose parts miss its total."""
        self.sheet.section("Published, beside what is calculated")
        self.sheet.head(_HEADS, range(_SAID, _VERDICT))
        for beside in self.result.published:
            self._row(beside)
        for words in self.result.told_of_published[len(self.result.published) :]:
            self.sheet.paragraph(words, "amber")

    def _row(self, beside: Beside) -> None:
        sheet, published = self.sheet, beside.published
        is_pounds = isinstance(published.amount, Money)
        at = "" if published.where == CONTRIBUTION else published.where
        sheet.line((published.partner or ALL, at or None), "working, wrap")
        form = "pounds" if is_pounds else "fine percent"
        typed, words = (f"published: {published.what}", published.amount), published.what
        said = self.book.constant(sheet, _SAID, typed, f"working, {form}")
        if beside.calculated is None or beside.difference is None:
            sheet.line((None, None, beside.verdict), "working, wrap, indent", _NOW)
        else:
            content = self._calculated(published, beside.calculated)
            now = sheet.put(_NOW, content, f"working, {form}")
            self._compared(beside, said, now)
            words += "" if isinstance(content, Live) else _FIXED
        sheet.paragraph(f"{words} ({published.source})", "working, label, indent", _WHAT)

    def _compared(self, beside: Beside, said: Ref, now: Ref) -> None:
        """Write the difference and whether the two agree, both live."""
        sheet, published, gap = self.sheet, beside.published, beside.difference
        if isinstance(gap, Money):
            difference, form, places = sheet.live(gap, "{}-{}", said, now), "pounds", 2
            half = f"{number_of(published.rounded_to)}/200"
        else:
            points = number_of(gap or Money(0)) * 100
            difference, form, places = sheet.live(points, "({}-{})*100", said, now), "points", 12
            half = f"{number_of(published.rounded_to) / 2}"
        sheet.put(_GAP, difference, f"working, {form}")
        verdict: Content = beside.verdict
        if published.is_comparable:
            word = "agrees by construction" if published.by_construction else "agrees"
            agrees = f'IF(ROUND(ABS({{}}-{{}}),{places})<={half},"{word}","differs")'
            verdict = sheet.live(beside.verdict, agrees, said, now)
        sheet.put(_VERDICT, verdict, "working, wrap, indent")

    def _calculated(self, published: Published, value: PublishedFigure) -> Content:
        """Return what is calculated: live, or as a value where no cell of the workbook has it."""
        at, who = published.where, published.partner
        is_pounds = isinstance(value, Money)
        found = self._pounds(at, who) if is_pounds else self._share(at, who)
        if found is None:
            return value
        template, cells = found
        return self.sheet.live(value, template, *cells)

    def _pounds(self, at: str, who: str) -> tuple[str, tuple[Ref | Span, ...]] | None:
        """Return the formula of pounds at an address, and the cells that it reads."""
        if at in {kind.value for kind in _PAID}:
            return "{}", (self.book.at(f"{at}/{who}" if who else f"{ALL}/{at}"),)
        known = {CALL: CALL, f"{BUDGET}/{self.result.year.key}": "budget/by pool"}
        pool = at.removeprefix(f"{BUDGET}/{self.result.year.key}/")
        cell = self.book.where(known.get(at, at)) or self.book.where(f"pool/{pool}")
        if cell:
            return "{}", (cell,)
        step = self._rounded(at)
        return None if step is None else self._of_step(step, who, "/100")

    def _rounded(self, at: str) -> int | None:
        """Return the step of an element that is rounded by itself."""
        if self.result.facts.formula.rounding.level == "total":
            return None
        names, rounded = self.result.by_element().names, rounded_steps(self.result.worked)
        return dict(zip(names, rounded, strict=True)).get(at.removeprefix("element/"))

    def _share(self, at: str, who: str) -> tuple[str, tuple[Ref | Span, ...]] | None:
        """Return the formula of a percentage at an address, and the cells that it reads."""
        call = self.placed.line(self.result.working.position(ResultKind.EXACT))
        step = self.result.step_at(CONTRIBUTION if at == CALL else at)
        if step is not None:
            template, cells = self._of_step(step, who, "")
            whole = self.placed.line(step) if who else call
            return f"{template}/SUM({{}})", (*cells, whole)
        if at.startswith(BUDGET):
            found = self._pounds(at, who)
            sign = self._sign(at)
            return None if found is None else (f"{sign}{found[0]}*100/SUM({{}})", (*found[1], call))
        cell, typed = self.book.where(at), self.result.worked.input_at(at)
        scale = "/100" if typed and typed[0].unit == "percent" else ""
        return (f"{{}}{scale}", (cell,)) if cell else None

    def _sign(self, at: str) -> str:
        """Return the sign with which a line counts towards the call."""
        signs = {address: line.sign for address, line in self.result.facts.lines()}
        return "-" if signs.get(at) == -1 else ""

    def _of_step(self, step: int, who: str, scale: str) -> tuple[str, tuple[Ref | Span, ...]]:
        """Return the formula of a partner's figure of a step, or of all partners' sum."""
        if who:
            return f"{{}}{scale}", (self.placed.cell(step, self.result.partners.index(who)),)
        return f"SUM({{}}){scale}", (self.placed.line(step),)
