"""Read what was written for this project: questions, phrase pairs and terms.

A folder of our own holds
- `questions*.tsv`: `id<TAB>kind<TAB>lang<TAB>question`, and where it is known `<TAB>answer`, the id naming the paragraph that answers by
  its file of the training folder and its line, counted from 1: g mono_gwr, s mono_statecouncil_docs,
  l mono_laws, x pairs_xinwenlianbo (its passage), t pairs_gov_topic_sentence (both of its parts);
- `twins*.tsv`: `id<TAB>trap<TAB>lang<TAB>answer<TAB>question`, questions that the paragraph answers where `trap` is
  empty, and questions like them that it does not;
  an answer is where it stands in the paragraph, in code points: `12-31`, or several joined by commas;
- `grades.tsv`, `grades_taught.tsv`: `id<TAB>kind<TAB>lang<TAB>question<TAB>passages`, what was found for a question, parted by
  blanks, each `id:12-90:3:12-31,40-52`: the part of a passage that was read, how well it answers, from 0 to 3, and from 2
  on where, the most direct first;
- `phrases*.tsv`: `colloquial<TAB>official`;
- `terms*.tsv`, `names*.tsv`: `english<TAB>chinese`.
So the questions are ours to publish and the passages stay where they are. The training folder may
hold `own_phrases.tsv` and `own_questions.jsonl` (`{"q", "p"}`) besides.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.context import Span
from embeddings.training.data import Pair, Source, find, lines, read_pairs, simplified

FILES = {
    "g": "mono_gwr.txt",
    "s": "mono_statecouncil_docs.txt",
    "l": "mono_laws.txt",
    "x": "pairs_xinwenlianbo.jsonl",
    "t": "pairs_gov_topic_sentence.jsonl",
}
_ANSWER = re.compile(r"\d+-\d+(?:,\d+-\d+)*")
_GRADED = re.compile(r"([a-z]\d+):(\d+)-(\d+):(?:([01])|([23]):(\d+-\d+(?:,\d+-\d+)*))")
_ANSWERED = "twin"
"""Kind of a twin that its passage answers; the kind of another is the trap."""
QUESTION_REPEAT = 1.0
PHRASE_REPEAT = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """One question and the paragraph that answers it; `file` and `document` say where from."""

    identity: str
    kind: str
    language: str
    text: str
    passage: str
    file: str
    document: int
    answer: tuple[Span, ...] = ()
    """Where in the passage the answer stands, if that is known."""

    @property
    def held_out(self) -> bool:
        """Whether the question belongs to the test set."""
        return held_out(self.file, self.document)


@dataclass(frozen=True, slots=True)
class Graded:
    """A passage of which a part was read for a question, and how well it answers."""

    passage: str
    read: Span
    grade: int
    """3: directly and fully; 2: a real part of it; 1: the same matter, but not what is asked; 0: something else."""
    answers: tuple[Span, ...]
    """Where the answer stands, the most direct first; none below 2."""


@dataclass(frozen=True, slots=True)
class GradedQuestion:
    """A question with the passages that were graded for it; `identity` names the one it was written on."""

    identity: str
    kind: str
    text: str
    passages: tuple[Graded, ...]


def held_out(file: str, document: int) -> bool:
    """Whether questions on this document are kept from training, for testing: one in ten.

    `file` is the name up to its first dot, `document` counts from 0 in a `mono_*` file and is the
    line number, from 1, in a `pairs_*` file.
    """
    return zlib.crc32(f"{file}:{document}".encode()) % 10 == 0


def _passages(folder: Path, code: str, wanted: set[int]) -> dict[int, tuple[str, int]]:
    """Of one file: line number to (passage, document number) for the wanted lines."""
    found: dict[int, tuple[str, int]] = {}
    document = 0
    for path in find(folder, FILES[code]):
        for number, line in enumerate(lines(path), start=1):
            paired = FILES[code].startswith("pairs_")
            if paired:
                document = number
            elif not line:
                document += 1
            if number in wanted:
                found[number] = simplified(_passage(code, line) if paired else line), document
    return found


def _passage(code: str, line: str) -> str:
    """What a line of pairs says; in topic sentences and what follows them, both together."""
    pair = json.loads(line)
    return f"{pair['q']}。{pair['p']}" if code == "t" else str(pair["p"])


def read_questions(own: Path, folder: Path) -> list[Question]:
    """All questions of `own`, with their passages from `folder`, in the order of the files.

    :raises ValueError: if a line is malformed or names a passage that is not there.
    """
    rows: list[tuple[str, ...]] = []
    for path in find(own, "questions*.tsv"):
        for number, line in enumerate(lines(path), start=1):
            fields = tuple(line.split("\t"))
            named = fields[0][:1] in FILES and fields[0][1:].isdigit()
            if len(fields) not in (4, 5) or not named or not _is_answer(fields[4:]):
                raise ValueError(
                    f"{path}, line {number}: expected id, kind, lang, question and perhaps where the answer"
                    f" stands, got {line!r}"
                )
            rows.append((*fields, "")[:5])
    return _with_passages(rows, folder)


def read_twins(own: Path, folder: Path) -> tuple[list[Question], list[Question]]:
    """The twins of `own`, as `read_questions` gives them: those answered by their passage, and those not.

    :raises ValueError: if a line is malformed or names a passage that is not there.
    """
    rows: list[tuple[str, ...]] = []
    for path in find(own, "twins*.tsv"):
        for number, line in enumerate(lines(path), start=1):
            fields = line.split("\t")
            if len(fields) != 5 or bool(fields[1]) == _is_answer(fields[3:4]):
                raise ValueError(
                    f"{path}, line {number}: expected id, trap or answer, lang and question, got {line!r}"
                )
            identity, trap, language, answer, text = fields
            rows.append((identity, trap or _ANSWERED, language, text, answer))
    twins = _with_passages(rows, folder)
    answered = [q for q in twins if q.kind == _ANSWERED]
    return answered, [q for q in twins if q.kind != _ANSWERED]


def read_graded(own: Path, folder: Path) -> list[GradedQuestion]:
    """The questions of `own` that are trained on and of which passages were graded, if there are any, as `read_grades` has them."""
    return [q for path in find(own, "grades_taught*.tsv") for q in read_grades(path, folder)]


def read_grades(path: Path, folder: Path) -> list[GradedQuestion]:
    """The graded questions of a file, with their passages from `folder`.

    :raises ValueError: if a line is malformed or names a passage that is not there.
    """
    rows: list[tuple[list[str], list[re.Match[str]]]] = []
    for number, line in enumerate(lines(path), start=1):
        fields = line.split("\t")
        found = [_GRADED.fullmatch(part) for part in fields[-1].split(" ")]
        matches = [match for match in found if match and match[1][0] in FILES]
        if len(fields) != 5 or len(matches) < len(found):
            raise ValueError(
                f"{path}, line {number}: expected id, kind, lang, question and graded passages, got {line!r}"
            )
        rows.append((fields, matches))
    named = {match[1] for _, matches in rows for match in matches}
    passages = {
        code + str(number): passage
        for code in FILES
        for number, (passage, _) in _passages(
            folder, code, {int(name[1:]) for name in named if name[0] == code}
        ).items()
    }
    if missing := [name for name in named if not passages.get(name)]:
        raise ValueError(f"graded passages that {folder} does not hold: {sorted(missing)[:3]}")
    return [
        GradedQuestion(id_, kind, simplified(text), tuple(_graded(m, passages) for m in matches))
        for (id_, kind, _, text, _), matches in rows
    ]


def _graded(match: re.Match[str], passages: Mapping[str, str]) -> Graded:
    answers = tuple(_span(part) for part in (match[6] or "").split(",") if part)
    read = int(match[2]), int(match[3])
    return Graded(passages[match[1]], read, int(match[4] or match[5]), answers)


def _span(part: str) -> Span:
    start, end = part.split("-")
    return int(start), int(end)


def _is_answer(fields: Sequence[str]) -> bool:
    return all(_ANSWER.fullmatch(field) for field in fields)


def _with_passages(rows: Sequence[tuple[str, ...]], folder: Path) -> list[Question]:
    """Questions of rows of id, kind, language, text and where the answer stands."""
    passages = {
        code: _passages(folder, code, {int(row[0][1:]) for row in rows if row[0][0] == code})
        for code in FILES
    }
    questions = []
    for identity, kind, language, text, answer in rows:
        passage, document = passages[identity[0]].get(int(identity[1:]), ("", 0))
        if not passage:
            raise ValueError(
                f"question {identity}: no such line in {FILES[identity[0]]} of {folder}"
            )
        file = FILES[identity[0]].split(".", 1)[0]
        spans = tuple(_span(part) for part in answer.split(",") if part)
        questions.append(
            Question(identity, kind, language, simplified(text), passage, file, document, spans)
        )
    return questions


def _two_columns(path: Path) -> list[Pair]:
    rows = (line.split("\t") for line in lines(path) if line)
    return [(simplified(row[0]), simplified(row[1])) for row in rows if len(row) == 2]


def load_own(folder: Path, own: Path | None = None) -> list[Source]:
    """Our sources: from the training folder `folder` and, if given, from a folder of our own.

    Questions on held-out documents are left out of both.

    :raises ValueError: if `own` names passages that `folder` does not hold.
    """
    questions: list[Pair] = []
    phrases: list[Pair] = []
    terms: list[Pair] = []
    written: list[Question] = []
    for path in find(folder, "own_phrases.tsv"):
        phrases += _two_columns(path)
    if own is not None:
        written = read_questions(own, folder)
        questions += [(q.text, q.passage) for q in written if not q.held_out]
        for path in find(own, "phrases*.tsv"):
            phrases += _two_columns(path)
        for path in (*find(own, "terms*.tsv"), *find(own, "names*.tsv")):
            terms += _two_columns(path)
    # The same questions with their sentences in place of paragraphs, the held-out ones as well.
    held = {q.text for q in written if q.held_out}
    for path in find(folder, "own_questions.jsonl"):
        questions += [(text, passage) for text, passage in read_pairs(path) if text not in held]
    named = (
        ("own_questions", questions, QUESTION_REPEAT),
        ("own_phrases", phrases, PHRASE_REPEAT),
        ("own_terms", terms, PHRASE_REPEAT),
    )
    return [
        Source(name, list(dict.fromkeys(pairs)), repeat, "own")
        for name, pairs, repeat in named
        if pairs
    ]
