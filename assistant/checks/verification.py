"""Checks evidence packs: against themselves, a root hash told by another way, and a library.

Who can alter a quotation can alter the hashes beside it. So that a pack agrees with itself proves
nothing; what it was compared with is part of the result.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from assistant.checks.pack import (
    FORMAT,
    FORMER,
    GUIDE,
    MANIFEST,
    READABLE,
    Contents,
    Manifest,
    PackedDocument,
    PackedQuote,
    cited,
    described,
    files,
    root_hash,
)
from assistant.errors import PackError, QuoteError
from assistant.library.contents import FORMER_PLACES
from assistant.library.snapshot import Snapshot
from assistant.text.printable import inert

LARGEST_PACK = 8 * 2**20
"""Bytes of a zip file; a pack of a hundred answers has some 200 kB."""
LARGEST_FILE = 32 * 2**20
"""Bytes of a file in it, unpacked."""
_NAMES = (MANIFEST, READABLE, GUIDE)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_HASH = re.compile(r"[0-9a-f]{64}")

Basis = Literal["root", "library"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, in English and in Chinese."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a pack was compared with, and what was found; nothing found is good.

    `against` is empty where only the pack's agreement with itself was checked, which proves nothing. A
    root hash proves every character; a library proves the quotations, places, citations and documents,
    but not the title, the questions and the lead lines, which are no part of any document.
    """

    root: str
    contents: Contents
    against: tuple[Basis, ...]
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        return not self.findings

    @property
    def proved(self) -> bool:
        return self.sound and bool(self.against)


def verify_pack(
    data: bytes, root: str | None = None, library: Snapshot | None = None
) -> Verification:
    """Check the bytes of a pack; nothing is unpacked to a disk.

    :raises PackError: this is no pack, not one of this version, or too large; or `root` is no hash.
    """
    members = _members(data)
    manifest = _manifest(members[MANIFEST])
    true_root = root_hash(manifest.contents)
    findings = list(_within(manifest, true_root, members))
    if root is not None and (told := _hash(root)) != true_root:
        findings.append(
            Finding(
                f"The root hash is {true_root}, not {told}: the pack was altered, or it is another one.",
                f"根哈希为 {true_root}，而不是 {told}：证据包被改动过，或者不是同一个包。",
            )
        )
    if library is not None:
        findings += _beside(manifest.contents, library)
    bases: tuple[tuple[Basis, bool], ...] = (
        ("root", root is not None),
        ("library", library is not None),
    )
    against = tuple(basis for basis, given in bases if given)
    return Verification(true_root, manifest.contents, against, tuple(findings))


# The file


def _members(data: bytes) -> dict[str, bytes]:
    """The files of a pack, each of bounded size."""
    if len(data) > LARGEST_PACK:
        raise _refused(
            f"it has {len(data):,} bytes, more than {LARGEST_PACK:,}",
            f"文件有 {len(data):,} 字节，超过 {LARGEST_PACK:,} 字节",
        )
    # Nothing before the first file and nothing behind the directory.
    if not data.startswith(b"PK\x03\x04") or data[-22:-18] != b"PK\x05\x06":
        raise _refused("it is not a zip file of a pack", "它不是证据包的 zip 文件")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if sorted(info.orig_filename for info in infos) != sorted(_NAMES):
                found = [inert(info.orig_filename[:60]) for info in infos[:8]]
                raise _refused(
                    f"it holds {', '.join(found)} where {', '.join(_NAMES)} are expected, each once",
                    f"包内是 {'、'.join(found)}，应当恰好是 {'、'.join(_NAMES)} 各一个",
                )
            return {info.filename: _member(archive, info) for info in infos}
    # NotImplementedError and RuntimeError are zipfile's, on unknown methods and on encryption.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError,
            ValueError, OverflowError) as error:  # fmt: skip
        raise _refused(
            f"the zip file is damaged ({error})", f"zip 文件已损坏（{error}）"
        ) from error


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG) or info.compress_type not in _METHODS or info.flag_bits & 1:
        raise _refused(f"{info.filename} is not a plain file", f"{info.filename} 不是普通文件")
    with archive.open(info) as file:
        content = file.read(LARGEST_FILE + 1) if info.file_size <= LARGEST_FILE else b""
    if info.file_size > LARGEST_FILE or len(content) > LARGEST_FILE:
        raise _refused(
            f"{info.filename} unpacks to more than {LARGEST_FILE:,} bytes",
            f"{info.filename} 解压后超过 {LARGEST_FILE:,} 字节",
        )
    return content


def _manifest(content: bytes) -> Manifest:
    from pydantic import TypeAdapter, ValidationError

    try:
        manifest = TypeAdapter(Manifest).validate_json(content, strict=True)
    except ValidationError as error:
        raise _refused(
            f"{MANIFEST} is damaged, altered or of another version",
            f"{MANIFEST} 已损坏、被改动，或属于其他版本",
        ) from error
    if manifest.format not in (FORMER, FORMAT):
        raise _refused(
            f"it has format {manifest.format}, this version reads up to {FORMAT}; update the program",
            f"格式为 {manifest.format}，本版本只读到 {FORMAT}；请更新程序",
        )
    return manifest


def _hash(root: str) -> str:
    told = "".join(root.split()).lower()
    if not _HASH.fullmatch(told):
        raise PackError(
            f"“{root}” is not a root hash; expected 64 digits 0-9 a-f, as `export` prints them.",
            f"“{root}”不是根哈希，应为 64 位十六进制数字（0-9 a-f），即 export 打印的那一串。",
        )
    return told


def _refused(en: str, zh: str) -> PackError:
    return PackError(
        f"Not an evidence pack that can be checked: {en}. Ask its sender for the pack again.",
        f"这不是可以核对的证据包：{zh}。请向发送人重新索取。",
    )


# What it says


def _within(manifest: Manifest, root: str, members: dict[str, bytes]) -> Iterator[Finding]:
    """Where a pack disagrees with itself."""
    if manifest.root != root:
        yield Finding(
            f"{MANIFEST} does not have the root hash it states: its contents were altered.",
            f"{MANIFEST} 的内容与其自称的根哈希不符：内容被改动过。",
        )
    for name, content in files(manifest).items():
        if members[name] != content:
            yield Finding(
                f"{name} is not as its contents make it: it was altered.",
                f"{name} 与包内容不一致：该文件被改动过。",
            )
    names = [document.name for document in manifest.contents.documents]
    for quote in manifest.contents.quotes:
        if len(quote.text) != quote.end - quote.start or names.count(quote.document) != 1:
            yield _altered(quote)


def _beside(contents: Contents, library: Snapshot) -> Iterator[Finding]:
    """Where a pack disagrees with a library. Documents are known by their text, not by their name."""
    by_text = {document.sha256: document.name for document in library.documents()}
    held: dict[str, str] = {}
    for document in contents.documents:
        name = by_text.get(document.sha256)
        if name is None:
            yield Finding(
                f"Your library does not hold {document.name} with the text that was quoted (SHA-256"
                f" {document.sha256[:12]}…). Add that document and check again.",
                f"您的资料库中没有被引用的 {document.name} 文本（SHA-256 {document.sha256[:12]}…）。"
                "请添加该文献后再核对。",
            )
            continue
        held[document.name] = name
        yield from _details(document, described(library, name))
    for quote in contents.quotes:
        if quote.document in held and not _stands(quote, held[quote.document], library):
            yield _altered(quote)


def _stands(quote: PackedQuote, name: str, library: Snapshot) -> bool:
    text = library.text(name)
    try:
        same = any(
            cited(library, name, quote.paragraph, quote.start, quote.end, former=former)
            == quote.citation
            for former in range(FORMER_PLACES + 1)
        )
    except QuoteError:
        return False
    return same and text[quote.start : quote.end] == quote.text


def _details(packed: PackedDocument, own: PackedDocument) -> Iterator[Finding]:
    theirs, ours = asdict(packed), asdict(own)
    for field in ("title", "speaker", "occasion", "date", "characters"):
        if theirs[field] != ours[field]:
            yield Finding(
                f"{packed.name}: {field} is {theirs[field]!r} in the pack and {ours[field]!r} in your"
                " library. Either the pack was altered, or one library knows better.",
                f"{packed.name}：{field} 在包内为 {theirs[field]!r}，在您的资料库中为 {ours[field]!r}。"
                "要么证据包被改动过，要么两个资料库对文献的记载不同。",
            )


def _altered(quote: PackedQuote) -> Finding:
    return Finding(
        f"“{quote.text[:40]}” does not stand at {quote.start}-{quote.end} of {quote.document}, or is"
        f" not cited as it should be ({quote.citation[:80]}).",
        f"“{quote.text[:40]}”不在 {quote.document} 第 {quote.start}-{quote.end} 字处，"
        f"或出处有误（{quote.citation[:80]}）。",
    )
