"""Evidence to and from its rows: measures, figures, and what others published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial

from attrs import frozen

from aimpartner.codec.columns import SOURCE, column
from aimpartner.codec.faults import Faults
from aimpartner.codec.reading import Reading
from aimpartner.codec.row import Row, Rows, Typed, made_of, row_of, value_of
from aimpartner.evidence.derived import Derived, DerivedPart, How
from aimpartner.evidence.editions import rivals
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.marks import wrongly_marked
from aimpartner.evidence.measures import Measure, Observation, Value, check_rings
from aimpartner.evidence.published import Published, PublishedFigure, PublishedUnit
from aimpartner.evidence.quarters import Quarters
from aimpartner.periods import FinancialYear
from aimpartner.rates import Rate
from aimpartner.sources import Source


@frozen(kw_only=True)
class MeasureRow:
    """One thing that is counted."""

    measure: str = column("short name, used everywhere else", key=True)
    words: str = column("what exactly is counted", "", wide=True)
    unit: str = column("what one of them is, as children", "")
    derived: How | None = column(
        "how it is made of other measures, in the table derived; empty where it is counted", None
    )
    adds_up: bool | None = column(
        "yes if figures of quarters add up to the year's, as adoptions do; no for a count on a "
        "day, an average or a rate; only needed where quarters stand for a year",
        None,
    )


@frozen(kw_only=True)
class DerivedRow:
    """One of the measures that another is made of; of a rate the first row is over the second."""

    measure: str = column("measure that is made", key=True, ref="measures.measure")
    of: str = column("one that it is made of", key=True, ref="measures.measure")
    weight: Fraction | Rate = column("what it is multiplied by in a weighted sum", Fraction(1))
    source: Source | None = column(f"of the weight: {SOURCE}", None)


@frozen(kw_only=True)
class EvidenceRow:
    """One partner's figure of one measure for one year."""

    measure: str = column("what is counted", key=True, ref="measures.measure")
    partner: str = column("whose figure it is", key=True, ref="partners.partner")
    year: FinancialYear = column("year the figure is of, as 2019/20", key=True)
    value: Value = column('a number, "suppressed (1 to 5)" or "missing"')
    edition: str = column("publication that it was read from", "", key=True)
    released: date | None = column("day a budget could first have used it", None)
    source: Source | None = column(SOURCE, None)
    quarters: Quarters | None = column(
        "quarters of the year that it is of, as q1 or q1-q3; empty for all of it", None, key=True
    )


@frozen(kw_only=True)
class PublishedRow:
    """One figure that somebody published."""

    year: FinancialYear = column("financial year it is of")
    partner: str = column("whose figure it is; empty for all together", "", ref="partners.partner")
    amount: PublishedFigure = column("pounds as published, or a percentage such as 77.41 %")
    rounded_to: PublishedUnit = column(
        "what the publication rounds to: pounds, or points such as 0.01 points"
    )
    what: str = column("what it measures, in the publisher's terms", wide=True)
    is_contribution: bool = column(
        "yes if it measures a contribution to the call, which needs no address", default=False
    )
    at: str = column(
        "address of what it measures: call, contribution, incurred, net payable, element/staffing, "
        "limit/cap, budget/2021-22/pool/line; empty where it is not calculated",
        "",
    )
    said_on: date | None = column("day it was published", None)
    by_construction: bool = column("yes if the model was made to meet it", default=False)
    source: Source = column(SOURCE)


def build(reading: Reading) -> Evidence | None:
    """Return the evidence; `None` where one of its rows is at fault."""
    rows, faults = reading.rows, reading.faults
    parts = _parts(rows["derived"], faults)
    _check_made(rows, parts, faults)
    is_whole = faults.is_clean("derived")

    def measure(row: MeasureRow) -> Measure:
        made = Derived(row.derived, parts[row.measure]) if row.derived and is_whole else None
        return value_of(Measure, row, name=row.measure, derived=made)

    measures = made_of(rows["measures"], faults, measure, check_rings)
    for table in ("evidence", "used"):
        _check_marks(rows["measures"], rows[table], faults)
    observations = made_of(rows["evidence"], faults, partial(value_of, Observation))
    if faults.is_clean("evidence"):
        _check_editions(rows["evidence"], observations, faults)
    clean = all(map(faults.is_clean, ("measures", "derived", "evidence")))
    return Evidence(measures, observations) if clean else None


def _check_marks(described: Sequence[Row], rows: Sequence[Row], faults: Faults) -> None:
    """Note each figure that is marked as per cent where its measure is of no shares, or mixed."""
    units = {row.fields.measure: row.fields.unit for row in described}
    figures = ((row.fields.measure, row.fields.value) for row in rows)
    for number, fault in wrongly_marked(units, figures):
        rows[number].refuse(faults, "value", fault.rule, fault.got, fault.remedy)


def _check_editions(
    rows: Sequence[Row], observations: Sequence[Observation], faults: Faults
) -> None:
    """Note each edition of a figure of which nothing says whether it counts."""
    for number, fault in rivals(observations):
        rows[number].refuse(faults, "released", fault.rule, fault.got, fault.remedy)


def _parts(rows: Sequence[Row], faults: Faults) -> dict[str, list[DerivedPart]]:
    """Return what each derived measure is made of, in the order of the rows."""
    parts: dict[str, list[DerivedPart]] = {}
    for row in rows:
        parts.setdefault(row.fields.measure, []).extend(made_of([row], faults, _part))
    return parts


def _part(row: DerivedRow) -> DerivedPart:
    return value_of(DerivedPart, row, measure=row.of)


def _check_made(rows: Typed, parts: Mapping[str, object], faults: Faults) -> None:
    """Note what is said to be made of others and is of none, is counted as well, or neither."""
    derived = {row.fields.measure for row in rows["measures"] if row.fields.derived}
    for row in rows["measures"] if faults.is_clean("derived") else ():
        if row.fields.derived and row.fields.measure not in parts:
            there = faults.place("derived", None, "")
            row.refuse(faults, "derived", f"be made of measures in {there}", "none")
    for row in rows["derived"] if faults.is_clean("measures") else ():
        if row.fields.measure not in derived:
            rule = f"be one that is derived, in {faults.place('measures', None, '')}"
            row.refuse(faults, "measure", rule, repr(row.fields.measure))
    for row in rows["evidence"]:
        if row.fields.measure in derived:
            remedy = "Give the figures of what it is made of."
            got = f"{row.fields.measure!r}, made of others"
            row.refuse(faults, "measure", "be one that is counted", got, remedy)


def rows_of(evidence: Evidence) -> Rows:
    """Go through the rows of measures, and of their figures."""
    for measure in evidence.measures:
        made = measure.derived
        yield row_of(MeasureRow, measure, measure=measure.name, derived=made.how if made else None)
    for measure in evidence.measures:
        for part in measure.derived.parts if measure.derived else ():
            yield row_of(DerivedRow, part, measure=measure.name, of=part.measure)
    for observation in evidence.observations:
        yield row_of(EvidenceRow, observation)


def build_published(reading: Reading) -> list[Published]:
    """Return what others published."""
    return made_of(reading.rows["published"], reading.faults, partial(value_of, Published))


def rows_of_published(published: Iterable[Published]) -> Rows:
    """Go through the rows of what others published."""
    return (row_of(PublishedRow, amount) for amount in published)
