"""The stores that the tests of every store run against."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.protocol import Store
from graph.remote import Addresses, RemoteStore
from tests.graph import servers


@pytest.fixture(scope="session")
def virtuoso_addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Addresses]:
    if not servers.virtuoso_program():
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource; .ci/servers installs it)")
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server.addresses


@pytest.fixture(scope="session")
def fuseki_addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Addresses]:
    if not servers.fuseki_jar():
        pytest.skip("Apache Jena Fuseki is not there (.ci/servers fetches it), or no Java to run it")
    with servers.fuseki(tmp_path_factory.mktemp("fuseki")) as server:
        yield server.addresses


@pytest.fixture(
    params=[
        "memory",
        "folder",
        pytest.param("virtuoso", marks=pytest.mark.slow),
        pytest.param("fuseki", marks=pytest.mark.slow),
    ]
)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    store = _open(request, tmp_path)
    yield store
    store.close()


def _open(request: pytest.FixtureRequest, folder: Path) -> Store:
    if request.param == "memory":
        return EmbeddedStore()
    if request.param == "folder":
        return EmbeddedStore(folder / "store")
    login = {"user": "dba", "password": "dba"} if request.param == "virtuoso" else {}
    remote = RemoteStore(request.getfixturevalue(f"{request.param}_addresses"), **login)
    for graph in remote.graphs():
        remote.remove(graph)
    remote.update(f"DROP SILENT GRAPH <{remote._notes}>")
    remote._update(f"DROP SILENT GRAPH <{remote._notes}>")
    return remote
