"""What stands between a running database and the first page: all of it repeatable."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections

from gongjiang.careers.services.defaults import install_ladder
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.index.services.defaults import install_framework
from gongjiang.innovation.services.benefit_defaults import install_benefit_rules
from gongjiang.innovation.services.defaults_studios import install_studio_rules
from gongjiang.innovation.services.five_small_defaults import install_five_small
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.kernel.periods import today
from gongjiang.mentoring.services.defaults import install_terms
from gongjiang.ops.catalogues import compile_catalogues
from gongjiang.ops.postgres.rights import OWNER, grant_application_rights
from gongjiang.people.actors import SYSTEM
from gongjiang.skills.services.defaults import install_skill_rules

FINGERPRINT = ".fingerprint"


def prepare() -> None:
    """Bring database, default rules, translations and static files to the state of this source."""
    migrate()
    install_defaults(actor=SYSTEM, on=today())
    install_skill_rules(actor=SYSTEM, on=today())
    install_framework(actor=SYSTEM, on=today())
    install_ladder(actor=SYSTEM, on=today())
    install_terms(actor=SYSTEM, on=today())
    install_proposal_terms(actor=SYSTEM, on=today())
    install_benefit_rules(actor=SYSTEM, on=today())
    install_studio_rules(actor=SYSTEM, on=today())
    install_five_small(actor=SYSTEM, on=today())
    for locale in settings.LOCALE_PATHS:
        compile_catalogues(Path(locale))
    collect_static()


def migrate() -> None:
    """Apply every migration as the owner, then give the application role its rights."""
    call_command("migrate", database=OWNER, verbosity=0, interactive=False)
    grant_application_rights(connections["default"].settings_dict["USER"])
    connections[OWNER].close()


def collect_static() -> bool:
    """Collect static files, compressed, if any has changed; whether one had."""
    stamp = Path(settings.STATIC_ROOT) / FINGERPRINT
    fingerprint = _fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return False
    call_command("collectstatic", clear=True, verbosity=0, interactive=False)
    stamp.write_text(fingerprint)
    return True


def _fingerprint() -> str:
    """Changes whenever a static file appears, changes or goes."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
