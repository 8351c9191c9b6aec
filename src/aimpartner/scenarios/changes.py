"""Scenarios as data: changes of a model at its addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction

from attrs import evolve, field, frozen

from aimpartner.by import ordered
from aimpartner.errors import AimpartnerError, InvalidValueError, ModelError
from aimpartner.exact import listed, percent
from aimpartner.formula.formula import Formula
from aimpartner.kinds import checked
from aimpartner.model import Model
from aimpartner.one_line import OneLine
from aimpartner.rates import Rate
from aimpartner.scenarios.addresses import figures, refuse_address, replaced, weights_beside
from aimpartner.sources import Source
from aimpartner.tables import WORDS, Drawn, Table, columns


@frozen(repr=False, field_transformer=checked)
class Set(OneLine):
    """One figure, or one choice of a rule, set to another value.

    Args:
        at: the address, such as evidence/adopted/Sefton/2019-20 or formula/agency/adopted/lag.
        value: the new value, as the field reads it.

    Example:
        >>> from aimpartner import calculate, samples
        >>> change = Set("budget/2021-22/agency/total costs", "3,300,000")
        >>> calculate(change.applied(samples.load("aim")), "2021/22").call
        Money('3300000.00')
    """

    at: str
    value: object

    def applied(self, model: Model, name: str = "a change") -> Model:
        """Return the changed model.

        Args:
            model: the model.
            name: what the new figure's source is called.

        Raises:
            ModelError: the address does not exist; the nearest ones are named.
            AimpartnerError: the value breaks a rule of the model.
        """
        return _set(model, [self], name)

    def __str__(self) -> str:
        """Return the address and the value."""
        return f"{self.at} = {self.to}"

    @property
    def to(self) -> str:
        """The value in words."""
        return str(self.value)


def _set(model: Model, changes: Sequence[Set], name: str) -> Model:
    """Return the model with some figures set together, so that percentages can stay whole."""
    values = {change.at: change.value for change in changes}
    return replaced(model, values, _grounds(name, *values))


@frozen(repr=False, field_transformer=checked)
class Reweigh(OneLine):
    """One weight set, the others beside it scaled so that their sum stays.

    The weights are those of a blend or of groups, or the numbers of an agreed basis such as
    percentages. The part of a phase-in stands alone, for the old part is the rest: `Set` it.

    Args:
        at: the address of the weight, such as formula/agency/adopted/weight, or of a partner's
            agreed number.
        weight: its new part of the sum, such as "75 %".

    Raises:
        InvalidValueError: the weight is not between 0 and 1.

    Example:
        >>> from aimpartner import samples
        >>> change = Reweigh("formula/agency/adopted/weight", "75 %")
        >>> figures(change.applied(samples.load("aim")))["formula/agency/spend/weight"]
        Rate('25 %')
    """

    at: str
    weight: Rate = field(converter=Rate)

    @weight.validator
    def _is_a_part(self, _: object, weight: Rate) -> None:
        if not 0 <= weight <= 1:
            raise InvalidValueError("Weight", "lie between 0 and 100 %", percent(weight))

    def applied(self, model: Model, name: str = "a change") -> Model:
        """Return the model reweighed, in each formula that has the address.

        Args:
            model: the model.
            name: what the change is called.

        Raises:
            ModelError: the address is no weight, or the other weights are all zero and so have
                no proportions to keep.
        """
        if not any(weights_beside(formula, self.at) for formula in model.formulas):
            if self.at not in figures(model):
                refuse_address(model, self.at)
            rule = "be a weight of a blend or of groups, or an agreed number"
            raise ModelError("Address to reweigh", rule, self.at, "Set it instead.")
        formulas = [self._reweighed(formula, _grounds(name, self.at)) for formula in model.formulas]
        return evolve(model, formulas=formulas)

    def _reweighed(self, formula: Formula, grounds: Source) -> Formula:
        beside = weights_beside(formula, self.at)
        return replaced(formula, self._weights(beside), grounds) if beside else formula

    def _weights(self, beside: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """Return every weight after the change."""
        total = sum(beside.values(), Fraction(0))
        others, rest = total - beside[self.at], 1 - self.weight
        if others == 0 and rest:
            rule = "stand beside another above zero that can be scaled"
            raise ModelError(f"Weight {self.at}", rule, f"none to take {percent(rest)}")
        scale = rest * total / others if others else 0
        return {at: value * scale for at, value in beside.items()} | {self.at: self.weight * total}

    def __str__(self) -> str:
        """Return the address and the weight."""
        return f"{self.at} = {self.to}"

    @property
    def to(self) -> str:
        """The weight in words."""
        return f"{percent(self.weight)}, the others scaled"


def _grounds(name: str, *addresses: str) -> Source:
    return Source(f"set by {name} ({listed(addresses)})", is_assumption=True)


@frozen(repr=False, field_transformer=checked)
class Scenario(Drawn):
    """A name and the changes that make it, one after another.

    Figures that are set one after another are set together: percentages may change places.

    Args:
        name: what the scenario is called.
        changes: the changes, in order.

    Raises:
        InvalidValueError: there is no name.
        ModelError: an address is set twice.

    Example:
        >>> more = Scenario(
        ...     "adoptions weigh more", [Reweigh("formula/agency/adopted/weight", "3/4")]
        ... )
        >>> print(more)
        adoptions weigh more: formula/agency/adopted/weight = 75 %, the others scaled
    """

    name: str = field()
    changes: tuple[Set | Reweigh, ...] = field(default=(), converter=ordered)

    @name.validator
    def _is_given(self, _: object, name: str) -> None:
        if not name.strip():
            raise InvalidValueError("Scenario", "have a name", repr(name))

    @changes.validator
    def _set_an_address_once(self, _: object, changes: tuple[Set | Reweigh, ...]) -> None:
        to: dict[str, str] = {}
        for change in changes:
            if isinstance(change, Set) and change.at in to:
                subject, got = (
                    f"{change.at} in scenario {self.name}",
                    f"{to[change.at]}, {change.to}",
                )
                raise ModelError(subject, "be set once", got, "Keep the one that is meant.")
            if isinstance(change, Set):
                to[change.at] = change.to

    def applied(self, model: Model) -> Model:
        """Return the model with every change made.

        Raises:
            ModelError: an address does not exist; the nearest ones are named.
            AimpartnerError: a value breaks a rule of the model.
        """
        with self.named():
            return self._applied(model, f"scenario {self.name}")

    def _applied(self, model: Model, name: str) -> Model:
        together: list[Set] = []
        for change in self.changes:
            if isinstance(change, Set):
                together.append(change)
            else:
                model = change.applied(_set(model, together, name), name)
                together = []
        return _set(model, together, name)

    @contextmanager
    def named(self) -> Iterator[None]:
        """Let what is refused meanwhile name the scenario."""
        try:
            yield
        except AimpartnerError as fault:
            subject = f"{fault.subject} in scenario {self.name}"
            raise type(fault)(subject, fault.rule, fault.got, fault.remedy) from fault

    def table(self) -> Table:
        """Return a row a change: the address, and what it is set to."""
        rows = ((change.at, change.to) for change in self.changes)
        return Table([f"Scenario {self.name}"], columns(WORDS, "at", "to"), rows)

    def _in_short(self) -> str:
        return f"<Scenario {self}>"

    def __str__(self) -> str:
        """Return the name and the changes."""
        return f"{self.name}: {'; '.join(str(change) for change in self.changes) or 'no change'}"
