"""Reports as a git commit holds them: what is read, and what is refused."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from lcdraft.diff import revision
from lcdraft.diff.drafts import Draft, open_draft
from lcdraft.document import Table, inlines_text
from lcdraft.errors import DataError, LcdraftError, UsageError

REPORT = "6-thang-2025"
FIGURES = f"data/so-lieu/{REPORT}.yaml"


def text_of(draft: Draft) -> str:
    blocks = draft.document.walk()
    return "\n".join(inlines_text(block.inlines) for block in blocks if not isinstance(block, Table))


def refused(name: str, folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(LcdraftError) as error:
        open_draft(name, folder)
    return [(problem.code, str(problem.place), problem.message) for problem in error.value.problems]


def test_a_report_of_an_earlier_commit(workspace, repository) -> None:
    workspace.change(FIGURES, "ban_le: 2.327", "ban_le: 2.410")
    workspace.change(FIGURES, "thuong_nghiep: 2.173", "thuong_nghiep: 2.256")
    repository.commit("second")
    old, new = open_draft(f"{REPORT}@HEAD~1", workspace.root), open_draft(REPORT, workspace.root)
    assert "ước đạt 2.327 tỷ đồng" in text_of(old)
    assert "ước đạt 2.410 tỷ đồng" in text_of(new)
    assert (old.report, old.revision, new.revision) == (REPORT, "HEAD~1", "")


@pytest.mark.parametrize("name", ["main", "v1", "HEAD", "main@{0}", "HEAD^{commit}", ":/first"])
def test_every_way_of_naming_a_revision(workspace, repository, name: str) -> None:
    repository.git("tag", "v1")
    assert "2.327" in text_of(open_draft(f"{REPORT}@{name}", workspace.root))


def test_changes_that_are_not_committed_do_not_count(workspace, repository) -> None:
    workspace.change(FIGURES, "ban_le: 2.327", "ban_le: hai nghìn")
    repository.git("add", "-A")
    assert "2.327" in text_of(open_draft(f"{REPORT}@HEAD", workspace.root))


def test_the_templates_of_the_commit_are_used(workspace, repository) -> None:
    workspace.change("templates/6-thang.md.j2", "# NHIỆM VỤ", "# NHIỆM VỤ TRỌNG TÂM")
    repository.commit()
    assert "TRỌNG TÂM" in text_of(open_draft(f"{REPORT}@HEAD", workspace.root))
    assert "TRỌNG TÂM" not in text_of(open_draft(f"{REPORT}@HEAD~1", workspace.root))


def test_a_workspace_in_a_folder_of_the_repository(workspace, repository) -> None:
    target = workspace.root / "báo cáo" / "thành phố"
    target.mkdir(parents=True)
    for name in ("lcdraft.yaml", "data", "templates"):
        (workspace.root / name).rename(target / name)
    repository.commit()
    assert "2.327" in text_of(open_draft(f"{REPORT}@HEAD", target))
    assert "2.327" in text_of(open_draft(f"{REPORT}@HEAD", target / "data" / "so-lieu"))
    assert [code for code, _, _ in refused(f"{REPORT}@HEAD~1", target)] == ["LC702"]


def test_the_folder_goes_away_with_the_draft(workspace, repository) -> None:
    draft = open_draft(f"{REPORT}@HEAD", workspace.root)
    assert draft.home is not None
    folder = draft.home.folder
    assert (folder / "lcdraft.yaml").is_file()
    del draft
    assert not folder.exists()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "HEAD~9",
        "nhánh-không-có",
        "--output=x",
        "-h",
        "HEAD:data",
        "HEAD..HEAD",
        "a" * 300,
        "HEAD\n",
        "x\x00y",
        "^HEAD",
    ],
)
def test_a_revision_that_there_is_not(workspace, repository, name: str) -> None:
    assert [code for code, _, _ in refused(f"{REPORT}@{name}", workspace.root)] == ["LC702"]
    assert sorted(path.name for path in workspace.root.iterdir()) == [".git", "data", "lcdraft.yaml", "templates"]


def test_errors_in_the_data_name_the_revision(workspace, repository) -> None:
    workspace.change(FIGURES, "ban_le: 2.327", "ban_le: 47.6")
    workspace.change(FIGURES, "dich_vu: 154", "dich_vu: rất nhiều")
    repository.commit()
    found = refused(f"{REPORT}@HEAD", workspace.root)
    assert [place for _, place, _ in found] == [f"HEAD:{FIGURES}:5:11", f"HEAD:{FIGURES}:7:12"]


def test_a_report_that_the_revision_has_not(workspace, repository) -> None:
    with pytest.raises(UsageError) as error:
        open_draft("6-thang-2024@HEAD", workspace.root)
    (problem,) = error.value.problems
    assert problem.place.path == "HEAD:data/bao-cao"
    assert problem.advice == 'Có phải "6-thang-2025"?'


def test_outside_a_repository(workspace) -> None:
    ((code, _, message),) = refused(f"{REPORT}@HEAD", workspace.root)
    assert code == "LC701"
    assert "không nằm trong kho git nào" in message


def test_an_empty_repository(workspace, repository) -> None:
    repository.git("checkout", "-q", "--orphan", "empty")
    assert [code for code, _, _ in refused(f"{REPORT}@HEAD", workspace.root)] == ["LC702"]


def test_without_git(workspace, repository, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    ((code, _, message),) = refused(f"{REPORT}@HEAD", workspace.root)
    assert (code, message) == ("LC701", "cần git để đọc phiên bản cũ, nhưng máy này không có git")


def test_a_program_called_git_in_the_workspace_is_not_run(workspace, repository, monkeypatch) -> None:
    trap = workspace.root / "git"
    trap.write_text("#!/bin/sh\ntouch trapped\n", encoding="utf-8")
    trap.chmod(0o755)
    monkeypatch.setenv("PATH", str(workspace.root))
    assert [code for code, _, _ in refused(f"{REPORT}@HEAD", workspace.root)] == ["LC701"]
    assert not (workspace.root / "trapped").exists()


def test_a_shallow_clone_says_how_to_get_the_rest(workspace, repository, tmp_path) -> None:
    repository.commit()
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--depth", "1", workspace.root.as_uri(), str(clone))
    assert "2.327" in text_of(open_draft(f"{REPORT}@HEAD", clone))
    with pytest.raises(UsageError) as error:
        open_draft(f"{REPORT}@HEAD~1", clone)
    assert "--unshallow" in error.value.problems[0].advice


def test_what_hooks_say_of_another_repository_is_not_heeded(workspace, repository, monkeypatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(workspace.root / "nowhere"))
    assert "2.327" in text_of(open_draft(f"{REPORT}@HEAD", workspace.root))


def test_filters_and_hooks_of_the_repository_do_not_run(workspace, repository) -> None:
    for name in ("filter.trap.smudge", "filter.trap.clean", "core.fsmonitor", "diff.trap.textconv"):
        repository.git("config", name, "touch trapped; cat")
    workspace.write(".gitattributes", "* filter=trap diff=trap\n")
    repository.git("add", ".gitattributes")
    (workspace.root / "trapped").unlink(missing_ok=True)
    assert "2.327" in text_of(open_draft(f"{REPORT}@HEAD", workspace.root))
    assert not (workspace.root / "trapped").exists()


def test_links_are_refused(workspace, repository) -> None:
    (workspace.root / "data/so-lieu/6-thang-2023.yaml").symlink_to("/etc/passwd")
    (workspace.root / "templates/phan").symlink_to("..")
    repository.commit()
    found = refused(f"{REPORT}@HEAD", workspace.root)
    assert sorted((code, place) for code, place, _ in found) == [
        ("LC703", "HEAD:data/so-lieu/6-thang-2023.yaml"),
        ("LC703", "HEAD:templates/phan"),
    ]


def test_a_repository_in_the_data_is_refused(workspace, repository) -> None:
    oid = repository.git("rev-parse", "HEAD").strip()
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{oid},data/khac")
    repository.git("commit", "-q", "-m", "module")
    assert [code for code, _, _ in refused(f"{REPORT}@HEAD", workspace.root)] == ["LC703"]


def commit_tree(repository, entries: list[tuple[str, bytes]]) -> None:
    """Commit a file in ``data/`` under a name that git itself would not add."""

    def make(lines: str) -> str:
        run = subprocess.run(
            ["git", "-C", str(repository.folder), "mktree"], input=lines.encode(), capture_output=True, check=True
        )
        return run.stdout.decode().strip()

    listed = ""
    for name, data in entries:
        blob = subprocess.run(
            ["git", "-C", str(repository.folder), "hash-object", "-w", "--stdin"],
            input=data,
            capture_output=True,
            check=True,
        )
        listed += f"100644 blob {blob.stdout.decode().strip()}\t{name}\n"
    data_tree = make(listed)
    top = "".join(f"{line}\n" for line in repository.git("ls-tree", "HEAD").splitlines() if not line.endswith("\tdata"))
    tree = make(f"{top}040000 tree {data_tree}\tdata\n")
    oid = repository.git("commit-tree", tree, "-p", "HEAD", "-m", "odd").strip()
    repository.git("update-ref", "HEAD", oid)


@pytest.mark.parametrize("name", ["..", "x\\..\\y.yaml", "C:y.yaml", "y.yaml.", '"y\\033[31m.yaml"'])
def test_names_that_lead_elsewhere_are_refused(workspace, repository, name: str) -> None:
    commit_tree(repository, [(name, b"x")])
    ((code, place, _),) = refused(f"{REPORT}@HEAD", workspace.root)
    assert code == "LC703"
    assert place.isprintable()


def test_what_is_too_large_is_refused(workspace, repository, monkeypatch) -> None:
    monkeypatch.setattr(revision, "MAX_BYTES", 1_000)
    monkeypatch.setattr(revision, "MAX_FILES", 5)
    monkeypatch.setattr(revision, "MAX_TOTAL", 2_000)
    workspace.write("data/so-lieu/6-thang-2023.yaml", "# " + "x" * 5_000)
    repository.commit()
    found = refused(f"{REPORT}@HEAD", workspace.root)
    assert [(code, place) for code, place, _ in found] == [
        ("LC703", "HEAD:data/so-lieu/6-thang-2023.yaml"),
        ("LC703", "HEAD"),
    ]


def test_objects_that_are_missing(workspace, repository) -> None:
    oid = repository.git("rev-parse", f"HEAD:{FIGURES}").strip()
    loose = workspace.root / ".git/objects" / oid[:2] / oid[2:]
    os.chmod(loose, 0o644)
    loose.unlink()
    assert [code for code, _, _ in refused(f"{REPORT}@HEAD", workspace.root)] == ["LC702"]


def test_both_sides_of_an_error_keep_their_kind(workspace, repository) -> None:
    workspace.change(FIGURES, "ban_le: 2.327", "ban_le: x")
    repository.commit()
    with pytest.raises(DataError):
        open_draft(f"{REPORT}@HEAD", workspace.root)
