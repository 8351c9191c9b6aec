"""Files that are no archive, or one that is not what it says it is."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

from hostile.parcel import BOOK, STYLES, TYPES, Kind, altered, honest, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_LOCAL, _LISTED = b"PK\x03\x04", b"PK\x01\x02"


def _bytes(content: Callable[[], bytes]) -> Kind:
    return ".xlsx", lambda path: path.write_bytes(content())


def _packed() -> bytearray:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in honest().items():
            archive.writestr(name, part)
    return bytearray(stream.getvalue())


def _each(place: int, value: bytes) -> Callable[[], bytes]:
    """Set some bytes in the head of each file of an archive and in its list."""

    def content() -> bytes:
        packed = _packed()
        for mark, shift in ((_LOCAL, 0), (_LISTED, 2)):
            start = packed.find(mark)
            while start >= 0:
                packed[start + place + shift : start + place + shift + len(value)] = value
                start = packed.find(mark, start + 1)
        return bytes(packed)

    return content


def _zeros(size: int) -> Kind:
    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return ".xlsx", write


def _many(count: int) -> Kind:
    return altered(lambda parts: parts.update({f"xl/{at}": b"" for at in range(count)}))


def _twice(path: Path) -> None:
    """Put a part into the archive again, under its name in other letters."""
    _write(path, dict(honest()) | {BOOK.upper(): honest()[BOOK].replace(b"Agency", b"Others")})


def _overlapping(path: Path) -> None:
    """List one file of the archive many times, under other names: it is packed once alone."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in honest().items():
            archive.writestr(name, part)
        archive.writestr("xl/large.bin", bytes(1_000_000))
        info = archive.getinfo("xl/large.bin")
        for number in range(5_000):
            other = ZipInfo(f"xl/large{number}.bin")
            for name in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(other, name, getattr(info, name))
            archive.filelist.append(other)
    path.write_bytes(stream.getvalue())


def _other_packing(way: int) -> Kind:
    def write(path: Path) -> None:
        with ZipFile(path, "w", way) as archive:
            for name, part in honest().items():
                archive.writestr(name, part)
            archive.writestr("xl/media/image.bmp", bytes(300_000_000))

    return ".xlsx", write


def _lying(path: Path) -> None:
    """Say of a part that it is small, which unpacks to much."""
    pack(path, honest() | {STYLES: b"<a>" + b" " * 30_000_000})
    held, small = bytearray(path.read_bytes()), (1_000).to_bytes(4, "little")
    first, last = held.find(STYLES.encode()), held.rfind(STYLES.encode())
    for name, mark, place in ((first, _LOCAL, 22), (last, _LISTED, 24)):
        begin = held.rfind(mark, 0, name)
        held[begin + place : begin + place + 4] = small
    path.write_bytes(held)


def _renamed(change: Callable[[str], str]) -> Kind:
    def write(path: Path) -> None:
        _write(path, {change(name): part for name, part in honest().items()})

    return ".xlsx", write


def _write(path: Path, parts: Mapping[str, bytes]) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            info = ZipInfo("part")
            info.filename, info.compress_type = name, ZIP_DEFLATED
            archive.writestr(info, part)


def _nested() -> bytes:
    inner = _packed()
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("workbook.xlsx", bytes(inner))
    return stream.getvalue()


KINDS: Mapping[str, Kind] = {
    "nothing at all": _bytes(lambda: b""),
    "a text": _bytes(lambda: b"partner,authority\n" * 1_000),
    "zeros, 1.5 GB": _zeros(1_500_000_000),
    "zeros, 39 MB": _zeros(39_000_000),
    "the head of an archive alone": _bytes(lambda: b"PK\x03\x04 and so on"),
    "an older workbook": _bytes(lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600_000)),
    "ends of archives, 39 MB of them": _bytes(lambda: b"PK\x05\x06" * 9_750_000),
    "an archive cut short": _bytes(lambda: bytes(_packed()[:-4_000])),
    "an archive after 30 MB of something else": _bytes(lambda: bytes(30_000_000) + _packed()),
    "no workbook in the archive": _bytes(_nested),
    "a password on each file": _bytes(_each(6, b"\x01\x00")),
    "an unknown way of packing": _bytes(_each(8, b"\x63\x00")),
    "a size that is not so": (".xlsx", _lying),
    "sizes of 4 GB": _bytes(_each(22, b"\xfe\xff\xff\xff")),
    "checksums that are not so": _bytes(_each(14, b"abcd")),
    "300 MB packed by bzip2": _other_packing(ZIP_BZIP2),
    "300 MB packed by LZMA": _other_packing(ZIP_LZMA),
    "60,000 files in the archive": _many(60_000),
    "a part twice": (".xlsx", _twice),
    "files that lie over one another": (".xlsx", _overlapping),
    "names that lead out of the archive": _renamed(lambda name: f"../../{name}"),
    "names from the root": _renamed(lambda name: f"/{name}"),
    "backslashes in names": _renamed(lambda name: name.replace("/", "\\")),
    "names of 60,000 letters": altered(lambda parts: parts.update({"x" * 60_000: b""})),
    "no list of kinds of parts": altered(lambda parts: parts.pop(TYPES)),
}
