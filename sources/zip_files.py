"""A zip that offices send: several files in one. It is taken for a folder; each file in it is a delivery of its own.

Unpacking is work for a limited child process (:mod:`sources.pool`, :mod:`sources.apart`). A zip that is no plain
folder of files is left as it is: its reader says what is wrong with it.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from sources.rejections import DANGEROUS, Unreadable
from sources.zip_check import Package

ENDING = ".zip"
MOST_FILES = 700
"""Files in one zip: all offices of the nation in one."""
MOST_BYTES = 1 << 30
_LITTER = ("__macosx/", "thumbs.db", "desktop.ini", ".ds_store")

Unpacked = tuple[str, Path]
"""What a file is called (``kiriman.zip/produk.csv``), and where its bytes are."""


def is_zip_name(name: str) -> bool:
    """Whether a file calls itself a zip."""
    return name.casefold().endswith(ENDING)


def is_workbook(package: Package) -> bool:
    """Whether a container is one workbook, not a folder of files."""
    return not {"xl/workbook.xml", "xl/workbook.bin", "content.xml", "[Content_Types].xml"}.isdisjoint(package.parts)


def packed_files(package: Package) -> list[str]:
    """The files in a zip, without folders and what operating systems leave behind.

    Raises:
        Unreadable: names that lead out of the folder, links, or far too much.
    """
    names: list[str] = []
    for name, entry in package.parts.items():
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in entry.orig_filename:
            raise Unreadable(DANGEROUS, f"zip: {name!r} leads out of its folder")
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise Unreadable(DANGEROUS, f"zip: {name!r} is a link or a device")
        if not entry.is_dir() and not _is_litter(name):
            names.append(name)
    if len(names) > MOST_FILES or sum(package.parts[name].file_size for name in names) > MOST_BYTES:
        raise Unreadable(DANGEROUS, f"zip: {len(names)} files, or more than 1 GB")
    return names


def _is_litter(name: str) -> bool:
    folded = name.casefold()
    base = folded.rsplit("/", 1)[-1]
    return folded.startswith(_LITTER) or base in _LITTER or base.startswith(("~$", "."))


def unpack(path: Path, name: str, into: Path) -> list[Unpacked] | None:
    """Unpack a zip into an empty folder; the files there have numbers for names.

    Returns:
        Its files; None: it is no zip of files, or one that must not be unpacked.
    """
    try:
        package = Package(path.read_bytes())
        if is_workbook(package):
            return None
        return list(_unpacked(package, packed_files(package), name, into))
    except Unreadable:
        return None


def _unpacked(package: Package, files: Sequence[str], name: str, into: Path) -> Iterator[Unpacked]:
    for number, inside in enumerate(files):
        target = into / f"{number:04d}"
        with target.open("wb") as stream:
            for piece in package.chunks(inside):
                stream.write(piece)
        yield f"{name}/{inside}", target
