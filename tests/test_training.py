"""Training end to end on a folder small enough to read here."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from embeddings import StaticModel
from embeddings.terms import FREQUENCIES, Frequencies
from embeddings.training import __main__ as program
from embeddings.training.batches import EncodedSource
from embeddings.training.data import Source, cloze_pairs, load_sources, read_pairs
from embeddings.training.gloss import glossed
from embeddings.training.own import held_out, load_own, read_questions
from embeddings.training.save import quantize
from embeddings.training.tokenizer import WordCounts, build_tokenizer

torch = pytest.importorskip("torch")

THINGS = {
    "水库": "reservoir",
    "铁路": "railway",
    "学校": "school",
    "医院": "hospital",
    "粮食": "grain",
    "工资": "wages",
    "税收": "taxation",
    "网络": "network",
}


def write(path: Path, text: str) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Training data in the layout of the real, a few dozen lines of it."""
    folder = tmp_path_factory.mktemp("data")
    pairs = [
        (f"今年{verb}{zh}{number}个", f"this year {english} number {number}")
        for zh, english in THINGS.items()
        for number, verb in enumerate(["新建", "修复", "检查"], start=1)
    ]
    write(folder / "parallel_small.tsv.gz", "".join(f"{zh}\t{en}\n" for zh, en in pairs))
    reports = "\n\n".join(
        f"去年全国{zh}工作成绩很大，群众满意。\n今年要继续改善{zh}，让群众得到实惠。明年再看。"
        for zh in THINGS
    )
    write(folder / "mono_gwr.txt.gz", reports + "\n")
    records = [{"q": f"{zh}怎么樣這樣", "p": f"{zh}一年比一年好。"} for zh in THINGS]
    (folder / "pairs_small.jsonl").write_text(
        "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8"
    )
    (folder / "own_phrases.tsv").write_text(
        "修路\t交通基础设施建设\n上学难\t教育资源不足\n", "utf-8"
    )
    (folder / "SOURCES.md").write_text(
        "| file | items | repository @ commit | licence | content |\n|---|---:|---|---|---|\n"
        "| parallel_small.tsv.gz | 24 | someone/somewhere @ abc123 | CC0-1.0 | small talk |\n",
        "utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = tmp_path_factory.mktemp("own")
    lines = "".join(
        f"g{3 * number + 2}\tcolloquial\tzh\t老百姓的{zh}咋整\n" for number, zh in enumerate(THINGS)
    )
    (own / "questions.tsv").write_text(lines, "utf-8")
    (own / "terms.tsv").write_text("hospital beds\t医院床位\nschool fees\t学校收费\n", "utf-8")
    return own


@pytest.fixture(scope="module")
def trained(folder: Path, own: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("model")
    run(folder, own, output)
    return output


def run(folder: Path, own: Path, output: Path) -> None:
    program.main(
        [str(folder), "--own", str(own), "--output", str(output), "--dimension", "16"]
        + [
            "--tokens",
            "900",
            "--steps",
            "60",
            "--late-steps",
            "10",
            "--own-steps",
            "10",
            "--seed",
            "3",
        ]
    )


def test_one_command_makes_a_model_that_has_learned_its_pairs(trained: Path) -> None:
    model = StaticModel.load(trained)
    chinese = model.embed_passages([*THINGS])
    english = model.embed_queries([*THINGS.values()])
    assert ((english @ chinese.T).argmax(axis=1) == np.arange(len(THINGS))).mean() >= 0.75


def test_sentence_transformers_reads_what_training_saves(trained: Path) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(trained), device="cpu").encode([*THINGS])
    ours = StaticModel.load(trained).embed_passages([*THINGS])
    np.testing.assert_allclose(theirs, ours, atol=1e-5)


def test_equal_seeds_make_equal_models(
    trained: Path, folder: Path, own: Path, tmp_path: Path
) -> None:
    run(folder, own, tmp_path)
    for name in ("model.safetensors", "tokenizer.json", FREQUENCIES, "README.md"):
        assert (tmp_path / name).read_bytes() == (trained / name).read_bytes(), name


def test_a_model_can_be_continued_with_more_of_our_own(
    trained: Path, folder: Path, tmp_path: Path
) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "phrases.tsv").write_text("水库\t医院\n铁路\t粮食\n", "utf-8")
    output = tmp_path / "continued"
    program.main(
        [str(folder), "--own", str(more), "--output", str(output), "--start", str(trained)]
        + ["--own-steps", "40"]
    )
    before, after = StaticModel.load(trained), StaticModel.load(output)
    assert after.vocabulary_size == before.vocabulary_size
    assert after.dimension == before.dimension

    def likeness(model: StaticModel) -> float:
        left, right = model.embed_queries(["水库"]), model.embed_passages(["医院"])
        return float(left[0] @ right[0])

    assert likeness(after) > likeness(before)
    card = (output / "README.md").read_text(encoding="utf-8")
    assert card.count("    python -m embeddings.training DATA_DIR") == 2
    assert card.count("--start") == 1


def test_the_card_names_sources_licences_and_terms(trained: Path) -> None:
    card = (trained / "README.md").read_text(encoding="utf-8")
    assert "| parallel_small | 24 | 0 | someone/somewhere @ abc123 | CC0-1.0 | small talk |" in card
    assert "| pairs_small | 8 | 0 | not stated | not stated |" in card
    assert re.search(r"\| mono_gwr \| 0 \| [1-9][0-9]* \| not stated \| not stated \|", card)
    assert "| own_questions |" in card
    assert "license: cc-by-sa-4.0" in card


def test_the_frequency_table_counts_paragraphs(trained: Path) -> None:
    idf = Frequencies.load(trained / FREQUENCIES).idf(["群众", "今年", "水库", "没有见过"])
    # 24 lines hold 16 paragraphs: 群众 in all of them, 今年 in half.
    assert idf[0] < idf[1] < idf[3]
    assert idf[0] == pytest.approx(np.log(1 + 0.5 / 16.5), rel=1e-2)
    assert idf[1] == pytest.approx(np.log(1 + 8.5 / 8.5), rel=1e-2)


def test_traditional_text_is_simplified_when_read(folder: Path) -> None:
    questions = [left for left, _ in read_pairs(folder / "pairs_small.jsonl")]
    assert questions[0] == "水库怎么样这样"


def test_a_folder_without_training_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="docs/training.md"):
        load_sources(tmp_path)


def test_cloze_pairs_divide_a_paragraph_without_loss() -> None:
    paragraph = "今年要继续改善水库。让群众得到更多实惠吧！明年再看一看效果如何？"
    ((sentence, rest),) = cloze_pairs([paragraph, "只有一句。"], 5, random.Random(1))
    assert len(sentence) + len(rest) == len(paragraph)
    assert sentence in paragraph
    assert sentence not in rest


def test_questions_find_their_paragraph_by_file_and_line(folder: Path, own: Path) -> None:
    questions = read_questions(own, folder)
    assert [question.document for question in questions] == [*range(len(THINGS))]
    assert questions[0].passage == "今年要继续改善水库，让群众得到实惠。明年再看。"
    assert questions[0].text == "老百姓的水库咋整"


def test_questions_on_held_out_documents_are_not_trained_on(folder: Path, own: Path) -> None:
    questions = read_questions(own, folder)
    kept = next(source for source in load_own(folder, own) if source.name == "own_questions")
    expected = [(q.text, q.passage) for q in questions if not held_out("mono_gwr", q.document)]
    assert kept.pairs == expected
    assert len(expected) < len(questions)


@pytest.mark.parametrize(
    "line", ["g1\tfact\tzh", "q1\tfact\tzh\t问", "gx\tfact\tzh\t问", "g3\ta\tb\tc"]
)
def test_a_question_that_names_no_paragraph_is_refused(
    folder: Path, tmp_path: Path, line: str
) -> None:
    (tmp_path / "questions.tsv").write_text(line + "\n", "utf-8")
    with pytest.raises(ValueError, match="questions.tsv|no such line"):
        read_questions(tmp_path, folder)


def test_held_out_documents_are_about_a_tenth() -> None:
    share = np.mean([held_out("mono_laws", number) for number in range(5000)])
    assert 0.08 < share < 0.12


def test_the_written_gradient_is_that_of_cross_entropy() -> None:
    from torch.nn import functional

    from embeddings.training.softmax import TEMPERATURE
    from embeddings.training.train import contrastive_loss

    generator = torch.Generator().manual_seed(0)
    left, right = (torch.randn(6, 5, generator=generator, requires_grad=True) for _ in range(2))
    same = torch.eye(6, dtype=torch.bool)
    same[1, 4] = same[4, 1] = True
    scores = functional.normalize(left) @ functional.normalize(right).T / TEMPERATURE
    scores = scores.masked_fill(same & ~torch.eye(6, dtype=torch.bool), -1e9)
    target = torch.arange(6)
    both = (functional.cross_entropy(scores, target), functional.cross_entropy(scores.T, target))
    expected = (both[0] + both[1]) / 2
    expected.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    loss, *gradients = contrastive_loss(left.detach(), right.detach(), same)
    assert loss == pytest.approx(expected.item(), abs=1e-5)
    for gradient, side in zip(gradients, (left, right), strict=True):
        torch.testing.assert_close(gradient, side.grad, atol=1e-5, rtol=1e-4)


def test_the_written_gradient_of_the_late_interaction_is_that_of_small_changes() -> None:
    from embeddings.training.batches import Texts
    from embeddings.training.interaction import Bags, interaction_loss

    def bags(*texts: list[int]) -> Bags:
        ids = np.array([i for text in texts for i in text], np.uint16)
        held = Texts(ids, np.cumsum([0, *map(len, texts)]), np.arange(len(texts)))
        return Bags.of(held, np.arange(len(texts)), np.random.default_rng(0))

    def loss() -> float:
        return interaction_loss(weights, asked, held, same)[0]

    asked = bags([1, 2, 3, 2], [2, 4], [9])
    held = bags([5, 6, 1], [7, 8, 9, 4], [3, 10])
    same = torch.eye(3, dtype=torch.bool)
    same[0, 2] = same[2, 0] = True
    torch.set_default_dtype(torch.float64)
    try:
        weights = torch.randn(11, 6, generator=torch.Generator().manual_seed(1))
        _, by_asked, by_held = interaction_loss(weights, asked, held, same)
        written = torch.zeros_like(weights)
        written.index_add_(0, asked.tokens, by_asked).index_add_(0, held.tokens, by_held)
        measured = torch.zeros_like(weights)
        for place in np.ndindex(*weights.shape):
            weights[place] += 1e-6
            above = loss()
            weights[place] -= 2e-6
            measured[place] = (above - loss()) / 2e-6
            weights[place] += 1e-6
    finally:
        torch.set_default_dtype(torch.float32)
    assert measured.abs().max() > 0.01
    torch.testing.assert_close(written, measured, atol=1e-7, rtol=1e-4)


def test_a_batch_averages_its_texts_and_carries_gradients_back() -> None:
    from embeddings.training.batches import Averaging, Texts

    tokenizer = build_tokenizer(counted(["今年新建水库", "railway and school"]), 400)
    texts = Texts.encode(tokenizer, ["今年水库", "railway", "水库 水库 school"])
    weights = torch.randn(tokenizer.get_vocab_size(), 4)
    rows = np.array([2, 0])
    batch = Averaging.of([(texts, rows), (texts, rows[:1])], len(weights), np.random.default_rng(0))
    for mean, row in zip(batch.matrix @ weights[batch.tokens], [2, 0, 2], strict=True):
        ids = texts.ids[texts.offsets[row] : texts.offsets[row + 1]].astype(np.int64)
        torch.testing.assert_close(mean, weights[torch.from_numpy(ids)].mean(dim=0))
    torch.testing.assert_close(batch.transpose.to_dense(), batch.matrix.to_dense().T)


def counted(texts: list[str]) -> WordCounts:
    counts = WordCounts()
    counts.add(texts * 5)
    return counts


def test_the_tokenizer_keeps_words_and_splits_strange_ones() -> None:
    tokenizer = build_tokenizer(counted(["改善水库建设", "the railway and the school"]), 600)
    assert tokenizer.encode("Ｔhe水库, RAILWAY!").tokens == ["the", "水库", "railway"]
    assert "".join(tokenizer.encode("库水schoolway").tokens) == "库水schoolway"
    assert tokenizer.encode("\U0002a6d6").ids == [0]


def test_more_tokens_than_ids_are_refused() -> None:
    with pytest.raises(ValueError, match="65535"):
        build_tokenizer(counted(["水库"]), 70_000)


def test_quantising_changes_no_component_by_more_than_half_a_step() -> None:
    vectors = np.random.default_rng(0).standard_normal((50, 8)).astype(np.float32)
    vectors[0] = 0
    rows, factors = quantize(vectors)
    assert rows.dtype == np.int8
    error = np.abs(rows * factors[:, None] - vectors)
    assert (error <= factors[:, None] / 2 + 1e-7).all()
    assert not rows[0].any()


def encoded(tokenizer: Tokenizer, name: str, pairs: list[tuple[str, str]]) -> EncodedSource:
    return EncodedSource.encode(tokenizer, Source(name, pairs))


def test_questions_are_glossed_by_the_translations_of_the_parallel_texts() -> None:
    counts = WordCounts()
    parallel = [(f"新建{zh}", f"new {english}") for zh, english in THINGS.items()]
    counts.add((text for pair in parallel for text in pair), 4)
    counts.add(["修了3座水库咯"], 3)
    tokenizer = build_tokenizer(counts, 900)
    words = {number: piece for piece, number in tokenizer.get_vocab().items()}
    sources = [
        encoded(tokenizer, "parallel_small", parallel),
        encoded(tokenizer, "pairs_stard", [("修了3座水库咯", "水库三座"), ("哦", "好")]),
        encoded(tokenizer, "pairs_other", [("水库", "水库")]),
    ]
    (gloss,) = glossed(tokenizer, sources, seed=0)
    first = gloss.left.ids[gloss.left.offsets[0] : gloss.left.offsets[1]]
    assert [words[int(i)] for i in first] == ["3", "reservoir"]
    assert gloss.usable.tolist() == [0]
    assert gloss.right is sources[1].right


def test_held_out_questions_are_kept_from_training_wherever_they_stand(
    folder: Path, own: Path, tmp_path: Path
) -> None:
    asked = {q.text: q.held_out for q in read_questions(own, folder)}
    data = tmp_path / "data"
    shutil.copytree(folder, data)
    records = [{"q": text, "p": "一句话。"} for text in [*asked, "别的问题"]]
    (data / "own_questions.jsonl").write_text(
        "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8"
    )
    (questions,) = [s for s in load_own(data, own) if s.name == "own_questions"]
    trained = {text for text, _ in questions.pairs}
    assert trained == {text for text, held in asked.items() if not held} | {"别的问题"}
    assert any(asked.values())
