"""`prevgraph mcp`, asked over standard input and output by the SDK's own client."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from prevgraph.command import run
from queries.catalogue import names

mcp = pytest.importorskip("mcp", reason='the extra is not installed: pip install "preventiongraph[mcp]"')

RESPONSE = Path(__file__).resolve().parents[2] / "examples" / "responses" / "czech-republic.md"
MINISTRIES = "SELECT ?s WHERE { ?s a <https://w3id.org/prevgraph/ontology#Institution> }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mcp") / "store"
    assert run(["--quiet", "ingest", str(RESPONSE), "--store", str(folder)]) == 0
    return folder


def talk(store: Path, conversation: Callable[[Any], Awaitable[None]]) -> None:
    async def session() -> None:
        command = ["-m", "prevgraph", "mcp", "--store", str(store)]
        async with mcp.Client(mcp.StdioServerParameters(command=sys.executable, args=command)) as client:
            await conversation(client)

    asyncio.run(session())


@pytest.mark.proof("MCP, client of the official SDK")
def test_an_assistant_lists_asks_and_fetches_the_words_behind(store: Path) -> None:
    async def conversation(client: Any) -> None:
        tools = (await client.list_tools()).tools
        assert {one.name for one in tools} == {"list_questions", "ask_question", "sparql", "evidence"}
        assert all(one.annotations.read_only_hint for one in tools)
        listed = (await client.call_tool("list_questions", {})).structured_content["result"]
        assert [one["name"] for one in listed] == names()
        given = {"name": "institutions", "parameters": {"state": ["CZE"]}, "rows": 3}
        found = (await client.call_tool("ask_question", given)).structured_content
        assert len(found["rows"]) == 3 < found["total"]
        iri = found["rows"][0]["institutionIri"]
        words = (await client.call_tool("evidence", {"of": iri})).structured_content
        assert words["rows"][0]["quotation"] in RESPONSE.read_text("utf-8")

    talk(store, conversation)


def test_an_assistant_may_read_by_sparql_and_nothing_else(store: Path) -> None:
    async def conversation(client: Any) -> None:
        async def asked(query: str) -> Any:
            return await client.call_tool("sparql", {"query": query})

        assert (await asked(MINISTRIES)).structured_content["total"] > 3
        assert (await asked("ASK {}")).structured_content == {"boolean": True}
        assert "turtle" in (await asked("CONSTRUCT { <a:a> <a:b> 1 } WHERE {}")).structured_content
        for refused in ("DROP ALL", "SELECT * { SERVICE <http://a.example/> {} }", "SELECT nothing"):
            assert (await asked(refused)).is_error, refused
        unknown = await client.call_tool("ask_question", {"name": "no-such"})
        assert unknown.is_error
        assert "no-such" in unknown.content[0].text

    talk(store, conversation)


def test_where_there_is_no_store_that_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mcp", "--store", str(tmp_path / "none")]) == 3
    assert "there is no store" in capsys.readouterr().err
