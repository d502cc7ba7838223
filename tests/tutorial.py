"""Run the tutorial notebook anew and write its outputs into it: `python -m tests.tutorial`."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parent.parent / "docs" / "tutorial.ipynb"


def executed(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with fresh outputs and nothing that tells when they were made; a cell that fails raises."""
    folder = {"metadata": {"path": str(NOTEBOOK.parent)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False, resources=folder).execute()
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def main() -> None:
    """Write the notebook with fresh outputs."""
    nbformat.write(executed(nbformat.read(NOTEBOOK, as_version=4)), NOTEBOOK)


if __name__ == "__main__":
    main()
