"""What is founded is told by no anniversary."""

from __future__ import annotations

from pathlib import Path

from assistant import Assistant

TEXT = (
    "青山县工作报告\n"
    "组织好青山县成立60周年庆祝活动，邀请各方组织参加。\n"
    "去年相继成立了养蜂协会、护林队两个组织，会员三百多人。\n"
    "各组织要按时换届。\n"
)


def test_an_anniversary_tells_of_nothing_that_was_founded(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as assistant:
        assistant.add_text(TEXT, name="a.txt")
        told = assistant.ask("成立了哪些组织？")
        assert told.quotes[0].text.startswith("去年相继成立了养蜂协会")
        assert "60周年" not in "".join(q.text for q in told.quotes)
        # Asked for, it is told.
        told = assistant.ask("青山县成立多少周年？")
        assert "60周年" in told.quotes[0].text
