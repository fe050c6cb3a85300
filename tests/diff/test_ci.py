"""The CI files under docs/ci: sound YAML, nothing let in from outside, and steps that do what they say.

The steps run as they stand there, in a repository of their own, without network: ``gh`` and ``curl`` are stand-ins that
write down what they were asked.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

CI = Path(__file__).resolve().parents[2] / "docs" / "ci"
REPORT = "6-thang-2025"
FIGURES = f"data/so-lieu/{REPORT}.yaml"

pytestmark = pytest.mark.skipif(
    os.name == "nt" or shutil.which("bash") is None or shutil.which("jq") is None,
    reason="the steps are for bash and jq",
)


def load(name: str) -> dict[Any, Any]:
    found = yaml.safe_load((CI / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


GITHUB, GITLAB = load("github-actions.yml"), load("gitlab-ci.yml")


class Machine:
    """A repository on a branch that changes it, and the programs that a CI machine has."""

    def __init__(self, repository, workspace, folder: Path) -> None:
        self.repository, self.workspace = repository, workspace
        self.bin, self.log = folder / "bin", folder / "log"
        self.bin.mkdir()
        self.program("lcdraft", f'exec "{sys.executable}" -m lcdraft "$@"')
        self.base = ""

    def program(self, name: str, script: str) -> None:
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def lcdraft(self, *arguments: str) -> None:
        assert self.run(f"lcdraft {' '.join(arguments)}").returncode == 0

    def begin(self) -> None:
        """The branch that changes go to, everything in order."""
        self.lcdraft("build")
        self.base = self.repository.commit("base")
        self.repository.git("checkout", "-q", "-b", "thay-doi")

    def merge(self) -> None:
        """What a CI service checks out: the change merged into the branch it is meant for."""
        self.repository.commit("change")
        self.repository.git("checkout", "-q", "main")
        self.repository.git("merge", "-q", "--no-ff", "-m", "merge", "thay-doi")

    def run(self, script: str, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {"PATH": f"{self.bin}:{os.environ['PATH']}", "THU_MUC": ".", "LOG": str(self.log)}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.repository.folder,
            env={**environment, **settings},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def machine(repository, workspace, tmp_path) -> Machine:
    return Machine(repository, workspace, tmp_path)


def step(name: str) -> str:
    found = [each["run"] for job in GITHUB["jobs"].values() for each in job["steps"] if each.get("name") == name]
    assert len(found) == 1
    return str(found[0])


def compare(machine: Machine) -> tuple[int, str]:
    """Run the comparison of the GitHub file; its exit code and the comment."""
    summary = machine.log.with_name("summary")
    done = machine.run(step("So với nhánh đích"), GITHUB_STEP_SUMMARY=str(summary))
    comment = (machine.repository.folder / "so-sanh/binh-luan.md").read_text(encoding="utf-8")
    assert summary.exists() is (done.returncode in (0, 1) and summary.exists())
    assert done.returncode == 0 or done.stderr, done
    return done.returncode, comment


def test_actions_are_pinned_and_have_no_more_rights_than_they_need() -> None:
    uses = [each["uses"] for job in GITHUB["jobs"].values() for each in job["steps"] if "uses" in each]
    assert len(uses) == 4
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", use) for use in uses)
    assert GITHUB["permissions"] == {}
    assert {name: job["permissions"] for name, job in GITHUB["jobs"].items()} == {
        "kiem-tra": {"contents": "read"},
        "binh-luan": {"pull-requests": "write"},
    }
    assert "pull_request_target" not in (CI / "github-actions.yml").read_text(encoding="utf-8")
    checkout = GITHUB["jobs"]["kiem-tra"]["steps"][0]
    assert checkout["with"]["persist-credentials"] is False


def test_the_job_that_may_write_runs_nothing_of_the_request() -> None:
    steps = GITHUB["jobs"]["binh-luan"]["steps"]
    assert not any("checkout" in each.get("uses", "") for each in steps)
    assert not any("lcdraft diff " in each.get("run", "").replace("<!-- lcdraft diff -->", "") for each in steps)
    assert GITLAB["ghi-chu"]["variables"]["GIT_STRATEGY"] == "none"


def test_no_text_of_a_request_gets_into_a_script() -> None:
    for job in GITHUB["jobs"].values():
        for each in job["steps"]:
            assert "${{" not in each.get("run", "")
            assert not any("title" in str(value) or "body" in str(value) for value in each.get("env", {}).values())
    for job in ("kiem-tra", "ghi-chu"):
        assert not re.search(r"CI_MERGE_REQUEST_(TITLE|DESCRIPTION)|CI_COMMIT_(MESSAGE|TITLE)", str(GITLAB[job]))


def test_images_are_pinned() -> None:
    for job in ("kiem-tra", "ghi-chu"):
        assert re.search(r":\d+\.\d+\.\d+", GITLAB[job]["image"])


def test_the_change_of_a_figure_becomes_a_comment(machine) -> None:
    machine.begin()
    machine.workspace.change(FIGURES, "ban_le: 2.327", "ban_le: 2.410")
    machine.workspace.change(FIGURES, "thuong_nghiep: 2.173", "thuong_nghiep: 2.256")
    machine.lcdraft("build")
    machine.merge()
    assert machine.run(step("Kiểm tra dữ liệu")).returncode == 0
    assert machine.run(step("Các bản trong examples phải mới")).returncode == 0
    code, comment = compare(machine)
    assert code == 0
    assert comment.startswith("<!-- lcdraft diff -->\n")
    assert "2.327" in comment
    assert "2.410" in comment
    assert {path.name for path in (machine.repository.folder / "so-sanh").iterdir()} == {
        "binh-luan.md",
        *(f"{REPORT}.{kind}" for kind in ("md", "html", "docx")),
    }


def test_a_stale_sample_fails(machine) -> None:
    machine.begin()
    machine.workspace.change(FIGURES, "ban_le: 2.327", "ban_le: 2.410")
    machine.workspace.change(FIGURES, "thuong_nghiep: 2.173", "thuong_nghiep: 2.256")
    machine.merge()
    done = machine.run(step("Các bản trong examples phải mới"))
    assert done.returncode == 1
    assert "đã cũ" in done.stdout
    code, comment = compare(machine)  # what changed is shown all the same
    assert code == 0
    assert "2.410" in comment


def test_bad_data_fails(machine) -> None:
    machine.begin()
    machine.workspace.change(FIGURES, "ban_le: 2.327", "ban_le: 47.6")
    machine.merge()
    done = machine.run(step("Kiểm tra dữ liệu"))
    assert done.returncode == 1
    assert "::error " in done.stdout
    assert compare(machine)[0] == 1


def test_no_change_a_new_report_and_one_that_is_gone(machine) -> None:
    machine.begin()
    machine.workspace.write("ghi-chu.txt", "x")
    machine.merge()
    assert compare(machine) == (0, "<!-- lcdraft diff -->\n\nKhông báo cáo nào thay đổi.\n")
    machine.repository.git("checkout", "-q", "thay-doi")
    text = (machine.workspace.root / f"data/bao-cao/{REPORT}.yaml").read_text(encoding="utf-8")
    machine.workspace.write("data/bao-cao/6-thang-2024.yaml", text.replace(f"ky: {REPORT}", "ky: 6-thang-2024"))
    machine.workspace.remove(f"data/bao-cao/{REPORT}.yaml")
    machine.merge()
    code, comment = compare(machine)
    assert code == 0
    assert "### Báo cáo mới: `6-thang-2024`" in comment
    assert f"### Báo cáo bị bỏ: `{REPORT}`" in comment


def test_names_of_files_are_no_commands(machine) -> None:
    machine.begin()
    for name in ("$(touch lot).yaml", "`touch lot`.yaml", "-o.yaml", "a b\n### c.yaml"):
        machine.workspace.write(f"data/bao-cao/{name}", "ky: 6-thang-2024\n")
    machine.merge()
    _, comment = compare(machine)
    assert not (machine.repository.folder / "lot").exists()
    assert "\n### c" not in comment
    assert "`touch" not in comment.replace("`??touch", "")


def test_a_workspace_in_a_folder(machine) -> None:
    folder = machine.workspace.root / "bao cao"
    folder.mkdir()
    for name in ("lcdraft.yaml", "data", "templates"):
        (machine.workspace.root / name).rename(folder / name)
    machine.base = machine.repository.commit("moved")
    machine.repository.git("checkout", "-q", "-b", "thay-doi")
    path = folder / FIGURES
    path.write_text(path.read_text(encoding="utf-8").replace("28,34", "28,50"), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("2.327", "2.328"), encoding="utf-8")
    machine.merge()
    done = machine.run(step("So với nhánh đích"), THU_MUC="bao cao", GITHUB_STEP_SUMMARY=os.devnull)
    assert done.returncode == 0, done.stderr
    assert "2.328" in (machine.workspace.root / "so-sanh/binh-luan.md").read_text(encoding="utf-8")


FAKE_GH = r"""
printf '%s\n' "$*" >> "$LOG"
case "$*" in *--jq*) printf '%s' "$FOUND" ;; esac
"""


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        ("", "--silent --method POST repos/a/b/issues/7/comments -F body=@so-sanh/binh-luan.md"),
        ("41\n42\n", "--silent --method PATCH repos/a/b/issues/comments/41 -F body=@so-sanh/binh-luan.md"),
    ],
)
def test_the_comment_is_written_once_and_then_changed(machine, found: str, asked: str) -> None:
    machine.program("gh", FAKE_GH)
    done = machine.run(step("Ghi hoặc sửa bình luận"), GH_TOKEN="x", REPOSITORY="a/b", NUMBER="7", FOUND=found)
    assert done.returncode == 0, done.stderr
    first, second = machine.log.read_text(encoding="utf-8").splitlines()
    assert "--paginate repos/a/b/issues/7/comments --jq" in first
    assert second == f"api {asked}"


def gitlab_script(job: str) -> str:
    script = [line for line in GITLAB[job]["script"] if "pip install" not in line]
    assert len(script) == 1
    return str(script[0])


def test_the_gitlab_job_does_the_same(machine) -> None:
    machine.begin()
    machine.workspace.change(FIGURES, "ban_le: 2.327", "ban_le: 2.410")
    machine.workspace.change(FIGURES, "thuong_nghiep: 2.173", "thuong_nghiep: 2.256")
    machine.merge()
    settings = {"CI_PROJECT_DIR": str(machine.repository.folder), "CI_MERGE_REQUEST_DIFF_BASE_SHA": machine.base}
    done = machine.run(gitlab_script("kiem-tra"), **settings)
    assert done.returncode == 1  # the samples are stale
    assert "2.410" in (machine.repository.folder / "so-sanh/ghi-chu.md").read_text(encoding="utf-8")
    machine.lcdraft("build")
    assert machine.run(gitlab_script("kiem-tra"), **settings).returncode == 0
    # On the main branch there is nothing to compare with.
    alone = {"CI_PROJECT_DIR": str(machine.repository.folder)}
    assert machine.run(gitlab_script("kiem-tra"), **alone).returncode == 0


FAKE_CURL = r"""
cat curlrc >> "$LOG.header"
printf '%s\n' "$*" >> "$LOG"
case "$*" in *per_page*) printf '%s' "$FOUND" ;; esac
"""


@pytest.mark.parametrize(
    ("notes", "asked"),
    [
        ([], "--request POST --data-urlencode body@so-sanh/ghi-chu.md https://x/v4/projects/1/merge_requests/7/notes"),
        (
            [{"id": 3, "body": "hay"}, {"id": 5, "body": "<!-- lcdraft diff -->\nx"}],
            "--request PUT --data-urlencode body@so-sanh/ghi-chu.md https://x/v4/projects/1/merge_requests/7/notes/5",
        ),
    ],
)
def test_the_gitlab_note_is_written_once_and_then_changed(machine, notes: list[object], asked: str) -> None:
    machine.program("curl", FAKE_CURL)
    done = machine.run(
        gitlab_script("ghi-chu"),
        CI_API_V4_URL="https://x/v4",
        CI_PROJECT_ID="1",
        CI_MERGE_REQUEST_IID="7",
        LCDRAFT_TOKEN="bi-mat",
        FOUND=json.dumps(notes),
    )
    assert done.returncode == 0, done.stderr
    last = machine.log.read_text(encoding="utf-8").splitlines()[-1]
    assert last.endswith(asked)
    assert "bi-mat" not in machine.log.read_text(encoding="utf-8")
    assert "PRIVATE-TOKEN: bi-mat" in Path(f"{machine.log}.header").read_text(encoding="utf-8")
    assert not (machine.repository.folder / "curlrc").exists()
