"""LibreOffice as the second opinion: it recalculates workbooks, and is made to."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from attrs import frozen
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

# Without this LibreOffice shows the values that the file came with, and proves nothing.
RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>
"""
LONGEST = 300  # seconds, for the files of one run
MOST = 20  # files of one run


def installed(program: str, package: str) -> str:
    """Return where a program is, or skip the test where it is not; in CI that is a failure."""
    found = shutil.which(program)
    if found is None:
        absent = pytest.fail if os.environ.get("CI") else pytest.skip
        absent(f"{program} is not installed: apt-get install {package}")
    return found


@frozen
class Office:
    """LibreOffice with a profile of its own."""

    program: str
    profile: Path

    @classmethod
    def find(cls, folder: Path) -> Office:
        """Return it, or skip the test where it is not installed; in CI that is a failure."""
        program = installed("soffice", "libreoffice-calc")
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(RECALCULATE_ALWAYS, encoding="utf-8")
        return cls(program, folder / "profile")

    def recalculate(self, files: Iterable[Path], out: Path) -> dict[str, Workbook]:
        """Recalculate all the files in one call; return each read back, by its stem."""
        outputs = self._converted(files, out, "xlsx")
        return {path.stem: load_workbook(path, data_only=True) for path in outputs}

    def pages(self, files: Iterable[Path], out: Path) -> dict[str, list[str]]:
        """Print all the files in one call; return the text of each one's pages, by its stem."""
        reader = installed("pdftotext", "poppler-utils")
        found = {}
        for path in self._converted(files, out, "pdf"):
            command = [reader, "-layout", "-enc", "UTF-8", str(path), "-"]
            done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=True)
            found[path.stem] = done.stdout.decode().split("\f")[:-1]
        return found

    def _converted(self, files: Iterable[Path], out: Path, kind: str) -> list[Path]:
        paths = list(files)
        for first in range(0, len(paths), MOST):
            self._convert(paths[first : first + MOST], out, kind)
        return [out / f"{path.stem}.{kind}" for path in paths]

    def _convert(self, paths: list[Path], out: Path, kind: str) -> None:
        """Convert some files in one run."""
        profile = f"-env:UserInstallation={self.profile.resolve().as_uri()}"
        convert = ["--headless", "--convert-to", kind, "--outdir", str(out)]
        command = [self.program, profile, *convert, *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
        missing = [path.stem for path in paths if not (out / f"{path.stem}.{kind}").exists()]
        assert not missing, f"LibreOffice wrote no {missing}: {done.stderr}"
