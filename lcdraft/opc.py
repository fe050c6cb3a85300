"""Office packages (.docx): opened as if hostile, written the same way every time.

A .docx is a zip of XML parts. What comes from outside may be a decompression bomb, may name files outside
itself or may bring entities along, so sizes are checked before anything is unpacked and the XML parser
knows neither entities nor the network. What we write has fixed times and a fixed order.
"""

from __future__ import annotations

import io
import posixpath
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lcdraft.errors import DocumentError, Place, Problem, unreadable_because

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["LIMITS", "RELATIONSHIP", "Limits", "Package", "open_package", "parse_xml", "write_package"]

RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"

# "Strict Open XML" is the same language under other names; Word offers it as a file type of its own.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATIONSHIP[:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a package may be. A report of 300 pages is 0.1 MiB packed, 2 MiB unpacked, 20 times."""

    file_size: int = 64 * _MIB
    entries: int = 4096
    part_size: int = 64 * _MIB
    total_size: int = 256 * _MIB
    ratio: int = 250
    ratio_from: int = 4 * _MIB


LIMITS = Limits()


@dataclass(slots=True)
class Package:
    """The parts of an opened package, read one at a time when they are asked for."""

    name: str
    _zip: ZipFile
    _entries: dict[str, ZipInfo]
    _relations: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def read(self, part: str) -> bytes:
        """The unpacked bytes of a part.

        Raises:
            DocumentError: LC401 where the part is missing or does not unpack to what the zip says.
        """
        entry = self._entries.get(part)
        if entry is None:
            raise _damaged(self.name, f"thiếu phần {part}")
        try:
            return self._zip.read(entry)
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as exc:
            raise _damaged(self.name, f"không giải nén được phần {part}") from exc

    def xml(self, part: str) -> etree._Element:
        """The root element of an XML part, in the transitional namespaces."""
        data = self.read(part)
        if b"purl.oclc.org/ooxml" in data:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        return parse_xml(data, self.name, part)

    def relations(self, part: str = "") -> list[tuple[str, str, str]]:
        """``(id, kind, target part)`` of what a part, or the package itself, points to inside the package.

        ``kind`` is the last word of the relationship's type: ``styles``, ``footnotes``, ``officeDocument``.
        """
        if part not in self._relations:
            folder, base = posixpath.split(part)
            rels = posixpath.join(folder, "_rels", f"{base}.rels")
            found = []
            if rels in self:
                for rel in self.xml(rels).iter(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"):
                    if rel.get("TargetMode") != "External":
                        target = posixpath.normpath(posixpath.join("/", folder, rel.get("Target", ""))).lstrip("/")
                        found.append((rel.get("Id", ""), rel.get("Type", "").rpartition("/")[2], target))
            self._relations[part] = found
        return self._relations[part]

    def related(self, part: str, kind: str) -> str | None:
        """The part that ``part`` names as its ``kind``, if it is there."""
        return next((target for _, of, target in self.relations(part) if of == kind and target in self), None)

    def main_part(self) -> str:
        """The name of the part that holds the text, nearly always ``word/document.xml``."""
        main = self.related("", "officeDocument") or ("word/document.xml" if "word/document.xml" in self else None)
        if main is None:
            raise _damaged(self.name, "không có phần văn bản (word/document.xml)")
        return main


def open_package(source: bytes | Path, name: str = "", *, limits: Limits = LIMITS) -> Package:
    """Open a .docx after checking, before anything is unpacked, that unpacking it is safe.

    Raises:
        DocumentError: LC401 for what is no package, LC402 for what is too large to be an honest report.
    """
    name = name or (str(source) if isinstance(source, Path) else "tệp .docx")
    data = _load(source, name, limits)
    if data.startswith(_OLE):
        raise _damaged(name, *_ole_fault(data))
    try:
        archive = ZipFile(io.BytesIO(data))
    except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError, IndexError) as exc:
        raise _damaged(name, "không phải tệp .docx, hoặc tệp bị hỏng khi sao chép, tải về") from exc
    entries = _checked_entries(archive.infolist(), name, limits)
    if "[Content_Types].xml" not in entries:
        raise _damaged(name, "là tệp nén nhưng không phải tệp Word (.docx)")
    return Package(name, archive, entries)


def parse_xml(data: bytes, name: str, part: str) -> etree._Element:
    """The root element of ``data``; comments and processing instructions are left out.

    Raises:
        DocumentError: LC403 where it is not well formed, or declares a document type (which parts never do).
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        raise _unreadable_xml(name, part) from exc
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise _unreadable_xml(name, part)
    return root


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """Zip the parts so that the same parts give the same bytes: fixed times, order, attributes and level."""
    first = ("[Content_Types].xml", "_rels/.rels")
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for part in (*(p for p in first if p in parts), *sorted(p for p in parts if p not in first)):
            entry = ZipInfo(part, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[part], compresslevel=6)
    return out.getvalue()


def _load(source: bytes | Path, name: str, limits: Limits) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        try:
            with source.open("rb") as file:
                data = file.read(limits.file_size + 1)
        except OSError as exc:
            reason = f"không mở được tệp: {unreadable_because(exc)}"
            raise _damaged(name, reason, "Hãy kiểm tra đường dẫn và quyền đọc.") from exc
    if len(data) > limits.file_size:
        raise _too_large(name, f"tệp lớn hơn {limits.file_size // _MIB} MB")
    return data


def _checked_entries(infos: Iterable[ZipInfo], name: str, limits: Limits) -> dict[str, ZipInfo]:
    entries: dict[str, ZipInfo] = {}
    seen: set[str] = set()
    total = 0
    for count, info in enumerate(infos, start=1):
        if count > limits.entries:
            raise _too_large(name, f"có hơn {limits.entries} tệp con")
        if info.flag_bits & 0x1:
            raise _damaged(name, "tệp được đặt mật khẩu", "Hãy bỏ mật khẩu trong Word rồi lưu lại.")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise _damaged(name, f"phần {info.filename} nén bằng cách mà Word không dùng")
        if _unsafe_name(info.filename) or info.filename.lower() in seen:
            raise _damaged(name, f"có tên phần không hợp lệ hoặc trùng nhau: {info.filename!r}")
        total += info.file_size
        if info.file_size > limits.part_size or total > limits.total_size:
            raise _too_large(name, "giải nén ra quá lớn so với một báo cáo")
        if info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise _too_large(name, f"phần {info.filename} nén hơn {limits.ratio} lần (có thể là bom nén)")
        seen.add(info.filename.lower())
        if not info.is_dir():
            entries[info.filename] = info
    return entries


def _unsafe_name(part: str) -> bool:
    inside = part.removesuffix("/")
    return (
        not inside
        or any(step in ("", ".", "..") for step in inside.split("/"))
        or re.search(r"[\\:\x00-\x1f]", inside) is not None
    )


def _ole_fault(data: bytes) -> tuple[str, str]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            "tệp được đặt mật khẩu",
            "Hãy mở bằng Word, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ tài liệu), rồi lưu lại.",
        )
    return (
        "là tệp .doc kiểu cũ, không phải .docx",
        "Hãy mở bằng Word, chọn Lưu thành (Save As), kiểu Word Document (.docx).",
    )


def _damaged(name: str, message: str, advice: str = "") -> DocumentError:
    advice = advice or "Hãy mở tệp bằng Word, lưu lại thành Word Document (.docx), rồi thử lại."
    return DocumentError(Problem("LC401", message, Place(name), advice))


def _too_large(name: str, message: str) -> DocumentError:
    advice = "Hãy kiểm tra nguồn của tệp; nếu là báo cáo thật, hãy bỏ bớt ảnh rồi lưu lại bằng Word."
    return DocumentError(Problem("LC402", message, Place(name), advice))


def _unreadable_xml(name: str, part: str) -> DocumentError:
    advice = "Hãy mở tệp bằng Word (Word có thể tự sửa), lưu lại thành .docx, rồi thử lại."
    return DocumentError(Problem("LC403", f"nội dung XML của phần {part} không đọc được", Place(name), advice))
