"""What people type into a cell, and what is to become of it: read as meant, or refused there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from attrs import frozen

from excel.form.filling import PerCent, Stored

READ, REFUSED, EITHER = "read", "refused", "either"
"""Read as meant; refused at the cell; one of the two, but never as something else."""


@frozen
class Typed:
    """Something typed into a cell.

    Args:
        sheet: the sheet.
        row: the row of the sheet's list, from 0, which is the head.
        head: the head of the column.
        value: what is typed in place of what is meant.
        verdict: what is to become of it.
    """

    sheet: str
    row: int
    head: str
    value: object
    verdict: str


def _all(sheet: str, row: int, head: str, *groups: tuple[str, list[object]]) -> list[Typed]:
    return [
        Typed(sheet, row, head, value, verdict) for verdict, values in groups for value in values
    ]


AMOUNTS = _all(
    "Budget lines",
    1,
    "amount",
    (READ, ["950000", "950,000", "£950,000", "£950,000.00", " 950000 ", 950000.0]),
    (READ, [Stored("=900000+50000", 950000), Decimal(950000), "950000.00"]),
    (EITHER, ["950 000", "GBP 950,000", "+950000", "9.5e5", "£ 950,000", "950000-00"]),
    (REFUSED, ["950k", "£0.95m", "c. 950,000", "950,000 (est.)", "950.000,00", "9,50,000"]),
    (REFUSED, ["950000*", "tbc", "n/a", "see note 3", "950000/1", "950,000.001", True]),
    (REFUSED, [PerCent(950000.0), Stored("=1/0", "#DIV/0!"), Stored("=X!A1", "#REF!")]),
    (REFUSED, [time(9, 30), date(2021, 3, 26)]),
)
YEARS = _all(
    "Evidence",
    1,
    "year",
    (READ, ["2023/24", "2023-24", "2023–24", " 2023/24 ", "FY2023/24", "2023 / 24"]),
    (EITHER, ["2023/2024", "23/24", "FY 23/24", "2023-2024", "Y/E March 2024", "2023.24"]),
    (REFUSED, [2023, "2023", "2023/25", "2023/23", "24/23", date(2023, 4, 1), "year 3"]),
    (REFUSED, ["2023/24 and 2024/25", "2023/24*", "0000/01", 2023.24, "last year"]),
)
DAYS = _all(
    "Partners",
    1,
    "joined",
    (READ, ["2020-04-01", date(2020, 4, 1), "1 April 2020", " 2020-04-01"]),
    (EITHER, ["01/04/2020", "1-Apr-20", "01.04.2020", "1st April 2020", "April 1, 2020"]),
    (EITHER, [datetime(2020, 4, 1), "2020/04/01", "20200401"]),  # noqa: DTZ001  # as Excel has it
    (REFUSED, ["2020-04-31", "31/04/2020", "2020-13-01", "April 2020", "1/4", "tbc", 2020]),
    (REFUSED, [datetime(2020, 4, 1, 12), time(0, 0, 1), timedelta(hours=36), True]),  # noqa: DTZ001  # the same
    (REFUSED, ["2020-04-01 12:00", "2020-04-01 or later"]),
)
COUNTS = _all(
    "Evidence",
    1,
    "value",
    (READ, ["10", 10.0, " 10 ", "10.0", Stored("=5+5", 10)]),
    (EITHER, ["10\u00a0", "+10", "010", "1e1", "\uff11\uff10", "10\n", "'10"]),
    (REFUSED, ["ten", "10*", "10 (p)", "1O", "l0", "c. 10", "10 children", "10-12", "10/1"]),
    (REFUSED, ["~10", "10?", "10;20", "1,0", "10 %", "10[1]", "-10", "NaN", "inf", True]),
    (REFUSED, [PerCent(0.1), Stored("=A1", "#N/A"), date(2020, 4, 1), "10\n20"]),
)
NAMES = _all(
    "Evidence",
    1,
    "partner",
    (READ, ["Ashford", " Ashford "]),
    (
        EITHER,
        ["ashford", "ASHFORD", "Ashford\u00a0", "Ash\u00adford", "Ashford\u200b", "Ashford\n"],
    ),
    (REFUSED, ["Ashfrod", "Ash ford", "Ashford Council", "Ashford/Brook", "Ashford; Brook"]),
    (REFUSED, ["\u0410shford", "All", "ditto", '"', "-", 1, True, "Ashford (new)"]),
)
TYPED = [*AMOUNTS, *YEARS, *DAYS, *COUNTS, *NAMES]
