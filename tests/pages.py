"""A page of the documentation run step by step, its outputs beside those that it shows."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from pathlib import Path

_STEP = re.compile(r"```python\n(.*?)```(?:\n+```text\n(.*?)```)?", re.DOTALL)


@frozen
class Step:
    """One block of code, what it printed, and what the page shows that it prints."""

    code: str
    printed: str
    shown: str


def run(page: Path) -> tuple[list[Step], dict[str, Any]]:
    """Return the steps of a page, run one after another, and the names that they leave."""
    text, names = page.read_text(encoding="utf-8"), dict[str, Any]()
    found = _STEP.findall(text)
    shown = sum(bool(said) for _, said in found)
    assert text.count("```text\n") == shown, "an output must follow the code that prints it"
    return [Step(code, _printed(code, page, names), _trimmed(said)) for code, said in found], names


def _printed(code: str, page: Path, names: dict[str, Any]) -> str:
    out = StringIO()
    with redirect_stdout(out):
        exec(compile(code, page.name, "exec"), names)  # noqa: S102  # the page's own code
    return _trimmed(out.getvalue())


def _trimmed(text: str) -> str:
    """Return a text without blanks at the ends of its lines, which no reader sees."""
    return "\n".join(line.rstrip() for line in text.splitlines())
