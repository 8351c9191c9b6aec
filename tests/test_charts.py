"""Pictures: what they say, read from the axes and from the points that are drawn."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import numpy as np
import pytest
from attrs import evolve
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from aimpartner import charts, samples
from aimpartner.evidence.published import Published
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.formula import Formula
from aimpartner.formula.rounding import Rounding
from aimpartner.money import Money
from aimpartner.scenarios.solving import BackSolved, back_solve
from builders import AIM as PARTNERS
from builders import element

AIM = samples.load("aim")
SHARE, CONTRIBUTION = AIM.published
(ILLUSTRATION,) = AIM.formulas
CALL = Money("3231000")


def by(name: str, basis: Given | Measured, unit: str = "0.01") -> Formula:
    shared = [element(basis, ["agency"])]
    return evolve(ILLUSTRATION, name=name, elements=shared, rounding=Rounding(unit))


FORMULAS = (
    ILLUSTRATION,
    by("equal", Given.equal(PARTNERS)),
    by("spend", Measured("section 251 spend", last="2013/14")),
    by("adopted", Measured("adopted", lag=2, years=3)),
)
THOUSANDS = by("in thousands", Given.equal(PARTNERS), "1000")
FOUND = back_solve(AIM, SHARE, FORMULAS)


def solved(published: Published, *formulas: Formula) -> BackSolved:
    return back_solve(AIM, published, formulas)


def written(figure: Figure, kind: str) -> bytes:
    file = BytesIO()
    figure.savefig(file, format=kind)
    return file.getvalue()


def bars(figure: Figure) -> list[Rectangle]:
    return [each for each in figure.axes[0].patches if isinstance(each, Rectangle)]


def beside(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def below(figure: Figure) -> list[str]:
    return figure.axes[0].get_xlabel().splitlines()


def test_a_bar_reaches_from_the_least_total_to_the_most() -> None:
    reached = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars(charts.totals(FOUND))]
    totals = [each.totals for each in FOUND if each.totals]
    assert reached == [(least.pence, most.pence) for least, most in totals]
    assert reached[0] == (322_774_596, 323_391_172)


def test_the_frame_hides_no_end_of_a_bar() -> None:
    figure = charts.totals(FOUND)
    first, last = figure.axes[0].get_xlim()
    ends = [end.pence for each in FOUND for end in each.totals or ()]
    assert first < min(ends)
    assert max(ends) < last


def test_the_formulas_stand_from_the_top_in_their_order() -> None:
    figure = charts.totals(FOUND)
    axes = figure.axes[0]
    rows = [bar.get_y() + bar.get_height() / 2 for bar in bars(figure)]
    assert rows == pytest.approx([0, 1, 2, 3])
    assert axes.yaxis_inverted()
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "illustration\nshare 16.2187 %",
        "equal\nshare 25 %",
        "spend\nshare 14.2232 %",
        "adopted\nshare 18.2143 %",
    ]
    assert beside(figure)[0] == "£3,227,745.96 to £3,233,911.72"
    assert [text.xy[1] for text in axes.texts] == [0, 1, 2, 3]  # type: ignore[attr-defined]  # each is an Annotation


def test_the_picture_says_what_it_shows_and_who_said_it() -> None:
    figure = charts.totals(FOUND)
    title = "Sefton, 2021/22: totals that make £524,000 to the nearest £1,000"
    assert figure.axes[0].get_title() == title
    first, *source = below(figure)
    assert (
        first
        == "Total of the call. Solved for agency/total costs; every other input stays as it is."
    )
    assert " ".join(source) == (
        "The figure: Sefton's share of the agency's total costs; "
        "Sefton Cabinet, 4 November 2021, revenue costs, FD.6541/21 and LD.4742/21."
    )


def test_a_figure_that_is_no_contribution_is_told_apart() -> None:
    words = "It measures something else than a contribution to the call."
    assert below(charts.totals(solved(CONTRIBUTION, ILLUSTRATION)))[-1] == words
    assert words not in below(charts.totals(FOUND))


def test_the_marking_stands_on_the_picture_once() -> None:
    assert charts.totals(FOUND).get_suptitle() == "ILLUSTRATION – NOT AiM'S FORMULA"
    other = evolve(THOUSANDS, marking="TRIAL")
    both = charts.totals(solved(SHARE, ILLUSTRATION, other)).get_suptitle()
    assert both == "ILLUSTRATION – NOT AiM'S FORMULA\nTRIAL"
    assert not charts.totals(solved(SHARE, evolve(ILLUSTRATION, marking=""))).get_suptitle()


def test_a_call_is_a_dashed_line_that_is_explained() -> None:
    figure = charts.totals(FOUND, CALL)
    (line,) = figure.axes[0].lines
    assert np.asarray(line.get_xdata()).tolist() == [323_100_000] * 2
    assert line.get_linestyle() == "--"
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.texts] == ["the call as modelled: £3,231,000"]


def test_without_a_call_there_is_no_line() -> None:
    figure = charts.totals(FOUND)
    assert (list(figure.axes[0].lines), figure.legends) == ([], [])


def test_a_formula_under_which_no_total_will_do_keeps_its_row() -> None:
    figure = charts.totals(solved(evolve(SHARE, amount="524500", rounded_to="1"), THOUSANDS))
    assert (bars(figure), beside(figure)) == ([], ["no total"])
    assert written(figure, "png")


def test_the_scale_is_in_pounds() -> None:
    figure = charts.totals(FOUND)
    figure.draw_without_rendering()
    labels = {label.get_text() for label in figure.axes[0].get_xticklabels()}
    assert {"£2,500,000", "£3,000,000", "£3,500,000"} <= labels


def test_pence_show_on_the_scale_where_the_range_is_that_narrow() -> None:
    figure = charts.totals(solved(evolve(SHARE, rounded_to="0.1"), THOUSANDS, ILLUSTRATION))
    assert figure.axes[0].xaxis.get_major_formatter()(323_100_050) == "£3,231,000.50"


def test_nothing_is_cut_off() -> None:
    figure = charts.totals(FOUND, CALL)
    figure.draw_without_rendering()
    axes, page = figure.axes[0], figure.bbox
    words = [*axes.texts, *axes.get_yticklabels(), axes.xaxis.label, axes.title, *figure.texts]
    for word in words:
        box = word.get_window_extent()
        assert 0 <= box.x0 < box.x1 <= page.x1, word.get_text()
        assert 0 <= box.y0 < box.y1 <= page.y1, word.get_text()


def test_it_reads_in_black_and_white() -> None:
    figure = charts.totals(solved(SHARE, ILLUSTRATION), CALL)  # its bar is wide
    points = np.frombuffer(written(figure, "raw"), np.uint8).reshape(-1, 4)
    red, green, blue, _ = points.T
    assert (red == green).all()
    assert (red == blue).all()
    assert {0, 255} <= set(red)


def test_the_same_ranges_make_the_same_picture() -> None:
    first, second = (written(charts.totals(FOUND, CALL), "png") for _ in range(2))
    assert first == second


def test_a_picture_is_made_and_written_without_pyplot() -> None:
    script = """
import io, sys
from aimpartner import charts, samples
from aimpartner.scenarios.solving import back_solve
assert "matplotlib" not in sys.modules
aim = samples.load("aim")
charts.totals(back_solve(aim, aim.published[0], aim.formulas)).savefig(io.BytesIO())
print("matplotlib" in sys.modules, "matplotlib.pyplot" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "False"]


def test_without_matplotlib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ModuleNotFoundError) as fault:
        charts.totals(FOUND)
    assert fault.value.__notes__ == ["Charts need matplotlib: pip install 'aimpartner[charts]'."]
