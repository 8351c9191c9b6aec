"""Workbooks in and out: a model from a workbook, contributions as a workbook."""

from __future__ import annotations

from aimpartner.excel.read import read_model
from aimpartner.excel.template import write_model, write_template
from aimpartner.excel.write import file_name, write_contributions

__all__ = ["file_name", "read_model", "write_contributions", "write_model", "write_template"]
