"""The Jinja environment that templates and narratives run in: sandboxed, strict, without arithmetic.

Templates hold wording and order. They see the views of `lcdraft.template.views` and nothing of Python:
no methods, no operators but comparison, no `range`. Unknown names are collected, not raised, so that one
run reports them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

from jinja2 import BaseLoader, TemplateSyntaxError, nodes, pass_context, pass_eval_context
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.filters import do_join
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from lcdraft.fences import MARK_OPEN
from lcdraft.template.session import MAX_OUTPUT, MAX_STEPS, Phrase, Session, Visible
from lcdraft.text import capitalize_first, lower_first, nearest

__all__ = ["COUNTED", "ForbiddenError", "exposed", "make_environment"]

MAX_SOURCE = 500_000
MAX_LOOPS = 2
"""Loops inside loops; what a template repeats is a list of the data, and lists hold no lists."""

COUNTED = "vòng lặp"
"""The filter that `_Environment` puts on what a loop runs over; the blank keeps templates from naming it."""

# Without one of these, a template has none of the nodes that `_refuse` looks for.
_LOOKED_INTO = ("for", "~", "import", "extends", "block")
_TOO_LONG = "kết quả quá dài, có thể mẫu lặp vô hạn"
_BUILT_IN_FILTERS = ("first", "last", "length", "list", "trim")


class ForbiddenError(SecurityError):
    """A template went beyond what templates may do; the text says how, in Vietnamese."""


def exposed(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a function of ours as one that templates may call."""
    function.is_exposed = True  # type: ignore[attr-defined]
    return function


class _Missing(Undefined):
    """A name that nobody defined: reports itself when it is used, and then stands for nothing."""

    __slots__ = ("_reported",)
    session: ClassVar[Session]
    names: ClassVar[Callable[[], Iterable[str]]]

    def _complain(self) -> None:
        if getattr(self, "_reported", False):
            return
        self._reported = True
        name, owner = str(self._undefined_name or ""), self._undefined_obj
        if not name and self._undefined_hint:  # {{ list | first }} of an empty list
            self.session.report("LC304", "lấy một mục của danh sách rỗng", "Hỏi trước bằng {% if … %}.")
            return
        if isinstance(owner, Visible):
            names = _public_names(owner)
            near = nearest(name, names)
            advice = (
                f'Có phải "{near}"?'
                if near
                else f"Dùng được: {', '.join(names)}."
                if names
                else "Bỏ phần sau dấu chấm."
            )
            self.session.report("LC303", f'không có cụm từ "{name}"', advice, needle=f".{name}")
        elif owner is missing:
            near = nearest(name, type(self).names())
            advice = f'Có phải "{near}"?' if near else "Kiểm tra mã chỉ tiêu trong data/chi-tieu.yaml."
            self.session.report("LC302", f'không có tên "{name}"', advice, needle=name)
        else:
            self.session.report(
                "LC308", f'mẫu không dùng được phần "{name}" ở đây', "Bỏ phần sau dấu chấm.", needle=name
            )

    def _nothing(self, *_args: Any, **_kwargs: Any) -> Undefined:
        """Use of a missing name gives another one that has already been reported."""
        self._complain()
        silent = type(self)(name=self._undefined_name)
        silent._reported = True
        return silent

    def __str__(self) -> str:
        self._complain()
        return ""

    def __bool__(self) -> bool:
        self._complain()
        return False

    def __iter__(self) -> Iterator[Any]:
        self._complain()
        return iter(())

    def __len__(self) -> int:
        self._complain()
        return 0

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "_reported":
            raise AttributeError(name)
        return self._nothing()

    def _unequal(self, _other: object) -> bool:
        self._complain()
        return False

    __call__ = __getitem__ = _nothing  # type: ignore[assignment]
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _unequal  # type: ignore[assignment]
    __hash__ = Undefined.__hash__


def _public_names(owner: object) -> list[str]:
    return [name for name in vars(type(owner)) if not name.startswith("_") and name != "transformed" and name != "make"]


MAX_COMPILED = 500
"""Compiled templates that are kept; a workspace has some thirty."""


class _Compiled(BytecodeCache):
    """Templates that this process has compiled: the reports of one build share most of theirs.

    Jinja keys by name and source. What it compiles to depends on the settings of the environment, which are
    the same for all text templates, and not on the session.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if len(self._codes) >= MAX_COMPILED:
            self._codes.clear()
        self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class _Environment(ImmutableSandboxedEnvironment):
    session: Session
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """The whole of an output; literal text counts too, since loops repeat it."""
        kept: list[str] = []
        size = 0
        for part in parts:
            text = str(part)
            size += len(text)
            if size > MAX_OUTPUT:
                raise ForbiddenError(_TOO_LONG)
            kept.append(text)
        return "".join(kept)

    def count(self, steps: int) -> None:
        """Add to the rounds of loops and calls of this rendering, of which there is a limit."""
        self.session.steps += steps
        if self.session.steps > MAX_STEPS:
            raise ForbiddenError("mẫu lặp quá nhiều lần")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only our views, ``loop`` and missing names have attributes; text, numbers and lists have none."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, Phrase):
            return False
        return isinstance(obj, Visible | LoopContext | Undefined)

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Phrase | Macro) or bool(getattr(obj, "is_exposed", False))

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(obj, Undefined):
            return obj(*args, **kwargs)
        if not self.is_safe_callable(obj):
            raise ForbiddenError("gọi một thứ không phải cụm từ hay hàm của mẫu")
        self.count(1)
        return context.call(obj, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise ForbiddenError(f'phép tính "{operator}"')

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        raise ForbiddenError(f'phép tính "{operator}"')

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if len(source) > MAX_SOURCE:
            raise TemplateSyntaxError("mẫu quá dài", 1, name, filename)
        tree = super()._parse(source, name, filename)
        # Walking the tree takes as long as parsing; most templates hold none of the words that can matter.
        if any(word in source for word in _LOOKED_INTO):
            _refuse(tree, 0, name)
        return tree


def _refuse(node: nodes.Node, loops: int, name: str | None) -> None:
    """Refuse what could grow without bound: text glued in expressions, loops in loops in loops, odd statements."""
    if isinstance(node, nodes.Concat):
        raise TemplateSyntaxError("không nối chữ bằng dấu ~; viết hai cụm từ liền nhau", node.lineno, name)
    if isinstance(node, nodes.Import | nodes.FromImport | nodes.Extends | nodes.Block):
        raise TemplateSyntaxError("mẫu chỉ dùng include, không dùng import, extends, block", node.lineno, name)
    if isinstance(node, nodes.For):
        loops += 1
        if loops > MAX_LOOPS:
            raise TemplateSyntaxError(f"vòng lặp lồng nhau quá {MAX_LOOPS} cấp", node.lineno, name)
        node.iter = nodes.Filter(node.iter, COUNTED, [], [], None, None, lineno=node.iter.lineno)
    for child in node.iter_child_nodes():
        _refuse(child, loops, name)


def make_environment(
    session: Session, names: Callable[[], Iterable[str]], *, loader: BaseLoader | None = None, autoescape: bool = False
) -> ImmutableSandboxedEnvironment:
    """An environment that reports into ``session``.

    ``names`` lists what templates can name, for suggestions. Text templates are Markdown, where the
    computed parts are fenced, so nothing is escaped; a .docx template is XML and needs ``autoescape``.
    """

    def finalize(value: Any) -> Any:
        if isinstance(value, list | tuple | dict) or (callable(value) and not isinstance(value, Visible | Undefined)):
            raise ForbiddenError("in ra một danh sách hoặc một hàm; hãy in từng mục")
        if value is None or isinstance(value, bool | float):
            raise ForbiddenError("in ra một giá trị đúng/sai hoặc một số viết kiểu máy tính; chỉ dùng trong {% if %}")
        if isinstance(value, Visible) and type(value).__str__ is object.__str__:
            raise ForbiddenError("in ra cả một nhóm; hãy chọn một mục sau dấu chấm")
        if isinstance(value, str):
            session.output += len(value)
            if session.output > MAX_OUTPUT:
                raise ForbiddenError(_TOO_LONG)
        return value

    undefined = type(
        "_SessionMissing", (_Missing,), {"__slots__": (), "session": session, "names": staticmethod(names)}
    )
    environment = _Environment(
        undefined=undefined,
        loader=loader,
        finalize=finalize,
        autoescape=autoescape,
        trim_blocks=not autoescape,
        lstrip_blocks=not autoescape,
        # An included part ends its last paragraph; without its line end the blank line after it would be lost.
        keep_trailing_newline=not autoescape,
        # "{#id}" after a heading is its id, so comments of text templates are {## … ##}.
        comment_start_string="{#" if autoescape else "{##",
        comment_end_string="#}" if autoescape else "##}",
        cache_size=400,
        bytecode_cache=None if autoescape else _COMPILED,
    )
    environment.session = session
    environment.globals.clear()
    built_in = {name: environment.filters[name] for name in _BUILT_IN_FILTERS}
    environment.filters.clear()
    environment.filters.update(built_in)
    environment.filters[COUNTED] = _counted
    environment.filters["join"] = _joined
    environment.filters["hoa"] = _changing(str.upper)
    environment.filters["hoa_dau"] = _changing(capitalize_first)
    environment.filters["thuong_dau"] = _changing(lower_first)
    return environment


@pass_context  # which keeps Jinja from working the filter out once and for all
def _counted(context: Context, value: Any) -> Any:
    """What a loop runs over, as it is, its rounds counted."""
    environment = context.environment
    assert isinstance(environment, _Environment)
    if hasattr(value, "__len__"):
        environment.count(len(value))
    return value


@pass_eval_context
def _joined(eval_ctx: EvalContext, value: Iterable[Any], separator: str = "") -> str:
    """Jinja's ``join``, with the limit on what a template may put out."""
    texts = [item if hasattr(item, "__html__") else str(item) for item in value]
    if sum(map(len, texts)) + len(texts) * len(separator) > MAX_OUTPUT:
        raise ForbiddenError(_TOO_LONG)
    joined: str = do_join(eval_ctx, texts, separator)
    return joined


_OPENING_MARK = re.compile(f"({MARK_OPEN}?)(.*)", re.DOTALL)


def _changing(change: Callable[[str], str]) -> Callable[[Any], str]:
    """A filter that changes the words of a phrase and keeps its origin."""

    def apply(value: Any) -> str:
        if isinstance(value, Phrase):
            return value.transformed(change)
        opening, text = _OPENING_MARK.match(str(value)).groups()  # type: ignore[union-attr]
        return opening + change(text)

    return apply
