"""Bad files through the command line: one clear sentence each, the right exit status, nothing half-written."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.document.read import read_document
from ingest.form import read_form
from ontology.questionnaire import load_questionnaire
from prevgraph.command import run
from tests.prevgraph import bad_files as bad

#: Name of the file -> how it is made, and what its sentence must say of it and of the way out.
REFUSED: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "cut.docx": (lambda p: p.write_bytes(bad.DOCX.read_bytes()[:30_000]), "damaged", "save it again"),
    "cut.odt": (lambda p: p.write_bytes(bad.ODT.read_bytes()[:-300]), "damaged", "save it again"),
    "cut.pdf": (lambda p: p.write_bytes(bad.PDF.read_bytes()[:60_000]), "damaged", "new PDF"),
    "locked.docx": (bad.locked_word, "password", "save it without"),
    "enciphered.docx": (bad.enciphered_parts, "locked", "save it again"),
    "locked.odt": (bad.locked_odt, "locked", "save it again"),
    "locked.pdf": (lambda p: bad.book(p, 2, password="secret"), "password", "save it without"),
    "bomb.docx": (bad.word_bomb, "unpacks to more than", "save its text"),
    "paragraphs.docx": (bad.word_of_many_paragraphs, "unpacks to more than", "save its text"),
    "laughs.docx": (bad.laughing_word, "damaged", "save it again"),
    "laughs.html": (bad.laughing_page, "does not look like a response", "check"),
    "photos.docx": (lambda p: bad.zipped(p, {"one.jpg": b"x"}), "no Word or OpenDocument text", "save it as .docx"),
    "book.pdf": (lambda p: bad.book(p, 500), "500 pages", "pages alone"),
    "other.md": (bad.other_questionnaire, "does not look like a response", "check"),
    "fifty.txt": (lambda p: p.write_bytes(b"a word or two\n" * (50 * 2**20 // 14)), "more than the 25 MB", "split it"),
    "long.txt": (lambda p: p.write_bytes(b"a word or two\n" * 200_000), "2,800,000 letters", "response alone"),
    "arabic.md": (lambda p: p.write_text("# مصر\n\n" + "وزارة الداخلية. " * 90, "utf-8"), "not look like", "check"),
    "empty.md": (lambda p: p.touch(), "is empty", "file that the State sent"),
    "empty.docx": (lambda p: p.touch(), "is empty", "file that the State sent"),
    "noughts.pdf": (lambda p: p.write_bytes(bytes(9000)), "is empty", "file that the State sent"),
    "noise.pdf": (lambda p: p.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 90), "damaged", "new PDF"),
}


def said_of(capsys: pytest.CaptureFixture[str], name: str) -> list[str]:
    return [line for line in capsys.readouterr().err.splitlines() if f"{name}" in line]


def extract(path: Path) -> int:
    return run(["extract", str(path), "--states-file", str(bad.EXAMPLES / "states.toml")])


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_response_is_refused_in_one_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, what, way_out = REFUSED[name]
    make(tmp_path / name)
    assert extract(tmp_path / name) == 1
    out, err = capsys.readouterr()
    assert out == ""
    (sentence,) = err.splitlines()
    assert sentence.startswith("Error: ")
    assert sentence.endswith(".")
    assert name in sentence
    assert what in sentence
    assert way_out in sentence


def test_a_folder_of_bad_files_gives_the_responses_in_it_and_a_sentence_for_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, store = tmp_path / "in", str(tmp_path / "store")
    folder.mkdir()
    for name, (make, _, _) in REFUSED.items():
        make(folder / name)
    (folder / "czech.md").write_bytes(bad.CZECH.read_bytes())
    assert run(["ingest", str(folder), "--store", store, "--jobs", "2"]) == 1
    err = capsys.readouterr().err
    assert all(f"{name}" in err for name in REFUSED)
    assert err.count("Error: ") == len(REFUSED)
    assert f"1 read, 0 unchanged and skipped, {len(REFUSED)} failed" in err
    assert run(["responses", "--store", store]) == 0
    assert capsys.readouterr().out.count("CZE") == 1


def test_a_thousand_unrelated_files_do_not_hide_the_response_among_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(1000):
        name = f"{number:04}.{('jpg', 'xlsx', 'txt', 'md')[number % 4]}"
        (folder / name).write_text(f"Minutes of the meeting {number}: the fence was painted.\n", "utf-8")
    (folder / "czech.md").write_bytes(bad.CZECH.read_bytes())
    assert run(["ingest", str(folder), "--store", str(tmp_path / "store"), "--jobs", "1"]) == 1
    assert "1 read, 0 unchanged and skipped, 500 failed" in capsys.readouterr().err


DOUBTFUL: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "twice.md": (
        lambda p: p.write_text(bad.CZECH.read_text("utf-8") * 2, "utf-8"),
        1,
        "save each response as a file of its own",
    ),
    "half.md": (
        lambda p: p.write_text(bad.CZECH.read_text("utf-8")[:18_000], "utf-8"),
        0,
        "check that the document is whole",
    ),
    "blank.md": (lambda p: bad.filled_in(p, 0), 0, "give the one that was filled in"),
    "shuffled.pdf": (bad.shuffled, 0, ""),
    "half-filled.md": (lambda p: bad.filled_in(p, 20, "The Ministry of Justice leads the work."), 0, ""),
    "right-to-left.md": (lambda p: bad.filled_in(p, 60, "وزارة الداخلية مسؤولة عن منع الجريمة."), 0, ""),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_was_read_with_doubts_is_printed_and_the_doubts_are_told(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, status, way_out = DOUBTFUL[name]
    make(tmp_path / name)
    assert extract(tmp_path / name) == status
    out, err = capsys.readouterr()
    assert len(json.loads(out)["answers"]) == 81
    assert way_out in err
    assert all(name in line for line in err.splitlines())


def test_pages_out_of_order_lose_no_mark(tmp_path: Path) -> None:
    straight, found = (
        {item: answer.mark for item, answer in read_form(read_document(path), load_questionnaire()).answers.items()}
        for path in (bad.PDF, bad.shuffled(tmp_path / "shuffled.pdf"))
    )
    # An answer that runs over the edge of a page may lose its end; its boxes stand under its question.
    assert sum(found[item] == mark for item, mark in straight.items()) >= 78


def test_the_first_of_two_responses_in_one_file_is_kept_and_the_doubt_told_every_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "twice.md"
    path.write_text(bad.CZECH.read_text("utf-8") * 2, "utf-8")
    assert run(["ingest", str(path), "--store", str(tmp_path / "store")]) == 1
    first = capsys.readouterr().err
    assert "1 read" in first
    # Skipped as unchanged, the file is as doubtful as it was.
    assert run(["ingest", str(path), "--store", str(tmp_path / "store")]) == 1
    again = capsys.readouterr().err
    assert "1 unchanged and skipped" in again
    doubts = [line for line in first.splitlines() if line.startswith(("Error: ", "Warning: "))]
    assert doubts
    assert [line for line in again.splitlines() if line.startswith(("Error: ", "Warning: "))] == doubts


@pytest.mark.parametrize("share", [0.31, 0.355, 0.4333, 0.5, 0.62, 0.71, 0.83])
def test_a_form_cut_anywhere_is_read_up_to_the_cut(
    share: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = bad.CZECH.read_text("utf-8")
    (tmp_path / "cut.md").write_text(whole[: int(share * len(whole))], "utf-8")
    assert extract(tmp_path / "cut.md") == 0
    assert "cut.md: of the form's 81 questions" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize(
    "drawn",
    [
        bytes(300 * 2**20),
        b"BT /F 10 Tf 50 700 Td " + b"(word) Tj 1 0 Td " * 1_000_000 + b"ET",
        b"9 9 9 9 re S " * 400_000,
    ],
    ids=["noughts", "words", "boxes"],
)
def test_a_page_that_unpacks_without_end_is_bounded_in_memory(drawn: bytes, tmp_path: Path) -> None:
    path = bad.bomb_in_a_page(tmp_path / "bomb.pdf", drawn)
    command = [sys.executable, "-m", "prevgraph", "extract", str(path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        # The most that this process and those it waited for took, and no other test's.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1
    assert "bomb.pdf" in said
    assert used.ru_maxrss < 3 * 2**20
