"""Pictures for a page or a notebook: the one place that imports matplotlib, which is an extra."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import TYPE_CHECKING

from aimpartner.evidence.published import PublishedFigure, PublishedUnit, in_words
from aimpartner.exact import percent
from aimpartner.money import Money
from aimpartner.scenarios.solving import BackSolved, Solved

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH = 100


def totals(solution: BackSolved, call: Money | None = None) -> Figure:
    """Return a picture of the totals that meet a published figure, one bar a formula.

    A bar reaches from the least total to the most; its ends are written beside it. The picture
    belongs to nobody else: it is not shown, and pyplot does not know of it. Black, grey and
    dashes carry it, so it can be printed without colour.

    Args:
        solution: the ranges, drawn from the top in their order.
        call: a total to compare with, such as the model's own, as a dashed line.

    Raises:
        ModuleNotFoundError: matplotlib is not installed.

    Example:
        >>> from aimpartner import samples
        >>> from aimpartner.scenarios import back_solve
        >>> aim = samples.load("aim")
        >>> figure = totals(back_solve(aim, aim.published[0], aim.formulas), Money("3231000"))
        >>> print(figure.axes[0].get_title())
        Sefton, 2021/22: totals that make £524,000 to the nearest £1,000
    """
    figure = _blank(len(solution.solved))
    axes = figure.subplots()
    axes.use_sticky_edges = False  # else the frame would hide the end of an outer bar
    for row, answer in enumerate(solution):
        _bar(axes, row, answer)
    _label(axes, solution)
    if call is not None:
        line = axes.axvline(call.pence, color="black", linestyle="--", zorder=0)
        figure.legend([line], [f"the call as modelled: {_short(call)}"], loc="outside lower center")
    markings = dict.fromkeys(answer.marking for answer in solution if answer.marking)
    figure.suptitle("\n".join(markings), weight="bold")
    return figure


def _blank(rows: int) -> Figure:
    """Return an empty picture with room for some rows."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415  # an extra, and heavy
    except ModuleNotFoundError as missing:
        missing.add_note("Charts need matplotlib: pip install 'aimpartner[charts]'.")
        raise
    return Figure(figsize=(10, 3 + rows // 2), layout="constrained")


def _bar(axes: Axes, row: int, answer: Solved) -> None:
    """Draw one range, with its ends written to the right of the frame."""
    words = "no total"
    if answer.totals:
        least, most = answer.totals
        width = most.pence - least.pence
        axes.barh(row, width, left=least.pence, color="grey", edgecolor="black", linewidth=2)
        words = f"{least} to {most}"
    frame = axes.get_yaxis_transform()
    axes.annotate(words, (1, row), (8, 0), frame, textcoords="offset points", va="center")


def _label(axes: Axes, solution: BackSolved) -> None:
    """Write what the picture shows, of which formulas, in which unit, and by whom published."""
    said = solution.published
    amount, unit = _short(said.amount), _short(said.rounded_to)
    axes.set_title(f"{said.partner}, {said.year}: totals that make {amount} to the nearest {unit}")
    axes.set_yticks(range(len(solution.solved)), [_name(answer) for answer in solution])
    axes.set_ylim(len(solution.solved), -1)  # downwards, as the table is read
    axes.grid(axis="y", linestyle=":")
    axes.set_axisbelow(True)
    axes.set_xlabel("\n".join(fill(note, _WIDTH) for note in _notes(solution)))
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda pence, _: _short(Money.from_pence(round(pence))))


def _name(answer: Solved) -> str:
    return f"{answer.formula}\nshare {percent(answer.share)}"


def _notes(solution: BackSolved) -> Iterator[str]:
    said = solution.published
    yield f"Total of the call. Solved for {solution.line}; every other input stays as it is."
    yield f"The figure: {said.what}; {said.source}."
    if not said.is_comparable:
        yield "It measures something else than a contribution to the call."


def _short(amount: PublishedFigure | PublishedUnit) -> str:
    """Return an amount as it is written, without pence where there are none."""
    return in_words(amount).removesuffix(".00")
