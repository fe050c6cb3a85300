"""Narratives of simple expressions are evaluated without compiling; the result is that of Jinja."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcdraft.dataset import Passage
from lcdraft.errors import Place
from lcdraft.periods import parse_period
from lcdraft.template.making import Reading
from lcdraft.template.render import _SIMPLE, _Renderer
from lcdraft.template.session import Session

EXPRESSIONS = (
    "{{ ban_le.uoc_dat }}",
    "{{ban_le.dat_kh}}",
    "{{ ban_le.so_cung_ky | hoa_dau }}",
    "{{ ban_le.ten|thuong_dau }}",
    "{{ ban_le.ca_nam.dat_kh }}",
    "{{ ty_le_sinh.ca_nam.uoc_dat }}",
    "{{ ky.nam }}",
    "{{ ky.nhan | hoa }}",
    "{{ ban_le }}",
    "{{ ban_lee.uoc_dat }}",
    "{{ ban_le.uoc_datt }}",
    "{{ thuong_nghiep.so_cung_ky }}",
    "{{ bao_cao.nhiem_vu }}",
    "{{ ban_le.uoc_dat.strip }}",
)


def rendered(dataset, text, *, simple):
    """The passage with its spans put in, and what was said about it."""
    session = Session()
    report = dataset.reports["6-thang-2025"]
    renderer = _Renderer(Reading(dataset, parse_period("6-thang-2025"), session, report), report, ())
    session.register("p", report.path, text)
    if simple:
        result = renderer.guarded(lambda: renderer.substituted(_SIMPLE.split(text), "p"), "p")
    else:
        result = renderer.guarded(lambda: renderer.compiled(text, "p").render(renderer.context), "p")
    return result, session.spans, session.problems, session.used


@pytest.fixture
def dataset(workspace):
    return workspace.dataset()


@given(st.lists(st.sampled_from((*EXPRESSIONS, "Chữ ", ", ", "\n", "\n\n", "* ", "^[", "]", "100%"))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_short_way_gives_what_jinja_gives(dataset, parts):
    text = "".join(parts).rstrip("\n")
    assert rendered(dataset, text, simple=True) == rendered(dataset, text, simple=False)


def test_a_passage_with_anything_else_goes_through_jinja(dataset):
    report = dataset.reports["6-thang-2025"]
    for text in ("{{ ban_le.dat_kh('giao') }}", "{% if ban_le.co %}có{% endif %}", "{{ ban_le.so }}{## ẩn ##}"):
        session = Session()
        renderer = _Renderer(Reading(dataset, parse_period("6-thang-2025"), session, report), report, ())
        printed = renderer.passage(Passage(text, Place(report.path, 9, 5)), "kinh-te")
        assert "{" not in printed
        assert session.problems == []
