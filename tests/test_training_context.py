"""The context model made end to end, from an encoder small enough to write here."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("torch")
pytest.importorskip("onnx")

import torch

from embeddings import ContextModel, CrossEncoder
from embeddings.context import FIRST, LAST, PASSAGE, QUESTION, likeness
from embeddings.training import context as program
from embeddings.training.answering import stretch_batch, whole_batch
from embeddings.training.context import APART, weights_of
from embeddings.training.cross import CrossNetwork
from embeddings.training.encoder import Encoder, read_e5
from embeddings.training.finding import drawn
from embeddings.training.layers import save_context, save_cross
from embeddings.training.lessons import GENERAL, SENTENCES, Known, Lessons, lessons_of
from embeddings.training.misses import MISSES, likest_sentences, near_misses
from embeddings.training.reading import Shelf, mean
from embeddings.training.rounding import keep_rounded, round_matrices

WIDTH, LAYERS, HEADS, INNER, POSITIONS = 32, 12, 2, 64, 300
THINGS = ["水库", "铁路", "学校", "医院", "粮食", "工资", "税收", "网络"]
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
PIECES = [*SPECIAL, "▁", *sorted({*"".join(THINGS), *"怎么样一年比好querypassage:。？咋整的"})]


def quarters(rng: np.random.Generator, rows: int, columns: int) -> bytes:
    groups = np.zeros(rows * columns // 32, [("scale", "<f2"), ("codes", "u1", (16,))])
    groups["scale"] = 0.05
    groups["codes"] = rng.integers(0, 256, (len(groups), 16))
    return groups.tobytes()


def floats(values: NDArray[Any]) -> bytes:
    return values.astype("<f4").tobytes()


def write_source(path: Path) -> None:
    """A file in the layout that `embeddings/training/encoder.py` describes, with random weights; as in
    the real one there are more rows than tokens."""
    rng = np.random.default_rng(0)
    ones, zeros = floats(np.ones(WIDTH)), floats(np.zeros(WIDTH))
    tensors = {
        "emb.word": quarters(rng, rows := len(PIECES) + 3, WIDTH),
        "emb.pos": floats(rng.standard_normal((POSITIONS, WIDTH)) * 0.02),
        "emb.type": zeros,
        "emb.ln.w": ones,
        "emb.ln.b": zeros,
    }
    for layer in range(LAYERS):
        for name, height, columns in (
            *((n, WIDTH, WIDTH) for n in ("q", "k", "v", "ao")),
            ("fi", INNER, WIDTH),
            ("fo", WIDTH, INNER),
        ):
            tensors[f"l{layer}.{name}.w"] = quarters(rng, height, columns)
            tensors[f"l{layer}.{name}.b"] = floats(np.zeros(height))
        for name in ("aln", "oln"):
            tensors |= {f"l{layer}.{name}.w": ones, f"l{layer}.{name}.b": zeros}
    words = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, words)]).astype("<u4")
    head = b"E5S1" + struct.pack("<i", 1)
    head += struct.pack("<7i", WIDTH, LAYERS, HEADS, INNER, rows, POSITIONS, 1)
    head += struct.pack("<fi5iQ", 1e-12, 32, len(PIECES), 0, 2, 1, 3, int(offsets[-1]))
    head += offsets.tobytes() + floats(-np.arange(len(PIECES)) / 10) + b"".join(words)
    head += struct.pack("<iIi", 0, 0, len(tensors))
    at = len(head) + sum(2 + len(name) + 21 for name in tensors)
    directory = b""
    for name, raw in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 0, 0, at, len(raw))
        at += len(raw)
    path.write_bytes(head + directory + b"".join(tensors.values()))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "small.bin"
    write_source(path)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Training data: a report a thing."""
    folder = tmp_path_factory.mktemp("data")
    reports = "\n\n".join(f"{thing}一年比一年好。" for thing in THINGS)
    (folder / "mono_gwr.txt").write_text(reports + "\n", "utf-8")
    records = [{"q": f"{thing}怎么样", "p": f"{thing}一年比一年好。"} for thing in THINGS]
    (folder / "pairs_small.jsonl").write_text(
        "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8"
    )
    own = folder / "own"
    own.mkdir()
    lines = [f"g{2 * n + 1}\tcolloquial\tzh\t{t}咋整\t0-2\n" for n, t in enumerate(THINGS)]
    (own / "questions.tsv").write_text("".join(lines) * 5, "utf-8")
    (own / "twins.tsv").write_text(f"g1\tattribute\tzh\t\t{THINGS[0]}怎么比\n", "utf-8")
    return folder


def laid_out(encoder: Encoder, texts: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Tokens of texts and which of them are there."""
    rows = [[FIRST, *encoder.tokenizer.encode(text).ids, LAST] for text in texts]
    longest = max(map(len, rows))
    tokens = torch.tensor([row + [1] * (longest - len(row)) for row in rows])
    there = torch.tensor([[True] * len(r) + [False] * (longest - len(r)) for r in rows])
    return tokens, there


@torch.no_grad()
def test_the_graph_says_what_the_encoder_says(source: Path, tmp_path: Path) -> None:
    encoder, _, _ = read_e5(source)
    save_context(tmp_path, encoder.tokenizer, weights_of(encoder), LAYERS, HEADS)
    made = ContextModel.load(tmp_path)
    texts = ["医院怎么样？", "粮食一年比一年好。"]
    tokens, there = laid_out(encoder, [QUESTION + t for t in texts])
    expected = mean(encoder(tokens, there)[-1], there).numpy()
    found = np.stack([made.question(t) for t in texts])
    # Four bits for some of the weights, eight for what they meet, bfloat16 in the encoder.
    assert ((found * expected).sum(axis=1) > 0.9).all()


@torch.no_grad()
def test_the_graph_of_the_cross_encoder_says_what_the_network_says(
    source: Path, tmp_path: Path
) -> None:
    whole, _, _ = read_e5(source)
    encoder = whole.smaller((0, 3, 7, 11), range(len(PIECES)), whole.tokenizer)
    round_matrices(encoder)  # as the recipe does in the end
    keep_rounded(encoder)
    save_context(tmp_path, encoder.tokenizer, weights_of(encoder), len(encoder.layers), HEADS)
    torch.manual_seed(0)
    network = CrossNetwork(encoder, APART).eval()
    for value in (network.told.weight, network.nearness, network.sides):
        torch.nn.init.normal_(value, 0, 0.3)  # which are next to nothing at the start
    save_cross(tmp_path, weights_of(network), APART, len(encoder.layers), HEADS)
    made = CrossEncoder.load(tmp_path, ContextModel.load(tmp_path))
    pairs = [
        (f"{thing}怎么样？", passage)
        for thing in THINGS
        for passage in ("粮食一年比一年好。", "医院", "水库一年比一年好。铁路一年比一年好。")
    ]
    asked, asked_there = laid_out(encoder, [QUESTION + q for q, _ in pairs])
    held, held_there = laid_out(encoder, [PASSAGE + p for _, p in pairs])
    all_of_it = torch.where(held_there, 0, -1)
    odds, telling = network(asked, held, asked_there, held_there, all_of_it, 1)
    found = [made.read(q, p) for q, p in pairs]
    assert np.corrcoef([f.odds for f in found], odds.numpy())[0, 1] > 0.9
    whole = [f.telling.mean() for f in found]
    assert np.corrcoef(whole, telling[:, 0].numpy())[0, 1] > 0.9


FIRST_PASSAGE, SECOND_PASSAGE = "水库一年比一年好。医院怎么样。", "铁路一年比一年好。"


def lessons(encoder: Encoder) -> Lessons:
    known = Known(
        {("医院咋整", FIRST_PASSAGE): ((9, 15),)},
        {FIRST_PASSAGE: ["医院怎么比", "水库怎么比"]},
        {"医院咋整": [SECOND_PASSAGE, "没有谁问到的一段。"]},
        {"医院咋整": ["粮食一年比一年好。"]},
    )
    groups = [[("医院咋整", FIRST_PASSAGE), ("铁路咋整", SECOND_PASSAGE)]]
    return lessons_of(encoder.tokenizer, groups, [("粮食咋整", "粮食一年比一年好。")], known)


def test_lessons_know_the_sentence_that_answers_and_what_is_asked_in_vain(source: Path) -> None:
    encoder, _, _ = read_e5(source)
    made = lessons(encoder)
    assert made.pairs.tolist() == [[0, 0, 0], [1, 1, 0], [2, 2, GENERAL]]
    assert made.telling.tolist() == [0b10, 0, 0]
    assert made.traps[0].tolist() == [3, 4]
    assert made.sentences[0].max() == 1
    assert len(made.sentences[0]) == len(made.passages[0])
    shelf = Shelf(made, torch.device("cpu"))
    tokens, there, sides = shelf.passages(np.array([0, 1]))
    assert tokens[1][there[1]].tolist() == [
        FIRST,
        *encoder.tokenizer.encode(PASSAGE + SECOND_PASSAGE).ids,
        LAST,
    ]
    second = "".join(encoder.tokenizer.id_to_token(t) for t in tokens[0][sides[0] == 1].tolist())
    assert second == "医院怎么样。"
    cut, _, of = shelf.passages(np.array([0]), 92, np.array([[1, 1]]))
    assert (cut[0][of[0] == 1] == tokens[0][sides[0] == 1]).all()
    assert not (of == 0).any()


def test_a_question_is_drawn_with_what_answers_it_before_what_does_not(source: Path) -> None:
    encoder, _, _ = read_e5(source)
    made = lessons(encoder)
    shelf = Shelf(made, torch.device("cpu"))
    rng = np.random.default_rng(0)
    misses = near_misses(encoder, shelf, rng)
    assert misses.shape == (3, MISSES)
    assert (misses != made.pairs[:, 1:2]).all()
    # What is known not to answer comes first, what answers in part is no miss.
    assert (misses[0] == 1).all()
    whole = whole_batch(made, misses, np.array([0]), rng)
    own, *others = whole.lists[0]
    assert (whole.passages[own], whole.wanted[own]) == (0, 1)
    assert (whole.wanted[others] == 0).all()
    assert whole.told[0].argmax() == 1
    ((answered, trap),) = whole.traps
    assert answered == own
    assert whole.questions[trap] in (3, 4)

    judged = np.full((3, 1 + MISSES, SENTENCES), 0.01, np.float32)
    likest = likest_sentences(encoder, shelf, misses)
    cut = stretch_batch(made, misses, likest, judged, np.array([0, 1]), rng)
    assert cut.ends is not None
    first, last = cut.ends[cut.lists[0, 0]]
    assert first <= 1 <= last
    assert cut.wanted[cut.lists[:, 0]].min() > cut.wanted[cut.lists[:, 1:]].max()


def test_batches_for_finding_hold_every_passage_once(source: Path) -> None:
    encoder, _, _ = read_e5(source)
    made = lessons(encoder)
    listed = np.array([[0, 1, 2], [1, 0, 2], [2, 1, 0]])
    batch = drawn(made, np.array([0, 2]), np.random.default_rng(0), listed, 1)
    assert len(set(batch.passages.tolist())) == len(batch.passages)
    assert batch.passages[batch.places].tolist() == [0, 2]
    assert (batch.passages[batch.lists][:, 1] != [0, 2]).all()
    assert batch.traps.tolist() in ([3], [4])


@pytest.mark.slow
def test_one_command_makes_models_that_have_learned_their_questions(
    source: Path, folder: Path, tmp_path: Path
) -> None:
    command = [str(folder), str(source), "--own", str(folder / "own"), "--output", str(tmp_path)]
    for stage, count in (
        ("teacher", 40),
        ("mild", 80),
        ("reader", 40),
        ("student", 80),
        ("settle", 60),
        ("cross", 160),
    ):
        command += [f"--{stage}-steps", str(count)]
    program.main(command)
    made = ContextModel.load(tmp_path)
    read = [made.passage(f"{thing}一年比一年好。") for thing in THINGS]
    first = [likeness(made.question(f"{t}咋整"), read).argmax() for t in THINGS]
    assert np.mean(first == np.arange(len(THINGS))) >= 0.75
    cross = CrossEncoder.load(tmp_path, made)
    told = [
        np.argmax([cross.read(f"{t}咋整", f"{o}一年比一年好。").odds for o in THINGS])
        for t in THINGS
    ]
    assert np.mean(told == np.arange(len(THINGS))) >= 0.75


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"GGUF and so on")
    with pytest.raises(ValueError, match="E5S1"):
        read_e5(path)
