"""Bringing a whole roster of 80,000 workers: dry run and apply, beside the bare read and COPY.

python benchmarks/roster.py            # in a zone of 800, on the demo home; prints JSON
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongjiang.config.settings")
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    import django

    django.setup()

import xlsxwriter
from databases import small_zone
from django.conf import settings
from django.db import connection, transaction
from python_calamine import CalamineWorkbook
from rich.console import Console
from stdnum.cn import ric

from gongjiang.kernel.periods import now
from gongjiang.ops import postgres
from gongjiang.orgs.models import Enterprise, Unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import RosterImport
from gongjiang.people.services.roster_checks import check
from gongjiang.people.services.rosters import Upload, apply, bring, undo

ROWS = 80_000
SMALL = 800
PEOPLE_IN_A_TEAM = 16
TEAMS_IN_A_WORKSHOP = 25
HEADINGS = (
    "工号", "姓名", "性别", "身份证号", "出生日期", "手机", "部门/车间", "班组", "岗位", "岗位类别",
    "用工形式", "入职日期", "职级", "籍贯", "备注",
)  # fmt: skip
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
GIVEN = "伟强军超杰涛磊鹏斌勇刚辉明建国志文宇博凯芳娜敏静丽艳娟霞秀英"
POSTS = ("操作工", "焊工", "装配工", "质检员", "叉车司机", "工艺员", "设备保全工", "班长")
FIRST_BIRTH, FIRST_DAY = date(1965, 1, 1), date(2019, 1, 2)
TABLES = ("people_person", "people_employment", "people_posting", "ledger_entry")


@dataclass(frozen=True)
class Result:
    """Seconds, and megabytes at the peak: of our process, and of the parser's beside it.

    Attributes:
        again: a dry run of the same file once it was applied.
    """

    rows: int
    dry_run: float
    apply: float
    undo: float
    again: float
    bare_read: float
    bare_copy: float
    megabytes: float
    megabytes_of_parser: float


def measure(rows: int = ROWS) -> Result:
    """Bring a workbook into an enterprise of the zone that every connection opens."""
    content = large_workbook(rows)
    enterprise = Enterprise.objects.select_related("unit").order_by("unit_id")[0].unit
    first = _brought(enterprise, content)
    dry_run = timed(lambda: check(first.id, actor=SYSTEM, at=now()))
    applied = timed(lambda: apply(first.id, actor=SYSTEM, at=now()))
    bare_copy = timed(_bare_copy)
    second = _brought(enterprise, content)
    again = timed(lambda: check(second.id, actor=SYSTEM, at=now()))
    unchanged = RosterImport.objects.get(id=second.id).counts["UNCHANGED"]
    if unchanged != rows:
        sys.exit(f"Of {rows} rows brought again only {unchanged} are unchanged.")
    undone = timed(lambda: undo(first.id, actor=SYSTEM, reason="benchmark", at=now()))
    peak, parser = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    bare_read = timed(lambda: _bare_read(content))
    return Result(rows, dry_run, applied, undone, again, bare_read, bare_copy, peak, parser)


def report(console: Console) -> None:
    """Measure in a process of its own, and print each beside its floor."""
    with console.status(f"Bringing a roster of {ROWS:,}"):
        ran = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True)
    found = Result(**json.loads(ran.stdout))
    console.print(f"A roster of {found.rows:,} rows in 15 columns; seconds, floor, ratio:")
    for what, ours, floor, bare in (
        ("dry run, all new", found.dry_run, found.bare_read, "calamine alone"),
        ("dry run, all unchanged", found.again, found.bare_read, "calamine alone"),
        ("apply, all new", found.apply, found.bare_copy, "COPY alone"),
        ("undo", found.undo, found.bare_copy, "COPY alone"),
    ):
        console.print(f"{ours:>8.1f}{floor:>8.1f}{ours / floor:>7.1f}  {what}; {bare}")
    console.print(
        f"{found.megabytes:>8.0f} MB at the peak, {found.megabytes_of_parser:.0f} MB in the parser"
    )


def large_workbook(rows: int) -> bytes:
    """So many people in fifteen columns; their numbers hold, and nobody in them exists."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("在职人员")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADINGS)
        for row in range(1, rows + 1):
            for column, cell in enumerate(_cells(row)):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, datetime(*cell.timetuple()[:3]), day)  # noqa: DTZ001
                else:
                    sheet.write_string(row, column, cell)
    return buffer.getvalue()


def _cells(row: int) -> Iterator[str | date]:
    born = FIRST_BIRTH + timedelta(days=row % 12_000)
    name = SURNAMES[row % 20] + GIVEN[row // 20 % 30] + GIVEN[row // 600 % 30]
    team, order = row // PEOPLE_IN_A_TEAM, row // 12_000 * 2 + row % 2
    number = f"640121{born:%Y%m%d}{order:03d}"
    yield from (f"A{row:06d}", name, "女男"[order % 2], number + ric.calc_check_digit(number + "0"))
    yield born
    yield from (f"139{row:08d}", f"{team // TEAMS_IN_A_WORKSHOP + 1}车间", f"{team + 1}班")
    yield from (POSTS[row % len(POSTS)], "生产", "正式")
    yield FIRST_DAY + timedelta(days=row % 1_000)
    yield from ("T3", "宁夏", "")


def _brought(enterprise: Unit, content: bytes) -> RosterImport:
    upload = Upload(
        enterprise=enterprise, scope=enterprise, file_name="全员花名册.xlsx", content=content
    )
    return bring(upload, actor=SYSTEM, at=now())


def _bare_read(content: bytes) -> int:
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        return len(workbook.get_sheet_by_index(0).to_python())


def _bare_copy() -> None:
    """What was just written, read beforehand, into tables without index, key or trigger."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            newest = f"(SELECT * FROM {table} ORDER BY id DESC LIMIT {ROWS})"
            rows = b"".join(_copied(cursor, f"COPY {newest} TO STDOUT"))
            cursor.execute(f"CREATE TEMPORARY TABLE bare ON COMMIT DROP AS TABLE {table} LIMIT 0")
            started = time.perf_counter()
            with cursor.copy("COPY bare FROM STDIN") as stream:
                stream.write(rows)
            _bare.append(time.perf_counter() - started)
            cursor.execute("DROP TABLE bare")
        transaction.set_rollback(True)


_bare: list[float] = []


def _copied(cursor: object, statement: str) -> Iterator[bytes]:
    with cursor.copy(statement) as stream:  # type: ignore[attr-defined]
        yield from map(bytes, stream)


def timed(deed: Callable[[], object]) -> float:
    before = len(_bare)
    started = time.perf_counter()
    deed()
    return sum(_bare[before:]) if len(_bare) > before else time.perf_counter() - started


@contextmanager
def _zone() -> Iterator[None]:
    with postgres.running(settings.HOME), small_zone(SMALL):
        yield


def main() -> None:
    with _zone():
        result = measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
    sys.stdout.write(json.dumps(asdict(result)) + "\n")


if __name__ == "__main__":
    main()
