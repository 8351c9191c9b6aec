"""Scenarios as data: changes of a model at its addresses."""

from __future__ import annotations

import difflib
from fractions import Fraction

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import exact, listed, percent
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
        """Return the model with the blend reweighed.

        Args:
            model: the model.
            name: what the change is called.

        Raises:
            ModelError: the address is not a weight of a blend, or the other weights are all zero
                and so have no proportions to keep.
        """
        known = _check(model, self.at)
        blend, _, last = self.at.rpartition("/")
        siblings = _weights_beside(known, blend)
        if last != "weight" or self.at not in siblings:
            raise ModelError("Address to reweigh", "be a weight of a blend", self.at)
        values = self._weights(siblings)
        return replaced(model, values, _grounds(name, self))

    def _weights(self, weights: dict[str, Fraction]) -> dict[str, object]:
        """Return every weight of the blend after the change."""
        others = sum((value for at, value in weights.items() if at != self.at), Fraction(0))
        rest = 1 - self.weight
        if others == 0 and rest:
            rule = "leave other weights that can be scaled"
            raise ModelError(f"Blend of {self.at}", rule, f"no weight for {percent(rest)}")
        return {
            at: self.weight if at == self.at else value * rest / others if others else value
            for at, value in weights.items()
        }

    def __str__(self) -> str:
        """Return the address and the weight."""
        return f"{self.at} = {percent(self.weight)}, the others scaled"


def _weights_beside(known: dict[str, object], part: str) -> dict[str, Fraction]:
    """Return the weights of the parts that stand beside a part, itself among them."""
    blend, _, _ = part.rpartition("/")
    return {
        at: value
        for at, value in known.items()
        if isinstance(value, Fraction) and at.endswith("/weight") and at.rsplit("/", 2)[0] == blend
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
        for change in self.changes:
            model = change.applied(model, f"scenario {self.name}")
        return model

    def __str__(self) -> str:
        """Return the name and the changes."""
        return f"{self.name}: {'; '.join(str(change) for change in self.changes) or 'no change'}"
