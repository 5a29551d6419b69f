"""Read training text from a folder: aligned sentences, question/passage pairs and plain paragraphs.

The folder holds, each gzipped or plain:
- `parallel_*.tsv`: `zh<TAB>en`, one aligned pair a line;
- `pairs_*.jsonl`: `{"q": question or heading, "p": passage}`;
- `para_*.jsonl`: `{"a", "b"}`, two wordings of one thing;
- `mono_*.txt`: one paragraph a line, an empty line between documents;
- `own_*`: see `own.py`.

All text is brought to simplified Chinese here, because the model only ever sees that.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import opencc

Pair = tuple[str, str]
Kind = Literal["pair", "cloze", "own"]

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]?")
_TRADITIONAL = re.compile("[這個們對於會學習國時間問題為與從後來應該發現還過無當車長門東馬]")
_converter = opencc.OpenCC("t2s")


@dataclass(frozen=True, slots=True)
class Source:
    """Pairs of one origin. A batch is drawn from one source, so its members compete in kind.

    `repeat` is how often one pass over the data visits the pairs. `kind` is `own` for pairs written
    for this project, which are kept for the last part of the training, and `cloze` for pairs made
    from running text.
    """

    name: str
    pairs: list[Pair]
    repeat: float = 1.0
    kind: Kind = "pair"


def simplified(text: str) -> str:
    """`text` with traditional characters replaced; text without common ones is returned as is."""
    return _converter.convert(text) if _TRADITIONAL.search(text) else text


def find(folder: Path, pattern: str) -> list[Path]:
    """Files of `folder` matching `pattern`, gzipped or not, in the order of their names."""
    return sorted([*folder.glob(pattern), *folder.glob(pattern + ".gz")])


def lines(path: Path) -> Iterator[str]:
    """Lines of a UTF-8 text file, gzipped or not, without their line breaks."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n")


def stem(path: Path) -> str:
    """The file name up to its first dot: `mono_gwr` for `mono_gwr.txt.gz`."""
    return path.name.split(".", 1)[0]


def sentences(text: str) -> list[str]:
    """Split at Chinese sentence ends and line breaks; nothing is lost but blanks."""
    return [part.strip() for part in _SENTENCE.findall(text) if part.strip()]


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a `parallel_*`, `pairs_*` or `para_*` file."""
    if ".tsv" in path.suffixes:
        rows = (line.split("\t") for line in lines(path))
        return [(simplified(row[0]), row[1]) for row in rows if len(row) == 2 and all(row)]
    pairs = []
    for line in lines(path):
        record = json.loads(line)
        left, right = (record["q"], record["p"]) if "q" in record else (record["a"], record["b"])
        pairs.append((simplified(left), simplified(right)))
    return pairs


def read_paragraphs(path: Path) -> list[str]:
    """The paragraphs of a `mono_*` file, document borders dropped."""
    return [simplified(line) for line in lines(path) if line]


def cloze_pairs(paragraphs: list[str], limit: int, rng: random.Random) -> list[Pair]:
    """(a sentence, the rest of its paragraph) for up to `limit` paragraphs of two sentences or more.

    The inverse cloze task: what a passage says beside a sentence is what that sentence is about.
    """
    pairs = []
    for paragraph in rng.sample(paragraphs, len(paragraphs)):
        parts = sentences(paragraph)
        if len(parts) < 2:
            continue
        pick = rng.randrange(len(parts))
        if len(parts[pick]) >= 8:
            pairs.append((parts[pick], "".join(parts[:pick] + parts[pick + 1 :])))
        if len(pairs) == limit:
            break
    return pairs


# Small sets are visited more often than once a pass; a set without an entry is visited once.
REPEATS = {
    "pairs_cmrc2018_train": 6.0,
    "pairs_cmrc2018_trial": 6.0,
    "pairs_drcd_dev": 6.0,
    "pairs_stard": 6.0,
    "pairs_gov_topic_sentence": 8.0,
    "pairs_gwr_headings": 6.0,
    "pairs_lawbench": 4.0,
    "pairs_xinwenlianbo": 4.0,
    "pairs_xinhua_headline": 6.0,
    "pairs_crud_news_qa": 6.0,
    "pairs_statecouncil_docs": 6.0,
    "pairs_laws_sections": 2.0,
    "para_gwr_en_zh": 8.0,
    "parallel_tico19": 4.0,
    "parallel_mlqe-pe": 4.0,
    "parallel_un-sdg": 4.0,
    "parallel_tw-law": 0.7,
    "parallel_python-docs-po": 0.5,
    "parallel_cc-cedict": 2.0,
    "parallel_tatoeba-manythings": 2.0,
    "mono_gwr": 4.0,
    "mono_statecouncil_docs": 4.0,
}
CLOZE_LIMIT = 40_000


def load_sources(folder: Path, seed: int = 0) -> list[Source]:
    """Every source of a folder of training data, in the order of the file names.

    :raises FileNotFoundError: if the folder holds no `parallel_*`, `pairs_*` or `mono_*` file.
    """
    rng = random.Random(seed)
    found = []
    for pattern in ("parallel_*.tsv", "pairs_*.jsonl", "para_*.jsonl"):
        for path in find(folder, pattern):
            found.append(Source(stem(path), read_pairs(path), REPEATS.get(stem(path), 1.0)))
    for path in find(folder, "mono_*.txt"):
        pairs = cloze_pairs(read_paragraphs(path), CLOZE_LIMIT, rng)
        found.append(Source(stem(path), pairs, REPEATS.get(stem(path), 1.0), "cloze"))
    found = [source for source in found if source.pairs]
    if not found:
        raise FileNotFoundError(
            f"no parallel_*.tsv, pairs_*.jsonl, para_*.jsonl or mono_*.txt in {folder}; "
            "docs/training.md describes the layout"
        )
    return found
