"""The example of a row of each table, of an agency of made-up partners.

The template shows it in grey above the head. It begins with "e.g.", and such a row is not read.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from aimpartner.codec.tables import TABLES

MARK = "e.g."
"""What the first cell of an example begins with."""

_PARTNER, _YEAR, _MEASURE = "Ashford", "2024/25", "adopted"
_OF, _DURING = {"formula": "agreed 2024"}, {"year": _YEAR}
_WHOSE = {"measure": _MEASURE, "partner": _PARTNER}

EXAMPLES: Mapping[str, Mapping[str, object]] = {
    "agency": {"agency": "Three Rivers Adoption"},
    "partners": {"partner": _PARTNER, "authority": "Ashford Council", "joined": "2020-04-01"},
    "hosts": {"host": _PARTNER, "first": "2020-04-01", "staff": "seconded"},
    "budgets": {**_DURING, "day": "2024-03-01", "status": "draft"},
    "lines": {
        **_DURING,
        "pool": "staffing",
        "line": "social workers",
        "heading": "Employees",
        "amount": "950000",
    },
    "measures": {
        "measure": _MEASURE,
        "words": "looked-after children adopted in the year to 31 March",
        "unit": "children",
    },
    "evidence": {**_WHOSE, "year": "2022/23", "value": "10", "released": "2023-11-16"},
    "formulas": {**_OF, "first": "2024-04-01", "source": "Agreement, schedule 3"},
    "elements": {
        **_OF,
        "at": "staffing",
        "kind": "measured",
        "pools": "staffing",
        "measure": _MEASURE,
        "lag": "2",
        "years": "3",
    },
    "weights": {**_OF, "at": "premises", "partner": _PARTNER, "number": "40"},
    "derived": {"measure": "effort", "of": _MEASURE, "weight": "2.5"},
    "prices": {
        **_OF,
        "price_list": "interagency",
        "first_day": "2024-04-01",
        "amount": "34500",
    },
    "limits": {**_OF, "limit": "cap", "upper": "105 %", "upper_of": "contribution"},
    "bounds": {
        **_OF,
        "limit": "cap",
        "bound": "upper",
        "partner": _PARTNER,
        "amount": "300000",
    },
    "agreement": {"kind": "term", "first": "2020-04-01", "last": "2025-03-31"},
    "decisions": {
        "subject": "budget 2024-25 version 1",
        "partner": _PARTNER,
        "made": "2024-03-05",
        "body": "Cabinet",
    },
    "withdrawals": {"partner": _PARTNER, "given": "2025-03-31", "last": "2026-03-31"},
    "successions": {
        "day": "2026-04-01",
        "predecessor": _PARTNER,
        "successor": "Brook",
        "percent": "41",
    },
    "bodies": {"body": "Board", "kind": "strategic board", "role": "Director", "partner": _PARTNER},
    "services": {
        "function": "legal advice",
        "provider": _PARTNER,
        "first": "2024-04-01",
        "annual_value": "9000",
        "terms": "in kind",
    },
    "owed": {"duty": "draft budget", "by": "agency", "month": "12", "day": "31"},
    "done": {"duty": "draft budget", "by": "agency", **_DURING, "on": "2023-12-20"},
    "reviews": {"subject": "the formula", "areas": "weights; measures", "due": "2025-03-31"},
    "issues": {
        **_DURING,
        "on": "2024-03-21",
        "call": "900000",
        "budget": "the budget of 2024/25, version 1",
        "formula": "the formula agreed 2024",
    },
    "issued": {**_DURING, "partner": _PARTNER, "amount": "300000"},
    "fees": {
        **_DURING,
        "element": "interagency",
        "partner": _PARTNER,
        "units": "2",
        "price": "34500",
    },
    "used": {**_DURING, **_WHOSE, "of_year": "2022/23", "value": "10"},
    "published": {
        **_DURING,
        "partner": _PARTNER,
        "amount": "524000",
        "rounded_to": "1000",
        "what": "Ashford's contribution",
        "source": "Ashford Cabinet, 5 March 2024",
    },
    "statements": {
        "subject": "host",
        "words": "Ashford hosts the agency",
        "source": "Ashford Cabinet, 5 March 2024",
    },
}
"""A row of each table, as somebody writes it."""


def shown(table: str) -> dict[str, str]:
    """Return the cells of the example of a table, with the mark in the first.

    Example:
        >>> shown("weights")
        {'formula': 'e.g. agreed 2024', 'at': 'premises', 'partner': 'Ashford', 'number': '40'}
    """
    cells = {name: str(value) for name, value in EXAMPLES[table].items()}
    first = attrs.fields(TABLES[table])[0].name
    return cells | {first: f"{MARK} {cells[first]}"}
