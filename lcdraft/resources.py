"""Where the files that come with lcdraft lie: in the wheel, or in the folder of the sources."""

from __future__ import annotations

from pathlib import Path

__all__ = ["SAMPLE_FILES", "sample_folder", "template_folders"]

SAMPLE_FILES = ("lcdraft.yaml", "data", "templates", "schema")
"""What makes a workspace."""


def sample_folder() -> Path:
    """The sample workspace: packed into the wheel, or the repository itself where lcdraft runs from its sources."""
    package = Path(__file__).resolve().parent
    packed = package / "sample"
    return packed if packed.is_dir() else package.parent


def template_folders(root: Path) -> tuple[Path, ...]:
    """Where templates are looked for: the workspace first, then those that came with lcdraft."""
    own, shipped = root / "templates", sample_folder() / "templates"
    return (own,) if own.resolve() == shipped.resolve() else (own, shipped)
