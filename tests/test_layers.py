"""Data flows one way: a layer imports what stands before it, never what follows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import lcdraft

PACKAGE = Path(lcdraft.__file__).parent

LAYERS = (
    # what every layer may use
    ("errors", "numbers", "text", "fences", "numbering", "resources", "metrics"),
    ("spacing", "yamltext"),
    ("dates", "units", "frame", "signing"),
    ("periods",),
    ("rollover",),
    ("document",),
    ("ending",),
    ("dataset",),
    ("agencies",),
    # from figures to marked-up text
    ("phrases",),
    ("load",),
    ("template",),
    ("tables",),
    # from marked-up text to a document, and documents on disk
    ("inlines", "opc", "files"),
    ("markup", "wordml", "anchors"),
    ("read",),
    ("write",),  # the Markdown writer escapes what the reader would take for a heading
    # everything together
    ("render",),
    ("check", "workspace", "audit"),
    ("build", "successor", "pull", "diff"),
    ("__init__",),
    ("cli",),
    ("__main__",),
)
"""Modules and packages of lcdraft, lowest first; those in one row do not import each other."""

RANKS = {unit: rank for rank, row in enumerate(LAYERS) for unit in row}

APART = {
    "read": {"dataset", "periods", "phrases", "load", "template"},
    "write": {"dataset", "periods", "phrases", "load", "template"},
    "markup": {"dataset", "phrases", "load", "template"},
    "phrases": {"document"},
    "load": {"document"},
    # A document is judged by what stands in it, never by how we would write it.
    "audit": {"dataset", "phrases", "load", "template", "markup", "write", "render"},
}
"""Arrows that would point down and are wrong all the same: writers know nothing of loaders."""

ONLY_IN = {
    "click": {"cli"},
    "yaml": {"load"},
    "jinja2": {"template", "write"},
    "docxtpl": {"write"},
    "ruamel": {"pull"},
    "markdown_it": {"markup", "read"},
    "openpyxl": {"write"},
    "lxml": {"opc", "wordml", "read", "write", "audit", "diff"},
}
"""Libraries that one layer keeps to itself."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def unit_of(path: Path) -> str:
    """The row of the table that a file belongs to: its package, or itself at the top."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> tuple[tuple[str, int], ...]:
    """Every module that a file imports, at the top or inside a function, with its line."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: import by full name"
            assert node.module is not None
            for name in node.names:
                is_module = (PACKAGE.parent / node.module.replace(".", "/") / f"{name.name}.py").is_file()
                yield (f"{node.module}.{name.name}" if is_module else node.module), node.lineno


def targets(path: Path) -> Iterator[tuple[str, str, int]]:
    """What a file imports of lcdraft: the unit, the module, the line."""
    for module, line in imports(path):
        first, *rest = module.split(".")
        if first == "lcdraft":
            yield (rest[0] if rest else "__init__"), module, line


def shown(path: Path) -> str:
    return path.relative_to(PACKAGE.parent).as_posix()


def test_every_module_has_a_layer() -> None:
    assert {unit_of(path) for path in MODULES} == set(RANKS)


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_no_arrow_points_the_wrong_way(path: Path) -> None:
    unit = unit_of(path)
    wrong = [
        f"{shown(path)}:{line}: {unit} imports {module}"
        for target, module, line in targets(path)
        if target != unit and (RANKS[target] >= RANKS[unit] or target in APART.get(unit, ()))
    ]
    # The version stands in the package itself; only the command line asks for it.
    allowed = [line for line in wrong if unit == "cli" and line.endswith("imports lcdraft")]
    assert [line for line in wrong if line not in allowed] == []


def test_no_module_imports_itself_through_others() -> None:
    graph = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for path in MODULES
    }
    arrows = {name: {module for _, module, _ in targets(path) if module in graph} for name, path in graph.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name not in done:
            for target in sorted(arrows[name] - {name}):
                visit(target, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_in_its_layer(library: str) -> None:
    users = {
        unit_of(path): shown(path) for path in MODULES for module, _ in imports(path) if module.split(".")[0] == library
    }
    assert set(users) <= ONLY_IN[library], users
    assert users, f"{library} is not used at all"


def test_docxtpl_is_known_to_one_module() -> None:
    users = {shown(path) for path in MODULES for module, _ in imports(path) if module.split(".")[0] == "docxtpl"}
    assert len(users) == 1


def test_nothing_imports_the_command_line() -> None:
    importers = {unit_of(path) for path in MODULES for target, _, _ in targets(path) if target == "cli"}
    assert importers <= {"cli", "__main__"}


CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime"}


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_no_module_reads_the_clock(path: Path) -> None:
    """The same data give the same files, whenever they are rendered."""
    calls = [
        f"{shown(path)}:{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("datetime", "date", "time")
    ]
    assert calls == []


PLACES = ("Lai Châu", "Sùng Phài", "San Thàng", "Tân Phong")


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_no_module_names_a_place(path: Path) -> None:
    """Lai Châu is the sample, not a constant; docstrings may show its phrases."""
    module = tree(path)
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = [
        f"{shown(path)}:{node.lineno}"
        for node in ast.walk(module)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
        and any(place in node.value for place in PLACES)
    ]
    assert texts == []
