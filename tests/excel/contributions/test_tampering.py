"""Whatever is typed where it does not belong shows on the cover of the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from excel.contributions import tampering

if TYPE_CHECKING:
    from excel.contributions.tampering import Tamper
    from excel.office import Office

KINDS = ("text", "blank", "negative", "date", "true", "error")
NONE = ("text", "blank", "error")
"""What is no figure anywhere; a negative one may be a contribution that was issued."""


@pytest.fixture(scope="module", params=tampering.models())
def shown(
    request: pytest.FixtureRequest, office: Office, tmp_path_factory: pytest.TempPathFactory
) -> dict[Tamper, str]:
    """Return what the cover reads after each cell of a model was typed over in turn."""
    return tampering.shown(request.param, office, tmp_path_factory.mktemp("tampered"))


def test_whatever_is_typed_over_on_the_way_to_the_pence_is_shown(
    shown: dict[Tamper, str],
) -> None:
    assert {each.kind for each in shown} == {*KINDS, "number", "row"}
    assert len(shown) > 100
    assert not tampering.unseen(shown)


def test_what_is_no_figure_leaves_nothing_calculated_and_is_named(
    shown: dict[Tamper, str],
) -> None:
    for tamper, said in shown.items():
        if tamper.kind in NONE:
            assert said.startswith("Figures: cannot be calculated, because of "), tamper
            assert " must be a number" in said, tamper


def test_a_formula_typed_over_leaves_nothing_as_calculated(shown: dict[Tamper, str]) -> None:
    said = {status for tamper, status in shown.items() if tamper.sheet == "Working"}
    assert all(each.startswith("Figures: cannot be calculated, because of ") for each in said)
