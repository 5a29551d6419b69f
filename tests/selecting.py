"""What is selected for a question from a few texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.answers.select import enumerated, select
from assistant.questions.lexicon import Lexicon
from assistant.questions.question import read
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selection
from assistant.retrieve import Retriever
from assistant.segment import parse
from assistant.store import Library, Snapshot
from embeddings import bundled_context, bundled_cross_encoder, bundled_model


def chosen(folder: Path, question: str, *texts: str) -> Selection:
    """What is selected for a question from texts named 1.txt, 2.txt…"""
    asked = read(question)
    model = bundled_model()
    with Library.open(folder, model) as library:
        library.write([parse(f"{n}.txt", text) for n, text in enumerate(texts, 1)])
        with library.snapshot() as snapshot:
            ranked = retrieved(snapshot, question)
            listed = enumerated(asked, ranked, snapshot)
            selection = listed if listed.quotes else select(asked, ranked, 0.9)
            for s in selection.quotes:
                paragraph = snapshot.text(s.document)[s.paragraph.start : s.paragraph.end]
                assert s.text == paragraph
                assert s.paragraph.start <= s.start < s.end <= s.paragraph.end
            return selection


def retrieved(snapshot: Snapshot, question: str) -> Sequence[Ranked]:
    """The paragraphs that are found for a question, best first."""
    model = bundled_model()
    retriever = Retriever(model, model, Lexicon(), bundled_context, bundled_cross_encoder)
    return retriever.retrieve(snapshot, snapshot.scope(), read(question), 20).ranked


def words(selection: Selection) -> list[str]:
    return [
        s.text[s.start - s.paragraph.start : s.end - s.paragraph.start] for s in selection.quotes
    ]
