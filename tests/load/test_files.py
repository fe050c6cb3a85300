from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from lcdraft.errors import Problem
from lcdraft.load.files import MAX_BYTES, inside, read_text_file, shown_path


def read(path: Path) -> tuple[str | None, list[Problem]]:
    problems: list[Problem] = []
    return read_text_file(path, path.name, problems), problems


def written(folder: Path, data: bytes) -> Path:
    path = folder / "a.yaml"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("kỳ: 1\n".encode(), "kỳ: 1\n", id="plain"),
        pytest.param(b"", "", id="empty"),
        pytest.param(b"\xef\xbb\xbf" + "kỳ: 1\n".encode(), "kỳ: 1\n", id="byte order mark"),
        pytest.param(b"a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n", id="Windows line ends"),
        pytest.param(b"a: 1\rb: 2\r", "a: 1\nb: 2\n", id="old Mac line ends"),
        pytest.param(unicodedata.normalize("NFD", "kế hoạch giao\n").encode(), "kế hoạch giao\n", id="decomposed"),
        pytest.param(
            "a\tb\u00a0c\u2009d\u00ade\n".encode(), "a\tb\u00a0c\u2009d\u00ade\n", id="blanks and soft hyphens"
        ),
        pytest.param("“đạt” – 100%…\n".encode(), "“đạt” – 100%…\n", id="typographic signs"),
    ],
)
def test_read_text_file(tmp_path: Path, data: bytes, text: str) -> None:
    assert read(written(tmp_path, data)) == (text, [])


@pytest.mark.parametrize(
    ("data", "code", "place", "message", "advice"),
    [
        pytest.param("kỳ: 1".encode("utf-16"), "LC003", (0, 0), "UTF-16", "UTF-8", id="UTF-16 with mark"),
        pytest.param("ky: 1".encode("utf-16-le"), "LC003", (0, 0), "UTF-16", "UTF-8", id="UTF-16 without mark"),
        pytest.param(b"a: 1\nb: d\xf4ng\n", "LC003", (2, 5), "không phải văn bản UTF-8", "UTF-8", id="latin-1"),
        pytest.param(b"a: 1\n\xfd\xf3c\n", "LC003", (2, 1), "UTF-8", "UTF-8", id="code page 1258"),
        pytest.param(b"a: " + b"x" * 100 + b"\x00\n", "LC004", (1, 104), "U+0000", "Xóa", id="NUL far down"),
        pytest.param(b"\x00\x00\x00\x00", "LC003", (0, 0), "UTF-16", "UTF-8", id="NUL at the start"),
        pytest.param(b"a: 1\nb: \x1b[31m\n", "LC004", (2, 4), "U+001B", "Xóa", id="escape character"),
        pytest.param(b"a: \x0c\n", "LC004", (1, 4), "U+000C", "Xóa", id="form feed"),
        pytest.param("a: \ue000 \n".encode(), "LC004", (1, 4), "vùng dùng riêng U+E000", "Unicode", id="our own fence"),
        pytest.param("a: \uf0b7\n".encode(), "LC004", (1, 4), "vùng dùng riêng U+F0B7", "Unicode", id="Symbol font"),
        pytest.param("a: \u202edroc\n".encode(), "LC004", (1, 4), "U+202E", "Xóa", id="right to left override"),
        pytest.param("a: \ufffe\n".encode(), "LC004", (1, 4), "U+FFFE", "Xóa", id="no character"),
    ],
)
def test_what_is_no_text_is_refused(
    tmp_path: Path, data: bytes, code: str, place: tuple[int, int], message: str, advice: str
) -> None:
    text, problems = read(written(tmp_path, data))
    assert text is None
    [problem] = problems
    assert problem.code == code
    assert (problem.place.path, problem.place.line, problem.place.column) == ("a.yaml", *place)
    assert message in problem.message
    assert advice in problem.advice


def test_every_line_with_a_bad_character_is_reported_once(tmp_path: Path) -> None:
    _, problems = read(written(tmp_path, "\ue000\ue001\nok\n\x07\n".encode()))
    assert [problem.place.line for problem in problems] == [1, 3]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    text, [problem] = read(path)
    assert text is None
    assert problem.code == "LC002"
    assert "8 MB" in problem.message


def test_a_missing_file(tmp_path: Path) -> None:
    text, [problem] = read(tmp_path / "a.yaml")
    assert (text, problem.code) == (None, "LC001")
    assert "không có tệp này" in problem.message


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    text, [problem] = read(tmp_path)
    assert (text, problem.code) == (None, "LC001")
    assert "thư mục" in problem.message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = written(tmp_path, b"a: 1\n")
    path.chmod(0)
    text, [problem] = read(path)
    path.chmod(0o600)
    assert (text, problem.code) == (None, "LC001")
    assert "không có quyền đọc" in problem.message


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(13, "Permission denied"), "không có quyền đọc"),
        (FileNotFoundError(2, "No such file"), "không có tệp này"),
        (OSError(5, "Input/output error"), "Input/output error"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, message: str
) -> None:
    def refuse(_path: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    text, [problem] = read(written(tmp_path, b"a: 1\n"))
    assert (text, problem.code) == (None, "LC001")
    assert message in problem.message
    assert "đóng chương trình" in problem.advice


def test_a_link_in_a_circle_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.symlink_to(path)
    assert read(path)[1][0].code == "LC001"


def test_shown_path_is_relative_with_forward_slashes(tmp_path: Path) -> None:
    assert shown_path(tmp_path / "data" / "a.yaml", tmp_path) == "data/a.yaml"
    assert shown_path(Path("/khac/a.yaml"), tmp_path) == "/khac/a.yaml"


def test_inside_follows_links(tmp_path: Path) -> None:
    inner, outer = tmp_path / "w", tmp_path / "ngoai"
    inner.mkdir()
    outer.mkdir()
    (outer / "a.yaml").write_text("a: 1")
    (inner / "ra").symlink_to(outer / "a.yaml")
    (inner / "b.yaml").write_text("b: 1")
    (inner / "vao").symlink_to(inner / "b.yaml")
    assert inside(inner / "b.yaml", inner)
    assert inside(inner / "vao", inner)
    assert not inside(inner / "ra", inner)
    assert not inside(inner / ".." / "ngoai" / "a.yaml", inner)
    assert not inside(tmp_path / "w2", inner)
