from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lcdraft.errors import Place
from lcdraft.template.environment import COUNTED, MAX_SOURCE, make_environment
from lcdraft.template.session import Session

if TYPE_CHECKING:
    from tests.conftest import Said

Say = Callable[..., "Said"]

ALLOWED = [
    ("{% set x = 5 %}{{ x }}", "5"),
    ("{% set cau %}{{ ban_le.so }}{% endset %}{{ cau }} tỷ", "2.327 tỷ"),
    ("{% macro dong(x) %}- {{ x }}{% endmacro %}{{ dong(ban_le.so) }}", "2.327"),
    ("{% for x in ['a', 'b'] %}{{ loop.index }}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}", "1a, 2b"),
    ("{% for x in ['a', 'b'] if x == 'b' %}{{ x }}{% else %}không{% endfor %}", "b"),
    ("{% for x in [] %}{{ x }}{% else %}không có{% endfor %}", "không có"),
    ("{% for x in [1, 2] %}{% for y in [1, 2] %}{{ x }}{{ y }} {% endfor %}{% endfor %}", "11 12 21 22"),
    ("{% if ky.nam >= 2025 and ky.so_thang != 12 %}đúng{% endif %}", "đúng"),
    ("{% if ky.loai in ['6-thang', '9-thang'] %}đúng{% endif %}", "đúng"),
    ("{{ [ban_le.so, don_thu.so] | join(', ') }}", "2.327, 75"),
    ("{{ ['a', 'b'] | length }}", "2"),
    ("{{ ['a', 'b'] | first }}{{ ['a', 'b'] | last }}", "ab"),
    ("{{ ' a ' | trim }}.", "a."),
    ("{{ 'một' | hoa }} {{ 'hai' | hoa_dau }} {{ 'Ba' | thuong_dau }}", "MỘT Hai ba"),
    ("{{ ban_le['so'] }}", "2.327"),
    ("{{ ban_le.so if ban_le.co else 'chưa có' }}", "2.327"),
    ("{% if xyz is defined %}có{% else %}không{% endif %}", "không"),
    ("{% raw %}{{ không chạy }}{% endraw %}", "{{ không chạy }}"),
    ("{## ghi chú ##}Chữ", "Chữ"),
    ("{% with x = 1 %}{{ x }}{% endwith %}", "1"),
]

MISTAKES = [
    # passage, code, column (None where the line is all that is known), message, advice
    ("{{ ban_lee.so }}", "LC302", 4, 'không có tên "ban_lee"', 'Có phải "ban_le"?'),
    ("{{ Bán_lẻ.so }}", "LC302", 4, 'không có tên "Bán_lẻ"', 'Có phải "ban_le"?'),
    ("a {{ gia_vang }}", "LC302", 6, 'không có tên "gia_vang"', "data/chi-tieu.yaml"),
    ("{{ range(10) }}", "LC302", 4, 'không có tên "range"', "Kiểm tra"),
    ("{{ lipsum() }}", "LC302", 4, 'không có tên "lipsum"', "Kiểm tra"),
    ("{{ cycler }}", "LC302", 4, 'không có tên "cycler"', "Kiểm tra"),
    ("{{ namespace }}", "LC302", 4, 'không có tên "namespace"', "Kiểm tra"),
    ("{{ self }}", "LC302", 4, 'không có tên "self"', "Kiểm tra"),
    ("{{ loop }}", "LC302", 4, 'không có tên "loop"', "Kiểm tra"),
    ("{% if gia_vang %}{% endif %}", "LC302", 7, 'không có tên "gia_vang"', "Kiểm tra"),
    ("{% for x in gia_vang %}{% endfor %}", "LC302", 13, 'không có tên "gia_vang"', "Kiểm tra"),
    ("{{ gia_vang | hoa }}", "LC302", 4, 'không có tên "gia_vang"', "Kiểm tra"),
    ("{{ gia_vang.a.b('c') }}", "LC302", 4, 'không có tên "gia_vang"', "Kiểm tra"),
    ("{{ chi_tieu('gia_vang').so }}", "LC302", 14, 'không có tên "gia_vang"', "Kiểm tra"),
    ("{{ ban_le.dat_khh }}", "LC303", 11, 'không có cụm từ "dat_khh"', 'Có phải "dat_kh"?'),
    ("{{ ban_le.so.so }}", "LC303", None, 'không có cụm từ "so"', "Bỏ phần sau dấu chấm"),
    ("{{ ky.nhann }}", "LC303", 7, 'không có cụm từ "nhann"', 'Có phải "nhan"?'),
    ("{{ co_quan.dia_chi }}", "LC303", 12, 'không có cụm từ "dia_chi"', "Dùng được: ten, viet_tat"),
    ("{{ bao_cao.nhiemvu }}", "LC303", 12, 'không có cụm từ "nhiemvu"', 'Có phải "nhiem_vu"?'),
    ("{{ ban_le._reading }}", "LC303", 11, 'không có cụm từ "_reading"', "Dùng được"),
    ("{{ ban_le.__class__ }}", "LC303", 11, 'không có cụm từ "__class__"', "Dùng được"),
    ("{{ ban_le['__init__'] }}", "LC303", None, "__init__", "Dùng được"),
    ("{{ ban_le.so.make() }}", "LC303", None, 'không có cụm từ "make"', "Bỏ phần sau dấu chấm"),
    ("{{ ban_le.so.transformed }}", "LC303", None, "transformed", "Bỏ phần sau dấu chấm"),
    ("{{ ban_le.so(khong_co=1) }}", "LC304", 11, "tùy chọn không dùng được", "don_vi, so_le"),
    ("{{ ban_le.so_nam }}", "LC304", 11, "còn thiếu nam", "ban_le.so_nam(2020)"),
    ("{{ ban_le.uoc }}", "LC304", 11, "còn thiếu dong_tu", "ban_le.uoc('đón')"),
    ("{{ ban_le.tang_binh_quan('2020') }}", "LC304", 11, '"nam" cần một năm', "nam=2020"),
    ("{{ ban_le.gia_tri(don_vi='ha') }}", "LC304", 4, 'từ "tỷ đồng" sang "ha"', "cùng loại"),
    ("{{ ban_le.gia_tri('', 99) }}", "LC304", 11, "từ 0 đến 6", "so_le=1"),
    ("{{ ban_le.ky_khac('nam-25').so }}", "LC304", 11, '"nam-25" không phải mã kỳ báo cáo', "thang-2023-02"),
    ("{{ noi_dung() }}", "LC304", None, "ma_muc", "."),
    ("{{ noi_dung('a', 'b') }}", "LC304", None, "biểu thức không dùng được", "."),
    ("{{ chi_tieu() }}", "LC304", None, "ma_chi_tieu", "."),
    ("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "LC304", None, "biểu thức không dùng được", "."),
    ("{{ 5 | first }}", "LC304", None, "biểu thức không dùng được", "."),
    ("{{ ky.nam | list }}", "LC304", None, "biểu thức không dùng được", "."),
    ("{{ ky.nam | join }}", "LC304", None, "biểu thức không dùng được", "."),
    ("{{ ban_le | last }}", "LC304", None, "biểu thức không dùng được", "."),
    ("{{ 'a' | join('b', 'c', 'd') }}", "LC304", None, "biểu thức không dùng được", "."),
    ("{{ bao_cao.ket_qua | first }}", "LC304", None, "danh sách rỗng", "{% if"),
    ("{% if ban_le.so == '2.327' %}a{% endif %}", "LC304", None, "không so sánh được", "."),
    ("{% if ban_le.so > 5 %}a{% endif %}", "LC304", None, "biểu thức không dùng được", "."),
    ("{% for x in ban_le %}{% endfor %}", "LC304", None, "biểu thức không dùng được", "."),
    ("{% for x in 5 %}{% endfor %}", "LC304", None, "biểu thức không dùng được", "."),
    ("{% if 5 in 5 %}{% endif %}", "LC304", None, "biểu thức không dùng được", "."),
    ("{% include ban_le %}", "LC304", None, "biểu thức không dùng được", "."),
    ("{% include 'khong-co.md.j2' %}", "LC305", None, 'không có mẫu "khong-co.md.j2"', "Kiểm tra tên tệp"),
    ("{% include 'mot_doan.md.j2' %}", "LC305", None, 'không có mẫu "mot_doan.md.j2"', 'Có phải "mot-doan.md.j2"?'),
    ("{% include '../lcdraft.yaml' %}", "LC305", None, 'không có mẫu "../lcdraft.yaml"', "Kiểm tra"),
    ("{% include 'phan/../../lcdraft.yaml' %}", "LC305", None, "không có mẫu", "Kiểm tra"),
    ("{% include '/etc/passwd' %}", "LC305", None, 'không có mẫu "/etc/passwd"', "Kiểm tra"),
    ("{% include 'C:\\\\x.md.j2' %}", "LC305", None, "không có mẫu", "Kiểm tra"),
    (f"{{% include '{'a' * 400}' %}}", "LC305", None, "không có mẫu", "Kiểm tra"),
    ("{% include 'mot-doan.md.j2' %}", "LC309", None, "gọi lại chính nó", "vòng tròn"),
    ("{{ noi_dung('doan') }}", "LC309", None, "gọi lại chính nó", "vòng tròn"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "LC309", None, "gọi lại chính nó", "vòng tròn"),
    ("{{ " + "(" * 500 + "1" + ")" * 500 + " }}", "LC309", None, "lồng quá nhiều cấp", "dấu ngoặc"),
    ("{% if ky %}" * 150 + "{% endif %}" * 150, "LC301", None, "lồng quá nhiều cấp", "Tách mẫu"),
    ("{% macro m(a, a) %}{% endmacro %}", "LC301", None, "tên trùng nhau", "Tách mẫu"),
    ("{{ ban_le", "LC301", None, "chưa đóng", "{% endif %}"),
    ("{{ ban_le }", "LC301", None, "thiếu dấu đóng", "}}"),
    ("{{ ban le }}", "LC301", None, "viết sai hoặc thiếu dấu đóng", "}}"),
    ("{{ ban_le.so | }}", "LC301", None, "biểu thức viết sai", "{{ ma_chi_tieu.cum_tu }}"),
    ("{{ }}", "LC301", None, "biểu thức viết sai", "{{ ma_chi_tieu.cum_tu }}"),
    ("{{ 'abc }}", "LC301", None, "ký tự lạ", "dấu nháy"),
    ("{{ “abc” }}", "LC301", None, "ký tự lạ", "dấu nháy"),
    ("{% if %}", "LC301", None, "biểu thức viết sai", "."),
    ("{% if ky %}", "LC301", None, "chưa đóng", "{% endif %}"),
    ("{% endif %}", "LC301", None, '"endif" không có lệnh mở', "{% if … %}"),
    ("{% endfor %}", "LC301", None, '"endfor" không có lệnh mở', "{% for … %}"),
    ("{% neu ky %}", "LC301", None, 'không có lệnh "neu"', "Dùng if, for"),
    ("{% do 1 %}", "LC301", None, 'không có lệnh "do"', "Dùng if, for"),
    ("{{ ban_le.ten | upper }}", "LC301", None, 'không có bộ lọc "upper"', "hoa_dau"),
    ("{{ ban_le.ten | hoadau }}", "LC301", None, 'không có bộ lọc "hoadau"', 'Có phải "hoa_dau"?'),
    ("{{ ban_le.ten | attr('ten') }}", "LC301", None, 'không có bộ lọc "attr"', "."),
    ("{{ 'x' | center(100000000) }}", "LC301", None, 'không có bộ lọc "center"', "."),
    ("{{ [1] | map('string') }}", "LC301", None, 'không có bộ lọc "map"', "."),
    ("{{ 'a' | _counted }}", "LC301", None, 'không có bộ lọc "_counted"', "Dùng được: first"),
    ("{{ 'a' ~ 'b' }}", "LC301", None, "không nối chữ bằng dấu ~", "Sửa lại"),
    ("{% import 'x' as y %}", "LC301", None, "không dùng import", "Sửa lại"),
    ("{% from 'x' import y %}", "LC301", None, "không dùng import", "Sửa lại"),
    ("{% extends 'x' %}", "LC301", None, "không dùng import, extends", "Sửa lại"),
    ("{% block a %}{% endblock %}", "LC301", None, "không dùng import, extends, block", "Sửa lại"),
    (
        "{% for a in [] %}{% for b in [] %}{% for c in [] %}{% endfor %}{% endfor %}{% endfor %}",
        "LC301",
        None,
        "quá 2 cấp",
        ".",
    ),
    ("x" * MAX_SOURCE + "{% if ky %}{% endif %}", "LC301", None, "mẫu quá dài", "."),
    ("{{ ky.nam + 1 }}", "LC308", None, 'phép tính "+"', "con số do chương trình tính"),
    ("{{ ban-le }}", "LC308", None, 'phép tính "-"', "con số do chương trình tính"),
    ("{{ -ky.nam }}", "LC308", None, 'phép tính "-"', "con số do chương trình tính"),
    ("{{ 1 / 0 }}", "LC308", None, 'phép tính "/"', "con số do chương trình tính"),
    ("{{ 'a' * 10**8 }}", "LC308", None, 'phép tính "**"', "con số do chương trình tính"),
    ("{{ 'a' * 100000000 }}", "LC308", None, 'phép tính "*"', "con số do chương trình tính"),
    ("{{ [0] * 100000000 }}", "LC308", None, 'phép tính "*"', "con số do chương trình tính"),
    ("{{ '%099999999d' % 5 }}", "LC308", None, 'phép tính "%"', "con số do chương trình tính"),
    ("{{ ban_le() }}", "LC308", None, "gọi một thứ không phải cụm từ", "."),
    ("{{ ky() }}", "LC308", None, "gọi một thứ không phải cụm từ", "."),
    ("{{ 'a'() }}", "LC308", None, "gọi một thứ không phải cụm từ", "."),
    ("{{ '{:>999999999}'.format(5) }}", "LC308", None, "mẫu không", "."),
    ("{{ ky.nhan.upper() }}", "LC308", None, '"upper"', "Bỏ phần sau dấu chấm"),
    ("{{ ky.nhan.__class__.__mro__ }}", "LC308", 12, '"__class__"', "Bỏ phần sau dấu chấm"),
    ("{{ bao_cao.nhiem_vu.append('x') }}", "LC308", None, '"append"', "Bỏ phần sau dấu chấm"),
    ("{{ bao_cao.nhiem_vu }}", "LC308", None, "in ra một danh sách", "."),
    ("{{ {'a': 1} }}", "LC308", None, "in ra một danh sách", "."),
    ("{{ noi_dung }}", "LC308", None, "in ra một danh sách hoặc một hàm", "."),
    ("{{ bao_cao }}", "LC308", None, "in ra cả một nhóm", "."),
    ("{{ co_quan }}", "LC308", None, "in ra cả một nhóm", "."),
    ("{{ ban_le.co }}", "LC308", None, "đúng/sai", "."),
    ("{{ not ban_le }}", "LC308", None, "đúng/sai", "."),
    ("{% if true %}{{ none }}{% endif %}", "LC308", None, "đúng/sai", "."),
    ("{{ 1.5 }}", "LC308", None, "viết kiểu máy tính", "."),
]

MANY = "[" + "1," * 99 + "1]"
LONG = "x" * 300_000
THOUSAND = "[" + "1," * 999 + "1]"

BOMBS = {
    "loops with text": f"{{% for a in {THOUSAND} %}}{{% for b in {MANY} %}}{'x' * 1000}{{% endfor %}}{{% endfor %}}",
    "loops without text": f"{{% for a in {THOUSAND} %}}{{% for b in {THOUSAND} %}}{{% endfor %}}{{% endfor %}}",
    "loop over letters": f"{{% for a in '{LONG}' %}}{{% endfor %}}",
    "long text in a loop": f"{{% set a %}}{LONG}{{% endset %}}{{% for b in {MANY} %}}{{{{ a }}}}{{% endfor %}}",
    "text doubled by set": "{% set a %}xxxxxxxxxx{% endset %}"
    + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40
    + "{{ a }}",
    "text doubled by join": "{% set a = 'xxxxxxxxxx' %}" + "{% set a = [a, a] | join %}" * 40 + "{{ a }}",
    "macros that call two": "{% macro m0() %}{% endmacro %}"
    + "".join(f"{{% macro m{n} () %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}" for n in range(1, 40))
    + "{{ m39() }}",
}


@pytest.mark.parametrize(("passage", "text"), ALLOWED, ids=[case[0][:40] for case in ALLOWED])
def test_what_templates_may_do(said: Say, passage: str, text: str) -> None:
    printed = said(passage)
    assert printed.problems == ()
    assert printed.text == text


@pytest.mark.parametrize(
    ("passage", "code", "column", "message", "advice"), MISTAKES, ids=[case[0][:40] for case in MISTAKES]
)
def test_what_they_may_not_is_explained_where_it_stands(
    said: Say, passage: str, code: str, column: int | None, message: str, advice: str
) -> None:
    printed = said(f"Dòng một.\n{passage}")
    assert printed.text == ""
    found = [problem for problem in printed.problems if problem.code == code]
    assert len(found) == 1, printed.problems
    [problem] = found
    assert problem.severity == "error"
    assert problem.place.path.endswith((".yaml", ".md.j2"))
    if code not in ("LC309", "LC301") or column is not None:
        assert problem.place.line == 2
    assert column is None or problem.place.column == column
    assert message in problem.message
    assert advice in problem.advice


@pytest.mark.parametrize("passage", ["{{ ''.__class__.__mro__ }}", "{{ [].append }}", "{{ [] | first }}", "{{ 1.5 }}"])
def test_what_jinja_works_out_while_compiling_is_placed_too(said: Say, passage: str) -> None:
    [problem] = said(f"{passage}{{% if true %}}{{% endif %}}").problems
    assert (problem.place.path, problem.place.line) == ("data/bao-cao/6-thang-2025.yaml", 1)


@pytest.mark.parametrize("name", BOMBS)
def test_what_grows_without_bound_is_stopped(said: Say, name: str) -> None:
    start = time.perf_counter()
    printed = said(BOMBS[name])
    assert time.perf_counter() - start < 5
    assert "LC308" in printed.codes
    assert any(word in printed.problems[0].message for word in ("quá dài", "quá nhiều lần"))


def test_every_unknown_name_is_reported_in_one_run(said: Say) -> None:
    printed = said("{{ mot }} {{ hai.ba }}\n{{ ban_le.bon }} {{ mot }}")
    assert [(problem.code, problem.place.line, problem.place.column) for problem in printed.problems] == [
        ("LC302", 1, 4),
        ("LC302", 1, 14),
        ("LC303", 2, 11),
        ("LC302", 2, 21),
    ]


def test_a_bug_of_ours_keeps_its_traceback(said: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_options: object) -> str:
        raise TypeError("lỗi lập trình")

    monkeypatch.setattr("lcdraft.phrases.values.quantity_text", broken)
    monkeypatch.setattr("lcdraft.units.joined", broken)
    monkeypatch.setattr("lcdraft.phrases.values.joined", broken)
    with pytest.raises(TypeError, match="lỗi lập trình"):
        said("{% if true %}{{ ban_le.uoc_dat }}{% endif %}")


def test_comments_do_not_take_heading_ids(said: Say) -> None:
    assert said("Đề mục {{ '{#' }}a} {## ẩn ##}hiện").codes == ["LC307"]
    environment = make_environment(Session(), dict)
    assert environment.from_string("# A {#a}{## ẩn ##}").render() == "# A {#a}"


def test_a_word_template_escapes_what_is_put_into_xml() -> None:
    environment = make_environment(Session(plain=True), dict, autoescape=True)
    template = environment.from_string("{# ẩn #}<w:t>{{ a }}{{ [a, a] | join('&') }}</w:t>")
    assert template.render(a="R&D <10 ha") == "<w:t>R&amp;D &lt;10 haR&amp;D &lt;10 ha&amp;R&amp;D &lt;10 ha</w:t>"


def test_names_of_python_are_gone() -> None:
    environment = make_environment(Session(), dict)
    assert environment.globals == {}
    own = {"hoa", "hoa_dau", "thuong_dau", COUNTED}
    assert set(environment.filters) == {"first", "join", "last", "length", "list", "trim"} | own


def test_places_in_a_passage_that_begins_further_down(said: Say) -> None:
    printed = said("{% if true %}\n\n{{ ban_lee }}\n{% endif %}")
    assert [problem.place for problem in printed.problems] == [Place("data/bao-cao/6-thang-2025.yaml", 3, 4)]
