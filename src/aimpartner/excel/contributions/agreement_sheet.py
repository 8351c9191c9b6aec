"""The sheet Agreement: what the agreement was when, who decided it, what to watch, who hosts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from aimpartner.excel.contributions.results_sheet import Material, ResultsSheet
from aimpartner.excel.writing.sheet import NOT_RECORDED, Content, Sheet
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.timeline import Spell
from aimpartner.parties.briefing import Briefing, disagreement
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.key_dates import KeyDate
from aimpartner.parties.to_decide import Matter
from aimpartner.periods import in_words
from aimpartner.sources import read_in

WIDTHS = (20, 20, 18, 18, 14, 24, 44)
_FORMATS = "working, wrap, top, left"
_SPELLS = ("first day", "last day", "days", "state", "rests on")
_DECISIONS = ("partner", "outcome", "made", "effective", "body", "reference", "source")
_DATES = ("day", "what", "of")
_HOSTS = ("host", "first day", "last day", "staff", "review", "terms and source")


def _write(sheet: Sheet, material: Material) -> None:
    """Write what is known of the agreement, as known on the day of the result, all as values."""
    facts = material.result.facts
    agency, year = facts.partnership, facts.year
    briefing = Briefing(agency, year.first, facts.known_on)
    known = f"known on {in_words(facts.known_on)}" if facts.known_on else "everything recorded"
    if agency.agreement is None:
        sheet.section("Timeline")
        sheet.paragraph("No partnership agreement is recorded.")
    else:
        _write_spells(sheet, f"Timeline: {known}", briefing.timeline)
        _write_spells(sheet, "As lived: each day as known on that day", briefing.lived)
        for matter in agency.to_decide(facts.known_on):
            _write_matter(sheet, matter, facts.known_on)
    dates = [key_date for key_date in briefing.key_dates if key_date.day <= year.last]
    _write_dates(sheet, f"Key dates of {year}: {known}", dates)
    hosting = [hosted for hosted in agency.hosting if briefing.is_known(hosted.days.first)]
    _write_hosts(sheet, hosting, [disagreement(conflict) for conflict in briefing.conflicts])


def _day(day: date | None, otherwise: str = "") -> str:
    return in_words(day) if day else otherwise


def _head(sheet: Sheet, labels: tuple[str, ...]) -> None:
    """Write the head of a table; the last label has the rest of the columns."""
    columns = len(WIDTHS)
    sheet.head((*labels, *[""] * (columns - len(labels))), range(columns, columns))


def _row(sheet: Sheet, contents: Iterable[Content], words: str) -> None:
    """Write a row: a cell for each content, and words across the rest of the columns."""
    cells = list(contents)
    if len(cells) == len(WIDTHS) - 1:  # one cell is left: nothing to merge
        sheet.line([*cells, words], _FORMATS)
        sheet.down()
    else:
        sheet.line(cells, _FORMATS)
        sheet.paragraph(words, _FORMATS, start=len(cells))


def _write_spells(sheet: Sheet, title: str, spells: Iterable[Spell]) -> None:
    sheet.section(title)
    _head(sheet, _SPELLS)
    for spell in spells:
        days = spell.days
        count = days.count if days.last else None
        cells = (in_words(days.first), _day(days.last, "no end"), count, spell.state.value)
        _row(sheet, cells, "; ".join(spell.grounds))


def _write_matter(sheet: Sheet, matter: Matter, known_on: date | None) -> None:
    """Write a matter that has been before the partners: what each decided, and who has not."""
    sheet.section(f"Approval: {matter.words}")
    _head(sheet, _DECISIONS)
    for decision in matter.approval.taken(known_on):
        _write_decision(sheet, decision)
    for name in matter.awaited(known_on):
        _row(sheet, (name, "outstanding", *[""] * (len(_DECISIONS) - 3)), "")


def _write_decision(sheet: Sheet, decision: Decision) -> None:
    outcome = f"{decision.outcome}, assumed" if decision.is_assumed else decision.outcome
    effective = f"{in_words(decision.effective)}{' after call-in' * bool(decision.implementable)}"
    reference = "; ".join(filter(None, (decision.reference, *decision.reports)))
    made, source = in_words(decision.made), str(decision.source or NOT_RECORDED)
    cells = (decision.partner, outcome, made, effective, decision.body, reference)
    _row(sheet, cells, source)


def _write_dates(sheet: Sheet, title: str, dates: list[KeyDate]) -> None:
    sheet.section(title)
    if not dates:
        sheet.paragraph("None recorded.")
        return
    _head(sheet, _DATES)
    for key_date in dates:
        _row(
            sheet,
            (in_words(key_date.day), key_date.kind),
            f"{key_date.words}{read_in(key_date.source)}",
        )


def _write_hosts(sheet: Sheet, hosting: list[Hosting], conflicts: list[str]) -> None:
    sheet.section("Hosts")
    if not hosting:
        sheet.paragraph("None recorded.")
        return
    _head(sheet, _HOSTS)
    for hosted in hosting:
        days = in_words(hosted.days.first), _day(hosted.days.last, "no end")
        _row(sheet, (hosted.host, *days, hosted.staff, _day(hosted.review)), _terms(hosted))
    for words in conflicts:
        sheet.paragraph(f"Sources disagree, {words}.", "amber")


def _terms(hosting: Hosting) -> str:
    """Return the terms of a hosting that are recorded, and its source."""
    months = hosting.notice_months
    terms = {"charge": hosting.charge, "notice": f"{months} months" if months else ""}
    terms |= {"handover": hosting.handover, "source": str(hosting.source or NOT_RECORDED)}
    return "; ".join(f"{name}: {words}" for name, words in terms.items() if words)


SHEET = ResultsSheet(
    name="Agreement",
    widths=WIDTHS,
    write=_write,
    note="Two clocks: what is true of a day, and what was known by then. Every cell below "
    "the status is a value; no formula reads it.",
)
