"""The house stands as design.md says: imports and foreign keys point down its storeys."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "gongjiang"
LONGEST_FILE = 500


def storeys() -> dict[str, int]:
    """Each room's storey, the roof at 0, from the layers import-linter holds."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    [layers] = [
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    ]
    return {
        room.strip().strip("()"): depth
        for depth, layer in enumerate(layers)
        for room in layer.split("|")
    }


def foreign_keys() -> Iterator[tuple[type[Model], Field]]:
    for model in apps.get_models():
        if model.__module__.startswith("gongjiang."):
            for field in model._meta.get_fields():
                if isinstance(field, Field) and field.is_relation:
                    yield model, field


def room_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def test_every_foreign_key_points_down_or_stays_in_its_room():
    depth = storeys()
    upwards = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model, field in foreign_keys()
        if field.related_model.__module__.startswith("gongjiang.")
        and room_of(model) != room_of(field.related_model)
        and depth[room_of(model)] >= depth[room_of(field.related_model)]
    ]
    assert not upwards


def test_the_ledger_has_no_foreign_keys_at_all():
    assert not [field for model, field in foreign_keys() if room_of(model) == "ledger"]


@pytest.mark.parametrize(
    "file", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE))
)
def test_a_file_is_one_room_and_imports_at_its_top(file: Path):
    text = file.read_text()
    nested = [
        node.lineno
        for function in ast.walk(ast.parse(text))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    # The command sets Django up first, and only then can its commands import models.
    allowed = 1 if file == SOURCE / "cli" / "__main__.py" else 0
    assert len(nested) <= allowed
    assert len(text.splitlines()) <= LONGEST_FILE
