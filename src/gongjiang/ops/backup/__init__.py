"""One file that holds an installation, and an installation made from that file (decision 0011).

take(path, home=home, keyring=keyring, at=now)      # while pages are served
restore(path, home=home, keyring=keyring)           # into an empty home and database
"""

from gongjiang.ops.backup.archive import Damaged
from gongjiang.ops.backup.manifest import Manifest, WrongKeys
from gongjiang.ops.backup.restore import NotEmpty, restore
from gongjiang.ops.backup.take import CannotWrite, take

__all__ = ["CannotWrite", "Damaged", "Manifest", "NotEmpty", "WrongKeys", "restore", "take"]
