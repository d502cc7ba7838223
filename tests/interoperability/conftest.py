"""The bundled examples as a store, as files and as a server, for tools that no one here wrote."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from prevgraph.command import run
from tests.graph.servers import fuseki_jar
from tests.prevgraph.test_serve import serving

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "prevgraph" / "examples"
#: What each file is called, by the name of its format.
FILES = {
    "turtle": "graph.ttl",
    "trig": "graph.trig",
    "nquads": "graph.nq",
    "ntriples": "graph.nt",
    "rdfxml": "graph.rdf",
    "jsonld": "graph.jsonld",
    "graphml": "graph.graphml",
    "gexf": "graph.gexf",
    "csv": "tables",
    "parquet": "columns",
}

needs_jena = pytest.mark.skipif(not fuseki_jar(), reason="Apache Jena (.ci/servers fetches it) or Java is not there")
needs_rapper = pytest.mark.skipif(not shutil.which("rapper"), reason="rapper (raptor2-utils) is not installed")


def jena(tool: str, *arguments: str) -> str:
    """What one of Jena's command-line tools says, on both its outputs. The server's file holds the tools as well."""
    command = ["java", "-cp", str(fuseki_jar()), tool, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the five examples."""
    folder = tmp_path_factory.mktemp("examples") / "store"
    arguments = ["--states-file", str(EXAMPLES / "states.toml"), "--store", str(folder)]
    assert run(["--quiet", "ingest", str(EXAMPLES / "responses"), *arguments]) == 0
    return folder


@pytest.fixture(scope="session")
def files(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The export of that store in a format, written when it is first asked for."""
    folder = tmp_path_factory.mktemp("files")

    @cache
    def file(format_: str) -> Path:
        out = folder / FILES[format_]
        assert run(["-q", "export", "--format", format_, "--out", str(out), "--store", str(store)]) == 0
        return out

    return file


@pytest.fixture(scope="session")
def triples(files: Callable[[str], Path]) -> int:
    """How many different triples the files hold."""
    return len(files("ntriples").read_bytes().splitlines())


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    """Where `prevgraph serve` serves that store."""
    with serving("--store", str(store)) as (address, _):
        yield address
