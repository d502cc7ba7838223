"""Talking to an OpenAI-compatible chat endpoint: one request, one JSON object; answers kept, retries bounded."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import httpx

from ontology.errors import PrevgraphError

_PATH = "/chat/completions"
#: An answer larger than this is no reading of a few pages.
_LARGEST = 8_000_000
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})


class ChatUnavailable(PrevgraphError):
    """The endpoint gave no answer, however often it was asked."""

    message = (
        "the chat endpoint {0} gave no answer after {1} attempts ({2}); what it answered before is kept, so run the"
        " same command again later, or read without --reader chat."
    )


class ChatRefused(PrevgraphError):
    """The endpoint does not want this request, and would not the next time either."""

    message = "the chat endpoint {0} refused the request with status {1} ({2}); check --chat-url, --chat-model and {3}."


class ChatUnusable(PrevgraphError):
    """The endpoint answers, but never with what was asked for."""

    message = (
        "the model {1} at the chat endpoint {0} did not answer in the form asked for, in {2} attempts ({3});"
        " choose a model that keeps to a JSON schema, or read without --reader chat."
    )


class _NotYet(Exception):
    """An attempt that failed and may succeed later; holds how long the endpoint wants to be left alone."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class _Malformed(Exception):
    """An attempt that was answered with something else than asked for."""


@dataclass(frozen=True, slots=True)
class ChatEndpoint:
    """Where to ask, which model, and where answers are kept, so that the same question is asked once.

    `key` names the account; `key_name` is only what an error calls it. It never gets into a file or a message.
    """

    url: str
    model: str
    cache: Path
    key: str = field(default="", repr=False)
    key_name: str = "the key"
    timeout: float = 120.0
    attempts: int = 4
    #: Seconds before the second attempt; doubled each time, and never more than `longest_pause`.
    pause: float = 1.0
    longest_pause: float = 30.0

    def ask(
        self, messages: list[dict[str, str]], schema: Mapping[str, Any], *, is_usable: Callable[[Any], bool]
    ) -> Mapping[str, Any]:
        """The object that the model answers with, from the cache where the same was asked before."""
        body = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "reading", "strict": True, "schema": schema},
            },
        }
        sent = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        kept = self.cache / f"{hashlib.sha256(self._address().encode() + sent).hexdigest()}.json"
        answer = _read(kept)
        if answer is None or not is_usable(answer):
            answer = self._ask(sent, is_usable)
            _write(kept, answer)
        return dict(answer)

    def _ask(self, sent: bytes, is_usable: Callable[[Any], bool]) -> Any:
        malformed, last = False, ""
        with httpx.Client(timeout=self.timeout, headers=self._headers()) as client:
            for attempt in range(self.attempts):
                wait: float | None = None
                try:
                    answer = self._attempt(client, sent)
                    if is_usable(answer):
                        return answer
                    malformed, last = True, "it does not keep to the schema"
                except _NotYet as error:
                    malformed, last, wait = False, str(error), error.wait
                except _Malformed as error:
                    malformed, last = True, str(error)
                if attempt + 1 < self.attempts:
                    time.sleep(min(self.pause * 2**attempt if wait is None else wait, self.longest_pause))
        if malformed:
            raise ChatUnusable(self.url, self.model, self.attempts, last)
        raise ChatUnavailable(self.url, self.attempts, last)

    def _attempt(self, client: httpx.Client, sent: bytes) -> Any:
        try:
            with client.stream("POST", self._address(), content=sent) as response:
                body = _bounded(response)
        except httpx.TimeoutException as error:
            raise _NotYet(f"no answer within {self.timeout:g} seconds") from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise ChatRefused(self.url, "none", "it is no address of a web server", self.key_name) from error
        except httpx.HTTPError as error:
            raise _NotYet(str(error) or type(error).__name__) from error
        if response.status_code in _BUSY:
            raise _NotYet(f"status {response.status_code}", _wanted_pause(response))
        if response.status_code != 200:
            raise ChatRefused(self.url, response.status_code, _reason(body), self.key_name)
        return _content(body)

    def _address(self) -> str:
        url = self.url.rstrip("/")
        return url if url.endswith(_PATH) else url + _PATH

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return {**headers, "Authorization": f"Bearer {self.key}"} if self.key else headers


def _bounded(response: httpx.Response) -> bytes:
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > _LARGEST:
            raise _Malformed(f"its answer is longer than {_LARGEST // 1_000_000} MB")
    return bytes(body)


def _wanted_pause(response: httpx.Response) -> float | None:
    with suppress(ValueError):
        return max(0.0, float(response.headers.get("Retry-After", "")))
    return None


def _reason(body: bytes) -> str:
    said: Any = body.decode("utf-8", "replace")
    with suppress(ValueError, KeyError, TypeError):
        said = json.loads(body)["error"]["message"]
    return " ".join(str(said).split())[:200] or "no reason given"


def _content(body: bytes) -> Any:
    """The object in the message of a chat completion."""
    try:
        choice = json.loads(body)["choices"][0]
        if choice.get("finish_reason") == "length":
            raise _Malformed("its answer was cut off")
        message = choice["message"]
        if message.get("refusal"):
            raise _Malformed("it declines to read the text")
        return json.loads(message["content"], parse_constant=_refuse_constant)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise _Malformed("its answer is not JSON") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _read(kept: Path) -> Any:
    with suppress(OSError, ValueError):
        return json.loads(kept.read_text("utf-8"))
    return None


def _write(kept: Path, answer: Any) -> None:
    """Keep an answer, whole or not at all; a cache that cannot be written costs a request, not the reading."""
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=kept.parent, suffix=".new", delete=False) as fresh:
            json.dump(answer, fresh, sort_keys=True)
        Path(fresh.name).replace(kept)
