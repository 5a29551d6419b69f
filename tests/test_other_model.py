"""Another model for the dense vectors: what it scores, and what stays with the bundled one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from topics import TOPICS

from assistant import Assistant, ModelMismatch, retrieve
from assistant.clean import normalize
from assistant.questions.question import read
from embeddings import bundled_model, open_embedder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A sentence-transformers model of sixteen dimensions: a random vector for each character."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split

    characters = sorted(set("".join(TOPICS.values()) + "怎么样产量?"))
    vocabulary = {"[UNK]": 0, **{c: i for i, c in enumerate(characters, 1)}}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex("."), "isolated")
    weights = np.random.default_rng(0).standard_normal((len(vocabulary), 16)).astype(np.float32)
    folder = tmp_path_factory.mktemp("models") / "微型"
    embedding = StaticEmbedding(tokenizer, embedding_weights=weights)
    SentenceTransformer(modules=[embedding, Normalize()], device="cpu").save(str(folder))
    return str(folder)


def write_sample(library: Path, model: str | None) -> None:
    with Assistant.open(library, model=model) as assistant:
        assistant.add_text("\n".join(["工作讲话", *TOPICS.values()]), "a.txt")


def test_another_model_gives_the_dense_scores_and_the_bundled_one_all_others(
    library: Path, tiny: str
) -> None:
    write_sample(library, tiny)
    question = "粮食产量怎么样?"
    with Assistant.open(library, model=tiny) as assistant:
        retrieval = assistant.retrieve(read(question))
    scope, scores = retrieval.scope, retrieval.scores
    assert scope is not None
    assert scores is not None
    other = open_embedder(tiny)
    passages = other.embed_passages([normalize(t) for t in ("工作讲话", *TOPICS.values())])
    dense = passages @ other.embed_queries([question])[0]
    # Vectors are stored in half precision.
    np.testing.assert_allclose(scores.parts["dense"], dense, atol=1e-3)
    assert scope.paragraph_vectors.shape[1] == bundled_model().dimension
    own = scope.paragraph_vectors @ retrieval.query.vector
    assert np.abs(own - dense).max() > 0.05


@pytest.mark.parametrize("exhaustive", [3, 4000])
def test_another_model_answers_with_exact_quotations(
    library: Path, tiny: str, exhaustive: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieve, "EXHAUSTIVE", exhaustive)
    monkeypatch.setattr(retrieve, "_FILTERED", exhaustive)
    write_sample(library, tiny)
    with Assistant.open(library, model=tiny) as assistant:
        answer = assistant.ask("粮食产量怎么样?")
        quote = answer.quotes[0]
        assert quote.text == TOPICS["粮食"] == assistant.text("a.txt")[quote.start : quote.end]


def test_a_library_of_another_model_is_refused_until_it_is_embedded_again(
    library: Path, tiny: str
) -> None:
    write_sample(library, tiny)
    with pytest.raises(ModelMismatch, match="reindex") as refused:
        Assistant.open(library)
    assert tiny in refused.value.en
    assert tiny in refused.value.zh
    assert Assistant.reindex(library) == 1
    with Assistant.open(library) as assistant:
        assert assistant.ask("粮食产量怎么样?").quotes[0].text == TOPICS["粮食"]
    with pytest.raises(ModelMismatch, match="reindex"):
        Assistant.open(library, model=tiny)
    assert Assistant.reindex(library, model=tiny) == 1
    with Assistant.open(library, model=tiny) as assistant:
        assert assistant.search("粮食产量")[0].text == TOPICS["粮食"]
