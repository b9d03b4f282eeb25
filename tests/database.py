"""The databases of a test run: one template, migrated once; clones of it, made in a moment.

The owner migrates the template, and only when the migrations have changed since the last run.
Tests run as the application role, as the product does, so every guard holds in them.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections

import gongjiang
from gongjiang.kernel.home import Home
from gongjiang.ops.postgres.databases import (
    administration,
    create,
    drop,
    names,
    pointed_at,
    rename,
)
from gongjiang.ops.postgres.rights import grant_application_rights

PREFIX = "gongjiang_test"
TEMPLATES = f"{PREFIX}_template"


def template() -> str:
    """The name of a database with every migration applied and nothing else in it."""
    name = f"{TEMPLATES}_{fingerprint()}"
    with _alone(), administration() as server:
        drop(server, *(old for old in names(server) if _is_abandoned(old)))
        if name not in names(server):
            drop(server, *(old for old in names(server) if old.startswith(TEMPLATES)))
            draft = f"{name}_draft"
            create(server, draft)
            with pointed_at(draft):
                call_command("migrate", database="owner", verbosity=0, interactive=False)
                grant_application_rights(connections["default"].settings_dict["USER"])
            rename(server, draft, name)
    return name


@contextmanager
def clone(of: str, label: str) -> Iterator[str]:
    """A copy of a template for the length of a block, opened by every connection; dropped after.

    Args:
        label: tells the clones of one process apart.
    """
    with copied(of, label) as name, pointed_at(name):
        yield name


@contextmanager
def copied(of: str, label: str) -> Iterator[str]:
    """A copy of a template for the length of a block; nothing opens it by itself."""
    name = f"{PREFIX}_{os.getpid()}_{label}"
    with administration() as server:
        create(server, name, template=of)
    try:
        yield name
    finally:
        with administration() as server:
            drop(server, name)


@contextmanager
def as_owner() -> Iterator[None]:
    """Let the application's connection be the owner's, whom some guards do not bind."""
    connections["default"].close()
    settings_of = connections["default"].settings_dict
    before = dict(settings_of)
    settings_of.update(connections["owner"].settings_dict)
    try:
        yield
    finally:
        connections["default"].close()
        settings_of.clear()
        settings_of.update(before)


def address(alias: str) -> str:
    """The address of the database in use now, for the environment of another process."""
    to = connections[alias].settings_dict
    password = to.get("PASSWORD") or _password_from_file(to["USER"])
    host, port = quote(to["HOST"], safe=""), to.get("PORT") or "5432"
    return f"postgresql://{to['USER']}:{quote(password)}@{host}:{port}/{to['NAME']}"


def fingerprint() -> str:
    """Tells two states of the migrations, and of the rights given after them, apart."""
    source = Path(gongjiang.__file__).parent
    files = [source / "ops/postgres/rights.py", *source.glob("*/guards.py")]
    # Those of others too: a new version of theirs may bring new ones.
    for app in apps.get_app_configs():
        files.extend(Path(app.path).glob("migrations/*.py"))
    digest = hashlib.sha256(repr(sorted(app.name for app in apps.get_app_configs())).encode())
    for file in sorted(files):
        digest.update(file.name.encode() + file.read_bytes())
    digest.update(repr(settings.AUTH_USER_MODEL).encode())
    return digest.hexdigest()[:12]


def _is_abandoned(name: str) -> bool:
    """Whether a clone belongs to a test process that is no more."""
    pid = name.removeprefix(f"{PREFIX}_").partition("_")[0]
    return name.startswith(PREFIX) and pid.isdigit() and not Path(f"/proc/{pid}").exists()


@contextmanager
def _alone() -> Iterator[None]:
    """One process of a test run at a time: the first makes the template, the others find it."""
    with (settings.HOME.path / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _password_from_file(role: str) -> str:
    home: Home = settings.HOME
    lines = home.passwords.read_text().splitlines()
    return next(line.rpartition(":")[2] for line in lines if line.split(":")[3] == role)
