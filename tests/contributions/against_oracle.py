"""A model's contributions by the library, beside what the oracle says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import AimpartnerError, ApportionmentError, ModelError
from aimpartner.model import Model
from builders import YEAR, paid
from contributions.counted_oracle import Refused
from contributions.oracle import CannotHold, Holding, Oracle


@frozen
class Verdict:
    """What came of a model.

    Args:
        differences: each figure that the library and the oracle tell otherwise, with both.
        refused: why the oracle refuses it; empty where it does not.
        kept: how many bounds of limits whole units keep.
        announced: how many they do not keep, as a notice says, with the partner.
        silent: how many they do not keep, and no notice says so.
    """

    differences: tuple[str, ...] = ()
    refused: str = ""
    kept: int = 0
    announced: int = 0
    silent: int = 0


def compared(whole: Model) -> Verdict:
    """Return what the library and the oracle make of a model, figure by figure."""
    oracle = Oracle(whole, YEAR)
    try:
        expected = oracle.contributions()
    except Refused as fault:
        return _refused(whole, fault)
    try:
        result = paid(whole)
    except AimpartnerError as fault:
        return Verdict((f"the library refuses it: {fault}",))
    kept, broken = _limits(oracle, expected)
    told = _told(result)
    silent = [each for each in broken if each not in told]
    found = [*_differences(oracle, expected, result)]
    found += [f"broken in silence: {each}" for each in silent]
    found += [f"told as broken, and kept: {each}" for each in told if each not in broken]
    return Verdict(tuple(found), "", kept, len(broken) - len(silent), len(silent))


def _refused(whole: Model, fault: Refused) -> Verdict:
    """Return that the oracle refuses it, and whether the library does.

    A sum without an answer is an error of its own, unless a rule is at fault besides.
    """
    kinds = (
        (ApportionmentError, ModelError) if isinstance(fault, CannotHold) else (AimpartnerError,)
    )
    try:
        got = f"{ {each.partner: each.amount.pence for each in paid(whole)} }"
    except AimpartnerError as error:
        if isinstance(error, kinds):
            return Verdict((), f"{fault}")
        got = f"{error!r}"
    return Verdict((f"the oracle refuses it ({fault}); the library: {got}",), f"{fault}")


def _differences(
    oracle: Oracle, expected: Mapping[str, int], result: Contributions
) -> Iterator[str]:
    """Go through all that a result tells, and the oracle otherwise."""
    exact, incurred = oracle.exact(), oracle.incurred()
    there = oracle.charged
    net = {name: expected[name] - incurred[name] for name in there}
    called, whole = oracle.call(), sum(exact.values(), Fraction(0))
    shares = {name: exact[name] / whole if whole else Fraction(0) for name in there}
    pairs: list[tuple[str, object, object]] = [
        ("contributions", {each.partner: each.amount.pence for each in result}, expected),
        ("exact", {e.partner: e.exact for e in result}, {name: exact[name] for name in there}),
        (
            "incurred",
            {e.partner: e.incurred.pence for e in result},
            {n: incurred[n] for n in there},
        ),
        ("net", {each.partner: each.net.pence for each in result}, net),
        ("call", result.call.pence, called),
        ("residual", result.residual.pence, called - sum(expected.values())),
        ("shares", {each.partner: each.share for each in result}, shares),
    ]
    pairs += [
        (f"{kind} {name}", result.column(kind, name), tuple(of[each] for each in there))
        for kind, name, of in _columns(oracle)
    ]
    return (f"{what}: {got}, expected {due}" for what, got, due in pairs if got != due)


def _columns(oracle: Oracle) -> Iterator[tuple[str, str, dict[str, Fraction]]]:
    """Go through the elements and the limits with each partner's amount."""
    for name, amounts in zip(oracle.rules, oracle.elements(), strict=True):
        yield "element", name, amounts
    for name, changes in zip(oracle.limits, oracle.changes(), strict=True):
        yield "limit", name, changes


def _limits(oracle: Oracle, expected: Mapping[str, int]) -> tuple[int, set[tuple[str, str]]]:
    """Return how many bounds whole units keep, and of which limits and partners they do not."""
    every = [
        (of.limit.name, name, _is_kept(oracle, of, name, expected[name]))
        for of in oracle.holdings
        for name in expected
    ]
    broken = {(limit, name) for limit, name, kept in every if kept is False}
    return len([kept for *_, kept in every if kept]), broken


def _is_kept(oracle: Oracle, holding: Holding, name: str, amount: int) -> bool | None:
    """Return whether an amount lies in the bounds of a limit; nothing where it has none."""
    low, high = (side[name] for side in oracle.allowed(holding))
    if low is None and high is None:
        return None
    return (low is None or low <= amount) and (high is None or amount <= high)


def _told(result: Contributions) -> set[tuple[str, str]]:
    """Return of which limits and partners a notice says that whole units do not keep them."""
    words = (each.words for each in result.notices if each.subject == "limits")
    parts = (each.partition(" is not kept: ") for each in words)
    return {
        (limit.removeprefix("Limit "), rest.partition(" pays ")[0])
        for limit, middle, rest in parts
        if middle
    }
