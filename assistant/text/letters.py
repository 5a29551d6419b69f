"""Labels whose characters are set apart to fill a column: 召 集 人：, 姓　名：. They are searched as the words they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.types import Edit

SPACING = "spacing"
_GAP = r"[ \t\u3000\xa0\u2002\u2003]+"
_LABEL = re.compile(
    rf"^{_GAP[:-1]}*([㐀-鿿](?:{_GAP}[㐀-鿿]){{1,7}})(?={_GAP[:-1]}*[：:])", re.MULTILINE
)
_GAPS = re.compile(_GAP)


def find_spaced(text: str) -> Iterator[Edit]:
    """The white space between the single characters that a line opens with, up to a colon."""
    for label in _LABEL.finditer(text):
        for gap in _GAPS.finditer(label[1]):
            start = label.start(1)
            yield Edit(start + gap.start(), start + gap.end(), "", SPACING)
