"""A folder hands over what is meant for us, and says what it passes over."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sources.errors import UsageError
from sources.folder import FolderPlace
from sources.place import OutOfReachError, PassedOver
from sources.places import place_for

NOW = datetime(2026, 11, 5, 7, tzinfo=UTC)
STEP_NS = 1_000_000_000


def lay(root: Path, *names: str, at: datetime = NOW - timedelta(days=1)) -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
        stamp(file, at)


def stamp(file: Path, at: datetime) -> None:
    os.utime(file, ns=(0, int(at.timestamp()) * STEP_NS))


def look(place: FolderPlace) -> tuple[list[str], dict[str, str]]:
    passed: list[PassedOver] = []
    taken = [a.path for a in place.arrivals(passed.append)]
    return taken, {p.path: p.why for p in passed}


def test_files_come_sorted_and_from_every_depth_and_rubbish_is_named(tmp_path: Path):
    lay(
        tmp_path,
        "b.xlsx",
        "a/z.csv",
        "a/deep/1.xlsx",
        "~$b.xlsx",
        "c.xlsx.part",
        "d.crdownload",
        "E.TMP",
        ".x",
        "Thumbs.db",
    )
    lay(tmp_path, ".sync/conflict.xlsx")
    taken, passed = look(FolderPlace(tmp_path, NOW))
    assert taken == ["a/deep/1.xlsx", "a/z.csv", "b.xlsx"]
    assert set(passed) == {"~$b.xlsx", "c.xlsx.part", "d.crdownload", "E.TMP", ".x", "Thumbs.db", ".sync"}


def test_links_are_never_followed(tmp_path: Path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    lay(outside, "secret.csv")
    lay(inside, "own.csv")
    (inside / "link.csv").symlink_to(outside / "secret.csv")
    (inside / "folder").symlink_to(outside)
    taken, passed = look(FolderPlace(inside, NOW))
    assert taken == ["own.csv"]
    assert set(passed) == {"link.csv", "folder"}


def test_a_file_swapped_for_a_link_or_a_pipe_after_the_look_is_not_opened(tmp_path: Path):
    lay(tmp_path / "out", "secret.csv")
    lay(tmp_path / "in", "a.csv", "b.csv")
    one, other = FolderPlace(tmp_path / "in", NOW).arrivals()
    (tmp_path / "in/a.csv").unlink()
    (tmp_path / "in/a.csv").symlink_to(tmp_path / "out/secret.csv")
    (tmp_path / "in/b.csv").unlink()
    os.mkfifo(tmp_path / "in/b.csv")
    with pytest.raises(OutOfReachError):
        one.open()
    with pytest.raises(OutOfReachError, match="no regular file"):
        other.open()


def test_received_is_the_files_time_and_never_later_than_now(tmp_path: Path):
    lay(tmp_path, "early.csv", at=NOW - timedelta(days=3))
    lay(tmp_path, "late.csv", at=NOW + timedelta(days=3))
    early, late = FolderPlace(tmp_path, NOW).arrivals()
    assert early.received_at == early.stated_at == NOW - timedelta(days=3)
    assert (late.received_at, late.stated_at) == (NOW, NOW + timedelta(days=3))


def test_a_file_that_was_touched_a_moment_ago_is_left_for_the_next_run(tmp_path: Path):
    lay(tmp_path, "a.csv")  # an old mtime does not help: copying programs set it
    touched = (tmp_path / "a.csv").stat().st_ctime
    assert look(FolderPlace(tmp_path, NOW, settle_seconds=60, clock=lambda: touched + 59))[0] == []
    assert look(FolderPlace(tmp_path, NOW, settle_seconds=60, clock=lambda: touched + 61))[0] == ["a.csv"]


def test_an_arrival_knows_when_its_file_grew_after_the_look(tmp_path: Path):
    lay(tmp_path, "a.csv", "b.csv", "c.csv")
    a, b, c = FolderPlace(tmp_path, NOW).arrivals()
    with (tmp_path / "a.csv").open("ab") as stream:
        stream.write(b"more")
    (tmp_path / "c.csv").unlink()
    assert (a.has_changed(), b.has_changed(), c.has_changed()) == (True, False, True)


def test_an_unreadable_file_or_folder_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lay(tmp_path, "a.csv", "b.csv", "locked/c.csv")
    real_access, real_scan = os.access, os.scandir
    monkeypatch.setattr(os, "access", lambda p, mode: not str(p).endswith("a.csv") and real_access(p, mode))

    def scan(folder):
        if str(folder).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real_scan(folder)

    monkeypatch.setattr(os, "scandir", scan)
    taken, passed = look(FolderPlace(tmp_path, NOW))
    assert taken == ["b.csv"]
    assert "not allowed" in passed["a.csv"]
    assert "Permission denied" in passed["locked/"]


def test_a_name_that_is_no_utf8_is_spelled_out_and_still_opens(tmp_path: Path):
    with open(os.fsencode(tmp_path) + b"/laporan\xff.csv", "wb") as stream:  # noqa: PTH123
        stream.write(b"x")
    (arrival,) = FolderPlace(tmp_path, NOW).arrivals()
    assert arrival.path == r"laporan\xff.csv"
    with arrival.open() as stream:
        assert stream.read() == b"x"


def test_the_instances_own_home_is_not_taken_for_reports(tmp_path: Path):
    lay(tmp_path, "a.csv", "lumbung-data/archive/ab/abcd")
    place = place_for(str(tmp_path), now=NOW, without=(tmp_path / "lumbung-data",))
    assert [a.path for a in place.arrivals()] == ["a.csv"]


def test_a_folder_has_one_name_however_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lay(tmp_path / "in put", "a.csv")
    (tmp_path / "link").symlink_to(tmp_path / "in put")
    monkeypatch.chdir(tmp_path)
    written = ["in put", "./in put/", "link", (tmp_path / "in put").as_uri(), str(tmp_path / "in put" / "a.csv")]
    places = [place_for(text, now=NOW) for text in written]
    assert {p.name for p in places} == {(tmp_path / "in put").as_uri()}
    assert [[a.path for a in p.arrivals()] for p in places] == [["a.csv"]] * 5


def test_a_folder_that_went_away_is_out_of_reach_for_the_moment(tmp_path: Path):
    with pytest.raises(OutOfReachError, match="cannot be read"):
        list(FolderPlace(tmp_path / "gone", NOW).arrivals())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no/such/folder", "no such folder or file"),
        ("s3://bucket/laporan", "s3: are not supported; a place is a folder"),
        ("file://server/share", "another machine"),
    ],
)
def test_what_is_no_place_is_refused_with_what_would_be(text: str, says: str):
    with pytest.raises(UsageError, match=says):
        place_for(text, now=NOW)
