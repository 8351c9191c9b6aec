"""Commands run as somebody would type them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from aimpartner.cli.commands import main
from three_rivers import tables

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from three_rivers import Tables


def run(*arguments: object) -> Result:
    """Run a command as somebody would type it."""
    return CliRunner().invoke(main, [str(each) for each in arguments])


def told(result: Result) -> str:
    """Check that a command was refused in plain words, and return them."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.stderr
    return result.stderr


def rivers(room: Path, plain: Tables | None = None) -> Path:
    """Write the made-up agency as JSON."""
    file = room / "rivers.json"
    file.write_text(json.dumps(plain or tables()), encoding="utf-8")
    return file
