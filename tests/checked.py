"""The one finding of a text that is checked, and its differences."""

from __future__ import annotations

from assistant import Assistant
from assistant.checks.findings import Finding


def one(assistant: Assistant, text: str) -> Finding:
    (finding,) = assistant.check(text).findings
    return finding


def told(finding: Finding) -> list[tuple[str, str, str]]:
    return [(d.asked, d.source, d.kind) for d in finding.check.differences]
