"""Make templates/bao-cao.docx, the letterhead that people then edit in Word.

    python tools/make_letterhead.py [templates/bao-cao.docx]

The file is written part by part, since Word's and python-docx's own blank documents bring along Letter
paper, Calibri and a theme. Layout: Decree 30/2020/NĐ-CP, Annex I (sizes 13, 14, 14; margins 20, 20, 30, 15 mm).
"""

from __future__ import annotations

import sys
from pathlib import Path

from lxml import etree

from lcdraft import wordml as names
from lcdraft.opc import RELATIONSHIP, write_package
from lcdraft.write.footnotes import separators
from lcdraft.write.package import WORD_TYPE
from lcdraft.write.styles import DEFAULT_STYLES, FONTS, StyleSheet

WORD = names.W[1:-1]
PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = f'xmlns:w="{WORD}" xmlns:r="{RELATIONSHIP[:-1]}"'

# Twips. The text is 9355 wide; Quốc hiệu at 13 pt needs 5424.
LETTERHEAD_COLUMNS = (3715, 5640)
SIGNATURE_COLUMNS = (4395, 4960)

_ROOM_ABOVE = (
    '<w:tcMar><w:top w:w="120" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
)
"""Distance of the signature from the text; the decree wants no empty paragraphs for that."""

COMMAND = "ND30Lenh"
"""Style of the paragraphs that hold a command: small and grey, they go away when the template is filled in."""

MORE_STYLES = {
    COMMAND: ("", '<w:color w:val="7F7F7F"/><w:sz w:val="16"/><w:szCs w:val="16"/>'),
}


def paragraph(style: str, text: str = "", extra: str = "") -> str:
    """A paragraph of the letterhead; ``style`` is a name, and here ids are names without blanks."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{run}</w:p>'


def each(items: str, style: str) -> str:
    """One paragraph for each item of a list."""
    return control(f"for dong in {items}") + paragraph(style, "{{ dong }}") + control("endfor")


def rule(indent: int, extra: str = "") -> str:
    """A rule; lcdraft sets its length to the text above it, this one is for who looks at the template."""
    return paragraph(names.RULE, extra=f'{extra}<w:ind w:left="{indent}" w:right="{indent}" w:firstLine="0"/>')


def control(command: str) -> str:
    """A command for docxtpl, in a paragraph of its own, which goes away with it."""
    return paragraph(COMMAND, f"{{%p {command} %}}")


def table(columns: tuple[int, int], *rows: tuple[str, str], cell_properties: str = "") -> str:
    """A table that shows no lines, two columns wide."""
    sides = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    body = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{cell_properties}</w:tcPr>{cell}</w:tc>'
            for width, cell in zip(columns, row, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def document() -> str:
    """The text of the letterhead with its tags."""
    agency = each("vb.chu_quan", names.SUPERIOR) + each("vb.co_quan", names.AGENCY) + rule(1300)
    state = (
        paragraph(names.MOTTO_STATE, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + paragraph(names.MOTTO, "Độc lập - Tự do - Hạnh phúc")
        + rule(1106)
    )
    number = paragraph(names.NUMBER_LINE, "Số: {{ vb.so_ky_hieu }}")
    place = paragraph(names.PLACE_DATE, "{{ vb.dia_danh_ngay }}")
    title = (
        paragraph(names.KIND, "{{ vb.ten_loai }}")
        + control("if vb.trich_yeu")
        + paragraph(names.SUBJECT, "{{ vb.trich_yeu }}")
        + rule(2900, '<w:spacing w:after="120"/>')
        + control("endif")
    )
    one = '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/>'
    addressees = (
        control("if vb.kinh_gui | length == 1")
        + paragraph(names.ADDRESSEES, "Kính gửi: {{ vb.kinh_gui[0] }}", one)
        + control("elif vb.kinh_gui")
        + paragraph(names.ADDRESSEES, "Kính gửi:", "<w:keepNext/>")
        + each("vb.kinh_gui", names.ADDRESSEE_LINE)
        + control("endif")
    )
    recipients = paragraph(names.RECIPIENTS, "Nơi nhận:") + each("vb.noi_nhan", names.RECIPIENT_LINE)
    signature = each("vb.quyen_han", names.AUTHORITY) + paragraph(names.SIGNER, "{{ vb.ho_ten }}")
    return (
        f"{PROLOG}<w:document {NAMESPACES}><w:body>"
        + control("if vb.co_dau")
        + table(LETTERHEAD_COLUMNS, (agency, state), (number, place))
        + title
        + addressees
        + control("endif")
        + paragraph(names.BODY, "{{ vb.than_bai }}")
        + control("if vb.co_ky")
        + table(SIGNATURE_COLUMNS, (recipients, signature), cell_properties=_ROOM_ABOVE)
        + control("endif")
        + paragraph(names.SPACER)
        + '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:headerReference w:type="first" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" '
        'w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
        "</w:body></w:document>"
    )


def header(content: str) -> str:
    """A page header of one paragraph."""
    return f'{PROLOG}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="header"/></w:pPr>{content}</w:p></w:hdr>'


def page_number() -> str:
    """A field of five runs, as Word writes it."""
    marks = ["begin", "separate", "end"]
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in marks)
    code = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    return f"{begin}{code}{separate}<w:r><w:t>2</w:t></w:r>{end}"


def styles() -> str:
    """Word's own styles set to the decree's type, then every style of ours."""
    plain = f'{FONTS}<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="en-US" w:bidi="ar-SA"/>'
    own = (
        f'{PROLOG}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>{plain}</w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/></w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="header"><w:name w:val="header"/><w:basedOn w:val="Normal"/>'
        '<w:pPr><w:jc w:val="center"/></w:pPr></w:style></w:styles>'
    )
    sheet = StyleSheet(etree.fromstring(own.encode()))
    for name in DEFAULT_STYLES:
        sheet.id(name)
    for name, (properties, run) in MORE_STYLES.items():
        style = (
            f'<w:style xmlns:w="{WORD}" w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="ND30Dong"/><w:qFormat/>'
            f"<w:pPr>{properties}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
        sheet.root.append(etree.fromstring(style))
    etree.cleanup_namespaces(sheet.root)
    return PROLOG + etree.tostring(sheet.root, encoding="unicode")


def settings() -> str:
    """What Word has to know: the mode of Word 2013, no stretched lines before a line break."""
    return (
        f'{PROLOG}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/>'
        '</w:footnotePr><w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def footnotes() -> str:
    """The part that notes go into."""
    return f'{PROLOG}<w:footnotes xmlns:w="{WORD}">{separators()}</w:footnotes>'


def font_table() -> str:
    """The one font."""
    return (
        f'{PROLOG}<w:fonts xmlns:w="{WORD}"><w:font w:name="Times New Roman"><w:panose1 w:val="02020603050405020304"/>'
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def core_properties() -> str:
    """Title and author, which lcdraft replaces."""
    return (
        f'{PROLOG}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Mẫu báo cáo</dc:title><dc:creator></dc:creator>'
        "</cp:coreProperties>"
    )


def app_properties() -> str:
    """The program that made the file."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{PROLOG}<Properties xmlns="{kind}"><Application>lcdraft</Application></Properties>'


PARTS = {
    "word/document.xml": (f"{WORD_TYPE}document.main+xml", document),
    "word/styles.xml": (f"{WORD_TYPE}styles+xml", styles),
    "word/settings.xml": (f"{WORD_TYPE}settings+xml", settings),
    "word/fontTable.xml": (f"{WORD_TYPE}fontTable+xml", font_table),
    "word/footnotes.xml": (f"{WORD_TYPE}footnotes+xml", footnotes),
    "word/header1.xml": (f"{WORD_TYPE}header+xml", lambda: header(page_number())),
    "word/header2.xml": (f"{WORD_TYPE}header+xml", lambda: header("")),
    "docProps/core.xml": ("application/vnd.openxmlformats-package.core-properties+xml", core_properties),
    "docProps/app.xml": ("application/vnd.openxmlformats-officedocument.extended-properties+xml", app_properties),
}


def relationships(*targets: tuple[str, str]) -> str:
    """Kinds and targets, numbered rId1, rId2 and so on."""
    rows = (
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{PROLOG}<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def content_types() -> str:
    """The kind of every part."""
    rows = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, (kind, _) in PARTS.items())
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{PROLOG}<Types xmlns="{PACKAGE}/content-types">{defaults}{rows}</Types>'


def letterhead() -> bytes:
    """The template, the same bytes every time."""
    parts = {part: make() for part, (_, make) in PARTS.items()}
    parts["[Content_Types].xml"] = content_types()
    parts["_rels/.rels"] = relationships(
        (f"{RELATIONSHIP}officeDocument", "word/document.xml"),
        (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{RELATIONSHIP}extended-properties", "docProps/app.xml"),
    )
    parts["word/_rels/document.xml.rels"] = relationships(
        *((f"{RELATIONSHIP}{kind}", f"{kind}.xml") for kind in ("styles", "settings", "fontTable", "footnotes")),
        (f"{RELATIONSHIP}header", "header1.xml"),
        (f"{RELATIONSHIP}header", "header2.xml"),
    )
    return write_package({part: text.encode() for part, text in parts.items()})


def main(arguments: list[str]) -> None:
    """Write the template to the path given, or to where the repository keeps it."""
    path = Path(arguments[0]) if arguments else Path(__file__).parents[1] / "templates" / "bao-cao.docx"
    path.write_bytes(letterhead())


if __name__ == "__main__":
    main(sys.argv[1:])
