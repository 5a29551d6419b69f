"""The words by which questions ask, as fragments of patterns.

Each is one group that takes a word wherever it stands in a normalised text. Where one begins another (什么 and 什么时候), the longer
one goes first. A module that needs a smaller set says why.
"""

from __future__ import annotations

import re

from assistant.text.ordinals import FEW

WHAT = "(?:什么|啥)"
WHAT_OR_WHICH = rf"(?:{WHAT}|哪些|哪几[个项条点]?)"
"""Asks for all there are of something."""
WHICH_MEMBERS = rf"(?:哪(?:几|些|{FEW})|几)"
"""Asks for the members of a list, so many or not; not with 什么, which also asks for one thing."""
WHO = "(?:谁|哪位)"
HOW = "(?:怎么|怎样|如何|咋)"
WHY = "(?:为什么|为啥|为何|凭什么)"
REASON = rf"(?:{WHY}|干嘛|图(?:个|的是)?{WHAT}|原因|理由)"
"""Asks for a reason, by that word or another."""
WHEN = "(?:什么时候|啥时候?|何时|几时)"
WHICH_YEAR = "哪一?年"
WHICH_DAY = "哪一?天"
WHERE = "哪[里儿]"
HOW_MANY = "(?:多少|(?<![好近这那前头])几(?![乎十百千万]|内亚|经))"
"""Asks for a number; 几 that only says that there are some (好几个, 近几年, 几十) does not."""
HOW_OFTEN = "(?:多少|几)个?(?:次|遍|回|处|地方)"
"""Asks how often something stands in a text."""
HOW_FAR = "(?<![许很众更])多(?:[久大高远快]|长(?!期))"
"""Asks for a measure: how long, how big; not 许多大学."""
OPEN = rf"(?:{WHEN}|{WHY}|{HOW}[样说办]?|{WHAT}|{WHO}|哪(?:[些个里年]|几[个点项条]?)?|{HOW_MANY}[个点项条]?|{HOW_FAR})"
"""Asks for more than yes or no."""
OUTRIGHT = rf"(?:{WHEN}|{WHY}|{HOW}|{WHAT}|谁|哪|多少|几[个次点条])"
"""The same by words that hardly stand in what somebody said: not 无论走多远, 几代人."""
WHETHER = "(?:能不能|会不会|可不可以|要不要|该不该|行不行|是不是|有没有|对不对|好不好|算不算)"
"""Asks for yes or no by a verb and its negation."""
ASKS = re.compile(rf"{OPEN}|{WHETHER}|吗")
"""Any of them in Chinese."""
ASKS_EN = r"\b(?:what|which|who|whom|whose|when|where|why|how)\b"
