"""``SHA256SUMS``: as ``sha256sum -c`` reads it; what is shared with the release before is not read again."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from warehouse import checksums
from warehouse.checksums import CHECKSUMS, write_checksums


def _is_whole(folder: Path) -> bool:
    proof = ["sha256sum", "-c", "--strict", "--quiet", CHECKSUMS]
    return subprocess.run(proof, cwd=folder, capture_output=True, check=False).returncode == 0


@pytest.fixture
def releases(tmp_path: Path) -> tuple[Path, Path]:
    """One that is summed up, and its successor: ``lama`` shared by hard link, ``baru`` written anew."""
    before, after = tmp_path / "1", tmp_path / "2"
    for folder in (before, after):
        (folder / "parquet").mkdir(parents=True)
        (folder / "baru").write_text(folder.name)
    (before / "parquet" / "lama").write_text("x")
    os.link(before / "parquet" / "lama", after / "parquet" / "lama")
    write_checksums(before)
    return before, after


def test_every_file_is_summed_up_and_only_new_ones_are_read(releases, monkeypatch):
    before, after = releases
    read: list[str] = []
    real = checksums.sha256

    def watched(path: Path) -> str:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(checksums, "sha256", watched)
    write_checksums(after, before)
    assert read == ["baru"]
    assert [line.split("  ")[1] for line in (after / CHECKSUMS).read_text().splitlines()] == ["baru", "parquet/lama"]
    assert (_is_whole(before), _is_whole(after)) == (True, True)


def test_a_shared_file_that_was_damaged_since_is_found_out(releases):
    before, after = releases
    (before / "parquet" / "lama").write_text("y")
    write_checksums(after, before)
    assert not _is_whole(after)


def test_after_a_release_without_sums_all_is_read(releases):
    before, after = releases
    (before / CHECKSUMS).unlink()
    write_checksums(after, before)
    assert _is_whole(after)
