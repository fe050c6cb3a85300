"""A redline of two drafts: a .docx in which every change is a tracked change that Word accepts or rejects."""

from lcdraft.diff.redline.drafts import docx_of
from lcdraft.diff.redline.make import Redline, make_redline

__all__ = ["Redline", "docx_of", "make_redline"]
