"""Many responses to read: one response under the names of other states."""

from pathlib import Path

import pycountry

RESPONSES = Path(__file__).resolve().parents[2] / "prevgraph" / "examples" / "responses"


def copies_of_the_czech_response(folder: Path, number: int) -> list[Path]:
    """So many files, each the response of another state."""
    from ontology.states import StateNames

    known = StateNames.load()
    names = (country.name for country in sorted(pycountry.countries, key=lambda one: str(one.alpha_3)))
    states = [name for name in names if known.find(name)][:number]
    text = (RESPONSES / "czech-republic.md").read_text("utf-8")
    folder.mkdir(exist_ok=True)
    written = [folder / f"{place:03}.md" for place in range(len(states))]
    for path, state in zip(written, states, strict=True):
        path.write_text(text.replace("# CZECH REPUBLIC", f"# {state.upper()}"), "utf-8")
    return written
