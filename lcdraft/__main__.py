"""``python -m lcdraft``."""

from lcdraft.cli import main

main()
