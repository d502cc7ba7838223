"""The door to Tesseract, run as a command: a picture -> words with their place and how sure they are."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.document.page import Area
from ingest.document.unreadable import UnreadableDocument

_SECONDS = 180
#: Frequent words by language of the model; which of them a first reading finds tells the language of a page.
_FREQUENT = {
    "eng": frozenset(["the", "of", "and", "to", "in", "is", "for", "are", "by", "with", "at", "on"]),
    "fra": frozenset(["le", "les", "des", "et", "du", "une", "est", "dans", "pour", "par", "sur", "au", "aux"]),
    "spa": frozenset(["el", "los", "las", "del", "y", "una", "es", "en", "para", "por", "con", "al", "que"]),
}


class OcrFailed(UnreadableDocument):
    """Tesseract ended with an error or did not end."""

    message = "{0} could not be recognised ({1}): give it as a text document or a better scan."


@dataclass(frozen=True, slots=True)
class Found:
    """A recognised word: its line by Tesseract's count, its place in pixels, how sure it is (0 to 100)."""

    text: str
    line: tuple[int, int, int]
    area: Area
    sure: float


@cache
def tesseract() -> str | None:
    """The command, or None where it is not installed."""
    return shutil.which("tesseract")


def recognised(path: Path, command: str, picture: bytes) -> list[Found]:
    """The words of a picture, read once more with another language's model where the first reading shows one."""
    found = _run(path, command, picture, "eng")
    languages = _languages([each.text for each in found], _installed(command))
    return found if languages == "eng" else _run(path, command, picture, languages)


def _languages(words: list[str], installed: frozenset[str]) -> str:
    """`eng`, `fra`, or more than one joined with `+`: the form may be printed in one, the answers in another."""
    seen = [re.sub(r"\W", "", word).casefold() for word in words]
    counts = {language: sum(word in frequent for word in seen) for language, frequent in _FREQUENT.items()}
    total = sum(counts.values())
    used = [each for each in sorted(counts, key=lambda each: -counts[each]) if counts[each] > 0.2 * total]
    return "+".join(each for each in used if each in installed) or "eng"


@cache
def _installed(command: str) -> frozenset[str]:
    listing = subprocess.run([command, "--list-langs"], capture_output=True, text=True, check=False, timeout=_SECONDS)
    return frozenset(listing.stdout.split())


def _run(path: Path, command: str, picture: bytes, languages: str) -> list[Found]:
    # One thread: more of them gain little here and take the other core from the next file.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    arguments = [command, "stdin", "stdout", "-l", languages, "--dpi", "300", "--psm", "6", "tsv"]
    try:
        done = subprocess.run(
            arguments, input=picture, capture_output=True, timeout=_SECONDS, env=environment, check=True
        )
    except subprocess.CalledProcessError as error:
        raise OcrFailed(path, error.stderr.decode("utf-8", "replace").strip().split("\n")[-1]) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OcrFailed(path, "Tesseract did not end") from error
    rows = (row.split("\t") for row in done.stdout.decode("utf-8", "replace").split("\n")[1:])
    return [_found(row) for row in rows if len(row) == 12 and row[0] == "5" and row[11].strip()]


def _found(row: list[str]) -> Found:
    left, top, width, height = map(float, row[6:10])
    line = (int(row[2]), int(row[3]), int(row[4]))
    return Found(row[11].strip(), line, Area(left, top, left + width, top + height), float(row[10]))
