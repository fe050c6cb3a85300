"""A redline of two drafts: a .docx in which every change is a tracked change that Word accepts or rejects."""

from lcdraft.diff.redline.drafts import Packed, docx_of, pack, pack_files
from lcdraft.diff.redline.make import Redline, make_redline

__all__ = ["Packed", "Redline", "docx_of", "make_redline", "pack", "pack_files"]
