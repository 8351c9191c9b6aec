"""Scenarios as data: changes of a model at its addresses."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction

from attrs import evolve, field, frozen

from aimpartner.by import ordered
from aimpartner.errors import AimpartnerError, InvalidValueError, ModelError
from aimpartner.exact import exact, listed, percent
from aimpartner.funding.formula import Formula
from aimpartner.model import Model
from aimpartner.scenarios.addresses import figures, replaced
from aimpartner.sources import Source


def _check(model: Model, at: str) -> dict[str, object]:
    """Return the model's figures by address; refuse an address that is not among them."""
    known = figures(model)
    if at not in known:
        near = difflib.get_close_matches(at, known, n=3, cutoff=0)
        raise ModelError("Address", "be one of the model's", at, f"The nearest are {listed(near)}.")
    return known


@frozen
class Set:
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
        _check(model, self.at)
        return replaced(model, {self.at: self.value}, _grounds(name, self))

    def __str__(self) -> str:
        """Return the address and the value."""
        return f"{self.at} = {self.value}"


@frozen
class Reweigh:
    """One weight of a blend set, the others scaled so that the blend stays whole.

    Args:
        at: the address of the weight, such as formula/agency/adopted/weight.
        weight: the new weight, such as "75 %".

    Raises:
        InvalidValueError: the weight is not between 0 and 1.

    Example:
        >>> from aimpartner import samples
        >>> change = Reweigh("formula/agency/adopted/weight", "75 %")
        >>> figures(change.applied(samples.load("aim")))["formula/agency/spend/weight"]
        Fraction(1, 4)
    """

    at: str
    weight: Fraction = field(converter=exact)

    @weight.validator
    def _is_a_part(self, _: object, weight: Fraction) -> None:
        if not 0 <= weight <= 1:
            raise InvalidValueError("Weight", "lie between 0 and 100 %", percent(weight))

    def applied(self, model: Model, name: str = "a change") -> Model:
        """Return the model with the blend reweighed, in each formula that has the address.

        Args:
            model: the model.
            name: what the change is called.

        Raises:
            ModelError: the address is not a weight of a blend, or the other weights are all zero
                and so have no proportions to keep.
        """
        known = _check(model, self.at)
        if self.at not in _weights_beside(known, self.at):
            raise ModelError("Address to reweigh", "be a weight of a blend", self.at)
        formulas = [self._reweighed(formula, _grounds(name, self)) for formula in model.formulas]
        return evolve(model, formulas=formulas)

    def _reweighed(self, formula: Formula, grounds: Source) -> Formula:
        weights = _weights_beside(figures(formula), self.at)
        return replaced(formula, self._weights(weights), grounds) if self.at in weights else formula

    def _weights(self, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """Return every weight of the blend after the change."""
        others = sum((value for at, value in weights.items() if at != self.at), Fraction(0))
        rest = 1 - self.weight
        if others == 0 and rest:
            rule = "have another weight above zero that can be scaled"
            blend = self.at.rsplit("/", 2)[0]
            raise ModelError(f"Blend {blend}", rule, f"none to take {percent(rest)}")
        scale = rest / others if others else 0
        return {at: value * scale for at, value in weights.items()} | {self.at: self.weight}

    def __str__(self) -> str:
        """Return the address and the weight."""
        return f"{self.at} = {percent(self.weight)}, the others scaled"


def _weights_beside(known: Mapping[str, object], at: str) -> dict[str, Fraction]:
    """Return the weights of the blend that an address of a weight belongs to, by address."""
    blend = at.rsplit("/", 2)[0]
    return {
        each: value
        for each, value in known.items()
        if isinstance(value, Fraction)
        and each.endswith("/weight")
        and each.rsplit("/", 2)[0] == blend
    }


def _grounds(name: str, change: Set | Reweigh) -> Source:
    return Source(f"set by {name} ({change.at})", is_assumption=True)


@frozen
class Scenario:
    """A name and the changes that make it, one after another.

    Args:
        name: what the scenario is called.
        changes: the changes, in order.

    Raises:
        InvalidValueError: there is no name.

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

    def applied(self, model: Model) -> Model:
        """Return the model with every change made.

        Raises:
            ModelError: an address does not exist; the nearest ones are named.
            AimpartnerError: a value breaks a rule of the model.
        """
        with self.named():
            for change in self.changes:
                model = change.applied(model, f"scenario {self.name}")
        return model

    @contextmanager
    def named(self) -> Iterator[None]:
        """Let what is refused meanwhile name the scenario."""
        try:
            yield
        except AimpartnerError as fault:
            subject = f"{fault.subject} in scenario {self.name}"
            raise type(fault)(subject, fault.rule, fault.got, fault.remedy) from fault

    def __str__(self) -> str:
        """Return the name and the changes."""
        return f"{self.name}: {'; '.join(str(change) for change in self.changes) or 'no change'}"
