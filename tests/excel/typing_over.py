"""LibreOffice types over one cell after another of a workbook, and reads one that tells."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from excel.office import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from excel.office import Office

Entry = tuple[str, str, str]
"""A sheet, a cell of it, and what is typed: a number, a text, a formula, or nothing.

After "insert " a row is inserted first, where the cell stands, and what follows is typed there.
"""

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:{0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{0}.dtd">
<library:{0} xmlns:library="http://openoffice.org/2000/library" {1}
</library:{0}>
"""
_FILES = {
    "script.xlc": _LIBRARY.format(
        "libraries", '>\n <library:library library:name="Standard" library:link="false"/>'
    ),
    "Standard/script.xlb": _LIBRARY.format(
        "library",
        'library:name="Standard" library:readonly="false" library:passwordprotected="false">\n'
        ' <library:element library:name="Typing"/>',
    ),
    "Standard/Typing.xba": """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing"
 script:language="StarBasic">
Sub Over(url As String, entries As String, results As String, place As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(url, "_blank", 0, hidden())
  For number = 0 To book.Sheets.Count - 1
    book.Sheets.getByIndex(number).unprotect("")
  Next
  book.calculateAll()
  told = book.Sheets.getByIndex(0).getCellRangeByName(place)
  source = FreeFile
  Open entries For Input As #source
  target = FreeFile
  Open results For Output As #target
  Print #target, told.getString()
  Do While Not EOF(source)
    Line Input #source, entry
    parts = Split(entry, Chr(9))
    page = book.Sheets.getByName(parts(0))
    cell = page.getCellRangeByName(parts(1))
    If Left(parts(2), 7) = "insert " Then
      at = cell.CellAddress.Row
      page.Rows.insertByIndex(at, 1)
      page.getCellRangeByName(parts(1)).setFormula(Mid(parts(2), 8))
      Print #target, told.getString()
      page.Rows.removeByIndex(at, 1)
    Else
      before = cell.getFormula()
      form = cell.NumberFormat
      cell.setFormula(parts(2))
      Print #target, told.getString()
      cell.setFormula(before)
      cell.NumberFormat = form
    End If
  Loop
  Print #target, told.getString()
  Close #source
  Close #target
  book.close(True)
  StarDesktop.terminate()
End Sub
</script:module>
""",
}


def told_after(
    office: Office, path: Path, entries: Iterable[Entry], place: str, folder: Path
) -> list[str]:
    """Return what a cell of the first sheet reads after each entry is typed, alone, in turn.

    The cell reads the same before all of them and after, when every cell is as it was.
    """
    _install(office)
    typed, results = folder / f"{path.stem}.typed", folder / f"{path.stem}.told"
    lines = ["\t".join(entry) for entry in entries]
    typed.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    args = ",".join(f'"{each}"' for each in (path.resolve().as_uri(), typed, results, place))
    said = _run(office, f"macro:///Standard.Typing.Over({args})")
    assert results.exists(), f"LibreOffice typed nothing: {said}"
    before, *told, after = results.read_text(encoding="utf-8").splitlines()
    assert (before, len(told)) == (after, len(lines))
    return told


def _run(office: Office, order: str) -> str:
    profile = f"-env:UserInstallation={office.profile.resolve().as_uri()}"
    command = [office.program, profile, "--headless", order]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
    return done.stderr


def _install(office: Office) -> None:
    """Put the macro into the profile, once LibreOffice has made it whole."""
    basic = office.profile / "user" / "basic"
    if not basic.exists():
        _run(office, "--terminate_after_init")
    for name, text in _FILES.items():
        (basic / name).parent.mkdir(parents=True, exist_ok=True)
        (basic / name).write_text(text, encoding="utf-8")
