"""Workbooks in and out: a model from a workbook, contributions as a workbook."""

from __future__ import annotations

from aimpartner.excel.read import read_model
from aimpartner.excel.template import write_model, write_template

__all__ = ["read_model", "write_model", "write_template"]
