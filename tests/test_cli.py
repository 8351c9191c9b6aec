"""The commands: what they print, and what they write."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from aimpartner import samples
from aimpartner.codec.model import build
from aimpartner.excel.form.read import read_model
from aimpartner.excel.form.template import write_model, write_template
from aimpartner.money import Money
from commands import rivers, run, told
from excel.form.filling import fill
from three_rivers import AMOUNTS, ASHFORD, BROOK, NAMES, tables

MARKING = "ILLUSTRATION – NOT AiM'S FORMULA"
NAME = "adoption-in-merseyside-2021-22-contributions-ILLUSTRATION-NOT-AiMS-FORMULA.xlsx"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ---- demo ----------------------------------------------------------------------------------------


def test_demo_prints_the_contributions_and_writes_the_workbook_here(room: Path) -> None:
    result = run("demo")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(MARKING)
    assert "£524,027.76" in result.stdout
    assert result.stdout.endswith(f"\nWorkbook: {NAME}\n")
    assert [file.name for file in room.iterdir()] == [NAME]


def test_demo_makes_the_folder_that_it_is_given(room: Path) -> None:
    assert run("demo", "--output", "here/and there").exit_code == 0
    assert (room / "here" / "and there" / NAME).exists()


def test_demo_replaces_its_workbook_only_when_asked(room: Path) -> None:
    assert run("demo").exit_code == 0
    refused = run("demo")
    assert refused.exit_code == 2
    assert f"File {NAME} must be a new file; got one that exists." in refused.stderr
    assert run("demo", "--overwrite").exit_code == 0
    assert len(list(room.iterdir())) == 1


def test_demo_refuses_a_folder_that_cannot_be_made(room: Path) -> None:
    (room / "file").write_text("mine", encoding="utf-8")
    refused = run("demo", "--output", "file/folder")
    assert refused.exit_code == 2
    assert "must be a folder that can be made" in refused.stderr


# ---- template ------------------------------------------------------------------------------------


def test_template_writes_an_empty_workbook(room: Path) -> None:
    result = run("template", "rivers.xlsx")
    assert (result.exit_code, result.stdout) == (0, "Written: rivers.xlsx\n")
    assert (room / "rivers.xlsx").exists()


def test_template_can_be_filled_in_with_a_sample(room: Path) -> None:
    assert run("template", "aim.xlsx", "--sample", "aim").exit_code == 0
    assert read_model(room / "aim.xlsx") == samples.load("aim")


@pytest.mark.parametrize("more", [(), ("--sample", "aim")])
def test_template_replaces_a_file_only_when_asked(room: Path, more: tuple[str, ...]) -> None:
    (room / "rivers.xlsx").write_text("mine", encoding="utf-8")
    assert "must be a new file; got one that exists." in told(run("template", "rivers.xlsx", *more))
    assert (room / "rivers.xlsx").read_text(encoding="utf-8") == "mine"
    assert run("template", "rivers.xlsx", *more, "--overwrite").exit_code == 0


def test_template_knows_the_samples_there_are(room: Path) -> None:
    assert "Sample must be one of aim, family-adoption-links; got 'leeds'." in told(
        run("template", "rivers.xlsx", "--sample", "leeds")
    )
    assert list(room.iterdir()) == []


# ---- check ---------------------------------------------------------------------------------------


def test_check_finds_no_fault_and_says_what_can_be_calculated(room: Path) -> None:
    result = run("check", rivers(room))
    assert result.exit_code == 0
    assert result.stdout == (
        f"{room / 'rivers.json'}: no fault. Partners: {', '.join(NAMES)}. "
        "Years that calculate: 2024/25.\n"
    )


def test_check_tells_each_fault_on_a_line_and_exits_with_1(room: Path) -> None:
    plain = tables()
    plain["evidence"][0]["value"] = "lots"
    plain["hosts"][0]["host"] = "Halton"
    result = run("check", rivers(room, plain))
    assert (result.exit_code, result.stderr) == (1, "")
    head, *faults = result.stdout.splitlines()
    assert head.endswith("rivers.json has 2 faults.")
    assert [fault.strip().partition(":")[0] for fault in faults] == [
        "hosts, row 1, host",
        "evidence, row 1, value",
    ]


def test_check_tells_which_year_cannot_be_calculated_where_it_was_typed(room: Path) -> None:
    plain = tables()
    plain["evidence"][1]["value"] = "missing"
    result = run("check", rivers(room, plain))
    assert result.exit_code == 1
    head, line = result.stdout.splitlines()
    assert head.endswith("rivers.json has 1 fault.")
    assert line.startswith(
        "  evidence, row 2, value: adopted of Brook in 2023/24 must be known to calculate 2024/25"
    )


def test_check_tells_faults_of_reading_and_of_calculating_by_sheet_and_cell(room: Path) -> None:
    plain = tables()
    plain["evidence"][1]["value"] = "missing"
    plain["published"][0]["amount"] = "lots"
    write_template(room / "rivers.xlsx")
    fill(room / "rivers.xlsx", plain)
    result = run("check", "rivers.xlsx")
    assert result.exit_code == 1
    head, *lines = result.stdout.splitlines()
    assert head == "rivers.xlsx has 2 faults."
    assert [line.strip().partition(":")[0] for line in lines] == ["Evidence!D5", "Published!C4"]


def test_check_takes_a_sample_by_its_name() -> None:
    result = run("check", "aim")
    assert (result.exit_code, result.stdout[:35]) == (0, "Adoption in Merseyside: no fault. P")


def test_check_reads_a_workbook_whatever_the_case_of_its_ending(room: Path) -> None:
    write_model(build(tables()), room / "rivers.XLSX")
    assert run("check", "rivers.XLSX").exit_code == 0


def test_check_tells_an_older_workbook_as_what_it_is(room: Path) -> None:
    (room / "rivers.xls").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1"))
    result = run("check", "rivers.xls")
    assert result.exit_code == 1
    assert "got an older workbook (.xls), or one with a password." in result.stdout


# ---- contributions -------------------------------------------------------------------------------


def test_contributions_print_a_table_with_the_sum_and_the_call(room: Path) -> None:
    result = run("contributions", rivers(room), "--year", "2024/25")
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert [ASHFORD, "0.2957", "£302,500.00", "£30,000.00", "£272,500.00"] in lines
    assert ["sum", "£1,023,000.00"] in lines
    assert ["call", "£1,023,000.00"] in lines


def test_contributions_as_json_have_these_keys_and_amounts_as_text(room: Path) -> None:
    result = run("contributions", rivers(room), "--year", "2024-25", "--json")
    found = json.loads(result.stdout)
    before, after = ["year", "call", "unit", "residual", "contributions"], ["notices"]
    assert list(found) == [*before, "published", "published_tables", *after]
    assert found == {
        "year": "2024/25",
        "call": "1023000.00",
        "unit": "0.01",
        "residual": "0.00",
        "contributions": AMOUNTS,
        "published": [
            {
                "partner": "Brook",
                "at": "contribution",
                "published": "424000.00",
                "rounded_to": "1000.00",
                "calculated": AMOUNTS["Brook"],
                "difference": found["published"][0]["difference"],
                "verdict": found["published"][0]["verdict"],
                "what": "Brook's contribution",
                "source": "Brook Cabinet, 5 March 2024",
            }
        ],
        "published_tables": [],
        "notices": found["notices"],
    }
    assert all(isinstance(notice, str) for notice in found["notices"])


def test_contributions_as_json_tell_percentages_tables_and_what_is_not_calculated(
    room: Path,
) -> None:
    """Brook's £423,500 of £1,023,000 is 41.3978 %; the printed parts exceed the printed total."""
    plain = tables()
    shown = {"year": "2024/25", "what": "table", "source": "Brook Cabinet, 5 March 2024"}
    pound = {**shown, "at": "contribution", "rounded_to": 1}
    plain["published"] = [
        {**pound, "partner": BROOK, "amount": "41.4 %", "rounded_to": "0.1 points"},
        *({**pound, "partner": name, "amount": 341_001} for name in NAMES[:3]),
        {**pound, "amount": 1_023_000},
        {**shown, "at": "element/no such", "amount": 5, "rounded_to": 1},
    ]
    ran = run("contributions", rivers(room, plain), "--year", "2024-25", "--json")
    found = json.loads(ran.stdout)
    share, *_, nothing = found["published"]
    assert (share["published"], share["rounded_to"]) == ("41.4 %", "0.1 points")
    assert (share["calculated"], share["difference"]) == ("41.3978 %", "0.0022 points")
    assert (nothing["calculated"], nothing["difference"]) == ("", "")
    assert (nothing["partner"], nothing["verdict"]) == ("all partners", "not calculated")
    (table,) = found["published_tables"]
    assert "3 parts exceed the total of £1,023,000.00 by £3.00" in table


def test_contributions_of_the_sample_sum_with_the_residual_to_the_call() -> None:
    found = json.loads(run("contributions", "aim", "--year", "2021/22", "--json").stdout)
    amounts = [Money(each).pence for each in found["contributions"].values()]
    assert sum(amounts) + Money(found["residual"]).pence == Money(found["call"]).pence
    assert found["notices"][0] == MARKING


def test_contributions_write_a_workbook_and_say_where(room: Path) -> None:
    result = run("contributions", rivers(room), "--year", "2024/25", "--output", "paid.xlsx")
    assert result.stdout.endswith("\nWorkbook: paid.xlsx\n")
    assert (room / "paid.xlsx").read_bytes()[:2] == b"PK"


def test_contributions_as_json_write_a_workbook_and_print_json_alone(room: Path) -> None:
    out = ("--output", "paid.xlsx", "--json")
    assert json.loads(run("contributions", "aim", "--year", "2021/22", *out).stdout)
    assert (room / "paid.xlsx").exists()


def test_contributions_replace_a_workbook_only_when_asked(room: Path) -> None:
    (room / "paid.xlsx").write_text("mine", encoding="utf-8")
    command = ("contributions", "aim", "--year", "2021/22", "--output", "paid.xlsx")
    assert "must be a new file" in told(run(*command))
    assert run(*command, "--overwrite").exit_code == 0


def test_contributions_can_be_asked_as_known_on_a_day() -> None:
    command = ("contributions", "aim", "--year", "2021/22", "--known-on")
    assert run(*command, "2021-03-26").exit_code == 0
    assert "Year 2021/22 must have a budget by 1 January 2021" in told(run(*command, "2021-01-01"))


def test_contributions_explain_what_one_partner_pays(room: Path) -> None:
    command = ("contributions", rivers(room), "--year", "2024/25", "--explain")
    result = run(*command, ASHFORD)
    assert result.exit_code == 0
    assert "As the host, its net payable is £272,500.00." in result.stdout
    assert "net payable: £272,500.00 = line" in result.stdout
    assert "must be one of" in told(run(*command, "Halton"))
    assert "leave out --explain or --json" in told(run(*command, ASHFORD, "--json"))


def test_methodology_tells_the_formula_in_words(room: Path) -> None:
    result = run("methodology", rivers(room), "--year", "2024/25")
    assert result.exit_code == 0
    assert result.stdout.startswith("The formula agreed 2024\n====")
    assert "- adopted: children adopted in the year." in result.stdout
    early = run("methodology", "aim", "--year", "2021/22", "--known-on", "2021-03-26")
    assert "No approval is recorded." in early.stdout


def test_contributions_read_toml(room: Path) -> None:
    toml = Path(samples.__file__).with_name("aim.toml").read_text(encoding="utf-8")
    (room / "mine.toml").write_text(toml, encoding="utf-8")
    given = run("contributions", "mine.toml", "--year", "2021/22", "--json").stdout
    assert given == run("contributions", "aim", "--year", "2021/22", "--json").stdout


# ---- agreement -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ((), "on 1 July 2021, as everything recorded tells it: extended"),
        (("--known-on", "2021-07-01"), "on 1 July 2021, as known on 1 July 2021: lapsed"),
    ],
)
def test_agreement_tells_the_state_on_a_day_as_known_on_another(
    known: tuple[str, ...], words: str
) -> None:
    result = run("agreement", "aim", "--on", "2021-07-01", *known)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == f"Adoption in Merseyside {words}"


def test_agreement_tells_what_its_state_rests_on_and_what_to_watch() -> None:
    lines = run("agreement", "aim", "--on", "2021-07-01").stdout.splitlines()
    assert lines[1].startswith("- This rests on ")
    titles = ["Timeline", "As lived", "Key dates from 1 July 2021", "Outstanding"]
    for title in titles:
        assert any(line.startswith(title) for line in lines)
    assert any(line.startswith("- 1 April 2021 to 3 November 2021 (217 days): l") for line in lines)


def test_agreement_tells_key_dates_from_a_day_and_what_is_owed_for_a_year() -> None:
    command = ("agreement", "aim", "--on", "2019-07-01", "--json")
    found = json.loads(run(*command, "--from", "2020-10-01", "--year", "2020/21").stdout)
    assert (found["from"], found["outstanding"]["years"]) == ("2020-10-01", ["2020/21"])
    left_out = json.loads(run(*command).stdout)
    years = ["2018/19", "2019/20", "2020/21"]
    assert (left_out["from"], left_out["outstanding"]["years"]) == ("2019-07-01", years)


def test_agreement_as_json_has_what_the_words_have() -> None:
    command = ("agreement", "aim", "--on", "2019-07-01", "--json")
    found = json.loads(run(*command).stdout)
    told_of = "timeline as_lived from key_dates conflicts outstanding refused statements"
    assert list(found) == ["on", "known_on", "state", "rests_on", *told_of.split()]
    assert (found["on"], found["known_on"], found["state"]) == ("2019-07-01", None, "in term")


def test_agreement_tells_the_rest_where_none_is_recorded(room: Path) -> None:
    plain = tables()
    del plain["agreement"]
    plain["decisions"] = plain["decisions"][6:]
    words = run("agreement", rivers(room, plain), "--on", "2024-07-01").stdout
    assert words.splitlines()[0].endswith("no agreement is recorded")
    assert "Key dates from 1 July 2024" in words


def test_a_workbook_says_who_prepared_it_and_when(room: Path) -> None:
    who = ("--prepared-by", "A. Officer", "--prepared-on", "2021-03-01")
    run("contributions", "aim", "--year", "2021/22", "--output", "aim.xlsx", *who)
    cover = openpyxl.load_workbook(room / "aim.xlsx")["Cover"]
    cells = [cell for row in cover.iter_rows(values_only=True) for cell in row]
    assert {"A. Officer", "1 March 2021"} <= set(cells)


def test_agreement_as_known_on_a_day_says_nothing_that_was_said_later() -> None:
    told_now = run("agreement", "aim", "--on", "2021-07-01").output
    told_then = run("agreement", "aim", "--on", "2021-07-01", "--known-on", "2021-07-01").output
    assert "- governance:" in told_now
    assert "- governance:" not in told_then


def test_check_says_that_there_is_no_budget_yet(room: Path) -> None:
    tables_of_parties = {name: tables()[name] for name in ("agency", "partners")}
    (room / "young.json").write_text(json.dumps(tables_of_parties), "utf-8")
    result = run("check", "young.json")
    assert result.exit_code == 0
    assert result.output.endswith("No year has a budget yet.\n")


def test_no_line_of_the_help_is_cut_off() -> None:
    shown = run("--help").stdout
    assert "..." not in shown.partition("Commands:")[2]
