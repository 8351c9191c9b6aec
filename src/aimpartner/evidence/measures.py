"""What is counted, and one count of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from attrs import evolve, field, frozen
from attrs.validators import optional

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.evidence.derived import Derived
from aimpartner.evidence.quarters import Quarters, parse_optional_quarters
from aimpartner.exact import Number, count_text, listed
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear, parse_optional_day, parse_year
from aimpartner.rates import counted, is_marked
from aimpartner.sources import Source
from aimpartner.spelling import folded
from aimpartner.validators import check_name, given, whole

ISSUED = "contribution"
"""The measure that holds what was issued for a year, in pounds; a credit is negative."""
HOW_TO_RECORD = (
    "In a first year, record what the partners paid the year before: in a file an issue of that "
    f'year with its issued amounts, or a measure "{ISSUED}" in pounds with a figure for each.'
)
"""What to do where a rule goes by issued contributions and none has been recorded."""
SHARED = "shared contribution"
"""The measure of the part that was shared: nothing bought at a price, no own addition."""
A_FIGURE = 'be a number, "suppressed (1 to 5)" or "missing"'
"""What a figure must be."""
_TO = "contribution to "
_LARGEST = 999_999_999
_SUPPRESSED = re.compile(r"suppressed \(?(\d{1,9}) to (\d{1,9})\)?")
_BELOW = re.compile(r"< ?([1-9]\d{0,8})")


def issued_of(elements: Sequence[str]) -> str:
    """Return the measure that holds what was issued for some elements of a formula.

    Args:
        elements: their names, in the formula's order; none for all that was shared.

    Example:
        >>> issued_of(["staffing", "premises"]), issued_of([])
        ('contribution to staffing, premises', 'shared contribution')
    """
    return f"{_TO}{listed(elements)}" if elements else SHARED


def is_issued(measure: str) -> bool:
    """Return whether a measure holds issued contributions, or a part of them.

    Example:
        >>> is_issued("contribution"), is_issued("contribution to staffing"), is_issued("adopted")
        (True, True, False)
    """
    return measure in (ISSUED, SHARED) or measure.startswith(_TO)


def issued_name(name: str) -> str:
    """Return the name of a measure as it must be spelled where it holds what was issued.

    Any other name stays as it is.

    Example:
        >>> issued_name("Contribution"), issued_name("Contribution to IT"), issued_name("Adopted")
        ('contribution', 'contribution to IT', 'Adopted')
    """
    text = folded(name)
    if text in (ISSUED, SHARED):
        return text
    if name.startswith(_TO) or not text.startswith(_TO):
        return name
    _, _, *elements = filter(folded, name.split())
    return _TO + " ".join(elements)


@frozen(repr=False, field_transformer=checked)
class Measure(OneLine):
    """A thing that is counted for each partner and year.

    Args:
        name: its short name, its key everywhere; holds no "/" and no "*".
        words: what exactly is counted.
        unit: what one of them is, such as children or pounds.
        derived: how it is made of other measures; `None` where it is counted itself.
        adds_up: whether the figures of a year's quarters add up to that of the year: `True` for
            what happens in it, such as adoptions; `False` for a count on a day, an average or a
            rate; `None` where not stated, and then no figure is made of quarters.

    Raises:
        InvalidValueError: the name cannot stand in an address, or is that of what was issued in
            another spelling; or it holds what was issued and is to be made of others.

    Example:
        >>> Measure("adopted", "looked-after children adopted in the year", "children").unit
        'children'
    """

    name: str = field()
    words: str = ""
    unit: str = ""
    derived: Derived | None = field(default=None)
    adds_up: bool | None = field(default=None, kw_only=True)

    @name.validator
    def _can_stand_in_an_address(self, _: object, name: str) -> None:
        check_name("Measure", name)
        if name != (spelled := issued_name(name)):
            rule, remedy = f"be spelled {spelled!r}", "Or call it otherwise, if nobody issued it."
            raise InvalidValueError("Measure", rule, repr(name), remedy)

    @derived.validator
    def _is_not_what_was_issued(self, _: object, derived: Derived | None) -> None:
        if derived and is_issued(self.name):
            rule = "be recorded as it was notified"
            raise InvalidValueError(f"Measure {self.name}", rule, f"made as {derived}")


def check_rings(measures: Iterable[Measure]) -> None:
    """Refuse measures that are made of each other in a ring.

    Args:
        measures: the measures; what one is made of need not be among them.

    Raises:
        ModelError: some are; it names the ring.

    Example:
        >>> check_rings([Measure("yield", derived=Derived.product("tax base", "band D"))])
    """
    below = {measure.name: measure.derived.names for measure in measures if measure.derived}
    try:
        TopologicalSorter(below).prepare()
    except CycleError as fault:
        first, *others = reversed(fault.args[1])
        rule, got = "be made of what is counted in the end", f"made of {', made of '.join(others)}"
        remedy = "Take one of them out of what another is made of."
        raise ModelError(f"Measure {first}", rule, got, remedy) from fault


@frozen(repr=False, field_transformer=checked)
class Known(OneLine):
    """A figure that was published.

    Args:
        figure: the number, exact; one that is marked as per cent keeps its mark.

    Raises:
        InvalidValueError: the number is a float.

    Example:
        >>> Known(51).figure
        Fraction(51, 1)
    """

    figure: Fraction = field(converter=counted)

    def __str__(self) -> str:
        """Return the number, with its mark if it has one."""
        return str(self.figure) if is_marked(self.figure) else count_text(self.figure)


@frozen(repr=False, field_transformer=checked)
class Suppressed(OneLine):
    """A figure that its publisher withholds because it is small: neither zero nor missing.

    Args:
        low: the least it can be.
        high: the most it can be; `None`, with nothing as the least, where nobody says.

    Raises:
        InvalidValueError: the bounds are negative or the wrong way round, or one is left out.

    Example:
        >>> print(Suppressed(1, 5), "or", Suppressed())
        suppressed (1 to 5) or suppressed
    """

    low: int = field(default=0, validator=whole(0))
    high: int | None = field(default=None, validator=optional(whole(0)))

    @high.validator
    def _bounds_are_in_order(self, _: object, high: int | None) -> None:
        if high is None and self.low:
            raise InvalidValueError("Suppressed figure", "have both of its bounds", self.low)
        if high is not None and high < self.low:
            got = f"{self.low} to {high}"
            raise InvalidValueError("Suppressed figure", "lie between ordered bounds", got)
        if high is not None and high > _LARGEST:
            raise InvalidValueError("Suppressed figure", f"be at most {_LARGEST:,}", high)

    def __str__(self) -> str:
        """Return the word and the range, where one is known."""
        return "suppressed" if self.high is None else f"suppressed ({self.low} to {self.high})"


@frozen(repr=False, field_transformer=checked)
class Missing(OneLine):
    """A figure that was never published.

    Example:
        >>> print(Missing())
        missing
    """

    def __str__(self) -> str:
        """Return the word."""
        return "missing"


Value = Known | Suppressed | Missing


_MARKS: Mapping[str, Value] = {
    **dict.fromkeys(("suppressed", "c", "low"), Suppressed()),
    **dict.fromkeys(("missing", "x", "z", ":"), Missing()),
}
"""What stands for a figure: a word, or a mark of the Department for Education's tables."""


def read_value(value: Value | Number) -> Value:
    """Return a figure as people and publishers write it.

    Args:
        value: a number; "suppressed" or DfE's c or low; "suppressed (1 to 5)" or "<5"; or
            "missing", for which DfE has x and :, and z for what does not apply. A mark may stand
            in brackets, as [c].

    Raises:
        InvalidValueError: it is none of those.

    Sources:
        Department for Education, Children looked after in England, for the marks.

    Example:
        >>> print(read_value("c"), read_value("<5"), read_value("x"), read_value("1,234"), sep="; ")
        suppressed; suppressed (0 to 4); missing; 1234
    """
    if isinstance(value, (Known, Suppressed, Missing)):
        return value
    text = folded(value) if isinstance(value, str) else ""
    mark = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    if mark in _MARKS:
        return _MARKS[mark]
    bounds, most = _SUPPRESSED.fullmatch(text), _BELOW.fullmatch(text)
    if bounds:
        return Suppressed(int(bounds[1]), int(bounds[2]))
    return Suppressed(0, int(most[1]) - 1) if most else _known(value)


def _known(value: Number) -> Known:
    try:
        return Known(value)
    except InvalidValueError as fault:
        fault.subject, fault.field = "Figure", ""
        if fault.rule == "be a number":
            fault.rule = A_FIGURE
        raise


@frozen(repr=False, field_transformer=checked)
class Observation(OneLine):
    """One partner's figure of one measure for one financial year, in one edition.

    Args:
        measure: the measure's short name.
        partner: the partner's short name.
        year: the year the figure is of.
        value: `Known`, `Suppressed` or `Missing`, or what `read_value` reads as one: a number is
            `Known`.
        quarters: the quarters of the year that it is of, such as "q1" or "q1-q3"; `None` for the
            whole year.
        edition: the publication that it was read from.
        released: the day a budget could first have used it; `None` where not recorded, and then
            it counts as always known.
        source: where it was read.

    Raises:
        InvalidValueError: the figure is negative, and no issued contribution; or its quarters are
            not stated, or it is of an issued contribution and has some.

    Example:
        >>> print(Observation("adopted", "Sefton", FinancialYear(2019), Known(16)).address)
        evidence/adopted/Sefton/2019-20
    """

    measure: str = field(validator=given)
    partner: str = field(validator=given)
    year: FinancialYear = field(converter=parse_year)
    value: Value = field(converter=read_value)
    edition: str = ""
    released: date | None = field(default=None, converter=parse_optional_day)
    source: Source | None = None
    quarters: Quarters | None = field(default=None, converter=parse_optional_quarters, kw_only=True)

    @quarters.validator
    def _are_stated(self, _: object, quarters: Quarters | None) -> None:
        if quarters and (quarters.is_so_far or is_issued(self.measure)):
            rule = "be of a whole year" if is_issued(self.measure) else "be of stated quarters"
            subject = f"{self.measure} of {self.partner} in {self.year}"
            raise InvalidValueError(subject, rule, quarters, field="quarters")

    @value.validator
    def _counts_up_from_nothing(self, _: object, value: Value) -> None:
        if isinstance(value, Known) and value.figure < 0 and not is_issued(self.measure):
            raise InvalidValueError(self.address, "not be negative", value, field="value")

    def revised(self, value: Value | Number, source: Source | None) -> Observation:
        """Return the observation with another figure, on other grounds.

        Args:
            value: a `Known`, `Suppressed` or `Missing`, or a number that is then known.
            source: the grounds.

        Raises:
            InvalidValueError: the number is a float, or negative.

        Example:
            >>> sixteen = Observation("adopted", "Sefton", FinancialYear(2019), Known(16))
            >>> print(sixteen.revised(17, Source("what if", is_assumption=True)).value)
            17
        """
        return evolve(self, value=value, source=source)

    @property
    def address(self) -> str:
        """Where the figure stands: evidence, measure, partner, year, and quarters if it has any."""
        return figure_at(self.measure, self.partner, self.year, self.quarters)

    @property
    def period(self) -> str:
        """The year, and the quarters of it that it is of."""
        return period(self.year, self.quarters)


def figure_of(seen: Observation) -> Fraction:
    """Return the figure of an observation that is known.

    Raises:
        InvalidValueError: it is suppressed or missing.

    Example:
        >>> figure_of(Observation("adopted", "Sefton", FinancialYear(2019), Known(16)))
        Fraction(16, 1)
    """
    if isinstance(seen.value, Known):
        return Fraction(seen.value.figure)
    raise InvalidValueError(seen.address, "be known", seen.value)


def period(year: FinancialYear, quarters: Quarters | None) -> str:
    """Return a year, or some of its quarters, as a sentence names it.

    Example:
        >>> period(FinancialYear(2021), Quarters(1, 3))
        '2021/22 q1-q3'
    """
    return f"{year} {quarters}" if quarters else f"{year}"


def figure_at(measure: str, partner: str, year: FinancialYear, quarters: Quarters | None) -> str:
    """Return the address of a figure; "*" stands for each partner.

    Example:
        >>> figure_at("calls", "*", FinancialYear(2021), Quarters(1, 3))
        'evidence/calls/*/2021-22/q1-q3'
    """
    end = f"/{quarters}" if quarters else ""
    return f"evidence/{measure}/{partner}/{year.key}{end}"


def read_address(at: str) -> tuple[str, str, FinancialYear, Quarters | None]:
    """Return the measure, the partner, the year and the quarters of a figure's address.

    Example:
        >>> measure, partner, year, quarters = read_address("evidence/calls/*/2021-22/q1-q3")
        >>> print(measure, partner, year, quarters)
        calls * 2021/22 q1-q3
    """
    _, measure, partner, year, *quarters = at.split("/")
    return measure, partner, parse_year(year), parse_optional_quarters("".join(quarters))
