"""On a system that cannot supervise the embedded server, a sentence says what to do."""

from __future__ import annotations

import pytest

from gongjiang.cli import __main__ as command
from gongjiang.cli.systems import refusal


@pytest.mark.parametrize(
    ("system", "has_database", "says"),
    [
        ("Linux", False, ""),
        ("Linux", True, ""),
        ("Darwin", True, ""),
        ("Darwin", False, "DATABASE_URL"),
        ("Windows", False, "WSL 2"),
        ("Windows", True, "WSL 2"),
    ],
)
def test_where_it_runs(system: str, has_database: bool, says: str):
    sentence = refusal(system, has_database=has_database)

    assert (says in sentence) if says else (sentence == "")


def test_the_command_ends_with_the_sentence_before_it_imports_anything_more(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(command.platform, "system", lambda: "Windows")
    monkeypatch.setattr(command.django, "setup", lambda: pytest.fail("it went on"))

    with pytest.raises(SystemExit, match="WSL 2"):
        command.main()
