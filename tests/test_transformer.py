"""Other models through sentence-transformers, and the bundled folder read both ways."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from embeddings import Embedder, EmbeddingError, bundled_model, open_embedder
from embeddings.static import MODEL_FOLDER

TEXTS = ["网络安全怎么保障?", "粮食产量", "How is cybersecurity strengthened?", "Ｇ20峰会"]


@pytest.fixture(scope="module")
def prompted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder with prompts and without normalisation, as many of the hub's have."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    folder = tmp_path_factory.mktemp("models") / "带提示"
    tokenizer = Tokenizer.from_file(str(MODEL_FOLDER / "tokenizer.json"))
    ids = np.arange(bundled_model().vocabulary_size)
    module = StaticEmbedding(tokenizer, embedding_weights=bundled_model().vectors(ids))
    prompts = {"query": "问题 ", "document": "文段 "}
    SentenceTransformer(modules=[module], prompts=prompts, device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="module", params=["bundled", "bundled folder", "prompted"])
def embedder(request: pytest.FixtureRequest, prompted: Path) -> Embedder:
    folders = {"bundled": None, "bundled folder": str(MODEL_FOLDER), "prompted": str(prompted)}
    return open_embedder(folders[request.param])


class TestEveryEmbedder:
    """What the rest of the program relies on, whichever model is open."""

    def test_rows_are_float32_unit_vectors(self, embedder: Embedder) -> None:
        for embed in (embedder.embed_queries, embedder.embed_passages):
            rows = embed(TEXTS)
            assert rows.dtype == np.float32
            assert rows.shape == (len(TEXTS), embedder.dimension)
            np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)

    def test_no_texts_give_no_rows(self, embedder: Embedder) -> None:
        for embed in (embedder.embed_queries, embedder.embed_passages):
            assert embed([]).shape == (0, embedder.dimension)

    def test_a_text_embeds_alike_alone_and_among_others(self, embedder: Embedder) -> None:
        alone = np.concatenate([embedder.embed_passages([text]) for text in TEXTS])
        np.testing.assert_allclose(embedder.embed_passages(TEXTS), alone, atol=1e-5)

    def test_fingerprint_is_stable_and_name_is_what_was_asked(self, embedder: Embedder) -> None:
        assert embedder.name
        assert embedder.fingerprint == embedder.fingerprint
        assert len(embedder.fingerprint) == 32


def test_both_readers_of_the_bundled_folder_give_equal_vectors() -> None:
    other = open_embedder(str(MODEL_FOLDER))
    texts = [*TEXTS, "", "党的十八大以来。" * 400]
    np.testing.assert_allclose(
        other.embed_passages(texts), bundled_model().embed_passages(texts), atol=1e-5
    )
    assert other.dimension == bundled_model().dimension


def test_prompts_of_the_model_are_used_apart(prompted: Path) -> None:
    embedder = open_embedder(str(prompted))
    plain = bundled_model()
    for embed, prompt in ((embedder.embed_queries, "问题 "), (embedder.embed_passages, "文段 ")):
        expected = plain.embed_passages([prompt + text for text in TEXTS])
        np.testing.assert_allclose(embed(TEXTS), expected, atol=1e-5)


def test_models_that_differ_have_different_fingerprints(prompted: Path) -> None:
    assert open_embedder(str(prompted)).fingerprint != open_embedder(str(MODEL_FOLDER)).fingerprint


def test_a_relative_folder_is_a_folder_too(prompted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(prompted.parent)
    assert open_embedder(prompted.name).dimension == bundled_model().dimension


@pytest.mark.parametrize("spelling", ["{}/none", "./none", "~/none-of-this-name"])
def test_a_missing_folder_is_named(tmp_path: Path, spelling: str) -> None:
    with pytest.raises(EmbeddingError, match="no model folder"):
        open_embedder(spelling.format(tmp_path))


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("{", encoding="utf-8")
    with pytest.raises(EmbeddingError, match="cannot open the model"):
        open_embedder(str(tmp_path))


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)


@pytest.mark.usefixtures("offline")
def test_an_unknown_model_while_offline_says_what_to_do() -> None:
    with pytest.raises(EmbeddingError, match="while online"):
        open_embedder("nobody/no-such-model")
