"""Logs: a line of JSON for each request, job and failure, and nothing in it that names a person.

A line holds a name given in the source, and values that its writer put into `fields`. Messages of
other programs' loggers and of exceptions are left out: an address, a form's value or a row of the
database may stand in them. Where it happened is told by file and line.
"""

from __future__ import annotations

import json
import logging
import os
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

OURS = "gongjiang"
FRAMES = 12
request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request that is being answered, in this thread."""


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        if asked := request_id.get():
            line["request"] = asked
        line |= getattr(record, "fields", {})
        if isinstance(record.exc_info, tuple) and record.exc_info[1]:
            line["failures"] = [_failure(error) for error in _chain(record.exc_info[1])]
        return json.dumps(line, ensure_ascii=False, default=str)


class DailyFile(logging.Handler):
    """Appends to a file a day (UTC). Any number of processes may: each line is one write."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def emit(self, record: logging.LogRecord) -> None:
        try:
            day = datetime.fromtimestamp(record.created, UTC).date()
            line = f"{self.format(record)}\n".encode()
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self.folder / f"{day.isoformat()}.jsonl"
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, line)
            finally:
                os.close(descriptor)
        except OSError:
            self.handleError(record)


class JobOutcomes(logging.Filter):
    """Of what the queue says, how a job ended: its id and task, never a result or a message."""

    ENDS: ClassVar[dict[str, str]] = {
        "job_success": "succeeded",
        "job_error": "failed",
        "job_error_retry": "to be tried again",
        "job_aborted": "aborted",
        "job_aborted_retry": "to be tried again",
    }

    def filter(self, record: logging.LogRecord) -> bool:
        said = vars(record)
        ended = self.ENDS.get(str(said.get("action")))
        if ended is None:
            return record.levelno >= logging.WARNING
        job = said.get("job", {})
        record.fields = {
            "event": "job",
            "job": job.get("id"),
            "task": job.get("task_name"),
            "attempt": job.get("attempts", 0) + 1,
            "status": ended,
            "ms": round(1000 * (said.get("end_timestamp", 0) - said.get("start_timestamp", 0))),
        }
        return True


class Onward(logging.Handler):
    """Hands what passes its filters on to the root's handlers."""

    def emit(self, record: logging.LogRecord) -> None:
        logging.getLogger().handle(record)


def _event(record: logging.LogRecord) -> str:
    """A name from the source: our own message before its values, or the place that spoke."""
    if record.name.partition(".")[0] == OURS:
        return str(record.msg)
    return f"{record.module}.{record.funcName}:{record.lineno}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and what caused it, the outermost first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _failure(error: BaseException) -> dict[str, Any]:
    """What kind of exception, and where; for one of the database its code, never its words."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    told: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "at": [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames],
    }
    if code := getattr(error, "sqlstate", None):
        told["sqlstate"] = code
        told["constraint"] = getattr(getattr(error, "diag", None), "constraint_name", None)
    return told
