"""What paragraphs lose that hold the words of a question and do not tell what it asks."""

from __future__ import annotations

from assistant.achieved import lost_to_praise
from assistant.conceded import lost_to_concession
from assistant.founded import lost_to_anniversaries
from assistant.to_solve import lost_to_calls

LOST = (lost_to_concession, lost_to_praise, lost_to_calls, lost_to_anniversaries)
"""Each of a question, the scores so far, the paragraphs and their features."""
