"""From a question to ranked paragraphs: candidates, scores, routing, near-duplicates."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.answers.front import asked_about
from assistant.clean import normalize
from assistant.library.features import (
    Floats,
    Integers,
    ParagraphFeatures,
    Passage,
    QueryFeatures,
    ScopeFeatures,
    lexical_terms,
    paragraph_features,
    query_features,
    scope_features,
)
from assistant.questions.expected import by_naming
from assistant.questions.facts import asks_for_series
from assistant.questions.lexicon import Lexicon, Rewording
from assistant.questions.question import Question
from assistant.ranking.called_otherwise import in_words_of_texts
from assistant.ranking.candidates import candidates
from assistant.ranking.gains import with_held
from assistant.ranking.in_force import InForce
from assistant.ranking.loaded import Loaded
from assistant.ranking.located import without_place
from assistant.ranking.lost import without_hollow
from assistant.ranking.particulars import lost_to_other_years
from assistant.ranking.ranked import Ranked, collapse
from assistant.ranking.relative_year import Relative
from assistant.ranking.route import Routing, route
from assistant.ranking.score import Scores, best_first, score
from assistant.ranking.source import Source
from assistant.ranking.unnamed import put_to, references, unnamed, untitled
from assistant.ranking.whole import (
    Together,
    asked_whole,
    odds_of,
    probabilities,
    read_further,
    read_together,
    read_units,
    read_whole,
    read_within,
    readings,
)
from assistant.store import Scope, Snapshot, StoredParagraph
from assistant.text.assigned import asks_only_who
from embeddings import ContextModel, CrossEncoder, Embedder, StaticModel

EXHAUSTIVE = 4000
"""Paragraphs of a library up to which everything in scope is scored; above, the indexes propose."""
_FILTERED = 400
"""Paragraphs up to which everything in scope is scored in a larger library, most of which cannot be
kept ready."""
_CACHED_PARAGRAPHS = 20_000
_CACHED_SCOPES = 4
_REWORDED = 0.4
"""Weight of the score of official wordings that stand for a whole question."""
_ROUTING = 0.5
"""Score a paragraph gains when the question names its document."""
_CONTEXT = 3.2
"""Weight of the likeness to a paragraph read whole."""
_TOGETHER = 0.06
"""Weight of the log odds that a paragraph answers, read together with the question."""
_MOST_TOGETHER = 3
"""Best paragraphs that are read together with the question, some seven milliseconds each."""
_NEAR = 0.12
"""How far behind the best they may be: one further behind is not read, and hardly ever would come first."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Ranked paragraphs, best first, and the features and scores they were ranked by."""

    query: QueryFeatures
    scope: ScopeFeatures | None
    scores: Scores | None
    ranked: tuple[Ranked, ...]
    rows: tuple[StoredParagraph, ...] = ()
    """What was scored, in order of the features' ids; its texts are folded once for all questions."""
    asked: Question | None = None
    """The question as it was scored."""
    source: Source = field(default_factory=Source)
    """Whose words it asks for."""


class Retriever:
    """Ranks paragraphs; keeps the features of recent paragraphs and scopes. Thread-safe."""

    def __init__(
        self,
        model: StaticModel,
        embedder: Embedder,
        lexicon: Lexicon,
        context: Callable[[], ContextModel],
        cross: Callable[[], CrossEncoder],
    ) -> None:
        """`context` and `cross` give the models that read texts whole, which only a question needs."""
        self.model = model
        self.embedder = embedder
        self.lexicon = lexicon
        self.context = context
        self.cross = cross
        self._paragraphs: OrderedDict[int, ParagraphFeatures] = OrderedDict()
        self._scopes: OrderedDict[object, Loaded] = OrderedDict()
        self._lock = threading.Lock()

    def retrieve(
        self,
        snapshot: Snapshot,
        scope: Scope,
        question: Question,
        limit: int,
        *,
        judged: bool = True,
    ) -> Retrieval:
        """The `limit` best paragraphs of the scope; equal scores in order of paragraph id. Unless they are to be `judged`, it
        is not told how surely the best answers where that would not change the order and hardly choose another sentence.
        """
        if not len(scope.ids):
            return Retrieval(query_features(self.model, question.text), None, None, ())
        documents = {d.name: d for d in snapshot.documents_in(scope)}
        question = without_place(question, tuple(documents.values()))
        question = in_words_of_texts(question, self.lexicon, snapshot, scope)
        routing = route(question, snapshot.titles, scope.places)
        source = Source.of(
            question, tuple(documents.values()), routing.strength, snapshot.titles.speakers
        )
        if source.borrowed:
            routing = routing.by(source.sayer)
        source = replace(source, put_to=put_to(question, routing))
        relative = Relative.of(question, documents, routing.meant)
        in_force = InForce.of(question, documents, routing.meant)
        question = in_force.as_written(relative.unsaid(question))
        # Who does it is asked of what was asked about before, which weighs as much then.
        earlier = () if asks_only_who(question.tail) else (normalize(question.earlier).strip(),)
        light = (*routing.naming, *references(question, routing), *filter(None, earlier))
        query = query_features(self.model, question.text, light)
        official = self.lexicon.reword(question.normalized)
        terms = (*query.terms, *lexical_terms(official.text))
        loaded = self._candidates(snapshot, scope, question.normalized, terms, limit)
        features, rows = loaded.features, loaded.rows
        scores = score(query, features, self._dense_scores(snapshot, features, question))
        scores = reworded_scores(self.model, features, scores, official)
        about = asked_about(question, documents, routing)
        titles = loaded.of_titles(about, series=asks_for_series(question))
        fused = scores.paragraphs + titles
        named = dict(zip(documents, routing.strength, strict=True))
        if len(documents) > 1:
            fused = fused + _ROUTING * loaded.by_document(named)
            if question.years:
                fused -= lost_to_other_years(question, rows, documents)
        fused = without_hollow(question.normalized, fused - source.lost(rows), rows, features)
        scores, fused, of_year = relative.shifted(scores, fused, rows, features)
        scores, fused = with_held(question, scores, fused, rows, features)
        scores, fused = in_force.raised(scores, fused, rows, features)
        scores, fused = self._read(
            snapshot, question, routing, loaded, scores, fused, judged=judged
        )
        places = collapse(fused, scores.units, rows, documents, features, limit, named)
        ranked = tuple(
            replace(
                place,
                asked_about=place.row.document in about,
                elsewhere=source.is_other(place.row),
                other_year=bool(of_year[place.index] < 0),
            )
            for place in places
        )
        return Retrieval(query, features, scores, ranked, rows, question, source)

    def _read(
        self,
        snapshot: Snapshot,
        question: Question,
        routing: Routing,
        loaded: Loaded,
        scores: Scores,
        fused: Floats,
        *,
        judged: bool,
    ) -> tuple[Scores, Floats]:
        """`scores` and `fused` (P,) with what the best paragraphs by this say, read whole. A question that quotes wants its letters:
        it is ordered by them, and read only to be `judged`."""
        if question.quotations and not judged:
            return scores, fused
        context, features, rows = self.context(), loaded.features, loaded.rows
        text = by_naming(unnamed(question, routing))
        topic = by_naming(untitled(question, routing))
        asked, asked_within = asked_whole(context, question, topic)
        read = readings(context, snapshot, best_first(fused, features), rows)
        whole = read_whole(asked, read, len(rows))
        # On the scale of what the best had before.
        fused_whole = fused + _CONTEXT * (whole - whole.max())
        best = best_first(fused_whole, features)[:_MOST_TOGETHER]
        near = best[fused_whole[best] >= fused_whole.max() - _NEAR]
        within = read_within(context, asked_within, read, near, rows, features, scores.units)
        scores = replace(scores, parts=scores.parts | {"whole": whole})
        together: dict[int, Together] = {}
        if judged or len(near) > 1 or not within[int(near[0])].clear:
            together = read_together(self.cross(), text, within, rows)
            odds = odds_of(together, len(rows))
            fused_whole = fused_whole + _TOGETHER * (odds - odds.max())
            # Of the others no sentence is quoted first.
            first = max(together, key=lambda i: float(fused_whole[i]))
            together[first] = read_further(
                self.cross(), text, within[first], together[first], rows[first]
            )
            scores = replace(scores, parts=scores.parts | {"together": probabilities(odds)})
        if question.quotations:
            return scores, fused
        units = read_units(within, together, features, scores.units)
        return replace(scores, units=units), fused_whole

    def _candidates(
        self, snapshot: Snapshot, scope: Scope, question: str, terms: Sequence[str], limit: int
    ) -> Loaded:
        """What is scored: every paragraph of the scope, or, of a large one, those that the indexes propose."""
        if len(snapshot.scope().ids) <= EXHAUSTIVE or len(scope.ids) <= _FILTERED:
            return self._scope(snapshot, scope)
        vector = self.embedder.embed_queries([question])[0]
        ids = candidates(self.model, snapshot, scope, question, terms, vector, limit)
        return self._load(snapshot, ids, whole=False)

    def _dense_scores(
        self, snapshot: Snapshot, features: ScopeFeatures, question: Question
    ) -> Floats | None:
        """The cosines of the question with the paragraphs where another model than the bundled one is in use."""
        if self.embedder is self.model:
            return None
        vector = self.embedder.embed_queries([question.normalized])[0]
        cosines: Floats = snapshot.vectors(features.ids) @ vector
        return cosines

    def _scope(self, snapshot: Snapshot, scope: Scope) -> Loaded:
        with self._lock:
            known = self._scopes.get(scope.key)
            if known is not None:
                self._scopes.move_to_end(scope.key)
                return known
        built = self._load(snapshot, scope.ids, whole=True)
        with self._lock:
            self._scopes[scope.key] = built
            while len(self._scopes) > _CACHED_SCOPES:
                self._scopes.popitem(last=False)
        return built

    def _load(self, snapshot: Snapshot, ids: Integers, *, whole: bool) -> Loaded:
        rows = snapshot.rows(ids)
        with self._lock:
            known = {r.id: self._paragraphs[r.id] for r in rows if r.id in self._paragraphs}
        new = [r for r in rows if r.id not in known]
        passages = [Passage(r.text, r.paragraph.start, r.edits, r.paragraph.kind) for r in new]
        made = paragraph_features(self.model, passages)
        known |= {r.id: features for r, features in zip(new, made, strict=True)}
        with self._lock:
            for id_, features in known.items():
                self._paragraphs[id_] = features
                self._paragraphs.move_to_end(id_)
            while len(self._paragraphs) > _CACHED_PARAGRAPHS:
                self._paragraphs.popitem(last=False)
        paragraphs = [known[r.id] for r in rows]
        one_document = whole and len({row.document for row in rows}) == 1
        joined = scope_features(self.model, ids, paragraphs, one_document=one_document)
        return Loaded.of(joined, rows)


def reworded_scores(
    model: StaticModel, features: ScopeFeatures, scores: Scores, official: Rewording
) -> Scores:
    """`scores` of a question with those of its matters in official wording, by the share of the
    question that these stand for; as they are if none."""
    if not official.text:
        return scores
    of_wording = score(query_features(model, official.text), features)
    return scores.plus(of_wording, _REWORDED * official.share)
