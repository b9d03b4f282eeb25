"""What a worker of the page server runs: Django, for as long as the server itself lives."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from gongjiang.ops.lifeline import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongjiang.config.settings")

application = get_wsgi_application()
# A worker alone would go on holding the port.
end_with_parent()
