"""A model written to a file, of whichever kind its ending says."""

from __future__ import annotations

from pathlib import Path

from aimpartner.codec.files import WRITERS
from aimpartner.excel.form.template import write_model
from aimpartner.model import Model
from aimpartner.writable import WORKBOOK, free, put_in_place


def write_file(model: Model, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write a model to a file, and return its path; `read_file` reads it back the same.

    Args:
        model: the model.
        path: where to; the ending says what: a workbook, TOML or JSON.
        overwrite: whether a file that is there may be replaced.

    Raises:
        InvalidValueError: the path is taken, has another ending or cannot be written; or, in a
            workbook, a text in a list holds a semicolon, which is what stands between texts.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from aimpartner import read_file, samples
        >>> aim = samples.load("aim")
        >>> with TemporaryDirectory() as folder:
        ...     read_file(write_file(aim, Path(folder, "aim.toml"))) == aim
        True
    """
    target = free(Path(path), overwrite=overwrite, suffixes=(*WORKBOOK, *WRITERS))
    ending = target.suffix.lower()
    if ending not in WRITERS:
        return write_model(model, target, overwrite=overwrite)
    text = WRITERS[ending](model)
    with put_in_place(target, overwrite=overwrite) as file:
        file.write(text.encode())
    return target
