"""An agency of three made-up partners, as the tables of a file that a council would fill in."""

from __future__ import annotations

import copy
from collections.abc import Callable

from aimpartner.codec.model import build
from aimpartner.errors import InputError
from faults import caught

ASHFORD, BROOK, COLEY = "Ashford", "Brook", "Coley, Dean and Esk"
NAMES = (ASHFORD, BROOK, COLEY)
ALL = "; ".join(NAMES)
AMOUNTS = {ASHFORD: "302500.00", BROOK: "423500.00", COLEY: "297000.00"}
Tables = dict[str, list[dict[str, object]]]
Change = Callable[[Tables], None]
Fault = tuple[str, str, str, str]

OLD: dict[str, object] = {
    "formula": "before 2024",
    "first": "2020-04-01",
    "last": "2024-03-31",
}
"""A formula that the agreed one follows."""

_OF = {"formula": "agreed 2024"}
_IN = {"year": "2024/25"}
_BEFORE = {"year": "2022/23"}
_TABLES: Tables = {
    "agency": [{"agency": "Three Rivers Adoption"}],
    "partners": [
        {"partner": name, "authority": f"{name} Council", "joined": "2020-04-01", "left": left}
        for name, left in ((ASHFORD, None), (BROOK, None), (COLEY, "2027-03-31"))
    ],
    "hosts": [{"host": ASHFORD, "first": "2020-04-01", "source": "Agreement, clause 4"}],
    "budgets": [{**_IN, "day": "2024-03-01", "status": "approved", "required": ALL}],
    "lines": [
        {**_IN, "pool": "staffing", "line": "staff", "heading": "Employees", "amount": 950000},
        {
            **_IN,
            "pool": "staffing",
            "line": "grant",
            "heading": "Income",
            "effect": "reduces the call",
            "amount": 50000,
        },
        {
            **_IN,
            "pool": "premises",
            "line": "rent",
            "heading": "Premises",
            "amount": 30000,
            "incurred_by": ASHFORD,
        },
    ],
    "measures": [
        {"measure": "adopted", "words": "children adopted in the year"},
        {"measure": "effort", "derived": "weighted sum"},
    ],
    "derived": [{"measure": "effort", "of": "adopted", "weight": "2.5"}],
    "evidence": [
        *(
            {"measure": "adopted", "partner": name, "year": "2023/24", "value": value}
            for name, value in zip(NAMES, (10, 20, 10), strict=True)
        ),
        {"measure": "adopted", "partner": BROOK, "year": "2021/22", "value": "suppressed (1 to 5)"},
        {"measure": "adopted", "partner": BROOK, "year": "2020/21", "value": "missing"},
    ],
    "formulas": [{**_OF, "first": "2024-04-01", "required": ALL}],
    "elements": [
        {**_OF, "at": "staffing", "kind": "blend", "pools": "staffing"},
        {
            **_OF,
            "at": "staffing/adopted",
            "kind": "measured",
            "weight": "50 %",
            "measure": "adopted",
        },
        {**_OF, "at": "staffing/agreed", "kind": "given", "weight": "50 %", "unit": "percent"},
        {**_OF, "at": "premises", "kind": "given", "pools": "premises", "source": "Clause 9"},
        {
            **_OF,
            "at": "places",
            "kind": "given",
            "price": 31000,
            "price_source": "Price list 2024",
            "unit": "units",
        },
        {
            **_OF,
            "at": "visits",
            "kind": "measured",
            "measure": "adopted",
            "price_list": "visits",
            "within": 2,
        },
        {**_OF, "at": "visits/agreed", "kind": "measured", "measure": "adopted"},
    ],
    "weights": [
        {**_OF, "at": at, "partner": name, "number": number}
        for at, numbers in (
            ("staffing/agreed", (40, 35, 25)),
            ("premises", (1, 1, 1)),
            ("places", (0, 1, 2)),
        )
        for name, number in zip(NAMES, numbers, strict=True)
    ],
    "prices": [{**_OF, "price_list": "visits", "first_day": "2024-04-01", "amount": 120}],
    "limits": [{**_OF, "limit": "cap", "upper": "100 %"}],
    "bounds": [{**_OF, "limit": "cap", "bound": "upper", "partner": BROOK, "amount": 2000000}],
    "agreement": [
        {"kind": "shadow", "first": "2019-10-01", "last": "2020-03-31"},
        {"kind": "term", "first": "2020-04-01", "last": "2024-03-31", "required": ALL},
        {"kind": "option", "months": 12, "source": "Clause 2"},
        {"kind": "extension", "last": "2025-03-31", "required": ALL},
        {"kind": "notice", "months": 12, "ending": "31 March", "source": "Clause 21"},
    ],
    "decisions": [
        {"subject": subject, "partner": name, "made": made, "body": "Cabinet"}
        for subject, made in (
            ("term", "2019-09-01"),
            ("extension to 2025-03-31", "2023-12-01"),
            ("budget 2024-25 version 1", "2024-03-05"),
            ("formula agreed 2024", "2024-03-05"),
        )
        for name in NAMES
    ],
    "withdrawals": [
        {
            "partner": COLEY,
            "given": "2025-06-30",
            "last": "2027-03-31",
            "liabilities": "redundancy; pensions",
        }
    ],
    "successions": [
        {"day": "2026-04-01", "predecessor": BROOK, "successor": name, "percent": percent}
        for name, percent in ((BROOK, 90), (ASHFORD, 10))
    ],
    "bodies": [
        {
            "body": "Board",
            "kind": "strategic board",
            "role": "Director of Children's Services",
            "partner": name,
            "chair": chair,
            "rule": "majority",
        }
        for name, chair in ((ASHFORD, "yes"), (BROOK, "no"))
    ],
    "services": [
        {
            "function": "legal advice",
            "provider": BROOK,
            "first": "2020-04-01",
            "annual_value": 9000,
            "terms": "in kind",
        }
    ],
    "owed": [
        {"duty": "comments", "by": "each partner", "month": 11, "day": 30, "years": -1},
        {"duty": "final budget", "by": "agency", "month": 12, "years": -1},
    ],
    "done": [{"duty": "comments", "by": BROOK, "year": "2024/25", "on": "2023-11-20"}],
    "reviews": [{"subject": "the formula", "areas": "weights; measures", "due": "2025-03-31"}],
    "issues": [
        {
            **_BEFORE,
            "on": "2022-03-21",
            "call": "900000.00",
            "host": ASHFORD,
            "budget": "the budget of 2022/23, version 1",
            "formula": "the formula before 2024",
        }
    ],
    "issued": [{**_BEFORE, "partner": name, "amount": "300000.00"} for name in NAMES],
    "fees": [
        {**_BEFORE, "element": "places", "partner": name, "units": 0, "price": 34500}
        for name in NAMES
    ],
    "used": [
        {**_BEFORE, "measure": "adopted", "partner": name, "of_year": "2020/21", "value": value}
        for name, value in zip(NAMES, (9, "missing", 9), strict=True)
    ],
    "published": [
        {
            **_IN,
            "partner": BROOK,
            "amount": "424000",
            "rounded_to": "1000",
            "what": "Brook's contribution",
            "is_contribution": "yes",
            "source": "Brook Cabinet, 5 March 2024",
        }
    ],
    "statements": [
        {"subject": "host", "words": "Ashford hosts", "source": "Brook Cabinet, 5 March 2024"}
    ],
}


def tables() -> Tables:
    """Return the tables, to be changed at will."""
    return copy.deepcopy(_TABLES)


def put(table: str, row: int, **fields: object) -> Change:
    """Return the change that sets fields of a row; `None` leaves one empty."""
    return lambda plain: plain[table][row].update(fields)


def more(table: str, **fields: object) -> Change:
    """Return the change that adds a row to a table."""
    return lambda plain: plain[table].append(fields)


def all_of(*changes: Change) -> Change:
    """Return the change that makes several."""

    def change(plain: Tables) -> None:
        for each in changes:
            each(plain)

    return change


def measured(**fields: object) -> dict[str, object]:
    """Return a measured row of the formula."""
    return {**_OF, "kind": "measured", "measure": "adopted", **fields}


def faults_of(plain: Tables) -> list[Fault]:
    """Return every problem of some tables as place, subject, rule and value."""
    fault = caught(InputError, build, plain)
    return [(each.place, each.subject, each.rule, str(each.got)) for each in fault.problems]
