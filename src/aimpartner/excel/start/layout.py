"""The Start sheet: its sections with their columns, and what to write in each, in words.

Heads are called as the fields of the full tables are, wherever one of these is meant: a fault of
the field then names the column.
"""

from __future__ import annotations

from attrs import frozen

from aimpartner.budget.budget import Effect, Heading
from aimpartner.codec.convert import choices, worded
from aimpartner.excel.form.fields import NOTES
from aimpartner.formula.bases.measured import Average

SHEET = "Start"
ONLY_POOL = "agency"
"""What a pool is called of which the cell stays empty."""

AGREED, EQUAL, MEASURE = "agreed percentages", "equal", "measure"
"""What a pool may be shared by."""

OF_YEAR, OF_PRICE, OF_SOURCE = "year of figures", "price of a unit", "source of figures"
"""The labels of the rows that describe the columns of figures and fees."""


@frozen
class StartField:
    """One column of a section, or one of the agency's settings.

    Args:
        name: its head, or its label.
        help: what to write.
        is_required: whether it has to be filled in.
        choices: the words to choose from; none for any.
        kind: how its cells are formatted: text, day, amount, number or percent.
    """

    name: str
    help: str
    is_required: bool = False
    choices: tuple[str, ...] = ()
    kind: str = "text"


@frozen
class Section:
    """One part of the sheet: a title, a line of help, a head, and rows.

    Args:
        title: its title, which stands in the first column.
        help: what its rows are.
        fields: its columns.
        rows: how many rows the empty sheet has.
        tables: the full tables that its rows are opened out into.
    """

    title: str
    help: str
    fields: tuple[StartField, ...]
    rows: int
    tables: tuple[str, ...]

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which there is no head."""
        return tuple(each.name for each in self.fields if each.is_required)


def _words_of(kind: object) -> tuple[str, ...]:
    return tuple(str(worded(choice)) for choice in choices(kind))


SETTINGS = (
    StartField("agency", "the agency's name", is_required=True),
    StartField("year", "the financial year that is charged, as 2021/22", is_required=True),
    StartField(
        "joined",
        "first day of the partnership, as 2018-04-01",
        is_required=True,
        kind="day",
    ),
    StartField("day", "day of this budget; may stay empty", kind="day"),
    StartField("status", "of the budget, as draft or approved; may stay empty"),
    StartField("body", "which body of each council approves, as Cabinet; may stay empty"),
    StartField(
        "unit", "pounds that contributions are rounded to; empty for the penny", kind="amount"
    ),
    StartField("marking", "words that every page carries, as DRAFT; may stay empty"),
    StartField("source", "where budget and rule are written down; may stay empty"),
)
"""What is said of the agency and its year, a row each."""

AGENCY = Section(
    "1. The agency and its year",
    "Write in the yellow cells. A dark head or label has to be filled in.",
    (
        StartField("setting", "", is_required=True),
        StartField("value", "", is_required=True),
    ),
    len(SETTINGS),
    ("agency", "budgets", "formulas"),
)
LINES = Section(
    "2. What it costs",
    "A row for each cost line, and for each income. Insert rows as needed.",
    (
        StartField("pool", f"what is shared as a whole; empty for one pool, {ONLY_POOL}"),
        StartField("line", "name of the line", is_required=True),
        StartField(
            "heading",
            "CIPFA heading",
            is_required=True,
            choices=tuple(each.value for each in Heading),
        ),
        StartField(
            "effect",
            "empty for a cost that is shared, and for Income, which reduces the call",
            choices=tuple(each.value for each in Effect),
        ),
        StartField("amount", "pounds, never negative", is_required=True, kind="amount"),
        StartField("incurred by", "the partner that bears it itself; empty for the agency"),
        StartField("source", "where it is published; may stay empty"),
    ),
    20,
    ("lines",),
)
SHARING = Section(
    "3. How it is shared",
    "A row for each pool. For a blend give the pool several rows, whose weights sum to 100 %.",
    (
        StartField("pool", f"as above; empty for the pool {ONLY_POOL}"),
        StartField(
            "by", "what it is shared by", is_required=True, choices=(AGREED, EQUAL, MEASURE)
        ),
        StartField("measure", "which measure, called as over its columns in part 4"),
        StartField("weight", "in a blend, as 50 %; else empty", kind="percent"),
        StartField(
            "average",
            "how several years count: pooled (added up, as where empty), or mean of shares",
            choices=_words_of(Average),
        ),
    ),
    6,
    ("elements", "weights"),
)
PARTNERS = Section(
    "4. The partners and their figures",
    "A row for each partner. To the right a column for each measure and year, and for each fee.",
    (
        StartField("partner", "short name, used everywhere", is_required=True),
        StartField("authority", "the council's full name", is_required=True),
        StartField("host", "yes for the host", choices=("yes",)),
        StartField("joined", "first day, of who joined later", kind="day"),
        StartField("agreed", "agreed percentage, as 40", kind="number"),
        StartField("last year", "contribution of the year before, pounds", kind="amount"),
        StartField("approved", "day it approved budget and rule", kind="day"),
    ),
    12,
    ("partners", "hosts", "measures", "evidence", "weights", "decisions"),
)
SECTIONS = (AGENCY, LINES, SHARING, PARTNERS)
ALL_TABLES = tuple(table for section in SECTIONS for table in section.tables)
"""The full tables that the sheet is opened out into."""

DESCRIBED = (
    StartField(OF_YEAR, "of a measure: the year that its figures are of, as 2019/20"),
    StartField(OF_PRICE, "of a fee: pounds a unit", kind="amount"),
    StartField(OF_SOURCE, "where the figures or the price are published; may stay empty"),
)
"""The rows below the head of the partners that describe a column."""

INTRODUCTION = (
    "Start: one agency and one year on one page",
    "Fill in the four parts, save, and check it with: aimpartner check FILE",
    "Then: aimpartner contributions FILE --year YEAR --output CONTRIBUTIONS.xlsx",
    "What cannot be said here: aimpartner template FULL.xlsx --from FILE opens it out.",
    "Counts and averages only: never write anything about a child.",
    f"For you alone is a row or a column that begins with {NOTES}, and a sheet called so.",
)
