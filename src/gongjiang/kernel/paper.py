"""What goes on paper: pages set by Typst, and codes to scan."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import noto_cjk_sans_otc
import segno
import typst

INK = "#1B1F23"


def pdf(layout: Path, inputs: Mapping[str, str], *, at: datetime | None = None) -> bytes:
    """Set a Typst file, in a font that every reader's machine may lack.

    Args:
        inputs: what the layout reads as `sys.inputs`.
        at: the moment the file says it was made; None: none of its own, nor the clock's.
    """
    set_: bytes = typst.compile(
        layout,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        timestamp=None if at is None else int(at.timestamp()),
        sys_inputs=dict(inputs),
    )
    return set_


def qr(text: str, *, border: int) -> str:
    """A QR code as SVG.

    Args:
        border: the blank edge in modules; scanners want at least 2 where print stands near.
    """
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=border, dark=INK, xmldecl=False)
    return drawn.getvalue().decode()


@cache
def _fonts() -> typst.Fonts:
    """Found once a process: looking through them takes longer than setting a page."""
    return typst.Fonts(
        include_system_fonts=False, font_paths=[Path(noto_cjk_sans_otc.__file__).parent]
    )
