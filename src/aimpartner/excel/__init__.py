"""Workbooks in and out: a model from a workbook, contributions as a workbook."""

from __future__ import annotations

from aimpartner.excel.contributions.workbook import file_name, write_contributions
from aimpartner.excel.form.read import read_model
from aimpartner.excel.form.template import write_model, write_template

__all__ = ["file_name", "read_model", "write_contributions", "write_model", "write_template"]
