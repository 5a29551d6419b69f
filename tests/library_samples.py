"""Small documents, a tiny model and an independent brute-force check, for tests of the library."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.clean import search_text
from assistant.library.features import lexical_terms
from assistant.store import Library, Snapshot
from assistant.types import Document, Edit, Paragraph, ParsedDocument

LINES = (
    "坚持稳中求进工作总基调",
    "加强网络安全和信息化建设",
    "推动高质量发展，保障和改善民生",
    "全面推进乡村振兴，确保粮食安全",
    "深化改革开放，优化营商环境",
    "绿水青山就是金山银山",
    "教育、科技、人才一体推进",
    "健全多层次社会保障体系",
)


@cache
def _character(seed: int, dimension: int) -> NDArray[np.float64]:
    return np.random.default_rng(seed).standard_normal(dimension)


class TinyModel:
    """Embedder and tokenizer at once: characters have fixed random vectors, a text their mean."""

    def __init__(self, name: str = "tiny", dimension: int = 16) -> None:
        self.name = name
        self.dimension = dimension
        self.fingerprint = hashlib.sha256(f"{name} {dimension}".encode()).hexdigest()[:32]
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return self.embed_queries(texts)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for char in text:
                row += _character(ord(char) + len(self.name), self.dimension)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return rows

    def token_ids(self, texts: Sequence[str]) -> list[NDArray[np.uint16]]:
        return [np.array([ord(c) & 0xFFFF for c in text], np.uint16) for text in texts]

    def embed_ids(
        self, ids: NDArray[np.integer], offsets: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        rows = (ids[a:b] for a, b in itertools.pairwise(offsets.tolist()))
        return self.embed_queries(["".join(map(chr, row.tolist())) for row in rows])

    def norms(self, ids: NDArray[np.integer], offsets: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.diff(offsets).astype(np.float32)

    def cosines(
        self,
        query: NDArray[np.float32],
        ids: NDArray[np.integer],
        offsets: NDArray[np.int64],
        norms: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        assert np.diff(offsets).tolist() == norms.tolist(), "norms of other texts"
        products: NDArray[np.float32] = self.embed_ids(ids, offsets) @ query
        return products


def opened(folder: Path, model: TinyModel | None, **options: object) -> Library:
    """The library in a folder, with tokens of a tiny model whatever model it has."""
    return Library.open(folder, model, tokenizer=TinyModel("tokens"), **options)  # type: ignore[arg-type]


def document(
    name: str, *lines: str, edits: Sequence[Edit] = (), bundled: bool = False, **metadata: str
) -> ParsedDocument:
    """A document of body paragraphs; a line that begins with `#` is a heading, with `~` furniture.
    Without lines it holds three made from its name."""
    lines = lines or tuple(f"{name}{line}" for line in LINES[:3])
    text = "\n\n".join(lines)
    paragraphs, start, section = [], 0, ("",)
    for number, line in enumerate(lines, 1):
        kind = {"#": "heading", "~": "furniture"}.get(line[0], "body")
        if kind == "heading":
            section = (line,)
        paragraphs.append(
            Paragraph(number, start, start + len(line), kind, 0, section)  # type: ignore[arg-type]
        )
        start += len(line) + 2
    sha = hashlib.sha256(text.encode()).hexdigest()
    described = Document(name, sha256=sha, bundled=bundled, **metadata)  # type: ignore[arg-type]
    return ParsedDocument(described, text, tuple(edits), tuple(paragraphs))


def names(library: Library) -> list[str]:
    with library.snapshot() as snapshot:
        return [d.name for d in snapshot.documents()]


def truth(folder: Path) -> dict[int, tuple[str, NDArray[np.float32]]]:
    """Search text and vector of every live retrievable paragraph, by plain SQL."""
    with tempfile.TemporaryDirectory() as copy:
        # A copy, because the folder itself may not be writable.
        for path in folder.glob("library.db*"):
            shutil.copyfile(path, Path(copy, path.name))
        return _truth(Path(copy))


def _truth(folder: Path) -> dict[int, tuple[str, NDArray[np.float32]]]:
    with sqlite3.connect(folder / "library.db") as db:
        edits: dict[int, list[Edit]] = {}
        for document_, *edit in db.execute("SELECT * FROM edits ORDER BY start"):
            edits.setdefault(document_, []).append(Edit(*edit))
        rows = db.execute(
            "SELECT p.id, d.id, t.text, p.start, p.end, v.vector FROM documents d"
            " JOIN texts t ON t.document = d.id JOIN paragraphs p ON p.document = d.id"
            " JOIN vectors v ON v.passage = p.passage"
            " WHERE d.removed_at IS NULL AND p.kind <> 'furniture'"
        ).fetchall()
    db.close()
    found = {}
    for id_, owner, text, start, end, vector in rows:
        searched = search_text(text[start:end], edits.get(owner, ()), start).text
        found[id_] = (searched, np.frombuffer(vector, "<f2").astype(np.float32))
    return found


def assert_search_is_exact(library: Library, model: TinyModel, *, filtered: bool = True) -> None:
    """Every way to search agrees with brute force over the database, whole and with a filter."""
    with library.snapshot() as snapshot:
        expected = truth(library.folder)
        assert snapshot.scope().ids.tolist() == sorted(expected)
        assert_snapshot_is_exact(snapshot, expected, model)
        for description in snapshot.documents() if filtered else ():
            scope = snapshot.scope(documents=[description.name])
            inside = {i: expected[i] for i in scope.ids.tolist()}
            assert_snapshot_is_exact(snapshot, inside, model, [description.name])


def assert_snapshot_is_exact(
    snapshot: Snapshot,
    expected: dict[int, tuple[str, NDArray[np.float32]]],
    model: TinyModel,
    documents: Sequence[str] | None = None,
) -> None:
    scope = snapshot.scope(documents)
    ids = sorted(expected)
    vector = model.embed_queries([LINES[1]])[0]
    by_score = {i: float(np.float32(expected[i][1] @ vector)) for i in ids}
    for k in (3, len(ids) + 1):
        found, scores = snapshot.dense(vector, k, scope)
        assert len(found) == min(k, len(ids))
        assert set(found.tolist()) <= set(ids)
        np.testing.assert_allclose(scores, [by_score[i] for i in found.tolist()], atol=1e-5)
        best = sorted(by_score.values(), reverse=True)[: len(found)]
        np.testing.assert_allclose(scores, best, atol=1e-5)
    for words in (["网络", "安全"], ["振兴"], ["无此词"]):
        holders = [i for i in ids if set(words) & set(lexical_terms(expected[i][0]))]
        assert sorted(snapshot.lexical(words, len(ids) + 1, scope).tolist()) == holders
        assert len(snapshot.lexical(words, 1, scope)) == min(1, len(holders))
    tokens, offsets = snapshot.tokens(scope.ids)
    for place, id_ in enumerate(ids):
        row = tokens[offsets[place] : offsets[place + 1]]
        assert row.tolist() == model.token_ids([expected[id_][0]])[0].tolist()
    np.testing.assert_array_equal(
        snapshot.vectors(scope.ids), np.array([expected[i][1] for i in ids]).reshape(len(ids), -1)
    ) if ids else None


def index_files(folder: Path) -> dict[str, bytes]:
    """What the index files of a library hold, by their names."""
    return {p.name: p.read_bytes() for p in (folder / "index").glob("*.g*") if p.is_file()}
