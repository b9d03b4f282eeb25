"""`gongjiang verify FILE`: whether a growth file holds. Needs no home, no database, no key."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console

from gongjiang.cli.figures import language
from gongjiang.reports.growth_file.verdict import Outcome, Verdict, verdict_on
from gongjiang.skills.rules.passes import PassOutcome, is_pass, pass_verdict

PUBLIC_KEY = re.compile(r"[A-Za-z0-9+/]{43}=")
"""32 bytes in base64."""

File = Annotated[Path, typer.Argument(help="The JSON or PDF to check.")]
Key = Annotated[
    list[str] | None,
    typer.Option(
        "--key", help="The issuer's public key, or a file that holds it; may be given again."
    ),
]
Lang = Annotated[str, typer.Option("--lang", help="zh-hans or en; default: from LANG.")]

STYLES = {Outcome.HOLDS: "green", Outcome.FAILS: "bold red", Outcome.UNREADABLE: "yellow"}


def verify(file: File, key: Key = None, lang: Lang = "") -> None:
    """Say whether a growth file holds. Ends with 0: it holds; 1: it does not; 2: it is none."""
    with translation.override(language(lang)):
        raise typer.Exit(_verify(file, key or []).value)


def _verify(file: Path, keys: list[str]) -> Outcome:
    console = Console(highlight=False, soft_wrap=True)
    trusted = [public for text in keys for public in _public_keys(text)]
    if len(trusted) < len(keys):
        console.print(
            _("The key to trust cannot be read: give 32 bytes in base64, or a file of it.")
        )
        return Outcome.UNREADABLE
    try:
        content = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        console.print(
            _("“%(file)s” cannot be read: %(reason)s.") % {"file": file, "reason": reason}
        )
        return Outcome.UNREADABLE
    if is_pass(content):
        return _on_pass(console, content.decode(errors="replace"), trusted)
    verdict = verdict_on(content, trusted=trusted)
    _say(console, verdict, pinned=bool(trusted))
    return verdict.outcome


def _on_pass(console: Console, text: str, trusted: list[bytes]) -> Outcome:
    """What a pass says, and whether it is whole and in its time."""
    verdict = pass_verdict(text, at=datetime.now(UTC), trusted=trusted)
    outcome = Outcome[verdict.outcome.name]
    says_no = outcome is Outcome.HOLDS and not verdict.allows
    style = STYLES[Outcome.FAILS if says_no else outcome]
    if verdict.outcome is PassOutcome.UNREADABLE:
        said = _("This pass cannot be read.")
    elif verdict.late:
        said = _("This pass is whole, but out of its time.")
    elif verdict.untrusted:
        said = _("This pass is whole, but not from an issuer you trust.")
    elif outcome is Outcome.FAILS:
        said = _("This pass was changed, or was never issued.")
    else:
        said = (
            _("This pass holds, and says: yes.")
            if verdict.allows
            else _("This pass holds, and says: no.")
        )
    console.print(said, style=style)
    for name in ("name", "post", "unit", "kind", "from", "until", "issuer"):
        if outcome is Outcome.HOLDS or verdict.late:
            console.print(f"  {name}: {verdict.claims.get(name, '')}", markup=False)
    if verdict.fingerprint:
        console.print(_("Fingerprint of the key: %(mark)s") % {"mark": verdict.fingerprint})
    return outcome


def _say(console: Console, verdict: Verdict, *, pinned: bool) -> None:
    console.print(verdict.sentence, style=STYLES[verdict.outcome], markup=False)
    lines = [
        (_("Issuer"), verdict.issuer),
        (_("Issued at"), str(verdict.document.get("issued_at", ""))),
        (_("Key"), verdict.fingerprint),
        (_("Entries changed"), ", ".join(map(str, verdict.changed))),
    ]
    for label, said in lines:
        if said:
            console.print(f"{label}: {said}", markup=False)
    if verdict.holds and not pinned:
        console.print(
            _("Compare the key with the one the issuer publishes, or give it with --key."),
            style="dim",
        )


def _public_keys(text: str) -> list[bytes]:
    """The public keys in a text, or in the file it names."""
    path = Path(text)
    if not PUBLIC_KEY.fullmatch(text):
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return [base64.b64decode(found) for found in PUBLIC_KEY.findall(text)]
