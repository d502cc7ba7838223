"""Functions that read a file badly, for workers to call: they fail, die, or leave what cannot be sent."""

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from ontology.errors import PrevgraphError


class Refused(PrevgraphError):
    """A file that is no good."""

    message = "{0} is refused"


def misread(path: Path) -> Any:
    """The file's name in capitals, unless its name says what is to happen."""
    match path.stem.split("-")[0]:
        case "refused":
            raise Refused(path.name)
        case "fault":
            raise ZeroDivisionError("fault")
        case "leaves":
            sys.exit(3)
        case "dies":
            os._exit(9)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "unsendable":
            return threading.Lock()
        case "sleeps":
            time.sleep(60)
    return path.stem.upper()


def note_and_read(path: Path) -> str:
    """The same, leaving a file behind that says it was begun."""
    path.with_suffix(".begun").touch()
    return path.stem.upper()
