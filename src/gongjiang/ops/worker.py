"""What a worker of the page server runs: Django, for as long as the server itself lives."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import wait

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongjiang.config.settings")


def _end_with_the_server() -> None:
    """End when our parent does, however it ended: a worker alone would go on holding the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)


application = get_wsgi_application()
threading.Thread(target=_end_with_the_server, daemon=True).start()
