"""Build the Unigram tokenizer of the bundled model from word counts; no EM training is needed.

Chinese pieces are the words rjieba cuts and every character; English pieces are whole words and
parts of two to five letters for words outside the vocabulary. A piece's score is the logarithm of
its share of the counts, so the Viterbi segmentation of Unigram prefers the words one would write.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

import rjieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

MAXIMUM_TOKENS = 65_535
"""Token ids are stored as uint16 by everything that keeps passages as ids."""

UNKNOWN = "[UNK]"
"""Token 0. Its vector is zero, so an unknown character neither matches nor dilutes."""

_HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003134f]+")
_LATIN = re.compile("[a-zà-öø-ÿ]+")
_NUMBER = re.compile("[0-9]+")
_LONGEST_WORD = 6


def empty_tokenizer() -> Tokenizer:
    """The normalisation and the splitting of the model, with a vocabulary of the unknown token.

    NFKC and lower case; everything but letters, digits and the percent sign separates and is
    dropped; Chinese, digits and other letters never share a token.
    """
    tokenizer = Tokenizer(models.Unigram([(UNKNOWN, 0.0)], unk_id=0))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}\p{M}%]+"), behavior="removed"),
            pre_tokenizers.Split(Regex(r"\p{Han}+"), behavior="isolated"),
            pre_tokenizers.Split(Regex(r"[0-9]+"), behavior="isolated"),
        ]
    )
    return tokenizer


class WordCounts:
    """Counts of Chinese words, Chinese characters, English words and numbers of a text."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()
        self.latin: Counter[str] = Counter()
        self.numbers: Counter[str] = Counter()

    def add(self, texts: Iterable[str], weight: int = 1) -> None:
        """Count `texts`, each normalised as the tokenizer does, `weight` times."""
        normalizer = empty_tokenizer().normalizer
        words: Counter[str] = Counter()
        for text in texts:
            text = normalizer.normalize_str(text)
            for run in _HAN.findall(text):
                words.update(rjieba.cut(run))
            for word in _LATIN.findall(text):
                self.latin[word] += weight
            for number in _NUMBER.findall(text):
                self.numbers[number] += weight
        for word, count in words.items():
            self.words[word] += count * weight
            for character in word:
                self.characters[character] += count * weight


def _parts(latin: Counter[str], least: int) -> Counter[str]:
    """Counts of the two to five letter beginnings, middles and ends of the words."""
    counts: Counter[str] = Counter()
    for word, count in latin.items():
        if count < least:
            continue
        for length in range(2, 6):
            for start in range(len(word) - length + 1):
                counts[word[start : start + length]] += count
    return counts


def build_tokenizer(counts: WordCounts, size: int = MAXIMUM_TOKENS) -> Tokenizer:
    """A tokenizer of at most `size` tokens over the counted text.

    :raises ValueError: if `size` exceeds what a uint16 id can hold.
    """
    if size > MAXIMUM_TOKENS:
        raise ValueError(f"{size} tokens asked for, at most {MAXIMUM_TOKENS} fit uint16 ids")
    characters = [c for c, n in counts.characters.most_common() if n >= 3][: size // 6]
    letters = sorted({letter for word in counts.latin for letter in word if counts.latin[word] > 2})
    numbers = [n for n, _ in counts.numbers.most_common(size // 60) if len(n) <= 4]
    digits = [*"0123456789", *(f"{n:02d}" for n in range(100))]
    parts = [p for p, _ in _parts(counts.latin, 3).most_common(size // 20)]
    fixed = dict.fromkeys([*characters, *letters, "%", *digits, *numbers, *parts])
    room = size - 1 - len(fixed)
    words = [w for w, _ in counts.words.most_common() if 2 <= len(w) <= _LONGEST_WORD]
    latin = [w for w, _ in counts.latin.most_common() if len(w) > 1 and w not in fixed]
    # Two Chinese words for one English one, as the passages are Chinese.
    english = min(len(latin), room // 3)
    chosen = [*words[: room - english], *latin[:english]]
    total = counts.words.total() + counts.latin.total() + counts.numbers.total()

    def score(piece: str) -> float:
        whole = counts.words[piece] + counts.latin[piece] + counts.numbers[piece]
        # A part that is no word of its own must lose against any whole word in the vocabulary.
        return math.log((whole + 0.1) / total)

    vocabulary = [(UNKNOWN, -30.0)]
    vocabulary += [(piece, score(piece)) for piece in dict.fromkeys([*fixed, *chosen])]
    tokenizer = empty_tokenizer()
    tokenizer.model = models.Unigram(vocabulary, unk_id=0)
    return tokenizer
