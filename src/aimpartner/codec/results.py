"""A year's contributions in JSON: what other programs read of a result."""

from __future__ import annotations

import json

from aimpartner.contributions.contributions import Contributions
from aimpartner.evidence.published import ALL, Beside, PublishedFigure, PublishedUnit, in_words
from aimpartner.money import Money


def result_to_json(result: Contributions) -> str:
    """Return a year's contributions as JSON text, amounts as decimal strings of pounds.

    Units:
        Pounds, as "524027.76"; percentages and points with their mark.

    Example:
        >>> import json
        >>> import aimpartner as ap
        >>> result = ap.Contributions.of(ap.samples.load("aim").facts("2021/22"))
        >>> json.loads(result_to_json(result))["contributions"]["Sefton"]
        '524027.76'
    """
    marking = [result.marking] if result.marking else []
    facts = {
        "year": str(result.year),
        "call": result.call.digits,
        "unit": result.facts.formula.rounding.unit.digits,
        "residual": result.residual.digits,
        "contributions": {paid.partner: paid.amount.digits for paid in result},
        "published": [_published(beside) for beside in result.published],
        "published_tables": [str(table) for table in result.published_tables],
        "notices": marking + [notice.words for notice in result.notices],
    }
    return json.dumps(facts, indent=2)


def _published(beside: Beside) -> dict[str, str]:
    """Return a published figure and what is calculated as JSON holds them."""
    said, now, gap = beside.published, beside.calculated, beside.difference
    figures = {
        "published": said.amount,
        "rounded_to": said.rounded_to,
        "calculated": now,
        "difference": gap,
    }
    words = {"partner": said.partner or ALL, "at": said.where}
    words |= {name: _plain(figure) for name, figure in figures.items()}
    return words | {"verdict": beside.verdict, "what": said.what, "source": str(said.source)}


def _plain(figure: PublishedFigure | PublishedUnit | None) -> str:
    """Return pounds in digits, a percentage or points with their mark, nothing where none is."""
    if figure is None:
        return ""
    return figure.digits if isinstance(figure, Money) else in_words(figure)
