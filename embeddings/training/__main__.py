"""Make the bundled model: `python -m embeddings.training DATA_DIR [--own DIR] [--output DIR]`."""

from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from embeddings.static import MODEL_FOLDER, TOKENIZER, StaticModel
from embeddings.terms import FREQUENCIES
from embeddings.training.batches import EncodedSource
from embeddings.training.card import CARD, read_commands, read_origins, write_card
from embeddings.training.data import Source, find, load_sources, read_paragraphs
from embeddings.training.gloss import glossed
from embeddings.training.own import load_own
from embeddings.training.save import save_frequencies, save_model
from embeddings.training.tokenizer import MAXIMUM_TOKENS, WordCounts, build_tokenizer
from embeddings.training.train import STAGES, initial_vectors, train

log = logging.getLogger("embeddings.training")

# Official language counts more often, so that its words make it into the vocabulary.
_OFFICIAL = (
    *("pairs_gov", "pairs_gwr", "pairs_xin", "pairs_cmrc"),
    *("para_gwr", "mono_gwr", "mono_statecouncil", "own_"),
)
_OFFICIAL_WEIGHT = 4
_LAWS_IN_FREQUENCIES = 40_000


def count_words(sources: Sequence[Source]) -> WordCounts:
    """Word counts of all sources, official and own ones weighted."""
    counts = WordCounts()
    for source in sources:
        weight = _OFFICIAL_WEIGHT if source.name.startswith(_OFFICIAL) else 1
        counts.add((text for pair in source.pairs for text in pair), weight)
    return counts


def background(folder: Path, sources: Sequence[Source], seed: int) -> list[str]:
    """Paragraphs whose term frequencies stand for public language: reports, laws, news."""
    rng = random.Random(seed)
    paragraphs: list[str] = []
    for path in find(folder, "mono_*.txt"):
        found = read_paragraphs(path)
        paragraphs += rng.sample(found, min(len(found), _LAWS_IN_FREQUENCIES))
    for source in sources:
        if source.name == "pairs_xinwenlianbo" and source.kind == "pair":
            paragraphs += [passage for _, passage in source.pairs]
    return paragraphs


def shortened(vectors: torch.Tensor, dimension: int) -> torch.Tensor:
    """Vectors (V, d) in the at most `dimension` directions in which they differ most (PCA about zero)."""
    if vectors.shape[1] <= dimension:
        return vectors
    _, directions = torch.linalg.eigh(vectors.double().T @ vectors.double())  # ascending
    kept: torch.Tensor = (vectors.double() @ directions.flip(1)[:, :dimension]).float()
    return kept


def commands(options: argparse.Namespace) -> list[str]:
    """What was typed to get this model, folders by their part in it; also for the one continued."""
    earlier: list[str] = []
    command = f"python -m embeddings.training DATA_DIR --seed {options.seed}"
    if options.own is not None:
        command += " --own OWN_DIR"
    if options.start is None:
        command += f" --dimension {options.dimension}"
    else:
        earlier = read_commands(options.start / CARD)
        command += f" --start THAT_MODEL --dimension {options.dimension}"
    for name, steps in (
        ("steps", options.steps),
        ("late-steps", options.late_steps),
        ("own-steps", options.own_steps),
    ):
        if steps is not None:
            command += f" --{name} {steps}"
    return [*earlier, command]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, count, train, save; see `--help` for the options."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of training data, see docs/training.md")
    parser.add_argument("--own", type=Path, help="folder of our questions, phrases and terms")
    parser.add_argument("--output", type=Path, default=MODEL_FOLDER, help="model folder to write")
    parser.add_argument("--seed", type=int, default=0, help="seed of every random choice")
    parser.add_argument(
        "--dimension",
        type=int,
        default=384,
        help="length of a vector; of a longer one to continue, so much is kept",
    )
    parser.add_argument("--tokens", type=int, default=MAXIMUM_TOKENS, help="size of the vocabulary")
    parser.add_argument(
        "--start", type=Path, help="model folder to continue: its tokens, and the last stage only"
    )
    parser.add_argument("--steps", type=int, help="batches of the first stage")
    parser.add_argument("--late-steps", type=int, help="batches of the second stage")
    parser.add_argument("--own-steps", type=int, help="batches of the last stage")
    parser.add_argument("--threads", type=int, default=1, help="threads of torch")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)

    sources = load_sources(options.data, options.seed) + load_own(options.data, options.own)
    log.info("%d sources, %d pairs", len(sources), sum(len(s.pairs) for s in sources))
    stages = list(STAGES)
    if options.start is None:
        tokenizer = build_tokenizer(count_words(sources), options.tokens)
        vectors = initial_vectors(tokenizer.get_vocab_size(), options.dimension, options.seed)
    else:
        model = StaticModel.load(options.start)
        tokenizer = Tokenizer.from_file(str(options.start / TOKENIZER))
        vectors = torch.from_numpy(model.vectors(np.arange(model.vocabulary_size)))
        vectors = shortened(vectors, options.dimension)
        stages = stages[-1:]
    for place, steps in ((-3, options.steps), (-2, options.late_steps), (-1, options.own_steps)):
        if steps is not None and len(stages) >= -place:
            stages[place] = replace(stages[place], steps=steps)
    log.info("%d tokens of %d dimensions", *vectors.shape)
    encoded = [EncodedSource.encode(tokenizer, source) for source in sources]
    encoded += glossed(tokenizer, encoded, options.seed)
    for stage in stages:
        log.info("%s", stage)
        train(vectors, encoded, stage, options.seed)

    save_model(options.output, tokenizer, vectors.numpy())
    paragraphs = background(options.data, sources, options.seed)
    save_frequencies(options.output / FREQUENCIES, paragraphs)
    write_card(
        options.output / CARD,
        shape=(len(vectors), vectors.shape[1]),
        commands=commands(options),
        sources=sources,
        origins=read_origins(options.data),
    )
    log.info("saved %s", options.output)


if __name__ == "__main__":
    main()
