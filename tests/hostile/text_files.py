"""TOML and JSON that nobody has written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hostile.parcel import Kind


def _toml(text: Callable[[], str | bytes]) -> Kind:
    return _of(".toml", text)


def _json(text: Callable[[], str | bytes]) -> Kind:
    return _of(".json", text)


def _of(ending: str, text: Callable[[], str | bytes]) -> Kind:
    def write(path: object) -> None:
        said = text()
        path.write_bytes(said.encode() if isinstance(said, str) else said)  # type: ignore[attr-defined]

    return ending, write


def _many(form: str, count: int, between: str = "") -> str:
    return between.join(form.replace("#", str(at)) for at in range(count))


KINDS: Mapping[str, Kind] = {
    "TOML: a.a.a of 60 kB": _toml(lambda: "a." * 30_000 + "a = 1"),
    "TOML: a table of a.a.a of 60 kB": _toml(lambda: "[" + "a." * 30_000 + "a]"),
    "TOML: 3,000 keys of a.a.a": _toml(lambda: _many("a.a.a.a.a.a.a.a.a#.b = 1\n", 100_000)),
    "TOML: 1,000 keys, each 1,000 deep": _toml(lambda: _many("a." * 1_000 + "a# = 1\n", 1_000)),
    "TOML: 39 MB of blanks": _toml(lambda: " " * 39_000_000),
    "TOML: 41 MB of blanks": _toml(lambda: " " * 41_000_000),
    "TOML: 39 MB of line ends": _toml(lambda: "\n" * 39_000_000),
    "TOML: 39 MB of comments": _toml(lambda: "#\n" * 19_500_000),
    "TOML: 200,000 empty rows": _toml(lambda: "[[evidence]]\n" * 200_000),
    "TOML: 2,500,000 empty rows": _toml(lambda: "[[evidence]]\n" * 2_500_000),
    "TOML: 100,000 tables": _toml(lambda: _many("[[t#]]\n", 100_000)),
    "TOML: 300,000 columns in a row": _toml(lambda: "[[evidence]]\n" + _many("c# = 1\n", 300_000)),
    "TOML: lists within lists": _toml(lambda: "a = " + "[" * 100_000),
    "TOML: tables within tables": _toml(lambda: "a = " + "{a=" * 100_000),
    "TOML: a text of 30 MB": _toml(lambda: 'a = "' + "x" * 30_000_000 + '"'),
    "TOML: a text of 30 MB in a row": _toml(
        lambda: '[[agency]]\nagency = "' + "x" * 30_000_000 + '"'
    ),
    "TOML: a text of 4,000,000 escapes": _toml(lambda: 'a = "' + "\\n" * 4_000_000 + '"'),
    "TOML: a text without an end": _toml(lambda: "a = '''" + "x\n" * 10_000_000),
    "TOML: a list of 5,000,000": _toml(lambda: "evidence = [" + "1," * 5_000_000 + "]"),
    "TOML: a number of 1,000,000 digits": _toml(lambda: "a = " + "9" * 1_000_000),
    "TOML: an exponent of 9 digits": _toml(
        lambda: '[[evidence]]\nmeasure="a"\npartner="b"\nyear="2020/21"\nvalue=1e999999999'
    ),
    "TOML: no number": _toml(lambda: "[[evidence]]\nvalue = nan"),
    "TOML: a key of 30 MB": _toml(lambda: "x" * 30_000_000 + " = 1"),
    "TOML: bytes that are no text": _toml(lambda: b"a = \xff"),
    "TOML: UTF-16": _toml(lambda: "a = 1".encode("utf-16")),
    "TOML: NUL, 10 MB": _toml(lambda: "\0" * 10_000_000),
    "JSON: lists within lists": _json(lambda: "[" * 1_000_000),
    "JSON: tables within tables": _json(lambda: '{"a":' * 1_000_000),
    "JSON: lists within lists of a row": _json(
        lambda: '{"agency": [{"agency": ' + "[" * 900 + "]" * 900 + "}]}"
    ),
    "JSON: 2,000,000 lists": _json(lambda: '{"evidence": [' + "[]," * 2_000_000 + "[]]}"),
    "JSON: 39 MB of blanks": _json(lambda: " " * 39_000_000),
    "JSON: 200,000 empty rows": _json(lambda: '{"evidence": [' + "{}," * 200_000 + "{}]}"),
    "JSON: 10,000,000 empty rows": _json(lambda: '{"evidence": [' + "{}," * 10_000_000 + "{}]}"),
    "JSON: 10,000,000 numbers": _json(lambda: '{"evidence": [' + "1," * 10_000_000 + "1]}"),
    "JSON: 5,000,000 empty texts": _json(lambda: '{"evidence": [' + '"",' * 5_000_000 + '""]}'),
    "JSON: 300,000 columns in a row": _json(
        lambda: '{"evidence": [{' + _many('"c#": 1', 300_000, ",") + "}]}"
    ),
    "JSON: 300,000 tables": _json(lambda: "{" + _many('"t#": [{}]', 300_000, ",") + "}"),
    "JSON: one name 1,000,000 times": _json(lambda: "{" + _many('"a": 1', 1_000_000, ",") + "}"),
    "JSON: 300,000 names twice": _json(lambda: "{" + _many('"a#": 1,"a#": 1', 300_000, ",") + "}"),
    "JSON: a text of 39 MB": _json(lambda: '"' + "x" * 39_000_000 + '"'),
    "JSON: a text of 30 MB in a row": _json(
        lambda: '{"agency": [{"agency": "' + "x" * 30_000_000 + '"}]}'
    ),
    "JSON: a text of 6,000,000 escapes": _json(lambda: '["' + "\\u0041" * 6_000_000 + '"]'),
    "JSON: half a pair": _json(lambda: '{"agency": [{"agency": "\\ud800"}]}'),
    "JSON: a name of a table of 10 MB": _json(lambda: '{"' + "x" * 10_000_000 + '": [{}]}'),
    "JSON: a number of 1,000,000 digits": _json(lambda: '{"a": ' + "9" * 1_000_000 + "}"),
    "JSON: a decimal of 1,000,000 digits": _json(
        lambda: '{"evidence": [{"value": 0.' + "9" * 1_000_000 + "}]}"
    ),
    "JSON: an exponent of 9 digits": _json(
        lambda: '{"lines": [{"amount": 1e999999999, "rate": "1e999999999"}]}'
    ),
    "JSON: no number": _json(lambda: '{"lines": [{"amount": NaN, "rate": Infinity}]}'),
    "JSON: 20,000 rows, all at fault": _json(
        lambda: (
            '{"evidence": ['
            + _many('{"measure": "#", "partner": "#", "year": "#", "value": "#"}', 20_000, ",")
            + "]}"
        )
    ),
    "JSON: 20,000 partners": _json(
        lambda: (
            '{"agency": [{"agency": "a"}], "partners": ['
            + _many('{"partner": "p#", "authority": "a", "joined": "2020-04-01"}', 20_000, ",")
            + "]}"
        )
    ),
    "JSON: nothing": _json(lambda: ""),
}
