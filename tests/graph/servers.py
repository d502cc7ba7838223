"""Real SPARQL servers for the tests, where they are installed: each on a free port of the loopback, in its own folder.

`.ci/servers` installs them: Virtuoso from Debian, Apache Jena Fuseki from Maven Central into `.cache/`.
"""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.remote import Addresses, RemoteStore

_JARS = Path(__file__).resolve().parents[2] / ".cache" / "fuseki"
_PATIENCE = 60

_VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
[SPARQL]
{most}ResultSetMaxRows = 100000
DefaultQuery = SELECT * {{ ?s ?p ?o }} LIMIT 1
"""


def virtuoso_program() -> str | None:
    """Where Virtuoso is, if it is."""
    return shutil.which(os.environ.get("PREVGRAPH_TEST_VIRTUOSO", "virtuoso-t"))


def fuseki_jar() -> Path | None:
    """Where Fuseki is, if it is and Java with it."""
    named = os.environ.get("PREVGRAPH_TEST_FUSEKI")
    found = [Path(named)] if named else sorted(_JARS.glob("jena-fuseki-server-*.jar"))
    return found[-1] if found and found[-1].is_file() and shutil.which("java") else None


class Server:
    """A process that serves, and answers at an address when it is ready; what it says goes into its folder."""

    def __init__(self, command: list[str], folder: Path, address: str) -> None:
        self._command, self._folder, self._address = command, folder, address
        self._process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        with (self._folder / "output").open("ab") as output:
            return subprocess.Popen(self._command, cwd=self._folder, stdout=output, stderr=output)

    @property
    def process(self) -> int:
        return self._process.pid

    def wait(self) -> None:
        """Wait until it answers."""
        _wait_for(self._address, self._process, self._folder / "output")

    def stop(self) -> None:
        """Let it end, and end it where it does not."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def restart(self) -> None:
        """The same server anew, which works at nothing."""
        self.stop()
        self._process = self._start()
        self.wait()


@dataclass(frozen=True, slots=True)
class Fuseki:
    """A running Fuseki: its addresses, and the process."""

    addresses: Addresses
    server: Server


@dataclass(frozen=True, slots=True)
class Virtuoso:
    """A running Virtuoso: its addresses, where it takes SQL, and the process."""

    addresses: Addresses
    sql: str
    server: Server

    def load(self, folder: Path) -> None:
        """Take in all N-Quads files of a folder by its own bulk loader.

        One loader: two that meet a language for the first time at once both note it, and one of them fails (7.2.5).
        """
        self._run(f"ld_dir('{folder}', '*.nq', 'urn:named-in-the-file');")
        self._run("rdf_loader_run();")
        self._run("checkpoint;")
        refused = "SELECT ll_file, ll_error FROM DB.DBA.LOAD_LIST WHERE ll_state <> 2 OR ll_error IS NOT NULL;"
        said = self._run(refused)
        assert "\n0 Rows." in said, said

    def _run(self, sql: str) -> str:
        command = [str(_isql()), self.sql, "dba", "dba", f"exec={sql}"]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        assert done.returncode == 0, done.stdout
        return done.stdout


def _isql() -> str | None:
    return shutil.which("isql-vt") or shutil.which("isql")


@contextmanager
def virtuoso(folder: Path, *, seconds: float | None = None, buffers: int = 20_000) -> Iterator[Virtuoso]:
    """A fresh Virtuoso with so many buffers of 8 KB; a query that takes more than so many seconds is cut off."""
    most = f"MaxQueryExecutionTime = {max(1, int(seconds))}\n" if seconds else ""
    port, sql_port = _free_port(), _free_port()
    ini = folder / "virtuoso.ini"
    room = {"buffers": buffers, "dirty": buffers * 3 // 4}
    ini.write_text(_VIRTUOSO_INI.format(folder=folder, port=port, sql_port=sql_port, most=most, **room))
    command = [str(virtuoso_program()), "+foreground", "+configfile", str(ini)]
    home = f"http://127.0.0.1:{port}"
    with _running(command, folder, f"{home}/sparql?query=ASK%20%7B%7D") as server:
        addresses = Addresses(f"{home}/sparql-auth", f"{home}/sparql-auth", f"{home}/sparql-graph-crud-auth")
        yield Virtuoso(addresses, f"127.0.0.1:{sql_port}", server)


@contextmanager
def fuseki(folder: Path, *, seconds: float | None = None) -> Iterator[Fuseki]:
    """A fresh Fuseki with a TDB2 dataset; a query that takes more than so many seconds is cut off."""
    port = _free_port()
    jar = fuseki_jar()
    options = ["--tdb2", f"--loc={folder}", "--update", "--localhost", "--set", "tdb2:unionDefaultGraph=true"]
    options += [f"--timeout={int(1000 * seconds)}"] if seconds else []
    command = ["java", "-Xmx512m", "-jar", str(jar), f"--port={port}", "--ping", *options, "/graph"]
    home = f"http://127.0.0.1:{port}"
    with _running(command, folder, f"{home}/graph/query?query=ASK%20%7B%7D") as server:
        yield Fuseki(Addresses.of(f"{home}/graph/query"), server)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], folder: Path, address: str) -> Iterator[Server]:
    server = Server(command, folder, address)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def _wait_for(address: str, server: "subprocess.Popen[bytes]", output: Path) -> None:
    for _ in range(_PATIENCE * 5):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            assert server.poll() is None, output.read_text()
            time.sleep(0.2)
    raise AssertionError(f"no answer from {address}: {output.read_text()}")


def connect(addresses: Addresses, **access: str) -> RemoteStore:
    """A store on a server."""
    return RemoteStore(addresses, **access)
