"""The sheet Inputs: every figure of the working that is not in the budget, typed once."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction

from aimpartner.evidence.measures import ISSUED, Known, Observation, read_address
from aimpartner.exact import listed
from aimpartner.excel.contributions import budget_sheet
from aimpartner.excel.contributions.results_sheet import Material, ResultsSheet
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.sheet import NOT_RECORDED, Content, Sheet
from aimpartner.formula.bases.basis import EARLIER
from aimpartner.periods import in_words
from aimpartner.working.steps import Op, Step, Working, as_column
from aimpartner.year.facts import YearFacts

VALUE = 3
"""The column of what is one number for all; the partners' follow it, and then the checks."""
_TYPED = {"pence": ("pounds", Fraction(100)), "points": ("points", Fraction(1, 100))}


class _Section(Enum):
    """The sections of the sheet in their order, each with its title."""

    EVIDENCE = "Evidence"
    AGREED = "Agreed numbers"
    WEIGHTS = "Weights"
    TOLERANCES = "Tolerances"
    PHASE_IN = "Phase-in"
    PRICES = "Prices"
    LIMITS = "Limits"
    ROUNDING = "Rounding"
    INCURRED = "Who incurs which line"


_PLACES = {
    "evidence/": _Section.EVIDENCE,
    "formula/limits/": _Section.LIMITS,
    "formula/rounding/": _Section.ROUNDING,
    "incurred by/": _Section.INCURRED,
}
_FIELDS = {
    "weight": _Section.WEIGHTS,
    "points": _Section.TOLERANCES,
    "per_cent": _Section.TOLERANCES,
    "within": _Section.TOLERANCES,
    "price": _Section.PRICES,
}


def widths(partners: int) -> tuple[int, ...]:
    """Return the widths of the columns of the sheet."""
    return (28, 34, 10, 12, *(15,) * partners, 30, 16, 19, 40)


def write_inputs(sheet: Sheet, book: Book, working: Working, facts: YearFacts) -> None:
    """Write every input that the budget does not hold, each cell named by its address.

    Args:
        sheet: the sheet, at the row where its table begins.
        book: the workbook, in which the budget stands already.
        working: the steps.
        facts: the year; it knows the edition and the release of every figure.

    Example:
        >>> from io import BytesIO
        >>> from xlsxwriter import Workbook
        >>> from aimpartner import samples
        >>> facts = samples.load("aim").facts("2021/22")
        >>> with Workbook(BytesIO()) as workbook:
        ...     book = Book(workbook, "", "", "")
        ...     write_inputs(book.sheet("Inputs", widths(4)), book, facts.working(), facts)
        >>> book.at("evidence/adopted/Sefton/2019-20").sheet
        'Inputs'
    """
    labels = ("figure", "address", "unit", "value", *working.partners)
    ends = ("check", "edition", "released", "source")
    sheet.head((*labels, *ends), range(VALUE, len(labels)))
    sheet.stay(1)
    for section in _Section:
        steps = [step for step in working.inputs if _section(step) is section]
        if steps:
            sheet.section(section.value)
        for step in steps:
            _step(sheet, book, step, facts)
    _issued(sheet, book, facts)


def _section(step: Step) -> _Section | None:
    """Return the section that an input belongs to; none for a constant or a line of the budget."""
    if not step.at or step.at.startswith("budget/"):
        return None
    root, _, rest = step.at.partition("/")
    at = f"formula/{rest}" if root.startswith(EARLIER) else step.at
    for start, section in _PLACES.items():
        if at.startswith(start):
            return section
    *_, before, field = step.at.split("/")
    if before == "weight":
        return _Section.PHASE_IN
    return _FIELDS.get(before if before == "price" else field, _Section.AGREED)


def _step(sheet: Sheet, book: Book, step: Step, facts: YearFacts) -> None:
    unit, scale = typed(step)
    sheet.line((step.words, step.at, "" if unit == "number" else unit), "wrap")
    figures = as_column(step.value, 1)
    formats = number_format(step, are_whole=all(each.denominator == 1 for each in figures))
    if isinstance(step.value, tuple):
        for position, (partner, value) in enumerate(zip(facts.partners, figures, strict=True), 1):
            address = step.address(partner)
            if partner in step.gaps:
                gap, form = _gap(step, partner, facts)
                book.name(address, sheet.put(VALUE + position, gap, f"note, {form}right"))
            else:
                typed_ = (step.words, value / scale)
                book.input(sheet, VALUE + position, typed_, formats, address)
    else:
        book.input(sheet, VALUE, (step.words, step.value / scale), formats, step.at)
    _end(sheet, step, facts)


def _gap(step: Step, partner: str, facts: YearFacts) -> tuple[Content, str]:
    """Return what stands in place of a figure that a partner does not have, and how it looks.

    A nought where an amount binds only others; of evidence, that it is missing or suppressed, for
    neither is a nought.
    """
    if not step.at.startswith("evidence/"):
        return 0, "none, " if "/limits/" in step.at else ""
    measure, _, year, quarters = read_address(step.at)
    return str(facts.find(measure, partner, year, quarters).value), ""


def _end(sheet: Sheet, step: Step, facts: YearFacts) -> None:
    """Write where the figures of a row come from."""
    after = VALUE + 2 + len(facts.partners)
    sheet.line(_provenance(step, facts), "label, wrap, indent", after)
    sheet.down()


def _issued(sheet: Sheet, book: Book, facts: YearFacts) -> None:
    """Write what was issued last year, where it is known and the formula does not count it."""
    last = facts.year.back(1)
    at = f"evidence/{ISSUED}/*/{last.key}"
    step = Step(Op.INPUT, (), f"{ISSUED}, {last}", "pounds", at, (Fraction(0),))
    values = [facts.find(ISSUED, partner, last).value for partner in facts.partners]
    if not any(isinstance(each, Known) for each in values) or book.where(
        step.address(facts.partners[0])
    ):
        return
    sheet.section("Issued last year: shown beside the contributions, not counted")
    sheet.line((step.words, step.at, step.unit), "wrap")
    for position, (partner, value) in enumerate(zip(facts.partners, values, strict=True), 1):
        if isinstance(value, Known):
            typed_ = (step.words, value.figure)
            book.input(sheet, VALUE + position, typed_, "pounds", step.address(partner))
        else:
            sheet.put(VALUE + position, NOT_RECORDED, "note, right")
    _end(sheet, step, facts)


def typed(step: Step) -> tuple[str, Fraction]:
    """Return the unit in which an input is typed, and how many of the working's it holds."""
    return _TYPED.get(step.unit, (step.unit, Fraction(1)))


def scaled(step: Step, cells: str) -> str:
    """Return the formula of an input as the working reckons with it, from the cells of it.

    Example:
        >>> scaled(Step(Op.INPUT, (), "cap", "pence"), "$D$14")
        '$D$14*100'
    """
    _, scale = typed(step)
    if scale == 1:
        return cells
    return f"{cells}*{scale}" if scale > 1 else f"{cells}/{1 / scale}"


def is_counted(step: Step) -> bool:
    """Return whether an input is what partners are weighed by: evidence or agreed numbers."""
    return step.is_column and _section(step) in {_Section.EVIDENCE, _Section.AGREED}


def number_format(step: Step, *, are_whole: bool) -> str:
    """Return how the figures of an input look in pounds, per cent, whole or decimal."""
    if typed(step)[0] == "pounds":
        return "pounds"
    if step.unit == "share":
        return "percent"
    return "whole" if are_whole else "decimal"


def _provenance(step: Step, facts: YearFacts) -> tuple[Content, ...]:
    """Return the edition, the release and the source of an input."""
    partners = facts.partners
    if step.at.startswith("evidence/"):
        measure, whose, year, quarters = read_address(step.at)
        partners = partners if step.is_column else (whose,)
        observations = [facts.find(measure, partner, year, quarters) for partner in partners]
        editions = [observation.edition or NOT_RECORDED for observation in observations]
        sources = [str(observation.source or NOT_RECORDED) for observation in observations]
        released = [_released(observation) for observation in observations]
        return tuple(_together(words, partners) for words in (editions, released, sources))
    is_rule = step.at.startswith(("formula/", EARLIER))
    unsaid = "as the formula: see the cover" if is_rule else NOT_RECORDED
    sources = [str(source or unsaid) for source in step.sources or (None,)]
    return ("", "", _together(sources, partners))


def _released(observation: Observation) -> str:
    return in_words(observation.released) if observation.released else NOT_RECORDED


def _together(words: Sequence[str], partners: Sequence[str]) -> str:
    """Return what is said of each partner, once where the same is said of all."""
    if len(set(words)) == 1:
        return words[0]
    of = {said: [p for p, w in zip(partners, words, strict=True) if w == said] for said in words}
    return "; ".join(f"{listed(names)}: {said}" for said, names in of.items())


def _write(sheet: Sheet, material: Material) -> None:
    sheet.down()
    write_inputs(sheet, material.book, material.result.working, material.result.facts)


SHEET = ResultsSheet(
    name="Inputs",
    widths=lambda result: widths(len(result.partners)),
    write=_write,
    note="Every other figure that the contributions rest on. Each is typed here once, its cell is "
    "named by its address, in which * stands for the partner.",
    after=(budget_sheet.SHEET,),
    has_partners_across=True,
)
