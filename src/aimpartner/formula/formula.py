"""The funding formula: elements, rounding, the days it is in force, and its approval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, Self, get_args

from attrs import evolve, field, frozen

from aimpartner.by import ordered
from aimpartner.errors import EvidenceError, ModelError
from aimpartner.exact import listed
from aimpartner.formula.bases.addressed import Addressed, Visit, address, ends_of
from aimpartner.formula.bases.basis import EARLIER, Basis, named, throughout
from aimpartner.formula.bases.given import Given, givens
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import PriceList
from aimpartner.formula.rounding import Rounding
from aimpartner.kinds import checked
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.sources import Source
from aimpartner.validators import check_once, given, one_of
from aimpartner.working.steps import Draft, Result, ResultKind

Proration = Literal["days", "months", "quarters", "none"]


@frozen(repr=False, field_transformer=checked)
class Formula(Addressed):
    """The funding formula of some days.

    Args:
        name: its name.
        elements: what is shared or priced; their order is the order of every table.
        in_force: the days it is in force.
        rounding: how exact amounts become contributions.
        approval: who has to approve it and has; `None` where nothing is recorded.
        marking: words that every screen, sheet and file name of its results carries.
        source: where the formula is recorded; for an assumed one, on what grounds.
        limits: the bounds that the year's amounts are held in, one after another; each holds all
            the elements of an earlier one, or none of them.
        proration: what a part of a year is measured in where somebody joins or leaves or the
            formula changes: "days", whole "months" or "quarters"; by "none" the year is not cut,
            and each partner of the year is charged as if it had been present all year. The
            formula in force at the end of the year says it.

    Raises:
        ModelError: there is no element, two elements, limits or price lists share a name, a
            pool is in two elements, or a limit holds what it cannot.

    Example:
        >>> from aimpartner import samples
        >>> [element.name for element in samples.load("aim").formulas[0].elements]
        ['agency']
    """

    name: str = field(validator=given)
    elements: tuple[Element | PricedElement, ...] = field(converter=ordered, metadata=address(""))
    in_force: DateRange
    rounding: Rounding = field(factory=Rounding, metadata=address("rounding"))
    approval: Approval | None = None
    marking: str = ""
    source: Source | None = None
    limits: tuple[Limit, ...] = field(default=(), converter=ordered, metadata=address("limits"))
    proration: Proration = field(default="days", validator=one_of(get_args(Proration)))

    @elements.validator
    def _are_told_apart(self, _: object, elements: tuple[Element | PricedElement, ...]) -> None:
        subject = f"Formula {self.name}"
        names = [element.name for element in elements]
        if not names:
            raise ModelError(subject, "have an element", "none")
        check_once(subject, "element", names)
        for pool in self.pools:
            if self.pools.count(pool) > 1:
                among = [
                    element.name for element in elements if pool in getattr(element, "pools", ())
                ]
                raise ModelError(f"Pool {pool}", "be in exactly one element", listed(among))
        check_once(subject, "price list", (prices.name for prices in self.price_lists))

    @limits.validator
    def _have_names_of_their_own(self, _: object, limits: tuple[Limit, ...]) -> None:
        check_once(f"Formula {self.name}", "limit", (limit.name for limit in limits))
        for index, limit in enumerate(limits):
            self._check_holds(limit, limits[:index])

    def __attrs_post_init__(self) -> None:
        """Check that no name of an element, a part or a partner is that of a figure beside it."""
        check_once(f"Formula {self.name}", "figure", self._addresses())

    def _addresses(self) -> list[str]:
        """Return the address of each figure."""
        addresses: list[str] = []

        def note(at: str, value: Any) -> Any:  # noqa: ANN401  # a figure of any kind
            addresses.append(at)
            return value

        self.after(Visit(note, Source("nothing is changed")), "formula", ends_of(type(self)))
        return addresses

    def _in_short(self) -> str:
        return f"<Formula {self.name}: {listed(element.name for element in self.elements)}>"

    @property
    def title(self) -> str:
        """The formula as a sentence names it."""
        return f"the formula {self.name}"

    @property
    def own_root(self) -> str:
        """What its addresses begin with in a year that ends by another formula."""
        return f"{EARLIER}{self.in_force.last}"

    @property
    def pools(self) -> tuple[str, ...]:
        """The pools that its elements share, in order."""
        return tuple(pool for element in self.shared for pool in element.pools)

    @property
    def shared(self) -> tuple[Element, ...]:
        """The elements that are shared, in order; the others are bought at a price."""
        return tuple(element for element in self.elements if isinstance(element, Element))

    @property
    def bought(self) -> tuple[PricedElement, ...]:
        """The elements that are bought at a price, in order."""
        return tuple(element for element in self.elements if isinstance(element, PricedElement))

    @property
    def names_bought(self) -> tuple[str, ...]:
        """The names of the elements that are bought at a price."""
        return tuple(element.name for element in self.bought)

    @property
    def price_lists(self) -> tuple[PriceList, ...]:
        """The price lists that its elements go by, each once."""
        prices = (getattr(element, "price", None) for element in self.elements)
        return tuple(
            dict.fromkeys(price_list for price_list in prices if isinstance(price_list, PriceList))
        )

    @property
    def agreed(self) -> tuple[Given, ...]:
        """The agreed numbers that its elements and its limits go by."""
        return tuple(given for basis in self.bases for given in givens(basis))

    @property
    def named(self) -> tuple[str, ...]:
        """The partners that its elements and its limits name, each once."""
        return tuple(dict.fromkeys(name for basis in self.bases for name in named(basis)))

    @property
    def bases(self) -> tuple[Basis, ...]:
        """What its elements and its limits go by."""
        bounds = (bound.of for limit in self.limits for _, bound in limit.bounds)
        return (*(basis for element in self.elements for basis in element.bases), *bounds)

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that its elements and its limits go by, each once."""
        every = (part for basis in self.bases for part in throughout(basis))
        measured = (part.measure for part in every if isinstance(part, Measured))
        return tuple(dict.fromkeys(measured))

    def in_words(self, year: FinancialYear) -> tuple[str, ...]:
        """Return the formula as sentences: one an element, one a limit, one on the rounding.

        Example:
            >>> from aimpartner import samples
            >>> formula = samples.load("aim").formulas[0]
            >>> formula.in_words(FinancialYear(2021))[-1].partition("; ")[0]
            'Contributions are rounded to £0.01'
        """
        return (*self.points(year), self.rounding.in_words())

    def points(self, year: FinancialYear) -> tuple[str, ...]:
        """Return what it says before anything is rounded: a sentence an element, one a limit."""
        parts = (*self.elements, *self.limits)
        return tuple(part.in_words(year) for part in parts)

    def visited(self, visit: Visit, at: str) -> Self:
        """Return it after a walk past its rules; a changed one nobody has approved."""
        changed = evolve(self, **self.after(visit, at, ends_of(type(self))))
        if changed == self:
            return self
        before = f"; otherwise {self.source.words}" if self.source else ""
        source = Source(f"{visit.grounds.words}{before}", visit.grounds.is_assumption)
        return evolve(changed, approval=None, source=source)

    def amounts(self, draft: Draft, lines: dict[str, int]) -> dict[Result, int]:
        """Write what those who share pay of each element that is shared, in pence, exactly.

        Args:
            draft: the working while it is being written: of whom, and of what part of the year.
            lines: the step of each line of the budget, by address.

        Returns:
            The steps by result: an element's amounts; of an element with a tolerance also the
            split that came out.
        """
        results = {}
        for element in self.shared:
            with naming(self.title, f"element {element.name}"):
                at = element.amounts(draft, lines)
            results[Result(ResultKind.ELEMENT, element.name)] = at
            if isinstance(element.basis, Tolerance):
                results[Result(ResultKind.SPLIT, element.name)] = draft.steps[at].args[1]
        return results

    def _check_holds(self, limit: Limit, earlier: Sequence[Limit]) -> None:
        """Refuse a limit on what is no element, or on some of what an earlier one holds."""
        subject, holds = f"Limit {limit.name} of {self.title}", set(self.held_by(limit))
        names = [element.name for element in self.elements]
        strange = [name for name in limit.elements if name not in names]
        if strange:
            raise ModelError(subject, f"hold elements of it: {listed(names)}", listed(strange))
        if not holds:
            remedy = "Name the elements that it holds."
            raise ModelError(subject, "hold an element that is shared", "none", remedy)
        for other in earlier:
            before = set(self.held_by(other))
            if before & holds and not before <= holds:
                rule = f"hold all elements of the earlier limit {other.name}, or none of them"
                remedy = "Let the limit on fewer elements come first."
                raise ModelError(subject, rule, listed(sorted(holds)), remedy)

    def held_by(self, limit: Limit) -> tuple[str, ...]:
        """Return the names of the elements that a limit holds: left out, all that is shared."""
        return limit.elements or tuple(element.name for element in self.shared)


@contextmanager
def naming(title: str, part: str) -> Iterator[None]:
    """Let an error met in a part of a formula name what of the two it does not name itself.

    Args:
        title: the formula as a sentence names it.
        part: the element or the limit.
    """
    try:
        yield
    except EvidenceError as fault:
        rule = f"{fault.rule}, for its {part}"
        raise evolve(fault, rule=rule) from fault
    except ModelError as fault:
        subject = f"{fault.subject} by {title}"
        raise evolve(fault, subject=subject) from fault


def formula_names(dated: Sequence[tuple[str, DateRange]]) -> tuple[str, ...]:
    """Return what each formula of a year is called in it: of several, each with its days.

    Example:
        >>> formula_names([("equal", FinancialYear(2021).days)])
        ('equal',)
    """
    if len(dated) == 1:
        return (dated[0][0],)
    return tuple(f"{name} ({days})" for name, days in dated)


def formulas_called(dated: Sequence[tuple[str, DateRange]]) -> str:
    """Return the formulas of a year as a heading names them; of several, each with its days in it.

    Example:
        >>> from aimpartner.periods import parse_day
        >>> spring, rest = FinancialYear(2021).days.split(parse_day("2021-07-01"))
        >>> formulas_called([("before", spring), ("after", rest)])
        'formulas before (2021-04-01 to 2021-06-30), after (2021-07-01 to 2022-03-31)'
    """
    names = formula_names(dated)
    return f"formula{'s' * (len(names) > 1)} {listed(names)}"
