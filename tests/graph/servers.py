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
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
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


@contextmanager
def virtuoso(folder: Path, *, seconds: float | None = None) -> Iterator[Addresses]:
    """A fresh Virtuoso and its addresses; a query that takes more than so many seconds is cut off."""
    most = f"MaxQueryExecutionTime = {max(1, int(seconds))}\n" if seconds else ""
    port, sql_port = _free_port(), _free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_VIRTUOSO_INI.format(folder=folder, port=port, sql_port=sql_port, most=most))
    command = [str(virtuoso_program()), "+foreground", "+configfile", str(ini)]
    home = f"http://127.0.0.1:{port}"
    with _running(command, folder, f"{home}/sparql?query=ASK%20%7B%7D"):
        yield Addresses(f"{home}/sparql-auth", f"{home}/sparql-auth", f"{home}/sparql-graph-crud-auth")


@contextmanager
def fuseki(folder: Path, *, seconds: float | None = None) -> Iterator[Addresses]:
    """A fresh Fuseki with a TDB2 dataset and its addresses; a query that takes more than so many seconds is cut off."""
    port = _free_port()
    jar = fuseki_jar()
    options = ["--tdb2", f"--loc={folder}", "--update", "--localhost", "--set", "tdb2:unionDefaultGraph=true"]
    options += [f"--timeout={int(1000 * seconds)}"] if seconds else []
    command = ["java", "-Xmx512m", "-jar", str(jar), f"--port={port}", "--ping", *options, "/graph"]
    home = f"http://127.0.0.1:{port}"
    with _running(command, folder, f"{home}/graph/query?query=ASK%20%7B%7D"):
        yield Addresses.of(f"{home}/graph/query")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    with (folder / "output").open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        _wait_for(address, server, folder / "output")
        yield
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


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
