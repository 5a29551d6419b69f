"""A paragraph among others on the subject of a question is preferred to one that stands alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant import Assistant
from assistant.ranking.neighbours import neighbour_scores

SENTENCE = "要加大投入力度，完善配套政策，尽快见到成效。"
FISHING = f"""渔业工作会议纪要
渔船更新改造和渔港建设要同步推进，渔民转产转业要有补贴。
{SENTENCE}
近海捕捞实行休渔期制度，保护渔业资源。
"""
MINING = f"""矿山安全会议纪要
煤矿瓦斯治理要先抽后采，监测监控设备要联网。
{SENTENCE}今年完成。
小煤矿关闭退出要有时间表。
"""


def test_of_two_like_paragraphs_the_one_on_the_subject_comes_first(tmp_path: Path) -> None:
    with Assistant.open(tmp_path, lexicon="none") as assistant:
        assistant.add_texts({"a.txt": MINING, "b.txt": FISHING})
        hits = [
            h for h in assistant.search("对渔民渔船要加大投入力度吗？") if SENTENCE[:10] in h.text
        ]
        assert hits[0].document == "b.txt"


def test_a_paragraph_gains_from_those_beside_it_in_its_document_only() -> None:
    scores = np.array([0.2, 0.8, 0.4, 0.9], np.float32)
    beside = np.array([False, True, False, True])
    gained = neighbour_scores(scores, beside, absent=0.1)
    factor = gained[0] / (0.1 + 0.8)
    expected = np.array([0.1 + 0.8, 0.2 + 0.1, 0.1 + 0.9, 0.4 + 0.1]) * factor
    np.testing.assert_allclose(gained, expected, rtol=1e-5)
    assert gained[0] > gained[1]
