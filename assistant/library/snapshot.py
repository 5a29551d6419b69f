"""A library at one moment: what every part of a question is answered from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.lexical import LexicalView
from assistant.library.catalog import Scope
from assistant.library.contents import Contents
from assistant.library.ragged import Ragged
from assistant.library.records import Ids, in_sorted

if TYPE_CHECKING:
    from embeddings import FaissIndex

Scores = NDArray[np.float32]

_NO_IDS: Ids = np.empty(0, np.int64)
_ROWS_AT_ONCE = 16_384
_KEPT = 50_000
"""Vectors kept in memory beside FAISS, whose file is rewritten long before unless it cannot be."""
_COMPARED = 100
"""Paragraphs compared by their vectors, beside twice those wanted, where FAISS estimates."""
_OVERFETCHED = 1_000
"""Removed paragraphs up to which FAISS is asked for more rather than told what it may find."""


class Snapshot(Contents):
    """One read transaction. Later writes do not change it; use it in one thread at a time.

    Searches always agree with the database: what an index lacks is added from there, and what it
    holds too much is left out.
    """

    def vectors(self, ids: Ids) -> Scores:
        """Vectors of live retrievable paragraphs (n,), in their order, as float32 (n, d).

        :raises KeyError: an id is not a live retrievable paragraph.
        """
        self._require_live(ids)
        table = self._shelf.usable(self._shelf.derived.dense)
        if table is None or not table.index.exact:
            asked, order = np.unique(ids, return_inverse=True)
            return self._read_vectors(asked)[order]
        lacking = self._shelf.overlay.lacking("dense", self._catalog, table.ids)
        outside = in_sorted(ids, lacking)
        rows = np.empty((len(ids), self._shelf.overlay.dimension), np.float32)
        rows[~outside] = table.index.vectors(ids[~outside])
        rows[outside] = self._vectors_beside(ids[outside], lacking)
        return rows

    def products(self, query: Scores, ids: Ids) -> Scores:
        """Inner products (n,) of `query` (d,) with what `vectors` gives of the ids (n,), which is
        not put together where token ids tell them.

        :raises KeyError: an id is not a live retrievable paragraph.
        """
        model = self._shelf.overlay.embeds
        if model is None:
            return self.vectors(ids) @ query
        self._require_live(ids)
        found = self._tokens(ids)
        return model.cosines(query, found.values, found.offsets, found.norms)

    def tokens(self, ids: Ids) -> tuple[NDArray[np.uint16], Ids]:
        """Token ids of the search texts of live retrievable paragraphs (n,), in their order: one
        array uint16 (t,) and offsets int64 (n + 1,) of each paragraph in it.

        :raises KeyError: an id is not a live retrievable paragraph.
        """
        self._require_live(ids)
        found = self._tokens(ids)
        return found.values, found.offsets

    def _tokens(self, ids: Ids) -> Ragged:
        table = self._shelf.usable(self._shelf.derived.tokens)
        lacking = self._shelf.overlay.lacking("tokens", self._catalog, table.ids if table else None)
        outside = in_sorted(ids, lacking)
        parts: list[Ragged] = []
        if table is not None and not outside.all():
            parts.append(table.tokens.select(np.searchsorted(table.ids, ids[~outside])))
        if outside.any():
            more = self._shelf.overlay.tokens(self._db, lacking)
            parts.append(more.tokens.select(np.searchsorted(more.ids, ids[outside])))
        if len(parts) == 2:
            both = parts[0].followed_by(parts[1])
            order = np.argsort(np.concatenate([np.flatnonzero(~outside), np.flatnonzero(outside)]))
            parts = [both.select(order)]
        return parts[0] if parts else Ragged.empty()

    def dense(self, query: Scores, k: int, scope: Scope) -> tuple[Ids, Scores]:
        """The at most `k` paragraphs (m,) of the scope whose vectors have the largest inner
        product with `query` (d,), and these (m,), best first, equal ones by id. Products are exact;
        from 20,000 paragraphs on, one or two of the best 100 may be missed.
        """
        if not len(scope.ids):
            return _best((), k)
        table = self._shelf.usable(self._shelf.derived.dense)
        lacking = self._shelf.overlay.lacking("dense", self._catalog, table.ids if table else None)
        found: list[tuple[Ids, Scores]] = []
        if table is not None:
            gone = len(table.ids) + len(lacking) - len(self._catalog.everything.ids)
            found.append(self._nearest(table.index, query, k, scope, gone))
        inside = np.arange(len(lacking)) if scope.whole else in_sorted(lacking, scope.ids)
        if len(lacking) <= _KEPT:
            products = self._shelf.overlay.kept_vectors(lacking, self._read_vectors) @ query
            found.append((lacking[inside], products[inside]))
        else:
            outside = lacking[inside]
            for start in range(0, len(outside), _ROWS_AT_ONCE):
                block = outside[start : start + _ROWS_AT_ONCE]
                found.append((block, self._read_vectors(block) @ query))
        return _best(found, k)

    def _nearest(
        self, index: FaissIndex, query: Scores, k: int, scope: Scope, gone: int
    ) -> tuple[Ids, Scores]:
        """As `dense`, of what is in FAISS, `gone` paragraphs of which are no longer live."""
        wanted = k if index.exact else _COMPARED + 2 * k
        if scope.whole and gone <= _OVERFETCHED:
            ids, scores = index.search(query, wanted + gone)
            alive = in_sorted(ids, scope.ids)
            ids, scores = ids[alive], scores[alive]
        else:
            ids, scores = index.search(query, wanted, scope.ids)
        return ids, scores if index.exact else self.products(query, ids)

    def holding(self, terms: Sequence[str], scope: Scope) -> Ids:
        """All paragraphs of the scope that hold every one of the terms, ascending."""
        return np.sort(self.lexical(terms, max(1, len(scope.ids)), scope, every=True))

    def lexical(self, terms: Sequence[str], k: int, scope: Scope, *, every: bool = False) -> Ids:
        """The at most `k` best paragraphs (m,) of the scope by BM25, best first. Each holds at
        least one of the terms, or `every` one; scores are left out as they compare within one
        index only.
        """
        if not len(scope.ids):
            return _NO_IDS
        view, changed = self._lexical()
        inside = None if scope.whole else scope.document_ids
        found: list[tuple[Ids, Scores]] = []
        if view is not None:
            fetch = k
            while True:
                ids, scores = view.search(terms, fetch, inside, every=every)
                owners = self._catalog.owners(ids)
                stale = np.isin(owners, changed) | ~in_sorted(ids, scope.ids)
                if int((~stale).sum()) >= k or len(ids) < fetch:
                    break
                fetch *= 4
            found.append((ids[~stale], scores[~stale]))
        if changed:
            documents = [self._catalog.entries[place].id for place in changed]
            recent = self._shelf.overlay.lexical(self._db, documents)
            found.append(recent.search(terms, k, inside, every=every))
        return _best(found, k)[0]

    def _lexical(self) -> tuple[LexicalView | None, list[int]]:
        """The full-text index and the places in the catalog of live documents that it shows
        wrongly or not at all, because it is of another generation than this snapshot.
        """
        view = self._shelf.usable(self._shelf.derived.lexical)
        if view is None:
            return None, list(range(len(self._catalog.entries)))
        if view.state.generation == self.generation:
            return view, []
        changed = self._shelf.changed_between(view.state.generation, self.generation)
        return view, self._catalog.places(changed)

    def _vectors_beside(self, ids: Ids, lacking: Ids) -> Scores:
        """Vectors (n, d) of ids (n,), all of them among `lacking`, what FAISS does not hold."""
        if len(lacking) > _KEPT:
            asked, order = np.unique(ids, return_inverse=True)
            return self._read_vectors(asked)[order]
        kept = self._shelf.overlay.kept_vectors(lacking, self._read_vectors)
        return kept[np.searchsorted(lacking, ids)]

    def _read_vectors(self, ids: Ids) -> Scores:
        """Vectors (n, d) of ascending ids (n,), without FAISS."""
        model = self._shelf.overlay.embeds
        if model is None:
            return self._shelf.overlay.stored_vectors(self._db, ids)
        return model.embed_ids(*self.tokens(ids))

    def _require_live(self, ids: Ids) -> None:
        dead = ids[~in_sorted(ids, self._catalog.everything.ids)]
        if len(dead):
            raise KeyError(f"paragraph {dead[0]} is not live at generation {self.generation}")


def _best(found: Sequence[tuple[Ids, Scores]], k: int) -> tuple[Ids, Scores]:
    """The `k` best of several lists, equal scores by id."""
    ids = np.concatenate([_NO_IDS, *(i for i, _ in found)])
    scores = np.concatenate([np.empty(0, np.float32), *(s for _, s in found)])
    order = np.lexsort((ids, -scores))[: max(k, 0)]
    return ids[order], scores[order]
