"""Results that were shown a moment ago, kept to be downloaded or looked through further."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from typing import Generic, TypeVar

from assistant.errors import AssistantError

T = TypeVar("T")
_MOST = 16
_MOST_OF_ONE = 4


class ResultGone(AssistantError):
    """A result that is not kept any more, or is somebody else's."""

    status = 404


class Results(Generic[T]):
    """The latest results: four of a visitor, sixteen in all."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[str, T]] = OrderedDict()

    def keep(self, owner: str, result: T) -> str:
        """What the result can be asked for by."""
        id_ = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[id_] = (owner, result)
            own = [key for key, (of, _) in self._kept.items() if of == owner]
            for old in own[:-_MOST_OF_ONE]:
                del self._kept[old]
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return id_

    def get(self, owner: str, id_: str) -> T:
        """:raises ResultGone: there is none of that id for this visitor."""
        with self._lock:
            found = self._kept.get(id_)
        if found is None or found[0] != owner:
            raise ResultGone(
                "This result is no longer on the server: only the last ones are kept. Run it again.",
                "这个结果已不在服务器上：只保留最近的几个。请重新运行。",
            )
        return found[1]
