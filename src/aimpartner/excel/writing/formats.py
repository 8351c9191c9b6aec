"""How cells look: one accent colour, one colour a kind of cell, one form a kind of number."""

from __future__ import annotations

from typing import Any

from attrs import define, field
from xlsxwriter import Workbook
from xlsxwriter.format import Format

ACCENT = "#1F4E5F"
A4 = 9
"""The size of the paper, as a workbook numbers it."""

_PALE = "#E6EFF2"
_RULE = "#D5E0E4"
_GREY = "#5F6B70"

LEGEND = (
    ("input", "a figure that may be changed; it stands in this workbook once"),
    ("working", "a formula on the way from the inputs to the contributions"),
    ("output", "a result"),
    ("check", "a check: an integrity check reads zero whatever input is changed"),
    ("amber", "a thing to know, such as an input changed since the calculation; not an error"),
)
"""Each kind of cell that has a colour, and what it is."""

_FONT: dict[str, Any] = {"font_name": "Arial", "font_size": 10}

_FORMATS: dict[str, dict[str, Any]] = {
    "plain": _FONT | {"valign": "vcenter"},
    "banner": {"bold": True, "font_color": "#8A2B06", "bg_color": "#FCE9DC"},
    "title": {"bold": True, "font_size": 16, "font_color": ACCENT},
    "section": {"bold": True, "font_size": 12, "font_color": ACCENT},
    "head": {
        "bold": True,
        "font_color": ACCENT,
        "bg_color": _PALE,
        "bottom": 1,
        "bottom_color": ACCENT,
    },
    "dark": {"font_color": "#FFFFFF", "bg_color": ACCENT},
    "note": {"font_color": _GREY, "italic": True},
    "label": {"font_color": _GREY},
    "link": {"font_color": ACCENT, "underline": 1},
    "input": {
        "bg_color": "#FFF8DB",
        "font_color": "#1B4F9C",
        "border": 1,
        "border_color": "#E3D9A8",
        "locked": False,
    },
    "working": {"bottom": 1, "bottom_color": _RULE},
    "output": {"bg_color": "#DCEBEF", "bold": True, "bottom": 1, "bottom_color": _RULE},
    "check": {"bg_color": "#E8F2E4", "bottom": 1, "bottom_color": _RULE},
    "amber": {"bg_color": "#FFE3AE", "font_color": "#7A4A00"},
    "total": {"bold": True, "top": 1, "top_color": ACCENT},
    "bold": {"bold": True},
    "indent": {"indent": 1},
    "open": {"locked": False, "bg_color": "#FFF8DB"},
    "wrap": {"text_wrap": True},
    "top": {"valign": "top"},
    "right": {"align": "right"},
    "left": {"align": "left"},
    "pounds": {"num_format": "£#,##0.00;-£#,##0.00"},
    "fine pounds": {"num_format": "£#,##0.0000;-£#,##0.0000"},
    "whole": {"num_format": "#,##0;-#,##0"},
    "decimal": {"num_format": "#,##0.00##;-#,##0.00##"},
    "fine": {"num_format": "#,##0.0000;-#,##0.0000"},
    "share": {"num_format": "0.0000"},
    "percent": {"num_format": "0.00##%"},
    "change": {"num_format": "+#,##0.0%;-#,##0.0%;0.0%"},
    "fine percent": {"num_format": "0.0000%"},
    "points": {"num_format": '0.00## "points";-0.00## "points"'},
    "remainder": {"num_format": "0.000000;-0.000000"},
    "text": {"num_format": "@"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "amount": {"num_format": "#,##0.00"},
    "number": {"num_format": "General", "align": "right"},
    "none": {"num_format": '#,##0.00;-#,##0.00;"none"'},
    "zero": {"num_format": "0.000000;-0.000000;0"},
}


def options() -> dict[str, Any]:
    """Return what a workbook is opened with: its widths are counted in digits of this font.

    It is made in memory, so that a full disk or a kill meets nothing but the last step.
    """
    font = dict(_FONT)  # a copy: the writer adds to it
    return {"default_format_properties": font, "in_memory": True}


BOLD = frozenset(name for name, properties in _FORMATS.items() if properties.get("bold"))
"""The formats whose texts are in bold, and so take more room."""


@define
class Formats:
    """The formats of one workbook, each made once.

    Args:
        workbook: the workbook that owns them.
    """

    workbook: Workbook
    _made: dict[str, Format] = field(factory=dict)

    def of(self, names: str) -> Format:
        """Return one format of several by name, such as "input, pounds"; a later one wins."""
        if names not in self._made:
            merged = dict(_FORMATS["plain"])
            for name in names.split(", "):
                merged |= _FORMATS[name]
            self._made[names] = self.workbook.add_format(merged)
        return self._made[names]

    def no_bound(self) -> Format:
        """Return the format that a condition lays over a number that stands for no bound."""
        return self.workbook.add_format({"num_format": '"none"'})

    def amber(self) -> Format:
        """Return the format that a condition lays over a cell to draw the eye to it."""
        if "over" not in self._made:
            self._made["over"] = self.workbook.add_format(_FORMATS["amber"])
        return self._made["over"]
