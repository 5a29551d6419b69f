"""The whole line on one screen: open, add, search, ask."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant import followup
from assistant.answers.asking import RANKED, answered
from assistant.answers.explain import Explanation, explain
from assistant.answers.hits import hits
from assistant.answers.phrase import Found, find
from assistant.checks.checking import check_text
from assistant.checks.compare import Comparison, compare
from assistant.checks.findings import CheckReport
from assistant.collection import Collection, Report, expire
from assistant.config import default_library
from assistant.library.ahead import reading_ahead
from assistant.library.bundled import bundled_speech
from assistant.library.conversations import Conversations
from assistant.library.repairing import repairing
from assistant.load import load
from assistant.questions.lexicon import open_lexicon
from assistant.questions.question import Question, check_length, read
from assistant.ranking.score import one_thread
from assistant.retrieve import Retrieval, Retriever
from assistant.segment import parse
from assistant.store import Library, Notice, Scope, Snapshot
from assistant.types import Answer, Hit, Language, Turn
from assistant.wordings.trace import Tracing, trace
from embeddings import (
    StaticModel,
    bundled_context,
    bundled_cross_encoder,
    bundled_model,
    open_embedder,
)

_LONGEST_HISTORY = 20


class Assistant(Collection):
    """Documents, search and answers. One Assistant serves many threads."""

    def __init__(self, library: Library, retriever: Retriever) -> None:
        super().__init__(library)
        self._retriever = retriever

    @classmethod
    def open(
        cls,
        library: str | Path | None = None,
        *,
        model: str | None = None,
        lexicon: str | None = None,
        progress: Report | None = None,
    ) -> Self:
        """Open a library folder, creating it when absent.

        `library` None is the user's default library, which starts with the bundled speech. `model`
        names another sentence-transformers model for the dense vectors, `lexicon` a file that
        extends the bundled lexicon, or `none` for no lexicon.

        :raises LexiconError: the lexicon file cannot be used.
        :raises LibraryError: the folder cannot be used.
        :raises ModelMismatch: the library was embedded with another model; see `reindex`.
        :raises embeddings.EmbeddingError: the model cannot be loaded. The one that reads paragraphs whole is
            loaded, and this raised, by the first question.
        """
        embedder = open_embedder(model or None)
        wordings = open_lexicon(lexicon or "")
        folder = default_library() if library is None else Path(library)
        opened = Library.open(folder, embedder, progress=progress)
        assistant = cls(
            opened,
            Retriever(bundled_model(), embedder, wordings, bundled_context, bundled_cross_encoder),
        )
        if not opened.read_only:
            expire(opened)
        if folder == default_library() and opened.generation == 0 and not opened.read_only:
            assistant._seed()
        return assistant

    def _seed(self) -> None:
        parsed = parse(bundled_speech().name, load(bundled_speech()))
        bundled = replace(parsed.document, bundled=True)
        self._library.write([replace(parsed, document=bundled)])

    @property
    def notices(self) -> Sequence[Notice]:
        """What happened to the library that the person should know, oldest first."""
        return tuple(self._library.notices)

    @classmethod
    def reindex(
        cls, library: str | Path, *, model: str | None = None, progress: Report | None = None
    ) -> int:
        """Embed a library again with another model. Returns the number of documents."""
        with Library.open(Path(library), None, progress=progress) as opened:
            return opened.reindex(open_embedder(model or None), progress)

    def reading_ahead(self) -> AbstractContextManager[None]:
        """Reads paragraphs whole in the background until the block ends, so that no question waits."""
        return reading_ahead(self._library, self._retriever.context, self._courtesy)

    @property
    def conversations(self) -> Conversations:
        """What visitors of the page keep in this library."""
        return self._library.conversations

    def close(self) -> None:
        self._facsimiles.close()
        self._library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @repairing
    @contextmanager
    def _scoped(
        self,
        documents: Iterable[str] | None = None,
        years: Iterable[int] | None = None,
        speakers: Iterable[str] | None = None,
        types: Iterable[str] | None = None,
    ) -> Iterator[tuple[Snapshot, Scope]]:
        """The library at one moment, and what the filters leave of it."""
        with self._courtesy.asking(), self._library.snapshot() as snapshot:
            yield snapshot, snapshot.scope(documents, years, speakers, types)

    def search(
        self,
        query: str,
        limit: int = 10,
        documents: Iterable[str] | None = None,
        years: Iterable[int] | None = None,
        speakers: Iterable[str] | None = None,
        types: Iterable[str] | None = None,
        *,
        asked: str | None = None,
    ) -> list[Hit]:
        """The best paragraphs, best first, at most one hit a paragraph. `asked` is the question as it was put, where
        `query` is what it means in a conversation.

        :raises QuestionError: the query is empty or too long.
        :raises DocumentError: a named document does not exist.
        """
        question = read(query) if asked is None else followup.understood(asked, query)
        with one_thread(), self._scoped(documents, years, speakers, types) as (snapshot, scope):
            found = self._retriever.retrieve(snapshot, scope, question, limit, judged=False)
            return hits(question, found.ranked, snapshot, scope, limit)

    @repairing
    def find(
        self,
        wording: str,
        offset: int = 0,
        limit: int = 10,
        documents: Iterable[str] | None = None,
        years: Iterable[int] | None = None,
        speakers: Iterable[str] | None = None,
        types: Iterable[str] | None = None,
    ) -> Found:
        """The paragraphs that hold a wording to the letter, and how many they are.

        :raises QuestionError: the wording is empty or too long.
        :raises DocumentError: a named document does not exist.
        """
        with self._scoped(documents, years, speakers, types) as (snapshot, scope):
            return find(snapshot, scope, wording, offset, limit)

    def trace(
        self,
        wordings: Sequence[str],
        documents: Iterable[str] | None = None,
        years: Iterable[int] | None = None,
        speakers: Iterable[str] | None = None,
        types: Iterable[str] | None = None,
        *,
        language: str = "zh",
    ) -> Tracing:
        """The uses of wordings over time; locators in Chinese, or in English for `en`.

        :raises QuestionError: no wording, too many, or one that is empty or too long.
        :raises DocumentError: a named document does not exist.
        """
        with self._scoped(documents, years, speakers, types) as (snapshot, scope):
            return trace(snapshot, scope, wordings, self.model, language)

    def check(
        self,
        text: str,
        documents: Iterable[str] | None = None,
        years: Iterable[int] | None = None,
        speakers: Iterable[str] | None = None,
        types: Iterable[str] | None = None,
        *,
        article: bool = False,
        language: Language = "zh",
    ) -> CheckReport:
        """Whether a quotation, or all that an article quotes, stands in the collection: exact,
        altered (with the differences) or absent. Locators are in `language`.

        :raises QuestionError: the text is empty or too long, or the article quotes nothing.
        :raises DocumentError: a named document does not exist, or there is none in the scope.
        """
        with self._scoped(documents, years, speakers, types) as (snapshot, scope):
            return check_text(snapshot, scope, text, article=article, language=language)

    def compare(self, left: str, right: str, language: Language = "zh") -> Comparison:
        """What was kept, reworded, moved, added and dropped from the document `left` to `right`.

        :raises DocumentError: no such document, the same one twice, or they are too long.
        """
        with one_thread(), self._library.snapshot() as snapshot:
            return compare(snapshot, left, right, self.model, language)

    def explain(
        self,
        answer: Answer,
        documents: Iterable[str] | None = None,
        years: Iterable[int] | None = None,
        speakers: Iterable[str] | None = None,
        types: Iterable[str] | None = None,
    ) -> Explanation:
        """What speaks for the quotations of an answer given in that scope.

        :raises DocumentError: a named document does not exist.
        """
        question = followup.understood(answer.question, answer.standalone_question)
        with one_thread(), self._scoped(documents, years, speakers, types) as (snapshot, scope):
            found = self._retriever.retrieve(snapshot, scope, question, RANKED)
            quotes, dense = answer.quotes + answer.nearest, self._retriever.embedder
            return explain(quotes, question, found, snapshot, self.model, dense)

    @property
    def model(self) -> StaticModel:
        """The bundled model, which scores tokens whatever embeds the passages."""
        return self._retriever.model

    def retrieve(self, question: Question, documents: Iterable[str] | None = None) -> Retrieval:
        """The ranked paragraphs behind an answer, with the scores and features of all candidates."""
        with one_thread(), self._scoped(documents) as (snapshot, scope):
            return self._retriever.retrieve(snapshot, scope, question, RANKED)

    @repairing
    def ask(
        self,
        question: str,
        history: Sequence[Turn | str] = (),
        documents: Iterable[str] | None = None,
        years: Iterable[int] | None = None,
        speakers: Iterable[str] | None = None,
        types: Iterable[str] | None = None,
    ) -> Answer:
        """Answer from the collection with verified quotations, or say that it does not answer.

        `history` holds the turns before this one, or their questions alone.

        :raises QuestionError: the question is empty or too long.
        :raises DocumentError: a named document does not exist.
        """
        began = time.perf_counter()
        asked = check_length(question)
        before = history[-_LONGEST_HISTORY:]
        with one_thread(), self._scoped(documents, years, speakers, types) as (snapshot, scope):
            known = snapshot.titles.speakers
            alone = followup.in_conversation(asked, before, self.model, known)
            told = answered(self._retriever, snapshot, scope, asked, alone)
        return replace(told, elapsed_ms=(time.perf_counter() - began) * 1000)
