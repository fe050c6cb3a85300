"""What an office would write without lcdraft: the same YAML through docxtpl, the same text, no footnotes.

usage: python plain_docxtpl.py WORKSPACE OUT.docx [TIMES]
"""

import re
import sys
import time
from pathlib import Path

import yaml
from docxtpl import DocxTemplate
from jinja2 import Environment


def load(path):
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


def vn(number):
    return f"{number:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".").removesuffix(",0")


def phrases(workspace):
    catalogue = load(workspace / "data/chi-tieu.yaml")["chi_tieu"]
    plan = load(workspace / "data/ke-hoach/2025.yaml")["ke_hoach"]
    now = load(workspace / "data/so-lieu/6-thang-2025.yaml")["so_lieu"]
    before = load(workspace / "data/so-lieu/6-thang-2024.yaml")["so_lieu"]
    context = {}
    for key, indicator in catalogue.items():
        growth = (200 * abs(now[key] - before[key]) + before[key]) // (2 * before[key])
        change = f"{'tăng' if now[key] > before[key] else 'giảm'} {vn(growth)}% so với cùng kỳ năm 2024"
        context[key] = {
            "uoc_dat": f"ước đạt {vn(now[key])} {indicator['don_vi']}",
            "so_cung_ky": change if growth else "bằng cùng kỳ năm 2024",
            "dat_kh": f"đạt {vn((2000 * now[key] + plan[key]) // (2 * plan[key]) / 10)}% kế hoạch giao",
        }
    return context


def paragraphs(workspace):
    report = load(workspace / "data/bao-cao/6-thang-2025.yaml")
    context = phrases(workspace)
    environment = Environment()
    found = []
    for number, text in enumerate(report["noi_dung"].values()):
        if number % 8 == 0:
            found.append({"de_muc": True, "chu": f"NHÓM LĨNH VỰC {number // 8 + 1}"})
        found.append({"de_muc": True, "chu": f"Lĩnh vực {number + 1}"})
        rendered = environment.from_string(re.sub(r"\^\[[^\]]*\]", "", text)).render(context)
        found += [{"de_muc": False, "chu": part} for part in rendered.strip().split("\n\n")]
    return found


def render(workspace, out):
    template = DocxTemplate(workspace / "docxtpl-mau.docx")
    template.render({"cac_doan": paragraphs(workspace)}, autoescape=True)
    template.save(out)


def main():
    workspace, out = Path(sys.argv[1]), sys.argv[2]
    for _ in range(int(sys.argv[3]) if len(sys.argv) > 3 else 1):
        start = time.perf_counter()
        render(workspace, out)
        print(f"{time.perf_counter() - start:.4f}")


main()
