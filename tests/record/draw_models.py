"""The models of the record, gathered from the tests and the pages as they are now."""

from __future__ import annotations

import json
import sys
import warnings
from collections import Counter
from contextlib import chdir, contextmanager, redirect_stdout
from io import StringIO
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from attrs import define, field
from hypothesis import HealthCheck, Phase, given, settings

import aimpartner as ap
from aimpartner.codec.files import from_json
from codec.whole_models import whole_models
from contributions.strategies import models
from excel.contributions.every_rule import CASES
from excel.contributions.random_models import random_model
from pages import run
from record.outcome import ROOT, Case, as_stored
from three_rivers import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy

YEAR = "2021/22"
QUIET = ("-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
RANDOM, DRAWN, WHOLE = 60, 150, 60
MOST_YEARS, MOST_OF_A_TEST = 6, 8
TESTS = ("cases", "funding", "evidence", "parties", "scenarios", "samples")
COMMANDS = (
    "demo",
    "template empty.xlsx",
    "template aim.xlsx --sample aim",
    "template links.xlsx --sample family-adoption-links",
    "contributions aim --year 2021/22 --json",
    "contributions aim --year 2021/22 --output aim.xlsx --prepared-by me --prepared-on 2021-03-01",
    "contributions aim --year 2021/22 --explain Sefton --known-on 2021-03-31",
    "methodology aim --year 2021/22",
    "agreement aim --on 2021-07-01 --known-on 2021-07-01",
    "agreement aim --on 2021-07-01 --from 2018-04-01 --json",
    "agreement family-adoption-links --on 2021-07-01",
    "check nowhere.toml",
    *(f"{command} --help" for command in ("", "demo", "check", "contributions", "agreement")),
)


@define
class Gathered:
    """The models so far by their text, each with the years that were asked of it."""

    cases: dict[str, Case] = field(factory=dict)
    by_name: Counter[str] = field(factory=Counter)
    left_out: Counter[str] = field(factory=Counter)

    def add(self, name: str, model: ap.Model, *asked: tuple[str, str | None]) -> None:
        """Add a model, or the years to one that is there; leave out what JSON cannot hold."""
        stored = as_stored(model)
        if stored is None:
            self.left_out[name.partition(":")[0]] += 1
            return
        text = json.dumps(stored, ensure_ascii=False)
        if text not in self.cases:
            if name.startswith("test") and self.by_name[name] >= MOST_OF_A_TEST:
                return
            self.by_name[name] += 1
            title = f"{name} {self.by_name[name]}"
            self.cases[text] = {"name": title, "model": stored, "asked": []}
            if name.startswith(("sample", "three rivers", "whole")):
                self.cases[text]["workbook"] = True
        for each in asked:
            known = self.cases[text]["asked"]
            if list(each) not in known and len(known) < MOST_YEARS:
                known.append([*each])


def gather() -> list[Case]:
    """Return every case: the models, the pages and the commands."""
    found = Gathered()
    with warnings.catch_warnings(), TemporaryDirectory() as folder, chdir(folder):
        warnings.simplefilter("ignore")
        _samples(found)
        _tested(found)  # pytest wants to be there before Hypothesis draws
        _made(found)
        pages = [*_pages(found)]
    sys.stdout.write(f"left out, since JSON does not hold them: {dict(found.left_out)}\n")
    commands = [{"name": f"command {each}", "command": each.split()} for each in COMMANDS]
    return [*found.cases.values(), *pages, *commands]


def _samples(found: Gathered) -> None:
    for name in ("aim", "family-adoption-links"):
        model = ap.samples.load(name)
        years = dict.fromkeys(str(each.year) for each in model.budgets)
        days = (None, "2021-03-31", "2021-11-04", "2022-04-01")
        asked = [(year, day) for year in years or [YEAR] for day in days]
        found.add(f"sample: {name}", model, *asked)
    rivers = from_json(json.dumps(tables()))
    found.add("three rivers", rivers, *((str(each.year), None) for each in rivers.budgets))


def _made(found: Gathered) -> None:
    for name, case in CASES.items():
        found.add(f"rule: {name}", case.whole, (YEAR, None))
    for number in range(RANDOM):
        random = Random(f"record {number}")  # noqa: S311  # a test, not a secret
        found.add(f"random: {number}", random_model(random), (YEAR, None))
    for number, model in enumerate(_drawn(models(with_limits=True, may_refuse=True), DRAWN)):
        found.add(f"drawn: {number}", model, (YEAR, None))
    for number, model in enumerate(_drawn(whole_models(), WHOLE)):
        found.add(f"whole: {number}", model, (YEAR, None), (YEAR, "2020-01-01"))


def _drawn(strategy: SearchStrategy[ap.Model], count: int) -> list[ap.Model]:
    found: list[ap.Model] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(model: ap.Model) -> None:
        found.append(model)

    draw()
    return found


@contextmanager
def _asked(found: Gathered, at: list[str]) -> Iterator[None]:
    """Add each model of which a year is asked, under the name that is the last of `at`."""
    facts = ap.Model.facts

    def noting(model: ap.Model, year: Any, known_on: Any = None) -> Any:  # noqa: ANN401  # as facts takes them
        wanted = str(ap.FinancialYear.parse(year))
        found.add(at[-1], model, (wanted, str(known_on) if known_on else None))
        return facts(model, year, known_on)

    ap.Model.facts = noting  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        ap.Model.facts = facts  # type: ignore[method-assign]


def _pages(found: Gathered) -> Iterator[Case]:
    """Run the pages for their models; each page is a case as well."""
    for path in sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")]):
        if "```text\n" in path.read_text("utf-8") and "```python\n" in path.read_text("utf-8"):
            name = path.relative_to(ROOT).as_posix()
            with _asked(found, [f"page: {name}"]):
                _, names = run(path)
            for value in names.values():
                if isinstance(value, ap.Model):
                    found.add(f"left by a page: {name}", value, (YEAR, None))
            yield {"name": f"page {name}", "page": name}


def _tested(found: Gathered) -> None:
    """Run the tests that draw nothing, for the models of which they ask a year."""
    at = ["tests"]

    class Noting:
        def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
            items[:] = [e for e in items if not hasattr(getattr(e, "obj", 0), "hypothesis")]

        def pytest_runtest_setup(self, item: pytest.Item) -> None:
            at[:] = [f"test: {item.name}"]

    with _asked(found, at), redirect_stdout(StringIO()):
        folders = [str(ROOT / "tests" / each) for each in TESTS]
        pytest.main([*QUIET, *folders], plugins=[Noting()])
