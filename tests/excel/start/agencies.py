"""Agencies as finance officers type them into a Start sheet."""

from __future__ import annotations

from datetime import date

from excel.start.typist import PRICE, SOURCE, YEAR, Column, Words

NAMES = ("Ashford", "Brook", "Coley")
ADOPTED = {
    "2017/18": (14, 40, 13, 22),
    "2018/19": (7, 32, 22, 30),
    "2019/20": (6, 42, 16, 36),
}


def rivers() -> Words:
    """Return the tutorial's agency."""
    return Words(
        {"agency": "Three Rivers Adoption", "year": "2024/25", "joined": date(2020, 4, 1)},
        [
            {"line": "staff", "heading": "Employees", "amount": 950000},
            {"line": "grant", "heading": "Income", "amount": 50000},
        ],
        [
            {"by": "measure", "measure": "adopted", "weight": "50 %"},
            {"by": "agreed percentages", "weight": "50 %"},
        ],
        [
            {"partner": name, "authority": f"{name} Council", "agreed": percentage}
            | ({"host": "yes"} if name == "Ashford" else {})
            for name, percentage in zip(NAMES, (40, 35, 25), strict=True)
        ],
        [Column("adopted", {YEAR: "2023/24"}, [10, 20, 10])],
    )


def aim() -> Words:
    """Return Adoption in Merseyside for 2021/22, as far as money goes by it."""
    spend = Column("section 251 spend", {YEAR: "2013/14"}, [973133, 3699296, 1226187, 2722412])
    return Words(
        {
            "agency": "Adoption in Merseyside",
            "year": "2021/22",
            "joined": date(2018, 4, 1),
            "day": date(2021, 3, 26),
            "status": "not published",
            "marking": "ILLUSTRATION – NOT AiM'S FORMULA",
            "source": "Assumption: neither the budget nor the formula is published",
        },
        [{"line": "total costs", "heading": "Not analysed", "amount": 3231000}],
        [
            {"by": "measure", "measure": "section 251 spend", "weight": "50 %"},
            {"by": "measure", "measure": "adopted", "weight": "50 %"},
        ],
        [
            {
                "partner": "Knowsley",
                "authority": "Knowsley Metropolitan Borough Council",
                "host": "yes",
            },
            {"partner": "Liverpool", "authority": "Liverpool City Council"},
            {"partner": "Sefton", "authority": "Sefton Metropolitan Borough Council"},
            {"partner": "Wirral", "authority": "Wirral Metropolitan Borough Council"},
        ],
        [spend, *(Column("adopted", {YEAR: year}, of) for year, of in ADOPTED.items())],
    )


def whole() -> Words:
    """Return an agency that uses every part of the sheet."""
    return Words(
        {
            "agency": "Two Moors Adoption",
            "year": "2024/25",
            "joined": date(2020, 4, 1),
            "day": date(2024, 3, 1),
            "status": "approved",
            "body": "Cabinet",
            "unit": 1,
            "marking": "DRAFT",
            "source": "Board, 1 March 2024",
        },
        [
            {"pool": "staffing", "line": "staff", "heading": "Employees", "amount": 600000.5},
            {
                "pool": "staffing",
                "line": "reserve",
                "heading": "Reserves",
                "effect": "reduces the call",
                "amount": 20000,
            },
            {
                "pool": "premises",
                "line": "rent",
                "heading": "Premises",
                "amount": 30000,
                "incurred by": "Ashford",
                "source": "Lease of 2020",
            },
            {
                "pool": "premises",
                "line": "passed on",
                "heading": "Third party payments",
                "effect": "outside the call",
                "amount": 5,
            },
        ],
        [
            {
                "pool": "staffing",
                "by": "measure",
                "measure": "adopted",
                "weight": "60 %",
                "average": "mean of shares",
            },
            {"pool": "staffing", "by": "measure", "measure": "looked after", "weight": "25 %"},
            {"pool": "staffing", "by": "equal", "weight": "15 %"},
            {"pool": "premises", "by": "equal"},
        ],
        [
            {
                "partner": name,
                "authority": f"{name} Council",
                "approved": date(2024, 3, 5),
                "last year": last,
            }
            | ({"host": "yes"} if name == "Brook" else {})
            | ({"joined": date(2021, 4, 1)} if name == "Coley" else {})
            for name, last in zip(NAMES, (200000, 210000.25, None), strict=True)
        ],
        [
            Column("adopted", {YEAR: "2022/23", SOURCE: "DfE, 2023"}, [9, 21, 10]),
            Column("adopted", {YEAR: "2021-22"}, [8, 20, 12]),
            Column("looked after", {YEAR: "2022/23"}, [300, 410, 290]),
            Column("interagency", {PRICE: 34500, SOURCE: "Price list"}, [1, 0, 2]),
        ],
    )


Rows = list[dict[str, object]]


def whole_in_tables() -> dict[str, Rows]:
    """Return the same agency in the full tables, written by hand."""
    of, during = {"formula": "2024-25"}, {"year": "2024/25"}
    asked = {"required": [*NAMES], "source": "Board, 1 March 2024"}
    counts: dict[tuple[str, str, str | None], tuple[int, ...]] = {
        ("adopted", "2022/23", "DfE, 2023"): (9, 21, 10),
        ("adopted", "2021/22", None): (8, 20, 12),
        ("looked after", "2022/23", None): (300, 410, 290),
    }
    numbers = {"staffing/equal": (1, 1, 1), "premises": (1, 1, 1), "interagency": (1, 0, 2)}
    return {
        "agency": [{"agency": "Two Moors Adoption"}],
        "partners": [
            {"partner": name, "authority": f"{name} Council", "joined": joined}
            for name, joined in zip(NAMES, ("2020-04-01", "2020-04-01", "2021-04-01"), strict=True)
        ],
        "hosts": [{"host": "Brook", "first": "2020-04-01"}],
        "budgets": [{**during, "day": "2024-03-01", "status": "approved", **asked}],
        "lines": [
            {
                **during,
                "pool": "staffing",
                "line": "staff",
                "heading": "Employees",
                "amount": "600000.5",
            },
            {
                **during,
                "pool": "staffing",
                "line": "reserve",
                "heading": "Reserves",
                "effect": "reduces the call",
                "amount": 20000,
            },
            {
                **during,
                "pool": "premises",
                "line": "rent",
                "heading": "Premises",
                "amount": 30000,
                "incurred_by": "Ashford",
                "source": "Lease of 2020",
            },
            {
                **during,
                "pool": "premises",
                "line": "passed on",
                "heading": "Third party payments",
                "effect": "outside the call",
                "amount": 5,
            },
        ],
        "measures": [
            {"measure": "adopted"},
            {"measure": "looked after"},
            {
                "measure": "contribution",
                "words": "contribution issued for the year",
                "unit": "pounds",
            },
        ],
        "evidence": [
            *_figures(counts),
            {"measure": "contribution", "year": "2023/24", "partner": "Ashford", "value": 200000},
            {
                "measure": "contribution",
                "year": "2023/24",
                "partner": "Brook",
                "value": "210000.25",
            },
        ],
        "formulas": [{**of, "first": "2024-04-01", "unit": 1, "marking": "DRAFT", **asked}],
        "elements": [
            {**of, "at": "staffing", "kind": "blend", "pools": "staffing"},
            {
                **of,
                "at": "staffing/adopted",
                "kind": "measured",
                "measure": "adopted",
                "weight": "60 %",
                "average": "mean of shares",
                "last": "2022/23",
                "years": 2,
            },
            {
                **of,
                "at": "staffing/looked after",
                "kind": "measured",
                "measure": "looked after",
                "weight": "25 %",
                "last": "2022/23",
            },
            {**of, "at": "staffing/equal", "kind": "given", "weight": "15 %"},
            {**of, "at": "premises", "kind": "given", "pools": "premises"},
            {
                **of,
                "at": "interagency",
                "kind": "given",
                "unit": "units",
                "price": 34500,
                "price_source": "Price list",
            },
        ],
        "weights": [
            {**of, "at": at, "partner": name, "number": number}
            for at, of_all in numbers.items()
            for name, number in zip(NAMES, of_all, strict=True)
        ],
        "decisions": [
            {"subject": subject, "partner": name, "made": "2024-03-05", "body": "Cabinet"}
            for subject in ("budget 2024-25 version 1", "formula 2024-25")
            for name in NAMES
        ],
    }


def _figures(counts: dict[tuple[str, str, str | None], tuple[int, ...]]) -> Rows:
    return [
        {"measure": measure, "year": year, "source": source, "partner": name, "value": value}
        for (measure, year, source), of_year in counts.items()
        for name, value in zip(NAMES, of_year, strict=True)
    ]
