"""The context model made end to end, from an encoder small enough to write here."""

from __future__ import annotations

import json
import random
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
from embeddings.context import PASSAGE, QUESTION, likeness
from embeddings.cross import QUESTION_TOKENS
from embeddings.training import context as program
from embeddings.training.cross import APART, CrossNetwork
from embeddings.training.encoder import read_e5
from embeddings.training.layers import save_context, save_cross
from embeddings.training.misses import Examples
from embeddings.training.telling import Known, answering, unanswered

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


def test_the_graph_says_what_the_encoder_says(source: Path, tmp_path: Path) -> None:
    encoder, _, _ = read_e5(source)
    weights = {name: value.numpy() for name, value in encoder.state_dict().items()}
    save_context(tmp_path, encoder.tokenizer, weights, LAYERS, HEADS)
    made = ContextModel.load(tmp_path)
    texts = ["医院怎么样？", "粮食一年比一年好。"]
    expected = encoder.vectors([QUESTION + t for t in texts], 64).detach().numpy()
    found = np.stack([made.question(t) for t in texts])
    # Four bits for some of the weights, eight for what they meet, bfloat16 in the encoder.
    assert ((found * expected).sum(axis=1) > 0.9).all()


def test_the_graph_of_the_cross_encoder_says_what_the_network_says(
    source: Path, tmp_path: Path
) -> None:
    encoder, _, _ = read_e5(source)
    torch.manual_seed(0)
    network = CrossNetwork(encoder, WIDTH).eval()
    for value in (network.told.weight, network.nearness, network.sides):
        torch.nn.init.normal_(value, 0, 0.3)  # which are next to nothing at the start
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    save_context(
        tmp_path,
        encoder.tokenizer,
        {n: v.numpy() for n, v in encoder.state_dict().items()},
        LAYERS,
        HEADS,
    )
    save_cross(tmp_path, weights, APART, LAYERS, HEADS)
    made = CrossEncoder.load(tmp_path, ContextModel.load(tmp_path))
    questions = [f"{thing}怎么样？" for thing in THINGS]
    passages = ["粮食一年比一年好。", "医院", "水库一年比一年好。铁路一年比一年好。"]
    ids = [encoder.tokenizer.encode(QUESTION + q).ids[:QUESTION_TOKENS] for q in questions]
    held = [encoder.tokenizer.encode(PASSAGE + p).ids for p in passages]
    with torch.no_grad():
        expected = network([(a, b) for a in ids for b in held]).numpy()
    found = np.concatenate([made.odds(q, passages) for q in questions])
    assert np.corrcoef(found, expected)[0, 1] > 0.9


def test_a_question_is_drawn_with_what_answers_it_before_what_does_not(source: Path) -> None:
    encoder, _, _ = read_e5(source)
    first, second = "水库一年比一年好。医院怎么样。", "铁路一年比一年好。"
    general = ("粮食咋整", "粮食一年比一年好。")
    known = Known({("医院咋整", first): ((9, 15),)}, {first: ["医院怎么比"]})
    groups = [[("医院咋整", first), ("铁路咋整", second)]]
    examples = Examples(encoder, groups, [general], known)
    assert (examples.own, examples.general) == ([0, 1], [2])
    drawn = examples.draw(0, random.Random(0))
    assert "医院怎么样。" in drawn.stretches[0]
    assert second in drawn.stretches[1:]
    assert drawn.trap is not None
    assert drawn.trap[0] == "医院怎么比"
    assert examples.draw(2, random.Random(0)).trap is None


@pytest.mark.slow
def test_one_command_makes_a_model_that_has_learned_its_questions(
    source: Path, folder: Path, tmp_path: Path
) -> None:
    program.main(
        [str(folder), str(source), "--own", str(folder / "own"), "--output", str(tmp_path)]
        + ["--teacher-steps", "30", "--steps", "90", "--imitating-steps", "30"]
        + ["--cross-steps", "250"]
    )
    made = ContextModel.load(tmp_path)
    read = [made.passage(f"{thing}一年比一年好。") for thing in THINGS]
    first = [likeness(made.question(f"{t}咋整"), read).argmax() for t in THINGS]
    assert np.mean(first == np.arange(len(THINGS))) >= 0.75
    cross = CrossEncoder.load(tmp_path, made)
    told = [cross.odds(f"{t}咋整", [f"{o}一年比一年好。" for o in THINGS]).argmax() for t in THINGS]
    assert np.mean(told == np.arange(len(THINGS))) >= 0.75


def test_the_sentence_that_answers_is_told_from_its_neighbours(source: Path) -> None:
    encoder, _, _ = read_e5(source)
    pair = ("医院咋整", "水库一年比一年好。医院一年比一年好。")
    (ids,) = encoder.ids([PASSAGE + pair[1]], 64)
    states, _ = encoder.states([ids])
    vector = encoder.vectors([QUESTION + pair[0]], 64)

    def loss(*spans: tuple[int, int]) -> float:
        read = {pair[1]: states[-1][0]}
        return answering(encoder, [pair], Known({pair: spans}), vector, read).item()

    first, second = loss((0, 2)), loss((9, 11))
    assert np.exp(-first) + np.exp(-second) == pytest.approx(1, abs=1e-3)
    assert loss() == loss((0, 11)) == 0


def test_a_passage_is_told_from_the_questions_it_does_not_answer() -> None:
    # Two questions of the first passage, one of the second, and a trap.
    cosines = torch.tensor([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.85, 0.0]])
    loss = unanswered(cosines, torch.tensor([0, 0, 1])).item()
    likelihoods = [
        np.exp(own / 0.02) / sum(np.exp(c / 0.02) for c in (own, *others))
        for own, others in ((0.9, (0.3, 0.85)), (0.8, (0.3, 0.85)), (0.7, (0.1, 0.2, 0.0)))
    ]
    assert loss == pytest.approx(-np.mean(np.log(likelihoods)), rel=1e-4)


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"GGUF and so on")
    with pytest.raises(ValueError, match="E5S1"):
        read_e5(path)
