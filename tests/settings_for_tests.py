"""The product's settings, in a home made for tests. Read before anything else of a test run."""

import os
from pathlib import Path

from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring
from gongjiang.ops.catalogues import compile_catalogues

TEST_HOME = Path(__file__).resolve().parents[1] / "build" / "test-home"

os.environ["GONGJIANG_HOME"] = str(TEST_HOME)
if not Home(TEST_HOME).keys.exists():
    Keyring.generate().save(Home(TEST_HOME).keys)

# They read the home named above.
from gongjiang.config.settings import *  # noqa: E402, F403

# Tests read the pages in both languages.
compile_catalogues(SOURCE / "locale")  # noqa: F405

# Static files come from where they are written; nothing is collected for a test.
STATIC_ROOT = None
