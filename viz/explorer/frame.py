"""What every page knows: its language, its own address, how things are linked and words put into its language."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

from viz.explorer.links import BASE, Links

LANGUAGES: Mapping[str, str] = {"en": "English", "fr": "Français", "es": "Español"}


@dataclass(frozen=True, slots=True)
class Frame:
    """The reader's side of a page: where it is, in which language, chosen by name or guessed."""

    path: str = "/"
    query: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    is_chosen: bool = False
    base: str = BASE
    may_decide: bool = False
    reviewer: str = ""

    @property
    def links(self) -> Links:
        return Links(self.base, self.language if self.is_chosen else "")

    def word(self, english: str, **values: object) -> str:
        """A phrase of the pages in the reader's language; what no one has translated stays English."""
        found = _words().get(english, {}).get(self.language, english)
        return found.format(**values) if values else found

    def in_language(self, language: str) -> str:
        """This page in another language."""
        kept = [(name, value) for name, value in self.query if name != "language"]
        return f"{self.path}?{urlencode([*kept, ('language', language)])}"

    def with_query(self, path: str, **changed: object) -> str:
        """This view at another path, or with something changed; a value of None goes out."""
        names = {name.replace("_", "-"): value for name, value in changed.items()}
        kept = [(name, value) for name, value in self.query if name not in names]
        kept += [(name, str(value)) for name, value in names.items() if value is not None]
        return f"{path}?{urlencode(kept)}" if kept else path

    def given(self, name: str) -> str:
        """What the address gives for a name, the last where it gives several; else empty."""
        return next((value for key, value in reversed(self.query) if key == name), "")

    def all_given(self, name: str) -> list[str]:
        """All that the address gives for a name."""
        return [value for key, value in self.query if key == name and value]


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = json.loads((files("viz.explorer") / "words.json").read_text("utf-8"))
    return found
