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
from embeddings.training.own import held_out, load_own, read_questions, read_twins
from embeddings.training.tokenizer import WordCounts, build_tokenizer

pytest.importorskip("torch")

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
    assert "--own-steps 40" in card


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
    "line",
    ["g1\tfact\tzh", "q1\tfact\tzh\t问", "gx\tfact\tzh\t问", "g3\ta\tb\tc", "g1\tfact\tzh\t问\t答"],
)
def test_a_question_that_names_no_paragraph_is_refused(
    folder: Path, tmp_path: Path, line: str
) -> None:
    (tmp_path / "questions.tsv").write_text(line + "\n", "utf-8")
    with pytest.raises(ValueError, match="questions.tsv|no such line"):
        read_questions(tmp_path, folder)


def test_of_twins_the_answered_ones_are_questions(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "twins.tsv").write_text(
        "g2\t\tzh\t18-22\t水库哪年再看\ng2\tattribute\tzh\t\t水库有多深\n", "utf-8"
    )
    (twin,), (trap,) = read_twins(tmp_path, folder)
    assert (twin.text, trap.text, trap.kind) == ("水库哪年再看", "水库有多深", "attribute")
    assert [twin.passage[slice(*span)] for span in twin.answer] == ["明年再看"]


@pytest.mark.parametrize("line", ["g1\t\tzh\t\t问", "g1\tyear\tzh\t1-2\t问", "g1\t\tzh\t问"])
def test_a_twin_has_either_an_answer_or_a_trap(folder: Path, tmp_path: Path, line: str) -> None:
    (tmp_path / "twins.tsv").write_text(line + "\n", "utf-8")
    with pytest.raises(ValueError, match=r"twins\.tsv, line 1"):
        read_twins(tmp_path, folder)


def test_held_out_documents_are_about_a_tenth() -> None:
    share = np.mean([held_out("mono_laws", number) for number in range(5000)])
    assert 0.08 < share < 0.12


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
