"""What is only conceded before a paragraph turns to something else is not what it tells."""

from __future__ import annotations

from pathlib import Path

from assistant import Assistant

SPEECH = """在全县水利工作会议上的讲话
（2014年5月6日）
同志们：
去年水利战线打开了新局面，一是水渠修得更长，二是水库蓄得更满，三是渔业有了新起色。
在充分肯定成绩的同时，我们也要看到突出的问题，一是管水的人不懂水，二是旧渠漏水还时有发生，三是水费收不上来。
"""


def test_achievements_are_not_the_problems_beside_which_they_are_named(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as assistant:
        assistant.add_text(SPEECH, "水利.txt")
        first = assistant.search("取得了哪些成绩？")[0]
        achieved = assistant.ask("水利战线取得了哪些成绩？").quotes
        problems = assistant.ask("有哪些突出的问题？").quotes
    assert len(problems) == 3 and "不懂水" in problems[0].text
    assert first.text.startswith("去年水利战线")
    assert len(achieved) == 3 and "水渠修得更长" in achieved[0].text
