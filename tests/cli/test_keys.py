"""`gongjiang keys`: made once, rotated, and what older ones wrote is written anew."""

from __future__ import annotations

from test_up import home, run

from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring

__all__ = ["home"]


def test_keys_are_not_made_twice(home: Home):
    answer = run(home, "keys", "create")

    assert answer.returncode == 1
    assert "Keep them" in answer.stderr


def test_after_a_rotation_everything_is_written_anew(home: Home):
    run(home, "migrate").check_returncode()
    before = Keyring.load(home.keys)

    for purpose in ("encryption", "lookup"):
        run(home, "keys", "rotate", purpose).check_returncode()
    run(home, "keys", "rewrite").check_returncode()

    after = Keyring.load(home.keys)
    assert after.current("encryption") != before.current("encryption")
    assert before.current("lookup") in after.keys["lookup"]
