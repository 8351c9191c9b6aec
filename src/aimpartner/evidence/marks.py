"""Marks of figures: per cent of a measure of shares, all of them or none; pounds of pounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from aimpartner.as_typed import Pounds
from aimpartner.errors import InvalidValueError
from aimpartner.evidence.measures import Known, Measure, Observation, Value, is_issued
from aimpartner.rates import is_marked

_PER_CENT = re.compile(r"%|\b(?:per ?cents?|percentages?)\b", re.IGNORECASE)
_SHARE = re.compile(
    r"(?:[\w'’-]+ )*(?:(?:shares?|proportions?|ratios?|rates?)(?: of .+)?|fractions?)",
    re.IGNORECASE,
)
"""The whole unit: fractions of posts are posts, and so many per 10,000 are no share."""
_COUNTED = re.compile(r"£|\d|\b(?:pounds?|pence|per)\b", re.IGNORECASE)
_POUNDS = re.compile(r"£|\b(?:pounds?|gbp)\b", re.IGNORECASE)
_SCALED = re.compile(r"\d|\b(?:k|m|bn|thousands?|millions?|pence)\b|£[km]", re.IGNORECASE)
_OF_POUNDS = "Write the number alone, without it; or, if {0} is money, give it the unit pounds."
_OF_SHARES = (
    "Write the number alone, in a workbook in a cell formatted as a number; or, if {0} is a share, "
    "give it the unit per cent."
)
_ALIKE = "be marked as per cent where the other figures of its measure are, and only there"
_ONE_WAY = "Write all figures of {0} with the mark, or none: 12 alone is a hundred times 12 %."


def is_of_shares(measure: str, unit: str) -> bool:
    """Return whether the figures of a measure are parts of a whole, as its unit or name says.

    Example:
        >>> is_of_shares("placed", "per cent"), is_of_shares("placed", "children")
        (True, False)
    """
    text = (unit or measure).strip()
    in_hundreds = _PER_CENT.search(text)
    if in_hundreds:
        return not _COUNTED.search(text[: in_hundreds.start()])
    return _SHARE.fullmatch(text) is not None and not _COUNTED.search(text)


def is_of_pounds(measure: str, unit: str) -> bool:
    """Return whether the figures of a measure are pounds, as its unit or name says.

    Example:
        >>> is_of_pounds("spend", "pounds"), is_of_pounds("spend", "£000")
        (True, False)
    """
    text = unit or measure
    is_money = _POUNDS.search(text) is not None and not _SCALED.search(text)
    return is_money or (is_issued(measure) and not unit)


def wrongly_marked(
    units: Mapping[str, str], figures: Iterable[tuple[str, Value]]
) -> Iterator[tuple[int, InvalidValueError]]:
    """Go through the figures whose mark is doubtful, by their number, and why.

    Args:
        units: the unit of each measure, by its short name; a figure of another is passed over.
        figures: the short name of the measure of each figure, and the figure.

    Example:
        >>> figures = [("placed", Known("10 %")), ("placed", Known(3))]
        >>> [(number, fault.rule) for number, fault in wrongly_marked({"placed": ""}, figures)]
        [(0, 'be a number without a mark, for it counts placed')]
    """
    first: dict[str, bool] = {}
    for number, (name, value) in enumerate(figures):
        if name not in units or not isinstance(value, Known):
            continue
        if isinstance(value.figure, Pounds) and not is_of_pounds(name, units[name]):
            rule = f"be a number without a sign of pounds, for it counts {units[name] or name}"
            yield number, _fault(name, rule, value, _OF_POUNDS)
        elif value.figure:
            has_mark = is_marked(value.figure)
            is_alike = first.setdefault(name, has_mark) == has_mark
            if has_mark and not is_of_shares(name, units[name]):
                rule = f"be a number without a mark, for it counts {units[name] or name}"
                yield number, _fault(name, rule, value, _OF_SHARES)
            elif not is_alike and is_of_shares(name, units[name]):
                yield number, _fault(name, _ALIKE, value, _ONE_WAY)


def _fault(name: str, rule: str, value: Known, remedy: str) -> InvalidValueError:
    got = str(value.figure) if isinstance(value.figure, Pounds) else str(value)
    said = remedy.format(name)
    return InvalidValueError(f"Figure of {name}", rule, got, said, "value")


def check_marks(measures: Iterable[Measure], observations: Iterable[Observation]) -> None:
    """Refuse a figure whose mark as per cent, or of pounds, is doubtful.

    Raises:
        InvalidValueError: there is one; it names the figure.

    Example:
        >>> check_marks([Measure("placed")], [Observation("placed", "Ash", "2021/22", 3)])
    """
    seen, units = tuple(observations), {measure.name: measure.unit for measure in measures}
    for number, fault in wrongly_marked(units, ((each.measure, each.value) for each in seen)):
        fault.subject = fault.at = seen[number].address
        raise fault
