"""Real files in small workspaces, and the sample workspace of this repository."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from lcdraft.dataset import Dataset, Passage, Report
from lcdraft.document import Document, Table, inlines_text
from lcdraft.errors import Place, Problem
from lcdraft.load.workspace import load_dataset
from lcdraft.periods import parse_period
from lcdraft.render import Rendering, render_document

# The same examples in every run, so that CI is never red by chance; --hypothesis-profile=explore looks further.
settings.register_profile("fixed", deadline=None, max_examples=200, derandomize=True, database=None)
settings.register_profile("explore", deadline=None, max_examples=5000, database=None)
settings.load_profile("fixed")

PERIOD = "6-thang-2025"

FILES = {
    "lcdraft.yaml": """\
co_quan:
  ten: Ủy ban nhân dân xã Mẫu
  viet_tat: UBND xã
  cap: xã
  don_vi: xã Mẫu
  dia_danh: Mẫu
nguoi_ky:
  quyen_han: [TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH]
noi_nhan: [UBND tỉnh, "Lưu: VT"]
giao_ke_hoach:
  tinh:
    ten: kế hoạch tỉnh giao
    gon: KH tỉnh giao
    so_voi: true
  hdnd:
    ten: Nghị quyết HĐND thành phố giao
    gon: KH thành phố giao
    so_voi: true
""",
    "data/chi-tieu.yaml": """\
chi_tieu:
  ban_le:
    ten: Tổng mức bán lẻ hàng hóa
    don_vi: tỷ đồng
    gom: [thuong_nghiep, dich_vu]
  thuong_nghiep:
    ten: Doanh thu thương nghiệp
    ten_ngan: Thương nghiệp
    don_vi: tỷ đồng
  dich_vu:
    ten: Doanh thu dịch vụ
    ten_ngan: Dịch vụ
    don_vi: tỷ đồng
  don_thu:
    ten: Số đơn tiếp nhận
    don_vi: đơn
  ty_le_rung:
    ten: Tỷ lệ che phủ rừng
    don_vi: "%"
    tinh_chat: ty_le
  ty_le_sinh:
    ten: Tỷ lệ tăng dân số
    don_vi: ‰
    tinh_chat: ty_le
    chieu: giam
  truong_chuan:
    ten: Số trường chuẩn quốc gia
    don_vi: trường
    tinh_chat: thoi_diem
    mau_so: 28
""",
    "data/ke-hoach/2025.yaml": """\
nam: 2025
ke_hoach:
  ban_le: 4.889
  don_thu:
    tinh: 100
    hdnd: 120
  ty_le_sinh:
    nam: 9,56
""",
    f"data/so-lieu/{PERIOD}.yaml": f"""\
ky: {PERIOD}
den_ngay: 14/6/2025
trang_thai: uoc
so_lieu:
  ban_le: 2.327
  thuong_nghiep: 2.173
  dich_vu: 154
  don_thu:
    gia_tri: 75
    trang_thai: thuc_hien
  ty_le_rung: 28,34
  ty_le_sinh:
    uoc_ca_nam: 8,16
  truong_chuan:
    gia_tri: 27
    trang_thai: thuc_hien
""",
    "data/so-lieu/6-thang-2024.yaml": """\
ky: 6-thang-2024
so_lieu:
  ban_le: 2.280
  don_thu: 39
  ty_le_rung: 27,93
""",
    f"data/bao-cao/{PERIOD}.yaml": f"""\
ky: {PERIOD}
can_cu:
  - Căn cứ Quyết định số 34/2019/QĐ-UBND ngày 30/9/2019 của UBND tỉnh
noi_dung:
  kinh-te: |
    Thương mại ổn định.
    {{{{ ban_le.ten }}}} {{{{ ban_le.uoc_dat }}}}, {{{{ ban_le.so_cung_ky }}}}, {{{{ ban_le.dat_kh }}}}.
nhiem_vu:
  - Tăng cường quản lý thị trường.
""",
    "templates/6-thang.md.j2": """\
---
ten: Báo cáo 6 tháng
loai: 6-thang
danh_so: [la-ma, so]
tieu_de: "Tình hình {{ ky.nhan_ngan }}, nhiệm vụ {{ ky.con_lai }}"
---

# TÌNH HÌNH KINH TẾ {#kinh-te}

{{ noi_dung('kinh-te') }}

# NHIỆM VỤ {#nhiem-vu}

{% for muc in bao_cao.nhiem_vu %}
1. {{ muc }}

{% endfor %}
""",
    "templates/mot-doan.md.j2": "{{ noi_dung('doan') }}\n",
}
"""A whole workspace, as small as one can be that uses every kind of file."""


@dataclass(frozen=True)
class Workspace:
    """A folder of data files and templates that a test may change."""

    root: Path

    @property
    def folders(self) -> tuple[Path, ...]:
        return (self.root / "templates",)

    def write(self, path: str, content: str | bytes) -> Path:
        """Put a file in place of what stands there."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = content.encode()
        target.write_bytes(content)
        return target

    def change(self, path: str, old: str, new: str) -> None:
        """Replace the one occurrence of ``old``."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        target = self.root / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    def load(self) -> tuple[Dataset | None, list[Problem]]:
        return load_dataset(self.root)

    def dataset(self) -> Dataset:
        """The dataset of a workspace that has no problems."""
        dataset, problems = self.load()
        assert problems == []
        assert dataset is not None
        return dataset

    def render(self, period: str = PERIOD) -> Rendering:
        dataset = self.dataset()
        return render_document(dataset, dataset.reports[period], self.folders)

    def document(self, period: str = PERIOD) -> Document:
        """The report of a workspace that renders without errors."""
        rendering = self.render(period)
        assert rendering.document is not None, rendering.problems
        return rendering.document


@dataclass(frozen=True)
class Said:
    """What a passage of a report came to."""

    text: str
    problems: tuple[Problem, ...]

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]


def changed(item: Any, **fields: Any) -> Any:
    """The same item with other fields, be it a dataclass or a named tuple."""
    return item._replace(**fields) if hasattr(item, "_replace") else dataclasses.replace(item, **fields)


def say(dataset: Dataset, folders: tuple[Path, ...], passage: str, period: str = PERIOD, **changes: Any) -> Said:
    """Print one passage in the report of a period; ``changes`` are made to the report (``ratio_decimals=2``)."""
    found = dataset.reports.get(period) or Report(parse_period(period), f"data/bao-cao/{period}.yaml", "mot-doan")
    sections = {"doan": Passage(passage, Place(found.path, 1, 1))}
    report = changed(found, **{"template": "mot-doan", "sections": sections, "lists": {}, "bases": (), **changes})
    rendering = render_document(dataset, report, folders)
    blocks = rendering.document.walk() if rendering.document is not None else ()
    texts = [inlines_text(block.inlines) for block in blocks if not isinstance(block, Table)]
    return Said("\n".join(texts), rendering.problems)


@pytest.fixture
def new_workspace(tmp_path: Path) -> Callable[..., Workspace]:
    """Build a workspace from `FILES` with some files replaced, added, or (None) left out."""

    def build(files: dict[str, str | bytes | None] | None = None, *, folder: str = "w") -> Workspace:
        workspace = Workspace(tmp_path / folder)
        for path, content in {**FILES, **(files or {})}.items():
            if content is not None:
                workspace.write(path, content)
        return workspace

    return build


@pytest.fixture
def workspace(new_workspace: Callable[..., Workspace]) -> Workspace:
    """A workspace without any problem."""
    return new_workspace()


@pytest.fixture
def said(workspace: Workspace) -> Callable[..., Said]:
    """Print one passage with the data of `workspace`, as it is when called."""

    def printed(passage: str, period: str = PERIOD, **changes: Any) -> Said:
        return say(workspace.dataset(), workspace.folders, passage, period, **changes)

    return printed


@pytest.fixture(scope="session")
def printer() -> Callable[..., Said]:
    """`say`, for tests that bring their own dataset."""
    return say


@pytest.fixture(scope="session")
def sample_root() -> Path:
    """The folder of this repository, which is itself a workspace."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def sample(sample_root: Path) -> Dataset:
    dataset, problems = load_dataset(sample_root)
    assert problems == []
    assert dataset is not None
    return dataset


@pytest.fixture(scope="session")
def sample_rendering(sample: Dataset, sample_root: Path) -> Rendering:
    return render_document(sample, sample.reports[PERIOD], (sample_root / "templates",))


@pytest.fixture(scope="session")
def sample_document(sample_rendering: Rendering) -> Document:
    assert sample_rendering.document is not None, sample_rendering.problems
    return sample_rendering.document
