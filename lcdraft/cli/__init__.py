"""The commands. Each reads its options, calls one function of the library, prints, and returns its exit code."""

from lcdraft.cli.group import main

__all__ = ["main"]
