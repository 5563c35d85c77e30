"""A zip at a place counts as a folder: each file in it is a submission of its own, and is taken once."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from flows.ingest import ingest
from flows.settings import Settings
from flows.simulate import simulate

pytestmark = pytest.mark.xdist_group("zip_of_files")


def test_a_zip_is_taken_in_like_the_files_in_it(tmp_path: Path) -> None:
    loose, sent = tmp_path / "lepas", tmp_path / "kiriman"
    simulate(loose, period="2026-10", offices=3, fmt="xlsx", rows=20, error_rate=0)
    sent.mkdir()
    files = sorted(p for p in loose.iterdir() if p.is_file())
    with zipfile.ZipFile(sent / "kanwil.zip", "w") as archive:
        for path in files:
            archive.write(path, f"kanwil/{path.name}")
    (sent / "rusak.zip").write_bytes((sent / "kanwil.zip").read_bytes()[:-40])

    settings = Settings(home=tmp_path / "home", workers=1)
    first = ingest(settings, [str(sent)], with_prefect=False)
    assert (first.files, first.new) == (len(files) + 1, len(files) + 1)
    assert first.endings["rejected"] == 1
    assert first.endings["published"] == 3
    assert sum(first.endings.values()) == len(files) + 1

    again = ingest(settings, [str(sent)], with_prefect=False)
    assert (again.files, again.new) == (len(files) + 1, 0)
