"""The sheet Agreement of the contribution workbook, and what the cover says of approvals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve
from openpyxl import load_workbook

from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import Extension
from aimpartner.parties.hosting import Hosting
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from builders import AIM, ALWAYS, GUESS, MINUTE, aim_agreement, model, paid, partnership
from excel.contributions import reading

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from aimpartner.model import Model
    from aimpartner.parties.agreement.agreement import Agreement

SEFTON = Decision("Sefton", "2021-11-04", "Cabinet", "2021-11-12", "minute 64", MINUTE)
OTHERS = [
    Decision("Knowsley", "2021-11-04", source=GUESS),
    Decision("Liverpool", "2021-11-05", outcome="refused", reports=["FD.1/21", "LD.1/21"]),
]


def extended() -> Agreement:
    """Return AiM's agreement; two approve its extension, one refuses, one has not decided."""
    approval = Approval(AIM, [SEFTON, *OTHERS])
    return evolve(aim_agreement(), extensions=[Extension("2022-03-31", approval, MINUTE)])


def agreed(agreement: Agreement | None, *hosting: Hosting) -> Model:
    """Return a model under an agreement, with those hosts."""
    whole = evolve(partnership(agreement=agreement), hosting=hosting)
    return evolve(model(), partnership=whole)


def sheet_of(whole: Model, folder: Path, known_on: str | None = None) -> Worksheet:
    return load_workbook(write_contributions(paid(whole, known_on), folder))["Agreement"]


def sections(sheet: Worksheet) -> dict[str, list[list[object]]]:
    """Return the rows below each section's title: the cells that hold something."""
    found: dict[str, list[list[object]]] = {}
    title = ""
    for row in reading.rows(sheet):
        cells = [each for each in row if each not in {None, ""}]
        if len(cells) == 1 and sheet.cell(1, 1).value != cells[0] and row[0] == cells[0]:
            title = title if str(cells[0]).endswith(".") else str(cells[0])
        if cells and str(cells[0]) != title:
            found.setdefault(title, []).append(cells)
    return found


def test_the_timeline_is_told_as_known_and_as_lived(tmp_path: Path) -> None:
    told = sections(sheet_of(agreed(aim_agreement()), tmp_path))
    lapse = ["1 April 2021", "3 November 2021", 217, "lapsed"]
    assert lapse in told["As lived: each day as known on that day"]
    timeline = told["Timeline: everything recorded"]
    assert timeline[0] == ["first day", "last day", "days", "state", "rests on"]
    assert timeline[-1][:3] == ["1 April 2022", "no end", "ended"]
    late = "the extension to 31 March 2022, in effect from 4 November 2021 (the day it was made), "
    assert [*timeline[-2][:4], timeline[-2][4]] == [
        "1 April 2021",
        "31 March 2022",
        365,
        "extended",
        f"{late}217 days after it begins",
    ]


def test_each_decision_is_told_whole_and_who_has_not_decided(tmp_path: Path) -> None:
    noted = [
        evolve(each, outcome="noted" if each.outcome == "refused" else each.outcome)
        for each in OTHERS
    ]
    approval = Approval(AIM, [SEFTON, *noted])
    it = evolve(aim_agreement(), extensions=[Extension("2022-03-31", approval, MINUTE)])
    rows = sections(sheet_of(agreed(it), tmp_path))["Approval: extension to 31 March 2022"]
    after = "12 November 2021 after call-in"
    assert rows == [
        ["partner", "outcome", "made", "effective", "body", "reference", "source"],
        ["Sefton", "approved", "4 November 2021", after, "Cabinet", "minute 64", str(MINUTE)],
        ["Knowsley", "approved, assumed", *["4 November 2021"] * 2, str(GUESS)],
        ["Liverpool", "noted", *["5 November 2021"] * 2, "FD.1/21; LD.1/21", "not recorded"],
        ["Liverpool", "outstanding"],
        ["Wirral", "outstanding"],
    ]


def test_as_known_on_a_day_no_later_decision_or_host_is_told(tmp_path: Path) -> None:
    hosts = [Hosting("Knowsley", ALWAYS, GUESS), Hosting("Wirral", SEFTON_ON, MINUTE)]
    told = sections(sheet_of(agreed(extended(), *hosts), tmp_path, "2021-03-01"))
    assert "Timeline: known on 1 March 2021" in told
    assert told["As lived: each day as known on that day"][-1][1] == "1 March 2021"
    assert "Approval: agreement from 1 April 2018" in told
    assert "Approval: extension to 31 March 2022" not in told
    assert told["Hosts"][1:] == [["Knowsley", "1 April 2010", "no end", f"source: {GUESS}"]]


SEFTON_ON = DateRange("2021-11-04", "2023-03-31")


def test_hosts_have_their_terms_and_a_conflict_both_its_sources(tmp_path: Path) -> None:
    said = Source("Sefton Cabinet, 4 November 2021, resources")
    hosts = [
        Hosting("Knowsley", ALWAYS, MINUTE, charge="at cost", staff="seconded", notice_months=6),
        Hosting("Wirral", SEFTON_ON, said, handover="the records", review="2022-04-01"),
    ]
    rows = sections(sheet_of(agreed(aim_agreement(), *hosts), tmp_path))["Hosts"]
    terms = f"charge: at cost; notice: 6 months; source: {MINUTE}"
    days = ["4 November 2021", "31 March 2023"]
    assert rows[1:3] == [
        ["Knowsley", "1 April 2010", "no end", "seconded", terms],
        ["Wirral", *days, "1 April 2022", f"handover: the records; source: {said}"],
    ]
    (words,) = rows[3]
    assert str(words).startswith("Sources disagree, 4 November 2021 to 31 March 2023: Knowsley (")
    assert str(words).endswith(f"Wirral ({said}); Knowsley is taken.")


def test_the_key_dates_are_those_of_the_year(tmp_path: Path) -> None:
    hosts = [Hosting("Knowsley", ALWAYS, MINUTE, review=day) for day in ("2022-04-01",)]
    rows = sections(sheet_of(agreed(aim_agreement(), *hosts), tmp_path))
    dates = rows["Key dates of 2021/22: everything recorded"]
    assert dates == [
        ["day", "what", "of"],
        ["31 March 2022", "last day", "agreement from 1 April 2018"],
    ]


def test_what_is_not_recorded_is_said_to_be_so(tmp_path: Path) -> None:
    told = sections(sheet_of(agreed(None), tmp_path))
    assert told["Timeline"] == [["No partnership agreement is recorded."]]
    assert told["Key dates of 2021/22: everything recorded"] == [["None recorded."]]
    assert told["Hosts"] == [["None recorded."]]


def test_every_cell_below_the_status_is_a_value(tmp_path: Path) -> None:
    sheet = sheet_of(agreed(extended()), tmp_path)
    cells = (cell for row in sheet.iter_rows(min_row=2) for cell in row)
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    assert sheet["A1"].value == '="Figures: "&status'
    assert "Every cell below the status is a value" in str(sheet["A3"].value)


def test_the_cover_tells_who_approved_and_who_refused(tmp_path: Path) -> None:
    whole = model()
    approval = Approval(AIM, [SEFTON, *OTHERS])
    budgets = [evolve(whole.budgets[0], approval=approval)]
    path = write_contributions(paid(evolve(whole, budgets=budgets)), tmp_path)
    words = [str(each) for row in reading.rows(load_workbook(path)["Cover"]) for each in row]
    (line,) = [each for each in words if each.startswith("budget: ")]
    assert line.startswith("budget: Knowsley, 4 November 2021 (assumed); Sefton, Cabinet, ")
    assert line.endswith("; refused: Liverpool; outstanding: Wirral")
