"""The model card: what the model is, what it was trained on, under which terms it may be used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.training.data import Source, lines

CARD = "README.md"


@dataclass(frozen=True, slots=True)
class Origin:
    """One row of the table of sources that lies beside the training data as SOURCES.md."""

    file: str
    items: str
    repository: str
    licence: str
    content: str


def read_origins(folder: Path) -> list[Origin]:
    """The rows of the table in SOURCES.md, first column the file name; none without that file."""
    path = folder / "SOURCES.md"
    if not path.is_file():
        return []
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in lines(path)
        if line.startswith("|")
    ]
    return [Origin(*row) for row in rows if len(row) == 5 and "." in row[0]]


def read_commands(path: Path) -> list[str]:
    """The commands a card names; none if there is no such card."""
    if not path.is_file():
        return []
    return re.findall(r"python -m embeddings\.training [^`\n]+", path.read_text(encoding="utf-8"))


def write_card(
    path: Path,
    *,
    shape: tuple[int, int],
    commands: Sequence[str],
    sources: Sequence[Source],
    origins: Sequence[Origin],
) -> None:
    """Write the card as Markdown with the metadata block sentence-transformers expects.

    `shape` is (tokens, dimension), `commands` what was run to make the model. Every file among `sources` gets a row with the number of its
    pairs and of cloze pairs made from it; what `origins` does not say of it is shown as not stated.
    """
    by_stem = {origin.file.split(".", 1)[0]: origin for origin in origins}
    pairs: Counter[str] = Counter()
    cloze: Counter[str] = Counter()
    for source in sources:
        pairs[source.name] += len(source.pairs) if source.kind in ("pair", "own") else 0
        cloze[source.name] += len(source.pairs) if source.kind == "cloze" else 0
    table = []
    for name, count in pairs.items():
        if name.startswith("own_"):
            origin = Origin(name, "", "this project", "ours", "written for this project")
        else:
            origin = by_stem.get(name, Origin(name, "", "not stated", "not stated", ""))
        table.append(
            f"| {name} | {count:,} | {cloze[name]:,} | {origin.repository} | {origin.licence} "
            f"| {origin.content} |"
        )
    tokens, dimension = shape
    text = _TEXT.format(
        tokens=tokens,
        dimension=dimension,
        commands="\n".join(f"    {command}" for command in commands),
        table="\n".join(table),
    )
    path.write_text(text, encoding="utf-8")


_TEXT = """---
language: [zh, en]
license: cc-by-sa-4.0
library_name: sentence-transformers
pipeline_tag: sentence-similarity
tags: [sentence-transformers, static-embedding, retrieval]
---
# Static Chinese-English retrieval model

One vector of {dimension} dimensions for each of {tokens:,} tokens; a text is the normalised mean of
its tokens' vectors. Made to find the passage of a Chinese speech, work report or policy document
that answers a question asked in Chinese or English.

- `model.safetensors`: `embeddings` int8 ({tokens:,}, {dimension}) and `weights` float32, one factor
  per row; the vector of token t is `embeddings[t] * weights[t]`. Its length is the token's
  importance.
- `tokenizer.json`: Unigram over NFKC, lower-cased text; simplified Chinese is expected.
- `terms.safetensors`: inverse document frequencies of Chinese words and character bigrams.

Load it with `sentence_transformers.SentenceTransformer` (absolute path) or
`embeddings.StaticModel.load`; both give the same vectors.

## Limits

Word order does not count, and a word outside the vocabulary is known by its parts only. Trained on
public, mostly official text: its notion of likeness is that of such text. Similarity is no statement
of truth or agreement.

## Training

Made by

{commands}

with in-batch softmax over cosine / 0.05 in both directions, batches of 2,048 pairs from one source
at a time, Adam on the touched rows; the later stages add the same loss of the late interaction score
for the first 256 pairs of a batch. OWN_DIR is data/training of this project.
Texts were brought to simplified characters. Chinese questions were also put into English word by
word, by the translations counted in the parallel sources. A cloze pair is a sentence and the rest of its
paragraph. Reports, laws and news also gave the term frequencies. A last stage draws half of its
batches from what was written for this project: questions, phrases in everyday and in official
wording, terms.

| source | pairs | cloze pairs | repository @ commit | licence or status | content |
|---|---:|---:|---|---|---|
{table}

## Licence

The weights are released under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/),
because sources under CC BY-SA are among the training data. No text of the sources is contained in
this folder. The sources keep their own terms, named above.
"""
