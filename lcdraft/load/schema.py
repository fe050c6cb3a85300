"""JSON Schema of the data files, for editors: completion, descriptions on hover, red lines under slips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lcdraft.dataset import Dataset
from lcdraft.load.forms import ANNEX, CATALOGUE, FIGURES, REPORT, plan_form, settings_form
from lcdraft.phrases.wording import DEFAULT

__all__ = ["KINDS", "json_schema", "json_schemas"]

KINDS = ("lcdraft", "chi-tieu", "ke-hoach", "so-lieu", "bao-cao", "phu-luc")
_DRAFT = "http://json-schema.org/draft-07/schema#"


def json_schemas(dataset: Dataset) -> Mapping[str, dict[str, Any]]:
    """The schema of each kind of file, with the workspace's own indicators and plan authorities."""
    return {kind: json_schema(kind, dataset) for kind in KINDS}


def json_schema(kind: str, dataset: Dataset) -> dict[str, Any]:
    """The schema of one kind of file, one of `KINDS`.

    Raises:
        KeyError: for another kind.
    """
    forms = {
        "lcdraft": settings_form(tuple(DEFAULT)),
        "chi-tieu": CATALOGUE,
        "ke-hoach": plan_form(tuple(dataset.settings.authorities)),
        "so-lieu": FIGURES,
        "bao-cao": REPORT,
        "phu-luc": ANNEX,
    }
    schema = {"$schema": _DRAFT, "title": f"lcdraft: {kind}", **forms[kind].schema()}
    for key in ("so_lieu", "ke_hoach"):
        if key in schema["properties"]:
            _name_indicators(schema, key, dataset)
    if kind == "phu-luc":
        ids = {"type": "string", "enum": list(dataset.catalogue), "description": "Mã chỉ tiêu."}
        schema["definitions"] = {"ma_chi_tieu": ids}
    if "phu_luc" in schema["properties"] and dataset.annexes:
        schema["properties"]["phu_luc"]["items"]["enum"] = list(dataset.annexes)
    return schema


def _name_indicators(schema: dict[str, Any], name: str, dataset: Dataset) -> None:
    """Offer every indicator of the catalogue as a key, described by its name, unit and supplier."""
    field = schema["properties"][name]
    schema["definitions"] = {name: field.pop("additionalProperties")}
    del field["propertyNames"]
    value = [{"$ref": f"#/definitions/{name}"}]
    field["properties"] = {key: {"description": _described(dataset, key), "allOf": value} for key in dataset.catalogue}
    field["additionalProperties"] = False


def _described(dataset: Dataset, key: str) -> str:
    indicator = dataset.catalogue[key]
    supplier = f" Phụ trách: {indicator.supplier}." if indicator.supplier else ""
    return f"{indicator.name} ({indicator.unit}).{supplier}"
