"""Evidence to and from its rows: measures, figures, and what others published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from attrs import frozen

from aimpartner.codec.columns import SOURCE, column
from aimpartner.codec.reading import Reading
from aimpartner.codec.row import Rows, made_of, row_of, value_of
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Measure, Observation, Value
from aimpartner.evidence.published import Published
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source


@frozen(kw_only=True)
class MeasureRow:
    """One thing that is counted."""

    measure: str = column("short name, used everywhere else", key=True)
    words: str = column("what exactly is counted", "", wide=True)
    unit: str = column("what one of them is, as children", "")


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


@frozen(kw_only=True)
class PublishedRow:
    """One amount that somebody published."""

    year: FinancialYear = column("financial year it is of")
    partner: str = column("whose amount it is", ref="partners.partner")
    amount: Money = column("pounds as published")
    rounded_to: Money = column("pounds that the publication rounds to")
    what: str = column("what it measures, in the publisher's terms", wide=True)
    is_contribution: bool = column("yes if it measures the contribution to the call, else no")
    said_on: date | None = column("day it was published", None)
    by_construction: bool = column("yes if the model was made to meet it", default=False)
    source: Source = column(SOURCE)


def build(reading: Reading) -> Evidence | None:
    """Return the evidence; `None` where one of its rows is at fault."""
    rows, faults = reading.rows, reading.faults
    measures = made_of(rows["measures"], faults, _measure)
    observations = made_of(rows["evidence"], faults, partial(value_of, Observation))
    clean = faults.is_clean("measures") and faults.is_clean("evidence")
    return Evidence(measures, observations) if clean else None


def _measure(row: MeasureRow) -> Measure:
    return value_of(Measure, row, name=row.measure)


def rows_of(evidence: Evidence) -> Rows:
    """Go through the rows of measures, and of their figures."""
    for measure in evidence.measures:
        yield row_of(MeasureRow, measure, measure=measure.name)
    for observation in evidence.observations:
        yield row_of(EvidenceRow, observation)


def build_published(reading: Reading) -> list[Published]:
    """Return what others published."""
    return made_of(reading.rows["published"], reading.faults, partial(value_of, Published))


def rows_of_published(published: Iterable[Published]) -> Rows:
    """Go through the rows of what others published."""
    return (row_of(PublishedRow, amount) for amount in published)
