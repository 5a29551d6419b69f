"""Evidence packs: quotations, and what proves them, in one zip file.

Everything in a pack follows from its contents, which `manifest.json` holds beside their hash, the root;
`answers.md` is the same to read, `VERIFY.txt` says how to check it. A format fixes how these files are
written to the byte: a change of it is another format. Format 1 escaped every sign in `answers.md`.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from assistant import cite
from assistant.errors import DocumentError, ExportError, QuoteError
from assistant.export import Section, former_markdown, markdown
from assistant.library.migrations import now
from assistant.library.snapshot import Snapshot
from assistant.types import Quote

FORMAT = 2
FORMER = 1
MANIFEST, READABLE, GUIDE = "manifest.json", "answers.md", "VERIFY.txt"


@dataclass(frozen=True, slots=True)
class PackedDocument:
    """A source: what is known of it, and the SHA-256 of its text as UTF-8."""

    name: str
    title: str
    speaker: str
    occasion: str
    date: str
    characters: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PackedQuote:
    """A quotation: `text` is `original[start:end]` of the document of that name, in code points."""

    document: str
    paragraph: int
    start: int
    end: int
    text: str
    citation: str


@dataclass(frozen=True, slots=True)
class PackedSection:
    question: str
    lead: str
    quotes: tuple[PackedQuote, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a pack says. `made_at` is UTC, ISO 8601."""

    title: str
    made_at: str
    documents: tuple[PackedDocument, ...]
    sections: tuple[PackedSection, ...]

    @property
    def quotes(self) -> tuple[PackedQuote, ...]:
        return tuple(quote for section in self.sections for quote in section.quotes)


@dataclass(frozen=True, slots=True)
class Manifest:
    """`manifest.json`."""

    format: int
    root: str
    contents: Contents


@dataclass(frozen=True, slots=True)
class Pack:
    """A zip file, and the root hash that its receiver is told by another way."""

    data: bytes
    root: str


def pack(snapshot: Snapshot, title: str, sections: Sequence[Section]) -> Pack:
    """:raises ExportError: no quotation, or one that its document does not hold any more."""
    packed = tuple(
        PackedSection(s.question, s.lead, tuple(_packed(snapshot, q) for q in s.quotes))
        for s in sections
    )
    names = dict.fromkeys(quote.document for section in packed for quote in section.quotes)
    if not names:
        raise ExportError(
            "There is no quotation to pack. Choose answers with quotations.",
            "没有可以打包的引文。请选择有引文的回答。",
        )
    documents = tuple(described(snapshot, name) for name in names)
    contents = Contents(title, now(), documents, packed)
    root = root_hash(contents)
    return Pack(_zipped(files(Manifest(FORMAT, root, contents))), root)


def _packed(snapshot: Snapshot, quote: Quote) -> PackedQuote:
    try:
        cite.verify(quote, snapshot.text(quote.document))
        citation = cited(snapshot, quote.document, quote.paragraph, quote.start, quote.end)
    except (DocumentError, QuoteError) as error:
        raise ExportError(
            f"“{quote.text[:40]}”: {quote.document} was replaced or removed since, so that nothing"
            " proves the quotation. Ask again, or restore the document.",
            f"“{quote.text[:40]}”：{quote.document} 此后已被替换或移除，无法证明这段引文。"
            "请重新提问，或恢复该文献。",
        ) from error
    return PackedQuote(
        quote.document, quote.paragraph, quote.start, quote.end, quote.text, citation
    )


def described(snapshot: Snapshot, name: str) -> PackedDocument:
    """:raises DocumentError: no document of that name."""
    d = snapshot.document(name)
    return PackedDocument(name, d.title, d.speaker, d.occasion, d.date, d.characters, d.sha256)


def cited(
    snapshot: Snapshot, name: str, number: int, start: int, end: int, *, former: int = 0
) -> str:
    """The citation of a span of a paragraph, as the library has it; as a `former` version had it, for its packs.

    :raises QuoteError: the span does not stand in the paragraph of that number.
    :raises DocumentError: no document of that name.
    """
    paragraph = next((p for p in snapshot.paragraphs_of(name) if p.number == number), None)
    if paragraph is None or not paragraph.start <= start < end <= paragraph.end:
        raise QuoteError(
            f"{name}: {start}-{end} is not in paragraph {number}.",
            f"{name}：第 {start}-{end} 字不在第 {number} 段。",
        )
    base, text = paragraph.start, snapshot.text(name)[paragraph.start : paragraph.end]
    where = snapshot.locator(name, paragraph, former=former)
    said = cite.attributed_to(text, start - base, end - base)
    return cite.citation(snapshot.document(name), where, said)


def root_hash(contents: Contents) -> str:
    """SHA-256, in hexadecimal, of the contents as JSON."""
    return hashlib.sha256(_json(asdict(contents))).hexdigest()


def files(manifest: Manifest) -> dict[str, bytes]:
    """The files of a pack, by name."""
    contents = manifest.contents
    written = former_markdown if manifest.format == FORMER else markdown
    return {
        MANIFEST: _json(asdict(manifest)),
        READABLE: written(contents.title, _sections(contents)).encode(),
        GUIDE: _GUIDE.format(root=manifest.root).encode("utf-8-sig"),
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _sections(contents: Contents) -> list[Section]:
    return [
        Section(
            s.question,
            s.lead,
            tuple(
                Quote(n, q.document, "", "", q.paragraph, q.start, q.end, q.text, citation=q.citation)
                for n, q in enumerate(s.quotes, 1)
            ),
        )
        for s in contents.sections
    ]  # fmt: skip


def _zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # The time of making stands in the manifest.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


_GUIDE = """\
这是讲话问答导出的证据包。核对方法（离线）：

    speech-assistant verify 本文件.zip --library
        对照您自己的资料库：每处引文逐字核对
    speech-assistant verify 本文件.zip --root 根哈希
        对照发送人另行告知的根哈希（不要用本包内写的）

本包自称的根哈希：{root}

This is an evidence pack of Speech Assistant. To check it, offline:

    speech-assistant verify THIS.zip --library
        against your own library: every quotation, letter for letter
    speech-assistant verify THIS.zip --root HASH
        against the root hash its sender told you by another way (not the one written in here)

The root hash this pack claims: {root}
"""
