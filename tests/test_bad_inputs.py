"""Everything that people put into files by mistake, and some things that they would only put there on purpose.

Each case is one mistake in a copy of a good workspace. It has to end with the exit code of the contract, name the
file and the line, say in Vietnamese what is wrong and what to write instead, and never show a traceback.
"""

from __future__ import annotations

import io
import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from click.testing import CliRunner, Result

from lcdraft.cli import main
from lcdraft.errors import DocumentError, LcdraftError, TemplateError
from lcdraft.read.files import read_document
from lcdraft.workspace import load_workspace

if TYPE_CHECKING:
    from tests.conftest import Workspace

PERIOD = "6-thang-2025"
SETTINGS, CATALOGUE, PLAN = "lcdraft.yaml", "data/chi-tieu.yaml", "data/ke-hoach/2025.yaml"
FIGURES, REPORT, TEMPLATE = f"data/so-lieu/{PERIOD}.yaml", f"data/bao-cao/{PERIOD}.yaml", "templates/6-thang.md.j2"

Change = Callable[["Workspace"], object]


def put(path: str, content: str | bytes) -> Change:
    """The whole file is this."""
    return lambda workspace: workspace.write(path, content)


def edit(path: str, old: str, new: str) -> Change:
    return lambda workspace: workspace.change(path, old, new)


def take(path: str) -> Change:
    return lambda workspace: workspace.remove(path)


def encoded(path: str, encoding: str) -> Change:
    return lambda workspace: workspace.write(path, (workspace.root / path).read_text(encoding="utf-8").encode(encoding))


def both(*changes: Change) -> Change:
    return lambda workspace: [change(workspace) for change in changes]


def narrative(text: str) -> Change:
    """The section of the report says this, from line 6 on."""
    indented = "".join(f"    {line}\n" for line in text.split("\n"))
    return put(REPORT, f"ky: {PERIOD}\nnhiem_vu:\n  - Một.\nnoi_dung:\n  kinh-te: |\n{indented}")


def template(text: str) -> Change:
    """The template of the report is this, from line 1 on."""
    return put(TEMPLATE, text + "\n{{ noi_dung('kinh-te') }}{{ bao_cao.nhiem_vu | first }}\n")


def link(path: str, target: str) -> Change:
    def change(workspace: Workspace) -> None:
        outside = workspace.root.parent / target
        outside.write_bytes((workspace.root / path).read_bytes())
        (workspace.root / path).unlink()
        (workspace.root / path).symlink_to(outside)

    return change


@dataclass(frozen=True)
class Bad:
    """One mistake: what is changed, and the place, code and words of the message that has to come."""

    name: str
    change: Change
    code: str
    place: str
    message: str
    advice: str


ALIAS_BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]" for number in range(1, 10)]
)

YAML = [
    Bad(
        "tab",
        edit(FIGURES, "  ban_le: 2.327", "\tban_le: 2.327"),
        "LC010",
        f"{FIGURES}:5:1",
        "phím Tab",
        "hai dấu cách",
    ),
    Bad(
        "two colons",
        edit(FIGURES, "ban_le: 2.327", "ban_le: 2.327: x"),
        "LC010",
        f"{FIGURES}:5:",
        "hai dấu hai chấm",
        "ngoặc kép",
    ),
    Bad(
        "colon in text",
        edit(REPORT, "Tăng cường quản lý", "Quý III: tăng cường quản lý"),
        "LC022",
        f"{REPORT}:9:5",
        'dấu hai chấm ("Quý III: …")',
        "ngoặc kép",
    ),
    Bad(
        "no blank after colon",
        edit(FIGURES, "dich_vu: 154", "dich_vu:154"),
        "LC010",
        f"{FIGURES}:7:3",
        'sau dấu hai chấm của "dich_vu"',
        'Viết "dich_vu: …"',
    ),
    Bad(
        "indent between",
        edit(FIGURES, "  dich_vu: 154", " dich_vu: 154"),
        "LC010",
        f"{FIGURES}:7:2",
        "không thẳng",
        "Căn lại",
    ),
    Bad(
        "brace left open",
        edit(FIGURES, "dich_vu: 154", "dich_vu: {gia_tri: 154"),
        "LC010",
        f"{FIGURES}:7:",
        "chưa đóng",
        "đóng ngoặc",
    ),
    Bad(
        "quote left open",
        edit(REPORT, "  - Tăng cường", '  - "Tăng cường'),
        "LC010",
        f"{REPORT}:9:5",
        "chưa đóng",
        "dấu đóng",
    ),
    Bad(
        "text behind quote",
        edit(SETTINGS, "ten: Ủy ban nhân dân xã Mẫu", 'ten: "Ủy ban" xã'),
        "LC010",
        f"{SETTINGS}:2:",
        "còn chữ phía sau",
        "ngoặc đơn",
    ),
    Bad("at sign", edit(SETTINGS, "cap: xã", "cap: @xã"), "LC010", f"{SETTINGS}:4:8", "ký tự đặc biệt", "ngoặc kép"),
    Bad("bold", edit(REPORT, "  - Tăng cường", "  - **Tăng** cường"), "LC010", f"{REPORT}:9:", "dấu *", "ngoặc kép"),
    Bad(
        "unknown escape",
        edit(SETTINGS, "cap: xã", 'cap: "\\q"'),
        "LC010",
        f"{SETTINGS}:4:",
        "trong ngoặc kép",
        "ngoặc đơn",
    ),
    Bad(
        "second document",
        edit(FIGURES, "so_lieu:", "---\nso_lieu:"),
        "LC010",
        f"{FIGURES}:4:1",
        "nhiều phần YAML",
        "Giữ một phần",
    ),
    Bad(
        "duplicate key",
        edit(FIGURES, "  dich_vu: 154", "  ban_le: 154"),
        "LC011",
        f"{FIGURES}:7:3",
        "đã có ở dòng 5",
        "Giữ một dòng",
    ),
    Bad(
        "python tag",
        edit(FIGURES, "ban_le: 2.327", "ban_le: !!python/object/apply:os.system [id]"),
        "LC010",
        f"{FIGURES}:5:11",
        "nhãn kiểu",
        "Xóa nhãn",
    ),
    Bad(
        "include tag",
        edit(FIGURES, "ban_le: 2.327", "ban_le: !include /etc/passwd"),
        "LC010",
        f"{FIGURES}:5:11",
        "nhãn kiểu",
        "Xóa nhãn",
    ),
    Bad(
        "anchor and alias",
        edit(FIGURES, "  thuong_nghiep: 2.173\n  dich_vu: 154", "  thuong_nghiep: &x 2.173\n  dich_vu: *x"),
        "LC010",
        f"{FIGURES}:6:18",
        "mỏ neo &x",
        "đầy đủ",
    ),
    Bad(
        "merge key",
        edit(FIGURES, "dich_vu: 154", "dich_vu: {<<: *x}"),
        "LC010",
        f"{FIGURES}:7:17",
        "bí danh *x",
        "đầy đủ",
    ),
    Bad("alias bomb", put(FIGURES, ALIAS_BOMB), "LC010", f"{FIGURES}:1:5", "mỏ neo", "đầy đủ"),
    Bad(
        "deep nesting",
        edit(FIGURES, "dich_vu: 154", "dich_vu: " + "[" * 10_000),
        "LC010",
        f"{FIGURES}:7:",
        "lồng nhau quá 12 cấp",
        "dấu ngoặc",
    ),
    Bad(
        "list for a key",
        edit(FIGURES, "  dich_vu: 154", "  ? [a, b]\n  : 154"),
        "LC010",
        f"{FIGURES}:7:5",
        "tên mục phải là một từ",
        "tên: giá trị",
    ),
    Bad("huge file", put(FIGURES, b"x" * 10_000_000), "LC002", FIGURES, "tệp quá lớn", "dán nhầm"),
    Bad(
        "huge scalar",
        edit(FIGURES, "ban_le: 2.327", "ban_le: " + "9" * 1_500_000),
        "LC002",
        f"{FIGURES}:5:11",
        "1 triệu ký tự",
        "dán nhầm",
    ),
    Bad("empty file", put(FIGURES, ""), "LC012", f"{FIGURES}:1:1", "chưa có nội dung", "hướng dẫn"),
    Bad(
        "only comments", put(CATALOGUE, "# sẽ làm sau\n"), "LC012", f"{CATALOGUE}:1:1", "chưa có nội dung", "hướng dẫn"
    ),
    Bad(
        "a list for a file",
        put(FIGURES, "- ban_le\n- dich_vu\n"),
        "LC022",
        f"{FIGURES}:1:1",
        "cần các mục con",
        "tên: giá trị",
    ),
    Bad("a word for a file", put(FIGURES, "số liệu\n"), "LC022", f"{FIGURES}:1:1", "cần các mục con", "tên: giá trị"),
]

ENCODINGS = [
    Bad("UTF-16", encoded(FIGURES, "utf-16"), "LC003", FIGURES, "UTF-16", "UTF-8"),
    Bad("UTF-16 without mark", encoded(FIGURES, "utf-16-be"), "LC003", FIGURES, "UTF-16", "UTF-8"),
    Bad(
        "latin-1 byte",
        put(FIGURES, b"ky: 6-thang-2025\nso_lieu:\n  ban_le: 5 # d\xf4ng\n"),
        "LC003",
        f"{FIGURES}:3:16",
        "không phải văn bản UTF-8",
        "UTF-8",
    ),
    Bad("spreadsheet", put(FIGURES, b"PK\x03\x04" + bytes(range(256))), "LC003", FIGURES, "UTF", "UTF-8"),
    Bad("NUL", edit(FIGURES, "ban_le: 2.327", "ban_le: 2.327\0"), "LC004", f"{FIGURES}:5:16", "U+0000", "Xóa ký tự"),
    Bad("escape", edit(REPORT, "Thương mại", "\x1b[31mThương mại"), "LC004", f"{REPORT}:6:5", "U+001B", "Xóa ký tự"),
    Bad(
        "private use",
        edit(REPORT, "Thương mại", "\uf0b7 Thương mại"),
        "LC004",
        f"{REPORT}:6:5",
        "vùng dùng riêng U+F0B7",
        "Unicode",
    ),
    Bad(
        "forged fence",
        edit(SETTINGS, "cap: xã", "cap: \ue000\ue010\ue001"),
        "LC004",
        f"{SETTINGS}:4:8",
        "U+E000",
        "Unicode",
    ),
    Bad(
        "private use in a template",
        edit(TEMPLATE, "# NHIỆM VỤ", "# \uf0b7 NHIỆM VỤ"),
        "LC004",
        f"{TEMPLATE}:12:3",
        "U+F0B7",
        "Unicode",
    ),
    Bad(
        "template in a code page",
        put(TEMPLATE, b"T\xecnh h\xecnh\n"),
        "LC003",
        f"{TEMPLATE}:1:2",
        "không phải văn bản UTF-8",
        "UTF-8",
    ),
    Bad("right to left", edit(SETTINGS, "cap: xã", "cap: \u202exã"), "LC004", f"{SETTINGS}:4:8", "U+202E", "Xóa ký tự"),
]


def number(name: str, text: str, message: str, advice: str) -> Bad:
    return Bad(name, edit(FIGURES, "ban_le: 2.327", f"ban_le: {text}"), "LC101", f"{FIGURES}:5:11", message, advice)


NUMBERS = [
    number("decimal point", "47.6", "không tách đúng ba chữ số", "Viết 47,6"),
    number("leading zero", "0.500", "không phải dấu tách hàng nghìn", "Viết 0,500"),
    number("English", "2,327.5", "kiểu Anh - Mỹ", "Viết 2.327,5"),
    number("two dots", "1.23.456", "đặt sai chỗ", "2.327"),
    number("scientific", "1e3", "viết khoa học", "1.000"),
    number("yes", "yes", '"yes"', "thì ghi 0"),
    number("off", "off", '"off"', "thì ghi 0"),
    number("clock", "12:30", '"12:30"', "mau_so"),
    number("fraction", "27/28", "phân số", "mau_so"),
    number("per cent", "5%", '"5%"', "Viết 5;"),
    number("with unit", "2.327 tỷ đồng", '"2.327 tỷ đồng"', "Viết 2.327;"),
    number("blanks", "2 327", "dấu cách", "Viết 2.327"),
    number("underscore", "1_000", '"1_000"', "chữ số"),
    number("hexadecimal", "0x1F", '"0x1F"', "chữ số"),
    number("infinity", ".inf", '".inf"', "chữ số"),
    number("not a number", "NaN", '"NaN"', "chữ số"),
    number("Arabic digits", "٢٣٢٧", "hệ chữ số thường dùng", "0 đến 9"),
    number("full width digits", "２３２７", "hệ chữ số thường dùng", "0 đến 9"),
    number("forty digits", "1" * 40, "40 chữ số", "dán nhầm"),
    number("formula", "=A1+B1", '"=A1+B1"', "chữ số"),
    number("date", "14/6/2025", '"14/6/2025"', "chữ số"),
    number("empty text", '""', "để trống", "xóa cả dòng"),
    Bad(
        "list for a number",
        edit(FIGURES, "ban_le: 2.327", "ban_le: [2.327]"),
        "LC022",
        f"{FIGURES}:5:11",
        "cần một số",
        "sau dấu hai chấm",
    ),
    Bad(
        "comma in braces",
        edit(FIGURES, "ban_le: 2.327", "ban_le: {gia_tri: 260,9}"),
        "LC013",
        f"{FIGURES}:5:25",
        "bị cắt ở dấu phẩy",
        "ngoặc kép",
    ),
    Bad(
        "comma in a plan",
        edit(PLAN, "ban_le: 4.889", "ban_le: {giao: 260,9}"),
        "LC013",
        f"{PLAN}:3:22",
        "bị cắt ở dấu phẩy",
        "ngoặc kép",
    ),
    Bad(
        "comma in one line",
        edit(
            PLAN,
            "ke_hoach:\n  ban_le: 4.889\n  don_thu:\n    tinh: 100\n    hdnd: 120\n  ty_le_sinh:\n    nam: 9,56\n",
            "ke_hoach: {ban_le: 260,9}\n",
        ),
        "LC013",
        f"{PLAN}:2:24",
        "bị cắt ở dấu phẩy",
        "ngoặc kép",
    ),
    Bad("decimals", edit(CATALOGUE, "    mau_so: 28", "    so_le: 1,5"), "LC101", f"{CATALOGUE}:30:12", '"1,5"', "Sửa"),
]

KEYS = [
    Bad(
        "unknown key",
        edit(SETTINGS, "nguoi_ky:", "chu_ky:"),
        "LC020",
        f"{SETTINGS}:7:1",
        '"chu_ky"',
        "Các mục dùng được",
    ),
    Bad(
        "misspelt key",
        edit(SETTINGS, "noi_nhan:", "noi_nhann:"),
        "LC020",
        f"{SETTINGS}:9:1",
        '"noi_nhann"',
        'Có phải "noi_nhan"?',
    ),
    Bad(
        "key with marks",
        edit(FIGURES, "gia_tri: 75", "giá trị: 75"),
        "LC020",
        f"{FIGURES}:9:5",
        '"giá trị"',
        'Có phải "gia_tri"?',
    ),
    Bad(
        "missing key",
        edit(CATALOGUE, "    don_vi: đơn\n", ""),
        "LC021",
        f"{CATALOGUE}:15:5",
        'thiếu mục bắt buộc "don_vi"',
        "Thêm dòng",
    ),
    Bad(
        "missing period",
        edit(FIGURES, f"ky: {PERIOD}\n", ""),
        "LC021",
        f"{FIGURES}:1:1",
        'thiếu mục bắt buộc "ky"',
        "Thêm dòng",
    ),
    Bad(
        "empty name",
        edit(CATALOGUE, "ten: Số đơn tiếp nhận", "ten:"),
        "LC022",
        f"{CATALOGUE}:15:",
        "chưa có nội dung",
        "Ghi tên",
    ),
    Bad(
        "text for a map",
        edit(FIGURES, "so_lieu:", "so_lieu: chưa có\nkhac:"),
        "LC022",
        f"{FIGURES}:4:10",
        "cần nhiều mục con",
        "tên: giá trị",
    ),
    Bad(
        "text for a list",
        edit(SETTINGS, 'noi_nhan: [UBND tỉnh, "Lưu: VT"]', "noi_nhan: UBND tỉnh"),
        "LC022",
        f"{SETTINGS}:9:11",
        "cần một danh sách",
        '"- "',
    ),
    Bad(
        "map for text",
        edit(SETTINGS, "cap: xã", "cap: {ten: xã}"),
        "LC022",
        f"{SETTINGS}:4:8",
        "cần một dòng chữ",
        "sau dấu hai chấm",
    ),
    Bad(
        "flag",
        edit(SETTINGS, "so_voi: true\n  hdnd", "so_voi: 1\n  hdnd"),
        "LC023",
        f"{SETTINGS}:14:13",
        "true hoặc false",
        "Viết true",
    ),
    Bad(
        "choice",
        edit(CATALOGUE, "chieu: giam", "chieu: giảm"),
        "LC023",
        f"{CATALOGUE}:25:12",
        '"giảm"',
        'Có phải "giam"?',
    ),
    Bad(
        "approximation",
        edit(FIGURES, "ban_le: 2.327", "ban_le: {gia_tri: 2.327, xap_xi: chừng}"),
        "LC023",
        f"{FIGURES}:5:36",
        '"chừng"',
        "trên",
    ),
    Bad(
        "indicator with marks",
        edit(CATALOGUE, "  don_thu:", "  đơn_thư:"),
        "LC022",
        f"{CATALOGUE}:14:3",
        "không dùng làm tên",
        "không dấu",
    ),
    Bad(
        "reserved name",
        edit(CATALOGUE, "  don_thu:", "  bao_cao:"),
        "LC025",
        f"{CATALOGUE}:14:3",
        "tên dành riêng",
        "Đặt mã",
    ),
    Bad("keyword", edit(CATALOGUE, "  don_thu:", "  not:"), "LC025", f"{CATALOGUE}:14:3", "tên dành riêng", "Đặt mã"),
    Bad(
        "unknown indicator",
        edit(FIGURES, "  dich_vu: 154", "  dich_vuu: 154"),
        "LC026",
        f"{FIGURES}:7:3",
        '"dich_vuu"',
        'Có phải "dich_vu"?',
    ),
    Bad(
        "unknown indicator in a plan",
        edit(PLAN, "  ban_le: 4.889", "  thu_nsnn: 4.889"),
        "LC026",
        f"{PLAN}:3:3",
        '"thu_nsnn"',
        "chi-tieu.yaml",
    ),
    Bad(
        "unknown part",
        edit(CATALOGUE, "gom: [thuong_nghiep,", "gom: [thuongnghiep,"),
        "LC026",
        f"{CATALOGUE}:5:11",
        '"thuongnghiep"',
        'Có phải "thuong_nghiep"?',
    ),
    Bad(
        "circle",
        edit(CATALOGUE, "    ten_ngan: Dịch vụ\n", "    ten_ngan: Dịch vụ\n    gom: [ban_le]\n"),
        "LC027",
        f"{CATALOGUE}:2:3",
        "ban_le → dich_vu → ban_le",
        "Bỏ bớt",
    ),
    Bad(
        "circle of one",
        edit(CATALOGUE, "    ten_ngan: Dịch vụ\n", "    ten_ngan: Dịch vụ\n    gom: [dich_vu]\n"),
        "LC027",
        f"{CATALOGUE}:10:3",
        "dich_vu → dich_vu",
        "Bỏ bớt",
    ),
    Bad(
        "unknown authority",
        edit(PLAN, "    hdnd: 120", "    hdndd: 120"),
        "LC020",
        f"{PLAN}:6:5",
        '"hdndd"',
        'Có phải "hdnd"?',
    ),
    Bad(
        "wording without slot",
        put(SETTINGS, 'co_quan: {ten: UBND xã}\ncach_viet:\n  tang: "tăng"\n'),
        "LC024",
        f"{SETTINGS}:3:3",
        "phải có đúng các ô: {muc}",
        "tăng {muc}",
    ),
    Bad(
        "wording with a width",
        put(SETTINGS, 'co_quan: {ten: UBND xã}\ncach_viet:\n  tang: "tăng {muc:>999999999}"\n'),
        "LC024",
        f"{SETTINGS}:3:3",
        "phải có đúng các ô",
        "tăng {muc}",
    ),
    Bad(
        "unknown wording",
        put(SETTINGS, 'co_quan: {ten: UBND xã}\ncach_viet:\n  tangg: "tăng {muc}"\n'),
        "LC020",
        f"{SETTINGS}:3:3",
        '"tangg"',
        'Có phải "tang"?',
    ),
]

PERIODS = [
    Bad(
        "wrong period",
        edit(FIGURES, f"ky: {PERIOD}", "ky: 6-thang-2026"),
        "LC104",
        f"{FIGURES}:1:1",
        "khác với tên tệp",
        f"Viết ky: {PERIOD}",
    ),
    Bad(
        "no period",
        edit(FIGURES, f"ky: {PERIOD}", "ky: sáu tháng"),
        "LC103",
        f"{FIGURES}:1:5",
        "không phải mã kỳ",
        "Viết theo mẫu",
    ),
    Bad(
        "month 13",
        edit(FIGURES, f"ky: {PERIOD}", "ky: thang-2025-13"),
        "LC103",
        f"{FIGURES}:1:5",
        "không có tháng 13",
        "01 đến 12",
    ),
    Bad(
        "figures with a wrong name",
        put("data/so-lieu/so-lieu-thang-7.yaml", "ky: thang-2025-07\nso_lieu: {}\n"),
        "LC103",
        "data/so-lieu/so-lieu-thang-7.yaml",
        "không phải mã kỳ",
        "Viết theo mẫu",
    ),
    Bad(
        "report with a wrong name",
        put("data/bao-cao/thang-7-2025.yaml", "ky: thang-2025-07\n"),
        "LC103",
        "data/bao-cao/thang-7-2025.yaml",
        "không phải mã kỳ",
        'Có phải "thang-2025-07"?',
    ),
    Bad(
        "plan with a wrong name",
        put("data/ke-hoach/nam-2026.yaml", "nam: 2026\nke_hoach: {}\n"),
        "LC103",
        "data/ke-hoach/nam-2026.yaml",
        "không phải năm hay giai đoạn",
        "2025.yaml",
    ),
    Bad(
        "plan of another year",
        edit(PLAN, "nam: 2025", "nam: 2026"),
        "LC104",
        f"{PLAN}:1:1",
        "khác với tên tệp",
        "Viết nam: 2025",
    ),
    Bad(
        "yml",
        put("data/so-lieu/6-thang-2026.yml", "ky: 6-thang-2026\n"),
        "LC005",
        "data/so-lieu/6-thang-2026.yml",
        "sai đuôi",
        "6-thang-2026.yaml",
    ),
    Bad(
        "hidden ending",
        put("data/bao-cao/6-thang-2026.yaml.txt", "ky: 6-thang-2026\n"),
        "LC005",
        "data/bao-cao/6-thang-2026.yaml.txt",
        "sai đuôi",
        "6-thang-2026.yaml",
    ),
    Bad("31 June", edit(FIGURES, "14/6/2025", "31/6/2025"), "LC102", f"{FIGURES}:2:11", "không có ngày", "Kiểm tra"),
    Bad("ISO date", edit(FIGURES, "14/6/2025", "2025-06-14"), "LC102", f"{FIGURES}:2:11", "cần một ngày", "14/6/2025"),
    Bad(
        "another year", edit(FIGURES, "14/6/2025", "14/6/2015"), "LC102", f"{FIGURES}:2:1", "không thuộc kỳ", "Kiểm tra"
    ),
    Bad(
        "date of issue",
        edit(REPORT, f"ky: {PERIOD}\n", f"ky: {PERIOD}\nngay: 30/2/2025\n"),
        "LC102",
        f"{REPORT}:2:7",
        "không có ngày",
        "Kiểm tra",
    ),
]

FILES = [
    Bad("no catalogue", take(CATALOGUE), "LC001", CATALOGUE, "không có tệp này", "Kiểm tra"),
    Bad(
        "catalogue is a folder",
        both(take(CATALOGUE), put(f"{CATALOGUE}/x", "")),
        "LC001",
        CATALOGUE,
        "thư mục",
        "Kiểm tra",
    ),
    Bad("no data", take("data"), "LC001", CATALOGUE, "không có tệp này", "Kiểm tra"),
    Bad("figures behind a link", link(FIGURES, "ngoai.yaml"), "LC006", FIGURES, "trỏ ra ngoài", "Chép tệp"),
    Bad("settings behind a link", link(SETTINGS, "ngoai.yaml"), "LC006", SETTINGS, "trỏ ra ngoài", "Chép tệp"),
    Bad(
        "template behind a link",
        both(
            link("templates/mot-doan.md.j2", "ngoai.j2"),
            edit(REPORT, f"ky: {PERIOD}\n", f"ky: {PERIOD}\nmau: mot-doan\n"),
        ),
        "LC305",
        f"{REPORT}:1:1",
        'không có mẫu "mot-doan"',
        "",
    ),
    Bad(
        "template outside",
        edit(REPORT, f"ky: {PERIOD}\n", f"ky: {PERIOD}\nmau: ../../lcdraft\n"),
        "LC305",
        f"{REPORT}:1:1",
        "không có mẫu",
        "Các mẫu hiện có",
    ),
    Bad(
        "absolute template",
        edit(REPORT, f"ky: {PERIOD}\n", f"ky: {PERIOD}\nmau: /etc/passwd\n"),
        "LC305",
        f"{REPORT}:1:1",
        "không có mẫu",
        "Các mẫu hiện có",
    ),
    Bad(
        "long template name",
        edit(REPORT, f"ky: {PERIOD}\n", f"ky: {PERIOD}\nmau: {'a' * 300}\n"),
        "LC305",
        f"{REPORT}:1:1",
        "không có mẫu",
        "Các mẫu hiện có",
    ),
    Bad(
        "misspelt template",
        edit(REPORT, f"ky: {PERIOD}\n", f"ky: {PERIOD}\nmau: mot-doann\n"),
        "LC305",
        f"{REPORT}:1:1",
        'không có mẫu "mot-doann"',
        'Có phải "mot-doan"?',
    ),
    Bad(
        "include outside",
        template("{% include '../lcdraft.yaml' %}"),
        "LC305",
        f"{TEMPLATE}:1:1",
        'không có mẫu "../lcdraft.yaml"',
        "Kiểm tra tên tệp",
    ),
    Bad(
        "missing include",
        template("\n{% include 'phan/khong-co.md.j2' %}"),
        "LC305",
        f"{TEMPLATE}:2:1",
        "phan/khong-co.md.j2",
        "",
    ),
]

TEMPLATES = [
    Bad("brace", template("Đạt {{ ban_le.so }."), "LC301", f"{TEMPLATE}:1:5", "thiếu dấu đóng", "}}"),
    Bad("brace in narrative", narrative("Một.\nĐạt {{ ban_le.so }."), "LC301", f"{REPORT}:7:9", "thiếu dấu đóng", "}}"),
    Bad("if left open", template("\n{% if ky %}"), "LC301", f"{TEMPLATE}:", "chưa đóng", "{% endif %}"),
    Bad("endif alone", template("\n{% endif %}"), "LC301", f"{TEMPLATE}:2:1", "không có lệnh mở", "{% if … %}"),
    Bad("unknown statement", template("\n{% neu ky %}"), "LC301", f"{TEMPLATE}:2:1", '"neu"', "Dùng if, for"),
    Bad("unknown filter", narrative("{{ ban_le.ten | upper }}"), "LC301", f"{REPORT}:6:5", '"upper"', "hoa_dau"),
    Bad("concatenation", template("{{ 'a' ~ 'b' }}"), "LC301", f"{TEMPLATE}:1:1", "không nối chữ", "Sửa"),
    Bad(
        "import", template("{% import 'mot-doan.md.j2' as x %}"), "LC301", f"{TEMPLATE}:1:1", "không dùng import", "Sửa"
    ),
    Bad(
        "three loops",
        template("{% for a in [1] %}{% for b in [1] %}{% for c in [1] %}x{% endfor %}{% endfor %}{% endfor %}"),
        "LC301",
        f"{TEMPLATE}:1:",
        "quá 2 cấp",
        "",
    ),
    Bad(
        "unknown name",
        narrative("Một.\n  Đạt {{ ban_lee.so }}."),
        "LC302",
        f"{REPORT}:7:14",
        '"ban_lee"',
        'Có phải "ban_le"?',
    ),
    Bad("unknown name in template", template("\nĐạt {{ thoi_tiet }}."), "LC302", f"{TEMPLATE}:2:8", '"thoi_tiet"', ""),
    Bad("Python's own", narrative("{{ range(10) }}"), "LC302", f"{REPORT}:6:8", '"range"', ""),
    Bad(
        "unknown phrase",
        narrative("Đạt {{ ban_le.dat_khh }}."),
        "LC303",
        f"{REPORT}:6:19",
        '"dat_khh"',
        'Có phải "dat_kh"?',
    ),
    Bad(
        "private attribute", narrative("{{ ban_le.__class__ }}"), "LC303", f"{REPORT}:6:15", '"__class__"', "Dùng được"
    ),
    Bad(
        "unknown option",
        narrative("{{ ban_le.dat_kh(ngan=true) }}"),
        "LC304",
        f"{REPORT}:6:15",
        "tùy chọn không dùng được",
        "gon",
    ),
    Bad(
        "wrong option",
        narrative("{{ ban_le.so_cung_ky(so_le=99) }}"),
        "LC304",
        f"{REPORT}:6:15",
        "từ 0 đến 6",
        "so_le=1",
    ),
    Bad("missing option", narrative("{{ ban_le.so_nam }}"), "LC304", f"{REPORT}:6:15", "còn thiếu nam", "so_nam(2020)"),
    Bad(
        "other unit", narrative("{{ ban_le.gia_tri(don_vi='ha') }}"), "LC304", f"{REPORT}:6:", 'sang "ha"', "cùng loại"
    ),
    Bad(
        "comparing words",
        narrative("{% if ban_le.so == '2.327' %}a{% endif %}"),
        "LC304",
        f"{REPORT}:6:5",
        "không so sánh được",
        "",
    ),
    Bad("wrong arguments", template("{{ noi_dung() }}"), "LC304", f"{TEMPLATE}:1:1", "biểu thức không dùng được", ""),
    Bad(
        "filter of a number",
        template("{{ ky.nam | first }}"),
        "LC304",
        f"{TEMPLATE}:1:1",
        "biểu thức không dùng được",
        "",
    ),
    Bad("sum", narrative("{{ ky.nam + 1 }}"), "LC308", f"{REPORT}:6:5", 'phép tính "+"', "chương trình tính"),
    Bad("long text", narrative("{{ 'a' * 10**8 }}"), "LC308", f"{REPORT}:6:5", "phép tính", "chương trình tính"),
    Bad(
        "loop bomb",
        template(
            "{% for a in " + str([1] * 3000) + " %}{% for b in " + str([1] * 3000) + " %}{% endfor %}{% endfor %}"
        ),
        "LC308",
        f"{TEMPLATE}:1:",
        "lặp quá nhiều lần",
        "",
    ),
    Bad(
        "output bomb",
        template("{% for a in " + str([1] * 3000) + " %}" + "x" * 9999 + "{% endfor %}"),
        "LC308",
        f"{TEMPLATE}:1:",
        "quá dài",
        "",
    ),
    Bad("method", narrative("{{ ky.nhan.upper() }}"), "LC308", f"{REPORT}:6:16", '"upper"', "Bỏ phần sau dấu chấm"),
    Bad("a list printed", template("{{ bao_cao.nhiem_vu }}"), "LC308", f"{TEMPLATE}:1:1", "in ra một danh sách", ""),
    Bad(
        "include of itself",
        template("{% include '6-thang.md.j2' %}"),
        "LC309",
        f"{TEMPLATE}:1:1",
        "gọi lại chính nó",
        "vòng tròn",
    ),
    Bad(
        "section in itself",
        narrative("{{ noi_dung('kinh-te') }}"),
        "LC309",
        f"{REPORT}:6:5",
        "gọi lại chính nó",
        "vòng tròn",
    ),
    Bad(
        "section never printed",
        edit(REPORT, "noi_dung:\n", "noi_dung:\n  thuong-mai: Hai.\n"),
        "LC312",
        f"{REPORT}:5:15",
        '"thuong-mai"',
        "",
    ),
    Bad(
        "list never printed",
        edit(REPORT, "nhiem_vu:\n", "ton_tai: [Hai.]\nnhiem_vu:\n"),
        "LC312",
        f"{REPORT}:8:11",
        '"ton_tai"',
        "bao_cao.ton_tai",
    ),
    Bad("heading skips", edit(TEMPLATE, "# NHIỆM VỤ", "### NHIỆM VỤ"), "LC306", TEMPLATE, "NHIỆM VỤ", "Thêm đề mục"),
    Bad("HTML", narrative("Một <b>đậm</b>."), "LC307", f"{REPORT}:6:9", "HTML", ""),
    Bad("note left open", narrative("Một^[chú thích."), "LC307", f"{REPORT}:6:10", "chú thích", ""),
    Bad(
        "front matter left open",
        edit(TEMPLATE, "---\n\n# TÌNH", "\n# TÌNH"),
        "LC301",
        f"{TEMPLATE}:1:1",
        "mà không đóng",
        "---",
    ),
    Bad(
        "front matter key",
        edit(TEMPLATE, "danh_so:", "danhso:"),
        "LC020",
        f"{TEMPLATE}:4:1",
        '"danhso"',
        'Có phải "danh_so"?',
    ),
    Bad(
        "front matter scheme",
        edit(TEMPLATE, "[la-ma, so]", "[la-ma, số]"),
        "LC023",
        f"{TEMPLATE}:4:18",
        '"số"',
        'Có phải "so"?',
    ),
    Bad(
        "front matter kind",
        edit(TEMPLATE, "loai: 6-thang", "loai: sau-thang"),
        "LC023",
        f"{TEMPLATE}:3:7",
        '"sau-thang"',
        "",
    ),
    Bad(
        "front matter item",
        edit(TEMPLATE, "loai: 6-thang", 'muc: "-"'),
        "LC023",
        f"{TEMPLATE}:3:1",
        "không có chỗ cho số",
        "({n})",
    ),
    Bad(
        "front matter YAML",
        edit(TEMPLATE, "loai: 6-thang", "loai: a: b"),
        "LC010",
        f"{TEMPLATE}:3:",
        "hai dấu hai chấm",
        "ngoặc kép",
    ),
    Bad(
        "title",
        edit(TEMPLATE, "ky.nhan_ngan", "ky.nhanngan"),
        "LC303",
        f"{TEMPLATE}:5:",
        '"nhanngan"',
        'Có phải "nhan_ngan"?',
    ),
]

DATA = [*YAML, *ENCODINGS, *NUMBERS, *KEYS, *PERIODS, *FILES, *TEMPLATES]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def is_vietnamese(text: str) -> bool:
    """Some letter that English does not have, or a word of the data with a question about it."""
    return any(ord(char) > 127 for char in unicodedata.normalize("NFD", text))


def assert_explained(output: str, bad_place: str, message: str, advice: str) -> str:
    """The line of the message, which stands above its advice."""
    assert "Traceback" not in output
    lines = output.split("\n")
    found = [number for number, line in enumerate(lines) if bad_place in line and message in line]
    assert found, output
    assert len({lines[number] for number in found}) == len(found), "said twice"
    line, following = lines[found[0]], lines[found[0] + 1]
    assert is_vietnamese(line)
    assert following.startswith("  "), following
    assert advice in following
    assert is_vietnamese(following), following
    return line


def test_there_are_more_than_seventy_bad_inputs_under_different_names() -> None:
    assert len(DATA) > 140
    assert len({bad.name for bad in DATA}) == len(DATA)


@pytest.mark.parametrize("bad", DATA, ids=[bad.name for bad in DATA])
def test_check_finds_it(workspace: Workspace, bad: Bad) -> None:
    bad.change(workspace)
    result = run("check", "-C", workspace.root)
    assert result.exit_code == 1, result.output
    line = assert_explained(result.stdout, bad.place, bad.message, bad.advice)
    assert f"lỗi {bad.code}: " in line
    assert line.startswith(bad.place)


@pytest.mark.parametrize("bad", DATA, ids=[bad.name for bad in DATA])
def test_render_refuses_it_and_writes_nothing(workspace: Workspace, bad: Bad, tmp_path: Path) -> None:
    bad.change(workspace)
    target = tmp_path / "ra.md"
    target.write_text("bản cũ", encoding="utf-8")
    result = run("render", PERIOD, "-C", workspace.root, "-o", target)
    assert result.exit_code == 2, result.output
    assert_explained(result.stderr, bad.place, bad.message, bad.advice)
    assert result.stdout == ""
    assert target.read_text(encoding="utf-8") == "bản cũ"
    assert [path.name for path in tmp_path.iterdir() if path.name not in ("w", "ngoai.yaml", "ngoai.j2")] == ["ra.md"]


def test_ten_mistakes_are_one_run_and_ten_messages(workspace: Workspace) -> None:
    workspace.change(FIGURES, "ban_le: 2.327", "ban_le: 47.6")
    workspace.change(FIGURES, "thuong_nghiep: 2.173", "thuong_nghiep: 2,173.5")
    workspace.change(FIGURES, "  dich_vu: 154", "  dich_vuu: 154")
    workspace.change(FIGURES, "gia_tri: 75", "giatri: 75")
    workspace.change(FIGURES, "28,34", "28.34")
    workspace.change(FIGURES, "14/6/2025", "31/6/2025")
    workspace.change(PLAN, "4.889", "4889.0")
    workspace.change(PLAN, "hdnd:", "hdndd:")
    workspace.change(CATALOGUE, "mau_so: 28", "mau_so: x")
    workspace.change(REPORT, "nhiem_vu:", "nhiemvu:")
    result = run("check", "-C", workspace.root)
    assert result.exit_code == 1
    assert result.stdout.count(": lỗi LC") >= 10
    assert {FIGURES, PLAN, CATALOGUE, REPORT} <= {
        line.split(":")[0] for line in result.stdout.split("\n") if "lỗi LC" in line
    }
    rendered = run("render", PERIOD, "-C", workspace.root, "-o", workspace.root / "ra.md")
    assert rendered.exit_code == 2
    assert "chưa ghi tệp nào" in rendered.stderr


GOOD = {
    "byte order mark": encoded(FIGURES, "utf-8-sig"),
    "byte order mark everywhere": both(
        *(encoded(path, "utf-8-sig") for path in (SETTINGS, CATALOGUE, PLAN, REPORT, TEMPLATE))
    ),
    "Windows line ends": lambda workspace: [
        workspace.write(path, (workspace.root / path).read_bytes().replace(b"\n", b"\r\n"))
        for path in (SETTINGS, CATALOGUE, PLAN, FIGURES, REPORT, TEMPLATE)
    ],
    "decomposed letters": lambda workspace: [
        workspace.write(path, unicodedata.normalize("NFD", (workspace.root / path).read_text(encoding="utf-8")))
        for path in (SETTINGS, CATALOGUE, PLAN, FIGURES, REPORT, TEMPLATE)
    ],
    "no figures yet": edit(FIGURES, "ban_le: 2.327", "ban_le:"),
    "quoted numbers": edit(FIGURES, "ban_le: 2.327", 'ban_le: "2.327"'),
    "a comma in braces, quoted": edit(FIGURES, "ty_le_rung: 28,34", 'ty_le_rung: {gia_tri: "28,34"}'),
    "no final line end": lambda workspace: workspace.write(
        FIGURES, (workspace.root / FIGURES).read_text(encoding="utf-8").rstrip("\n")
    ),
    "comments": lambda workspace: workspace.write(
        FIGURES, "# đầu\n" + (workspace.root / FIGURES).read_text(encoding="utf-8") + "# cuối\n"
    ),
    "a note beside the data": put("data/so-lieu/README.md", "ghi chú"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_not_a_mistake_is_accepted(workspace: Workspace, name: str) -> None:
    GOOD[name](workspace)
    result = run("check", "-C", workspace.root)
    assert result.exit_code == 0, result.output
    rendered = run("render", PERIOD, "-C", workspace.root, "-o", workspace.root / "ra.md")
    assert rendered.exit_code == 0, rendered.output
    text = (workspace.root / "ra.md").read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert ("[…]" in text) == (name == "no figures yet")
    assert ("ước đạt 2.327 tỷ đồng" in text) == (name != "no figures yet")


def test_the_same_report_from_decomposed_and_composed_files(workspace: Workspace) -> None:
    first = run("render", PERIOD, "-C", workspace.root, "-o", workspace.root / "a.md")
    GOOD["decomposed letters"](workspace)
    second = run("render", PERIOD, "-C", workspace.root, "-o", workspace.root / "b.md")
    assert first.exit_code == second.exit_code == 0
    assert (workspace.root / "a.md").read_bytes() == (workspace.root / "b.md").read_bytes()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads and writes everything")
def test_files_without_permission(workspace: Workspace, tmp_path: Path) -> None:
    (workspace.root / FIGURES).chmod(0)
    result = run("check", "-C", workspace.root)
    (workspace.root / FIGURES).chmod(0o600)
    assert result.exit_code == 1
    assert_explained(result.stdout, FIGURES, "không có quyền đọc", "Kiểm tra quyền")
    target = tmp_path / "ra.md"
    target.write_text("bản cũ", encoding="utf-8")
    target.chmod(0o400)
    rendered = run("render", PERIOD, "-C", workspace.root, "-o", target)
    assert rendered.exit_code == 2
    assert_explained(rendered.stderr, str(target), "không có quyền ghi", "Đóng tệp")


# The command line

USAGE = [
    # arguments after the workspace option, message, advice
    (["render", "9-thang-2025"], 'không có báo cáo "9-thang-2025"', 'Có phải "6-thang-2025"?'),
    (["render", "nam-2030"], 'không có báo cáo "nam-2030"', "Các báo cáo hiện có: 6-thang-2025"),
    (["render", "../../etc/passwd"], "không có báo cáo", "Các báo cáo hiện có"),
    (["render", PERIOD, "--to", "pptx"], 'không có loại tệp "pptx"', "docx, md, html, pdf"),
    (["render", PERIOD, "--to", "docxx"], 'không có loại tệp "docxx"', 'Có phải "docx"?'),
    (["render", PERIOD, "--to", ""], "không có loại tệp", "docx, md, html, pdf"),
    (["render", PERIOD, "--to", "md,,xls"], 'không có loại tệp "xls"', ""),
    (["render", PERIOD, "--to", "md", "-o", "ra.html"], "-o có đuôi .html", "--to html"),
    (["render", PERIOD, "-o", "khong-co/ra.md"], "không có thư mục này", "Tạo thư mục"),
    (["render", PERIOD, "-o", f"{SETTINGS}/ra.md"], "không phải thư mục", "Tạo thư mục"),
    (["render", PERIOD, "--to", "md", "-o", SETTINGS], "đã có tệp trùng tên", "chọn nơi ghi khác"),
    (["render", PERIOD, "--template", "khong-co.docx"], "không có tệp này", "Kiểm tra lại tên tệp"),
    (["render", PERIOD, "--template", "templates"], "không mở được tệp mẫu", "Kiểm tra lại tên tệp"),
]


@pytest.mark.parametrize(("arguments", "message", "advice"), USAGE, ids=[" ".join(case[0]) or "none" for case in USAGE])
def test_a_command_that_cannot_be_carried_out(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str, advice: str
) -> None:
    monkeypatch.chdir(workspace.root)
    before = sorted(workspace.root.rglob("*"))
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert_explained(result.stderr, "", message, advice)
    assert sorted(workspace.root.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rendr"], 'Có phải "render"?'),
        (["xyz"], 'không có lệnh "xyz"'),
        (["render"], "thiếu BÁO-CÁO"),
        (["render", PERIOD, "--too", "md"], "không có tùy chọn --too"),
        (["render", PERIOD, "thừa"], "thừa tham số"),
        (["check", "--format", "xml"], "text, json, github"),
        (["text"], "thiếu TỆP"),
        (["init"], "thiếu THƯ-MỤC"),
        (["build", "--jobs", "x"], "số nguyên"),
        (["schema", "khong-co"], "chọn một trong"),
    ],
)
def test_a_command_line_that_is_not_understood(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert is_vietnamese(result.stderr)


@pytest.mark.parametrize("arguments", [["check"], ["render", PERIOD], ["build"], ["schema"]])
def test_a_folder_that_is_no_workspace(tmp_path: Path, arguments: list[str]) -> None:
    for folder in (tmp_path, tmp_path / "khong-co"):
        result = run(*arguments, "-C", folder)
        assert result.exit_code == 2
        assert_explained(result.stderr, str(folder), "không tìm thấy lcdraft.yaml", "lcdraft init")


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("việc của tôi", encoding="utf-8")
    result = run("init", tmp_path)
    assert result.exit_code == 2
    assert_explained(result.stderr, str(tmp_path), "thư mục đã có nội dung", "thư mục mới")
    result = run("init", tmp_path / "a.txt")
    assert result.exit_code == 2
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "việc của tôi"


# Word files


def zipped(entries: dict[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", compression) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


DOCUMENT = "word/document.xml"


@pytest.fixture(scope="module")
def letterhead(sample_root: Path) -> bytes:
    return (sample_root / "templates" / "bao-cao.docx").read_bytes()


@pytest.fixture(scope="module")
def finished(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The report of the sample as a .docx."""
    target = tmp_path_factory.mktemp("docx") / "ra.docx"
    assert run("render", PERIOD, "-C", sample_root, "-o", target).exit_code == 0
    return target.read_bytes()


def paragraph(text: str) -> bytes:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'.encode()


def with_paragraph(data: bytes, text: str) -> bytes:
    """The document with a paragraph of this text put first."""
    entries = parts(data)
    body = entries[DOCUMENT].index(b"<w:body>") + len(b"<w:body>")
    entries[DOCUMENT] = entries[DOCUMENT][:body] + paragraph(text) + entries[DOCUMENT][body:]
    return zipped(entries)


def without(data: bytes, name: str) -> bytes:
    return zipped({key: value for key, value in parts(data).items() if key != name})


def replaced(data: bytes, name: str, content: bytes) -> bytes:
    return zipped({**parts(data), name: content})


ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)

DAMAGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no zip": (lambda _data: "không phải tệp Word".encode(), "LC401"),
    "empty": (lambda _data: b"", "LC401"),
    "old Word file": (lambda _data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "LC401"),
    "cut off": (lambda data: data[: len(data) // 2], "LC401"),
    "another kind of zip": (lambda _data: zipped({"a.txt": b"a"}), "LC401"),
    "no document": (lambda data: without(data, DOCUMENT), "LC401"),
    "broken XML": (lambda data: replaced(data, DOCUMENT, parts(data)[DOCUMENT][:-30]), "LC403"),
    "empty document": (lambda data: replaced(data, DOCUMENT, b""), "LC403"),
    "external entity": (lambda data: replaced(data, DOCUMENT, ENTITY), "LC403"),
    "billion laughs": (lambda data: replaced(data, DOCUMENT, LAUGHS), "LC403"),
    "zip bomb": (lambda data: zipped({**parts(data), "word/media/a.bin": bytes(80_000_000)}), "LC402"),
    "bomb in the document": (lambda data: replaced(data, DOCUMENT, b" " * 20_000_000), "LC402"),
    "thousands of entries": (
        lambda data: zipped({**parts(data), **{f"x/{n}": b"" for n in range(5_000)}}, ZIP_STORED),
        "LC402",
    ),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_text_of_a_damaged_document(tmp_path: Path, finished: bytes, name: str) -> None:
    damage, code = DAMAGED[name]
    path = tmp_path / "hong.docx"
    path.write_bytes(damage(finished))
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    assert {problem.code for problem in caught.value.problems} == {code}
    result = run("text", path)
    assert result.exit_code == 2, result.output[:500]
    assert_explained(result.stderr, "hong.docx", "", "")
    assert result.stdout == ""
    assert "root:" not in result.output


@pytest.mark.parametrize("name", DAMAGED)
def test_audit_of_a_damaged_document(tmp_path: Path, finished: bytes, name: str) -> None:
    damage, code = DAMAGED[name]
    path = tmp_path / "hong.docx"
    path.write_bytes(damage(finished))
    result = run("audit", path, "--select", "ND30")
    assert result.exit_code == 2, result.output[:500]
    assert f"lỗi {code}" in result.stderr
    assert_explained(result.stderr, "hong.docx", "", "")
    assert result.stdout == ""


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_template(workspace: Workspace, tmp_path: Path, letterhead: bytes, name: str) -> None:
    damage, code = DAMAGED[name]
    path = tmp_path / "mau.docx"
    path.write_bytes(damage(letterhead))
    with pytest.raises(LcdraftError) as caught:
        load_workspace(workspace.root).export(PERIOD, "docx", template=path)
    assert {problem.code for problem in caught.value.problems} == {code}
    result = run("render", PERIOD, "-C", workspace.root, "--template", path, "-o", tmp_path / "ra.docx")
    assert result.exit_code == 2, result.output[:500]
    assert_explained(result.stderr, "mau.docx", "", "")
    assert not (tmp_path / "ra.docx").exists()


TAGS = {
    "left open": ("Đạt {{ ban_le.so", "LC404", "{{ ban_le.so"),
    "unknown name": ("Đạt {{ ban_lee.so }}.", "LC405", 'dùng tên "ban_lee"'),
    "unknown phrase": ("Đạt {{ ban_le.dat_khh }}.", "LC303", 'không có cụm từ "dat_khh"'),
    "unknown filter": ("{{ ban_le.ten | upper }}", "LC404", "{{ ban_le.ten | upper }}"),
    "if left open": ("{% if ky %}", "LC404", "endif"),
    "sum": ("{{ ky.nam + 1 }}", "LC404", 'phép tính "+"'),
    "private attribute": ("{{ ky.__class__ }}", "LC303", 'không có cụm từ "__class__"'),
    "blank in a paragraph tag": ("{% p for x in [1] %}", "LC404", "dấu cách thừa"),
}


@pytest.mark.parametrize("name", TAGS)
def test_a_broken_tag_in_a_template(workspace: Workspace, tmp_path: Path, letterhead: bytes, name: str) -> None:
    text, code, message = TAGS[name]
    path = tmp_path / "mau.docx"
    path.write_bytes(with_paragraph(letterhead, text))
    with pytest.raises(TemplateError) as caught:
        load_workspace(workspace.root).export(PERIOD, "docx", template=path)
    assert {problem.code for problem in caught.value.problems} == {code}
    result = run("render", PERIOD, "-C", workspace.root, "--template", path, "-o", tmp_path / "ra.docx")
    assert result.exit_code == 2, result.output[:2000]
    assert_explained(result.stderr, "mau.docx", message, "")
    assert not (tmp_path / "ra.docx").exists()


UNREADABLE: dict[str, tuple[str, bytes | None, str, str]] = {
    "missing": ("khong-co.docx", None, "không có tệp này", "Kiểm tra lại tên tệp"),
    "missing Markdown": ("khong-co.md", None, "không có tệp này", "Kiểm tra lại tên tệp"),
    "old format": ("bao-cao.doc", b"x", 'loại tệp ".doc"', "lưu lại thành .docx"),
    "other format": ("bao-cao.xlsx", b"x", 'loại tệp ".xlsx"', ".docx, .md, .txt"),
    "no ending": ("bao-cao", b"x", "loại tệp", ".docx, .md, .txt"),
    "Markdown in a code page": ("bao-cao.md", "Tình hình".encode("utf-16"), "không phải văn bản UTF-8", "UTF-8"),
    "text in a code page": ("bao-cao.txt", b"T\xecnh h\xecnh", "không phải văn bản UTF-8", "UTF-8"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_text_of_what_is_no_document(tmp_path: Path, name: str) -> None:
    file, content, message, advice = UNREADABLE[name]
    if content is not None:
        (tmp_path / file).write_bytes(content)
    result = run("text", tmp_path / file)
    assert result.exit_code == 2
    assert_explained(result.stderr, file, message, advice)


def test_text_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "thu-muc.docx").mkdir()
    result = run("text", tmp_path / "thu-muc.docx")
    assert result.exit_code == 2
    assert_explained(result.stderr, "thu-muc.docx", "thư mục", "Kiểm tra")


def test_values_of_the_data_are_text_in_every_format(workspace: Workspace) -> None:
    """What looks like XML, HTML, Markdown or a template stays what it is."""
    strange = "R&D <10 ha> \"a\" 'b' {{ 7 * 7 }} {% raw %} <script>x</script> *a* _b_ [c](d) ^[e] #f | g \\h"
    quoted = strange.replace("\\", "\\\\").replace('"', '\\"')
    workspace.change(CATALOGUE, "ten: Tổng mức bán lẻ hàng hóa", f'ten: "{quoted}"')
    workspace.change(SETTINGS, "ten: Ủy ban nhân dân xã Mẫu", f'ten: "{quoted}"')
    result = run("render", PERIOD, "-C", workspace.root, "--to", "docx,md,html", "-o", workspace.root / "ra")
    assert result.exit_code == 0, result.output
    again = run("text", workspace.root / "ra" / f"{PERIOD}.docx")
    assert again.exit_code == 0, again.output
    html = (workspace.root / "ra" / f"{PERIOD}.html").read_text(encoding="utf-8")
    assert "<script>x" not in html
    assert "R&amp;D &lt;10 ha&gt;" in html
    document = parts((workspace.root / "ra" / f"{PERIOD}.docx").read_bytes())[DOCUMENT].decode()
    assert "R&amp;D &lt;10 ha&gt;" in document
    assert "{{ 7 * 7 }} {% raw %}" in document
