"""A basis of agreed numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.as_typed import Proportion
from aimpartner.by import ByPartner, as_pairs
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, exact_sum, listed, plain
from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import Basis, Points, called, masked, throughout
from aimpartner.kinds import checked
from aimpartner.periods import FinancialYear
from aimpartner.rates import agreed, is_marked, per_cent, unmarked, unmixed
from aimpartner.sources import Source, from_source
from aimpartner.validators import check_name, check_sum, one_of
from aimpartner.working.conditions import Must
from aimpartner.working.steps import Draft

Unit = Literal["weight", "percent", "units", "pence"]

_PLURAL = {
    "weight": "weights",
    "percent": "percentages",
    "units": "units",
    "pence": "amounts in pence",
}


def _numbers(values: Mapping[str, Number]) -> ByPartner[Fraction]:
    return ByPartner({name: agreed(value) for name, value in as_pairs(values)})


@frozen(repr=False, field_transformer=checked)
class Given(Basis):
    """Numbers that the agreement states: percentages, units by class, equal or frozen amounts.

    Args:
        numbers: one a partner; every partner is named, with 0 if it takes no part.
        unit: "weight", "percent" (summing to 100; 59 and "59 %" are the same), "units" or
            "pence".
        source: the clause.

    Raises:
        InvalidValueError: a number is negative, or is marked as per cent where others are not;
            units or pence have a stroke; or percentages do not sum to 100.

    Example:
        >>> Given({"Dorset": "41", "BCP": "59"}, "percent").numbers["BCP"]
        Fraction(59, 1)
    """

    numbers: ByPartner[Fraction] = field(converter=_numbers, metadata=address(""))
    unit: Unit = field(default="weight", validator=one_of(get_args(Unit)))
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Read the numbers by their unit, and check them as a whole."""
        self._check_marks()
        numbers = ByPartner[Fraction]((n, self._read(n, each)) for n, each in self.numbers.items())
        object.__setattr__(self, "numbers", numbers)  # attrs' way where a field needs another
        for partner, number in self.numbers.items():
            check_name("Partner", partner)
            if number < 0:
                raise InvalidValueError(f"Number of {partner}", "not be negative", number)
        if self.unit == "percent":
            check_sum("Percentages", self.numbers, 100)

    def _check_marks(self) -> None:
        """Refuse a number marked as per cent where the unit is another, or the others have none."""
        subject = f"Numbers given as {self.unit}"
        if self.unit == "weight":
            unmixed(self.numbers, subject)
        elif self.unit != "percent":
            marked = [f"{n} {each}" for n, each in self.numbers.items() if each and is_marked(each)]
            if marked:
                raise InvalidValueError(subject, "be without a mark", listed(marked))

    def _read(self, partner: str, number: Fraction) -> Fraction:
        """Return the number of a partner; a weight keeps its mark, for units may not have one."""
        if self.unit == "weight":
            return Proportion(str(number)) if is_marked(number) else number
        if self.unit == "percent":
            return per_cent(number)
        return units(partner, number)

    @property
    def named(self) -> tuple[str, ...]:
        """The partners that have a number."""
        return tuple(self.numbers)

    @property
    def is_counted(self) -> bool:
        """Whether the numbers are no percentages."""
        return self.unit != "percent"

    @classmethod
    def equal(cls, partners: Iterable[str]) -> Given:
        """Return the basis by which every partner weighs the same."""
        return cls(ByPartner({partner: Fraction(1) for partner in partners}))

    def in_points(self, year: FinancialYear) -> Points:
        """Return the basis in words: what it goes by; below, where that is stated."""
        del year  # agreed numbers stand until they are agreed anew
        shown = (f"{partner} {plain(number)}" for partner, number in self.numbers.items())
        yield 0, f"agreed {_PLURAL[self.unit]} ({listed(shown)})"
        if self.source:
            yield 1, from_source(self.source).strip()

    def weights(self, draft: Draft, at: str) -> int:
        """Write the numbers as they are given.

        Raises:
            ModelError: a partner of the year, or of the group that shares, has none.
        """
        absent = [partner for partner in draft.sharing if partner not in self.numbers]
        if absent:
            subject = f"Agreed {_PLURAL[self.unit]} of {called(at)} in {draft.figures.year}"
            rule, remedy = f"name {listed(absent)}", "Write 0 for a partner that takes no part."
            raise ModelError(subject, rule, "no number", remedy, "numbers", f"{at}/{absent[0]}")
        partners = draft.figures.partners
        given = map(self.numbers.get, partners)
        values = [None if number is None else Fraction(number) for number in given]
        words, sources = f"{called(at)}: as agreed", (self.source or draft.source,)
        draft.require(f"Numbers of {called(at)}", Must.NOT_NEGATIVE, f"{at}/*")
        if self.unit == "percent":
            whole = exact_sum(number for number in values if number is not None)
            draft.require(f"Percentages of {called(at)}", Must.SUM, f"{at}/*", to=whole)
        return masked(draft, draft.column(f"{at}/*", values, words, self.unit, sources))


def units(partner: str, number: Fraction) -> Fraction:
    """Return how many units a partner has, without a mark; nothing is nothing either way.

    Raises:
        InvalidValueError: the number is marked as per cent, or has a stroke.

    Example:
        >>> units("Ash", Fraction(3))
        Fraction(3, 1)
    """
    try:
        return unmarked(number) if number else Fraction(0)
    except InvalidValueError as fault:
        fault.subject = f"Number of {partner}"
        raise


def givens(basis: Basis) -> Iterator[Given]:
    """Return the agreed numbers that a basis goes by, however deep in it."""
    return (part for part in throughout(basis) if isinstance(part, Given))
