"""A model written to a file of whatever kind, by the library and by the command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import aimpartner as ap
from commands import run
from faults import caught

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = (".xlsx", ".toml", ".json", ".TOML")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", ap.samples.NAMES)
def test_a_written_model_reads_back_the_same(tmp_path: Path, name: str, ending: str) -> None:
    model = ap.samples.load(name)
    written = ap.write_file(model, tmp_path / f"agency{ending}")
    assert ap.read_file(written) == model


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_file_is_replaced_unasked(tmp_path: Path, ending: str) -> None:
    path, aim = tmp_path / f"aim{ending}", ap.samples.load("aim")
    path.write_text("mine")
    fault = caught(ap.InvalidValueError, ap.write_file, aim, path)
    assert (fault.rule, path.read_text()) == ("be a new file", "mine")
    assert ap.read_file(ap.write_file(aim, path, overwrite=True)) == aim


@pytest.mark.parametrize("name", ["aim", "aim.csv", "aim.xls"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    fault = caught(ap.InvalidValueError, ap.write_file, ap.samples.load("aim"), tmp_path / name)
    assert fault.rule == "end in .xlsx or .toml or .json"
    assert list(tmp_path.iterdir()) == []


def test_a_model_goes_round_through_every_kind_by_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for one, other in (("aim", "a.xlsx"), ("a.xlsx", "a.toml"), ("a.toml", "a.json")):
        assert run("convert", one, other).stdout == f"Written: {other}\n"
    assert ap.read_file("a.json") == ap.samples.load("aim")
    assert "be a new file" in run("convert", "a.json", "a.toml").stderr
    assert run("convert", "a.json", "a.toml", "--overwrite").exit_code == 0


def test_the_samples_are_listed_with_their_years() -> None:
    assert run("samples").stdout.splitlines() == [
        "aim: Adoption in Merseyside, 2021/22",
        "family-adoption-links: Family Adoption Links, 2021/22",
    ]
