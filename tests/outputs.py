"""What the library says of its sample and writes of it, as one text: `show` prints it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from attrs import evolve

from aimpartner import (
    Contributions,
    InputError,
    Model,
    Reweigh,
    Scenario,
    compare,
    excel,
    read_file,
    samples,
)
from aimpartner.budget import PercentUplift, Uplifted, roll_forward
from aimpartner.codec import to_json
from aimpartner.issue import Instalments, Monthly
from aimpartner.issue.ledger import Ledger
from aimpartner.parties.briefing import Briefing

YEAR = "2021/22"
MORE = Scenario("more", [Reweigh("formula/agency/adopted/weight", "75 %")])


def show() -> None:
    """Write every output: tables, words, JSON, a ledger, workbooks, a refusal."""
    result = Contributions.of(samples.load("aim").facts(YEAR))
    issued = result.issue("2021-03-26")
    model = evolve(samples.load("aim"), issued=[issued])
    texts = (
        *(str(result), repr(result["Sefton"].amount), result.methodology()),
        *map(result.explain, result.facts.partners),
        *(str(issued), Ledger.of(Instalments.of(issued, Monthly("2021-04-30"))).to_csv()),
        str(compare(model, [MORE], [YEAR])),
        *_of_files(model, result),
        *_of_parties(model),
    )
    sys.stdout.buffer.write("\n".join(texts).encode())


def _of_parties(model: Model) -> Iterator[str]:
    yield str(Briefing(model.partnership, "2021-07-01"))
    rise = Uplifted([model.budgets[0].lines[0].key], PercentUplift("1.25 %"))
    yield str(roll_forward(model.budgets[0], [rise], "2023/24"))


def _of_files(model: Model, result: Contributions) -> Iterator[str]:
    yield to_json(model)
    with TemporaryDirectory() as folder:
        excel.write_template(Path(folder, "empty.xlsx"))
        excel.write_start(Path(folder, "start.xlsx"))
        filled = excel.write_model(model, Path(folder, "aim.xlsx"))
        yield str(excel.read_model(filled) == model)
        excel.write_contributions(result, Path(folder, "paid.xlsx"))
        yield from map(_sheets, sorted(Path(folder).iterdir()))
    try:
        read_file(Path("nowhere.toml"))
    except InputError as fault:
        yield str(fault)


def _sheets(path: Path) -> str:
    """Return a mark of what a workbook holds, without the time at which it was written."""
    with ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if not name.startswith("docProps/"))
        content = b"".join(archive.read(name) for name in names)
    return f"{path.name} {sha256(content).hexdigest()}"
