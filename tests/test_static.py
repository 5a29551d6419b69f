"""The bundled model: vectors, token ids and spans, and what it says when its files are unusable."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

import embeddings
from embeddings import EmbeddingError, StaticModel, bundled_model, open_embedder
from embeddings.static import MODEL_FOLDER, TOKENIZER, WEIGHTS

SPEECH = "党的十八大以来,我们坚持依法治网,Ｇ20 杭州峰会取得成功。"


@pytest.fixture(scope="module")
def model() -> StaticModel:
    return bundled_model()


def cosine(model: StaticModel, left: str, right: str) -> float:
    return float(model.embed_queries([left])[0] @ model.embed_passages([right])[0])


def test_the_public_names_are_listed_and_exist() -> None:
    public = {
        name
        for name, value in vars(embeddings).items()
        if not name.startswith("_") and getattr(value, "__module__", "").startswith("embeddings.")
    }
    assert {*embeddings.__all__} == public
    for name in embeddings.__all__:
        assert getattr(embeddings, name).__doc__


def test_importing_the_package_imports_no_heavy_library() -> None:
    code = (
        "import sys, embeddings; embeddings.bundled_model();"
        "print(sorted({'torch', 'sentence_transformers', 'gradio', 'transformers'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_cosines_from_tokens_are_those_of_the_vectors(model: StaticModel) -> None:
    texts = [SPEECH, "粮食", "", "网络安全和信息化,网络安全!"]
    ids = model.token_ids(texts)
    joined, offsets = np.concatenate(ids), np.cumsum([0, *map(len, ids)])
    query = model.embed_queries(["怎样加强网络安全"])[0]
    expected = model.embed_passages(texts) @ query
    found = model.cosines(query, joined, offsets, model.norms(joined, offsets))
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_no_name_opens_the_bundled_model(model: StaticModel) -> None:
    opened = open_embedder()
    assert opened is model
    assert opened.name == "bundled"


def test_the_model_keeps_its_promised_size(model: StaticModel) -> None:
    assert model.vocabulary_size <= 65_535
    assert sum(file.stat().st_size for file in MODEL_FOLDER.rglob("*")) < 30_000_000


def test_rows_are_float32_unit_vectors(model: StaticModel) -> None:
    rows = model.embed_passages([SPEECH, "cybersecurity law", "一"])
    assert rows.dtype == np.float32
    assert rows.shape == (3, model.dimension)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


def test_text_without_known_tokens_is_a_zero_row_among_others(model: StaticModel) -> None:
    rows = model.embed_passages(["", SPEECH, "！？", "\U0002a6d6", SPEECH])
    assert not rows[[0, 2, 3]].any()
    np.testing.assert_array_equal(rows[1], rows[4])
    assert rows[1].any()


def test_no_texts_give_no_rows(model: StaticModel) -> None:
    assert model.embed_passages([]).shape == (0, model.dimension)


def test_a_row_is_the_normalised_mean_of_the_token_vectors(model: StaticModel) -> None:
    (ids,) = model.token_ids([SPEECH])
    mean = model.vectors(ids).mean(axis=0)
    expected = mean / np.linalg.norm(mean)
    np.testing.assert_allclose(model.embed_passages([SPEECH])[0], expected, atol=1e-6)


def test_a_long_batch_embeds_as_its_texts_do_alone(model: StaticModel) -> None:
    texts = [SPEECH * (1 + number % 700) for number in range(0, 2000, 90)]
    together = model.embed_passages(texts)
    alone = np.concatenate([model.embed_passages([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=2e-6)


def test_spans_point_into_the_given_text(model: StaticModel) -> None:
    ids, spans = model.tokenize(SPEECH)
    pieces = [SPEECH[start:end] for start, end in spans]
    assert len(ids) == len(pieces)
    assert "".join(pieces) == "党的十八大以来我们坚持依法治网Ｇ20杭州峰会取得成功"
    assert all(start < end for start, end in spans)
    assert ids.dtype == np.uint16
    assert spans.dtype == np.int32


def test_both_ways_to_tokens_agree(model: StaticModel) -> None:
    texts = [SPEECH, "", "Work report"]
    for text, ids in zip(texts, model.token_ids(texts), strict=True):
        np.testing.assert_array_equal(ids, model.tokenize(text)[0])
        np.testing.assert_array_equal(ids, model.token_ids([text])[0])


def test_weights_are_the_lengths_of_the_vectors(model: StaticModel) -> None:
    (ids,) = model.token_ids([SPEECH])
    lengths = np.linalg.norm(model.vectors(ids), axis=1)
    np.testing.assert_allclose(model.weights(ids), lengths, rtol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(model.unit_vectors(ids), axis=1), 1, atol=1e-5)


def test_content_words_weigh_more_than_particles(model: StaticModel) -> None:
    ids = [model.token_ids([text])[0][0] for text in ("的", "网络", "水库")]
    particle, *content = model.weights(np.array(ids))
    assert particle < min(content)


def test_the_unknown_token_weighs_nothing(model: StaticModel) -> None:
    unknown = np.zeros(1, dtype=np.uint16)
    assert model.weights(unknown)[0] == 0
    assert not model.unit_vectors(unknown).any()


def test_meaning_crosses_languages_and_wordings(model: StaticModel) -> None:
    assert cosine(model, "cybersecurity", "网络安全") > cosine(model, "cybersecurity", "粮食安全")
    assert cosine(model, "看病贵", "医药费用") > cosine(model, "看病贵", "外汇储备")


def test_equal_files_have_equal_fingerprints_and_changed_ones_do_not(
    model: StaticModel, tmp_path: Path
) -> None:
    shutil.copytree(MODEL_FOLDER, tmp_path / "copy")
    assert StaticModel.load(tmp_path / "copy").fingerprint == model.fingerprint
    tensors = load_file(tmp_path / "copy" / WEIGHTS)
    rows = tensors["embeddings"].copy()
    rows[5, 0] ^= 1
    save_file({**tensors, "embeddings": rows}, tmp_path / "copy" / WEIGHTS)
    assert StaticModel.load(tmp_path / "copy").fingerprint != model.fingerprint


@pytest.mark.parametrize("file", [TOKENIZER, WEIGHTS])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_an_unusable_folder_is_named_in_the_error(tmp_path: Path, file: str, damage: str) -> None:
    shutil.copytree(MODEL_FOLDER, tmp_path / "copy")
    path = tmp_path / "copy" / file
    content = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes(content[: len(content) // 2] if damage == "cut" else b"")
    with pytest.raises(EmbeddingError, match="copy"):
        StaticModel.load(tmp_path / "copy")


def test_vectors_that_do_not_fit_the_tokenizer_are_refused(tmp_path: Path) -> None:
    shutil.copytree(MODEL_FOLDER, tmp_path / "copy")
    rows = np.zeros((7, 4), dtype=np.int8)
    factors = np.ones(7, dtype=np.float32)
    save_file({"embeddings": rows, "weights": factors}, tmp_path / "copy" / WEIGHTS)
    with pytest.raises(EmbeddingError, match=r"\(7, 4\)"):
        StaticModel.load(tmp_path / "copy")
