"""All commands, one module each."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, help="Gongjiang 工匠")
