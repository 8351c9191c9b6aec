"""A basis gives one weight a partner, by writing steps."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, ClassVar

from attrs import Attribute, field, frozen

from aimpartner.errors import InvalidValueError
from aimpartner.exact import percent, plain
from aimpartner.formula.bases.addressed import Addressed, address, ends_of
from aimpartner.periods import FinancialYear, in_words, parse_day
from aimpartner.rates import PercentagePoints, Rate
from aimpartner.validators import check_name, check_once, check_sum
from aimpartner.working.conditions import Must
from aimpartner.working.steps import Draft, Op

EARLIER = "formula to "
"""How the addresses of an earlier formula of the year begin, before that formula's last day."""
Points = Iterator[tuple[int, str]]
"""The points of a list, each with how deep in the list it stands."""


@frozen(repr=False)
class Worded(Addressed, ABC):
    """A rule in words: its first point is the short form, and all of them are the full one."""

    @abstractmethod
    def in_points(self, year: FinancialYear) -> Points:
        """Return the rule in words: as a sentence tells it, and below that all else it states.

        Args:
            year: the year charged that examples are given for.
        """

    def in_words(self, year: FinancialYear) -> str:
        """Return the rule as a sentence tells it: its first point."""
        return next(self.in_points(year))[1]


@frozen(repr=False)
class Basis(Worded):
    """A way to give each partner a weight.

    A kind of basis tells its points in words and writes its weights as steps, and it marks its
    fields that have an address. What it is made of, the walk past its addresses and its rows in a
    file follow from the marks.
    """

    @property
    def below(self) -> Iterator[tuple[str, Any]]:
        """The bases, or named parts of a whole, below it, each by what its address adds."""
        for name, end in ends_of(type(self)).items():
            value = getattr(self, name)
            if isinstance(value, tuple):
                yield from ((part.name, part) for part in value)
            elif isinstance(value, Basis):
                yield str(end), value

    @property
    def inner(self) -> tuple[Basis, ...]:
        """The bases that it is made of."""
        return tuple(part if isinstance(part, Basis) else part.basis for _, part in self.below)

    @property
    def named(self) -> tuple[str, ...]:
        """The partners that it names itself; a basis of others, or of what is counted, none."""
        return ()

    @property
    def is_counted(self) -> bool:
        """Whether its weights count something, so that one of it can have a price."""
        return False

    @abstractmethod
    def in_points(self, year: FinancialYear) -> Points:
        """Return the basis in words.

        The first point is a noun where the basis is made of no others, else a clause.
        """

    @abstractmethod
    def weights(self, draft: Draft, at: str) -> int:
        """Write one weight a partner, at an address, and return the step."""


def throughout(basis: Basis) -> Iterator[Basis]:
    """Return a basis and the bases that it is made of, however deep in it."""
    yield basis
    for part in basis.inner:
        yield from throughout(part)


def named(basis: Basis) -> Iterator[str]:
    """Return the partners that a basis names, however deep in it."""
    return (partner for part in throughout(basis) for partner in part.named)


def by(basis: Basis, year: FinancialYear) -> str:
    """Return what follows "shared": by what, or how.

    Example:
        >>> from aimpartner import Measured
        >>> by(Measured("adopted"), FinancialYear(2021))
        'by adopted (2020/21)'
    """
    words = basis.in_words(year)
    return words if basis.inner else f"by {words}"


def nested(basis: Basis, year: FinancialYear) -> str:
    """Return by what a part of another basis is shared, in brackets where it is a clause."""
    words = by(basis, year)
    return f"({words})" if basis.inner else words


def in_full(lead: str, rule: Worded, year: FinancialYear, depth: int = 0) -> Points:
    """Return a basis or a bound as points: what it is, and below it all that it states.

    Args:
        lead: the words before it.
        rule: the basis or the bound.
        year: the year charged that examples are given for.
        depth: how deep in a list the first point stands.

    Example:
        >>> from aimpartner import Measured
        >>> for _, words in in_full("units: ", Measured("adopted", 0), FinancialYear(2021)):
        ...     print(words)
        units: adopted (2021/22).
        That is the year charged (here 2021/22).
    """
    (_, first), *rest = rule.in_points(year)
    yield depth, f"{lead}{first}."
    yield from ((depth + deep, words) for deep, words in rest)


def exactly(part: Fraction) -> str:
    """Return a part of a whole as a percentage; one without an end also as a fraction.

    Example:
        >>> exactly(Fraction(1, 3)), exactly(Fraction(1, 4))
        ('33.3333 % (1/3)', '25 %')
    """
    has_end = "/" not in plain(part * 100)
    return percent(part) if has_end else f"{percent(part)} ({part})"


def shares_of(basis: Basis, draft: Draft, at: str) -> int:
    """Write the basis as shares that sum to one; those by a measure are called by the measure."""
    weights = basis.weights(draft, at)
    is_stated = basis.inner or basis.named  # a measure is counted, wherever it is used
    words = called(at) if is_stated else draft.steps[weights].words
    return _shares(draft, weights, words)


def _shares(draft: Draft, weights: int, words: str) -> int:
    return draft.put(Op.SHARE, weights, words=f"{words}: shares", unit="share")


def masked(draft: Draft, column: int) -> int:
    """Write a column with nothing for those outside the group that shares."""
    if set(draft.figures.partners) <= set(draft.sharing):
        return column
    mask, before = draft.only(*draft.sharing), draft.steps[column]
    if before.op is Op.TIMES and mask in before.args:
        return column
    words = f"{before.words}: {draft.steps[mask].words}"
    return draft.put(Op.TIMES, column, mask, words=words, unit=before.unit)


def called(at: str) -> str:
    """Return an address of the formula as words name it: element, element/part, or limit/bound.

    One of an earlier formula of the year is told with that formula's last day.

    Example:
        >>> called("formula/agency/spend"), called("formula/limits/cap/upper")
        ('agency/spend', 'cap/upper')
        >>> called("formula to 2024-06-30/levy")
        'levy (formula to 30 June 2024)'
    """
    root, _, rest = at.partition("/")
    names, last = rest.removeprefix("limits/"), root.removeprefix(EARLIER)
    return names if last == root else f"{names} ({EARLIER}{in_words(parse_day(last))})"


def check_partners(whose: str, partners: Sequence[str]) -> None:
    """Check the partners that something names: each can stand in an address, and stands once.

    Raises:
        InvalidValueError: one cannot, or is named twice.
    """
    for partner in partners:
        check_name("Partner", partner)
    subject = f"Partners of {whose}"
    check_once(subject, "partner", partners, error=InvalidValueError, field="partners")


@frozen(repr=False)
class Part(Addressed):
    """A named part of a whole, and what it is shared by: its `basis`.

    Args:
        name: its name; a part of an address.
    """

    word: ClassVar[str] = "part"
    name: str = field()

    @name.validator
    def _can_stand_in_an_address(self, _: Attribute[str], name: str) -> None:
        check_name(self.word.capitalize(), name)


@frozen(repr=False)
class Weighed(Part):
    """A part that is a stated share of the whole.

    Args:
        name: its name; a part of an address.
        weight: its share of the whole.
    """

    weight: Rate = field(converter=Rate, metadata=address())

    @weight.validator
    def _is_a_part(self, attribute: Attribute[Rate], weight: Rate) -> None:
        check_part(f"Weight of {self.name}", weight, attribute.name)


def check_part(subject: str, part: Fraction, field: str = "") -> None:
    """Check that a rate, or the points between two, are a part of a whole.

    Raises:
        InvalidValueError: it is below 0 or above 100 %.
    """
    if not 0 <= part <= 1:
        if isinstance(part, PercentagePoints):
            raise InvalidValueError(subject, "lie between 0 and 100 points", part, field=field)
        rule, remedy = "lie between 0 and 100 %", 'Write a half as "50 %".'
        raise InvalidValueError(subject, rule, percent(part), remedy, field)


def check_whole(what: str, weights: Sequence[tuple[str, Fraction]]) -> None:
    """Check that parts make one whole and are told apart: the name and the weight of each.

    Raises:
        InvalidValueError: their weights do not sum to one, or two share a name.
    """
    check_apart(what, [name for name, _ in weights])
    check_sum(f"Weights of {what}", dict(weights))


def check_apart(what: str, names: Sequence[str]) -> None:
    """Check that parts of something are told apart.

    Raises:
        InvalidValueError: two share a name.
    """
    check_once(f"Parts of {what}", "part", names, error=InvalidValueError)


def require_whole(draft: Draft, at: str, names: Iterable[str]) -> None:
    """Write that the weights of some parts make one whole, so that changing one moves another."""
    draft.require(f"Weights of {called(at)}", Must.SUM, *(f"{at}/{name}/weight" for name in names))


def weighted(draft: Draft, at: str, weight: Fraction, shares: int) -> int:
    """Write some shares times their weight in the whole."""
    words = called(at)
    number = draft.number(f"{at}/weight", weight, f"{words}: weight", "share", draft.source)
    draft.require(f"Weight of {words}", Must.PART, f"{at}/weight")
    return draft.put(Op.TIMES, number, shares, words=f"{words}: weighted", unit="share")
