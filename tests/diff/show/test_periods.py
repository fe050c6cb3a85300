"""Reports of different periods: no view lists what every value of theirs is; of one period nothing is left out."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import lxml.html
import pytest

from lcdraft.diff.model import Cause, CauseKind, Comparison
from lcdraft.diff.show.html import write_page
from lcdraft.diff.show.json import as_json
from lcdraft.diff.show.markdown import write_comment
from lcdraft.diff.show.terminal import terminal_lines
from lcdraft.diff.show.words import cause_values, reason_words

FOLLOW = re.compile(r"kéo theo \d+ chỗ")
SAID = "Hai báo cáo thuộc hai kỳ khác nhau"


def in_terminal(comparison: Comparison) -> str:
    return "\n".join(terminal_lines(comparison))


def in_page(comparison: Comparison) -> str:
    return str(lxml.html.fromstring(write_page(comparison)).find("body").text_content())


VIEWS = [in_terminal, in_page, write_comment]


@pytest.mark.parametrize("view", VIEWS)
def test_one_sentence_stands_for_all_causes(made: SimpleNamespace, view) -> None:
    assert made.real.other_periods
    text = view(made.real)
    assert text.count(SAID) == 1
    assert FOLLOW.search(text) is None
    assert "số nhập đổi" not in text.lower()


@pytest.mark.parametrize("view", VIEWS)
def test_reports_of_one_period_have_their_causes(made: SimpleNamespace, view) -> None:
    assert not made.sample.other_periods
    text = view(made.sample)
    assert SAID not in text
    assert FOLLOW.search(text) is not None
    assert view(replace(made.sample, other_periods=True)) != text


def test_the_page_has_no_link_to_a_cause_that_is_not_listed(made: SimpleNamespace) -> None:
    page = lxml.html.fromstring(write_page(made.real))
    assert not any("Nguyên nhân" in (head.text or "") for head in page.iter("h3", "th"))
    ids = {str(id) for id in page.xpath("//@id")}
    assert all(str(link)[1:] in ids for link in page.xpath("//a/@href[starts-with(., '#')]"))


def test_plain_data_keep_the_causes(made: SimpleNamespace) -> None:
    causes = as_json(made.real)["causes"]
    assert isinstance(causes, list)
    assert len(causes) == len(made.real.causes) > 20


@pytest.mark.parametrize("value", ["", "2.327 tỷ đồng"])
def test_equal_values_are_no_change(value: str) -> None:
    cause = Cause(CauseKind.TEMPLATE, "ban_le", "Bán lẻ", value, value, figures=(0, 1))
    assert cause_values(cause) == ""
    assert reason_words(cause) == "Mẫu báo cáo đổi: Bán lẻ kéo theo 2 chỗ"
