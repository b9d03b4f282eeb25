"""Spark as an engine: an optional requirement, loaded only when asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo

LOCAL = {
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": "4",
}
"""For a Spark in this very process; a cluster has settings of its own."""


class NoSpark(CannotDo):
    """Spark, or the Java it needs, is not installed."""


class Spark:
    """On a cluster, or in a small Spark of our own; the files must be where it can read them."""

    def __init__(self) -> None:
        self._session = _session(settings.SPARK_MASTER)
        self._backend = ibis.pyspark.connect(self._session)
        self._views: list[str] = []

    def table(self, name: str, files: Sequence[Path]) -> ir.Table:
        # Not through Ibis, which opens one file or folder. All readers share the session's names.
        view = f"{name}_{uuid4().hex}"
        rows = self._session.read.parquet(*(file.as_uri() for file in files))
        rows.createOrReplaceTempView(view)
        self._views.append(view)
        table = self._backend.table(view)
        # Ibis does not see that Spark's moments are UTC.
        moments = [name for name, type_ in table.schema().items() if type_.is_timestamp()]
        return table.cast(dict.fromkeys(moments, "timestamp('UTC', 6)"))

    def kept(self, expression: ir.Table) -> ir.Table:
        """The expression itself: what is worth keeping, a cluster finds out alone."""
        return expression

    def answer(self, expression: ir.Expr) -> pa.Table:
        # By way of pandas, which knows neither days nor the time zone.
        said: pa.Table = self._backend.to_pyarrow(expression.as_table())
        return said.cast(expression.as_table().schema().to_pyarrow())

    def close(self) -> None:
        """Forget the tables; the session stays, since it takes seconds to start."""
        for view in self._views:
            self._session.catalog.dropTempView(view)


def _session(master: str) -> Any:
    if find_spec("pyspark") is None:
        raise NoSpark(
            _("Spark is not installed. Install it: pip install -r requirements/spark.txt")
        )
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise NoSpark(_("Spark needs Java 17 or newer. Install it, or say where it is: JAVA_HOME."))
    builder = import_module("pyspark.sql").SparkSession.builder.appName("gongjiang")
    builder = builder.master(master).config("spark.sql.session.timeZone", "UTC")
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder = builder.config(map=LOCAL)
    return builder.getOrCreate()
