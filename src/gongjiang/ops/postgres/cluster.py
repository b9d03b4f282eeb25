"""Make a database cluster in a home, start its server, stop it.

Whether a server lives is never read from a pid file. `server.lock` is held (flock) by the
server's own processes, which inherit it: whoever gets it knows that none of them is left, not
even a worker that outlived its postmaster. Whether it serves is asked by connecting.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import struct
import subprocess
from contextlib import suppress
from pathlib import Path

from psycopg import pq

from gongjiang.kernel.home import APPLICATION_ROLE, DATABASE, OWNER_ROLE, Home
from gongjiang.ops.postgres import lowered
from gongjiang.ops.postgres.lowered import HERE, Account

SUPERUSER = "postgres"
PORT = 5432
LOG_BYTES = 5_000_000
LOG_LINES_SHOWN = 12

# A small machine: two cores, a few GB. Nothing acknowledged is ever lost: fsync and
# synchronous_commit keep PostgreSQL's own defaults (on).
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "60",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "1",
    "jit": "off",
    # After a crash everything is brought to disk first: the file system as a whole, in 0.3 s, and
    # not each of some 1,650 files, in 2 to 4. Linux tells what could not be written since 5.8.
    "recovery_init_sync_method": "syncfs",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A statement, and the words of an error, hold what somebody typed. Whoever sent the statement
    # is told, and logs the error's code and place (kernel/logs.py).
    "log_min_error_statement": "panic",
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_line_prefix": "%m [%p] %q%u@%d ",
}

# No line for the superuser: it can be used in single-user mode only, by who owns the files.
HBA = f"""\
# Written by gongjiang.
local  all  {OWNER_ROLE},{APPLICATION_ROLE}  scram-sha-256
"""


class StartFailed(Exception):  # noqa: N818  (named for what stood in the way)
    """PostgreSQL did not start; the message ends with the last lines of its log."""


def log_of(home: Home) -> Path:
    return home.postgres / "server.log"


def data_of(home: Home) -> Path:
    return home.postgres / "data"


def prepare_folders(home: Home) -> None:
    """Make the home's folders: the account may pass through them, and read nothing of ours."""
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not home.postgres.exists():
        home.postgres.mkdir(exist_ok=True)
        home.postgres.chmod(0o711)  # whatever the umask


def start(home: Home, server_lock: int) -> None:
    """Start the server and hand it the lock; it may need time until it serves.

    Args:
        server_lock: the descriptor of `server.lock`, held exclusively.

    Raises:
        StartFailed: a cluster could not be made.
        NoAccount: we are root, and have no account for PostgreSQL.
    """
    account = lowered.server_account()
    if not data_of(home).exists():
        _create(home, account)
    # We hold the lock, so no server lives: what a dead one left behind would only mislead.
    (data_of(home) / "postmaster.pid").unlink(missing_ok=True)
    _prepare_sockets(home, account)
    _shorten(log_of(home))
    program = lowered.binaries(account) / "postgres"
    settings = {**SETTINGS, "unix_socket_directories": _sockets_from_data(home)}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with log_of(home).open("ab") as log:
        # Through a shell that ends at once: the server is nobody's child, and no terminal's.
        subprocess.run(
            ["/bin/sh", "-c", '"$@" &', "sh", str(program), "-D", HERE, *options],
            check=True,
            cwd=data_of(home),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(server_lock,),
            start_new_session=True,
            **lowered.as_account(account),
        )


def stop(home: Home) -> bool:
    """Ask the server to end; whether there was one to ask.

    Sessions still open are ended, their transactions rolled back.
    """
    pid = listening_pid(home)
    if pid is None:
        return False
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
    return True


def end_unreachable(home: Home) -> None:
    """End server processes nobody can reach: their socket was removed, or their postmaster killed.

    They are those that stand in the data folder. It is as if the machine had lost power: what
    was acknowledged is on disk, and the next start recovers it.
    """
    if listening_pid(home) is not None:
        return
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").samefile(data_of(home)):
                os.kill(int(process.name), signal.SIGQUIT)


def serves(home: Home) -> bool:
    """Whether the server answers and takes connections: not while it starts, recovers or ends."""
    address = f"host='{home.sockets}' port={PORT} user={OWNER_ROLE} dbname={DATABASE}"
    return pq.PGconn.ping(address.encode()) == pq.Ping.OK


def remove_far_sockets(home: Home) -> None:
    """Remove the socket's folder if it stands outside the home, for want of a shorter path."""
    if home.sockets.parent != home.postgres:
        shutil.rmtree(home.sockets, ignore_errors=True)


def last_log_lines(home: Home) -> str:
    with suppress(FileNotFoundError):
        lines = log_of(home).read_text(errors="replace").splitlines()
        return "\n".join(lines[-LOG_LINES_SHOWN:])
    return ""


def listening_pid(home: Home) -> int | None:
    """The pid of the process that listens on the socket, from the kernel, or None."""
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(home.sockets / f".s.PGSQL.{PORT}"))
        except OSError:
            return None
        credentials = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    pid: int = struct.unpack("3i", credentials)[0]
    return pid


def _create(home: Home, account: Account | None) -> None:
    """Make the cluster with its roles and database, whole or not at all."""
    draft = home.postgres / "data.new"
    # One left by a process that was killed while making it.
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    lowered.give(draft, account)
    programs = lowered.binaries(account)
    passwords = {role: secrets.token_urlsafe(24) for role in (OWNER_ROLE, APPLICATION_ROLE)}
    # -A reject: only until pg_hba.conf is replaced below.
    initdb = [str(programs / "initdb"), "-D", HERE, "-U", SUPERUSER, "-A", "reject"]
    initdb += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    initdb += ["--builtin-locale=C.UTF-8", "--no-instructions"]
    _run_in(draft, initdb, account)
    single = [str(programs / "postgres"), "--single", "-D", HERE, "-c", "exit_on_error=on"]
    single += ["-c", "password_encryption=scram-sha-256", "postgres"]
    _run_in(draft, single, account, words="\n".join(_first_statements(passwords)) + "\n")
    (draft / "pg_hba.conf").write_text(HBA)
    _write_passwords(home.passwords, passwords)
    draft.rename(data_of(home))


def _first_statements(passwords: dict[str, str]) -> list[str]:
    """One statement a line, as single-user mode reads them."""
    owner, application = passwords[OWNER_ROLE], passwords[APPLICATION_ROLE]
    return [
        f"CREATE ROLE {APPLICATION_ROLE} LOGIN PASSWORD '{application}'",
        # The owner may end the application's sessions, as when it drops a test database.
        f"CREATE ROLE {OWNER_ROLE} LOGIN CREATEDB PASSWORD '{owner}' IN ROLE {APPLICATION_ROLE}",
        f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}",
        f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {DATABASE} TO {APPLICATION_ROLE}",
    ]


def _run_in(
    folder: Path, command: list[str], account: Account | None, *, words: str | None = None
) -> None:
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        input=words,
        stdin=subprocess.DEVNULL if words is None else None,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **lowered.as_account(account),
    )
    if done.returncode != 0:
        msg = f"A PostgreSQL cluster could not be made in {folder}:\n{done.stdout.strip()}"
        raise StartFailed(msg)


def _write_passwords(path: Path, passwords: dict[str, str]) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"*:*:*:{role}:{password}\n" for role, password in passwords.items())
        file.flush()
        os.fsync(file.fileno())


def _prepare_sockets(home: Home, account: Account | None) -> None:
    """Make the socket's folder, empty, and the account's alone.

    Raises:
        StartFailed: it stands in a shared folder, and belongs to someone else.
    """
    folder = home.sockets
    folder.mkdir(mode=0o700, exist_ok=True)
    ours = {os.geteuid(), account.uid if account else os.geteuid()}
    if folder.is_symlink() or folder.stat().st_uid not in ours:
        msg = f"The folder {folder} belongs to another user; PostgreSQL's socket cannot go there."
        raise StartFailed(msg)
    for leftover in folder.glob(".s.PGSQL.*"):
        leftover.unlink()
    lowered.give(folder, account)


def _sockets_from_data(home: Home) -> str:
    """The socket's folder as the server names it: from inside its data folder if that is near."""
    near = home.sockets.parent == home.postgres
    return f"../{home.sockets.name}" if near else str(home.sockets)


def _shorten(log: Path) -> None:
    """Begin a new log when the old one has grown long; the one before is kept."""
    with suppress(FileNotFoundError):
        if log.stat().st_size > LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
