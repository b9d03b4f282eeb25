"""The code by which an anonymous author finds their idea again: never kept, only its hash.

It follows from the key of the form, which the reader's browser alone keeps. So the same form sent
twice gives the same code, and no row that joins the two has to be written.
"""

from __future__ import annotations

import base64
import hashlib
from uuid import UUID

LETTERS = 20
"""Of 5 bits each: as many as a form's key is hard to guess, and short enough to copy by hand."""
GROUP = 4


def code_for(key: UUID) -> str:
    """The code that a form's key stands for, in groups to be read aloud: "K3QF-…"."""
    digest = hashlib.sha256(b"gongjiang receipt " + key.bytes).digest()
    letters = base64.b32encode(digest).decode()[:LETTERS]
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))


def hash_of(code: str) -> str:
    """What is kept of a code, however it was typed: case, blanks and dashes do not count."""
    letters = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(f"gongjiang receipt {letters}".encode()).hexdigest()
