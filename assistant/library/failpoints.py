"""Named steps at which a test can stop the program, to prove that nothing is lost there.

`SPEECH_ASSISTANT_FAILPOINT=after-commit` kills the process at that step as a power cut would,
`after-commit@3` at the third time it gets there, and `after-commit:full` makes the step fail as a
full disk does. Unset, a step costs one look-up in the environment.
"""

from __future__ import annotations

import errno
import os
import signal

VARIABLE = "SPEECH_ASSISTANT_FAILPOINT"

WRITE_STEPS = (
    "after-lock",
    "after-embed",
    "after-begin",
    "after-rows",
    "before-commit",
    "after-commit",
    "before-lexical-commit",
    "after-lexical-commit",
    "before-index-file",
    "after-index-temporary",
    "after-index-file",
    "before-watermark",
    "after-watermark",
    "before-unlock",
)
"""Every step of one batch, in order (the index file steps come once for each file written)."""

_reached: dict[str, int] = {}


def failpoint(name: str) -> None:
    """Stop here if the environment says so.

    :raises OSError: "no space left on device", where the environment asks for a full disk.
    """
    wanted = os.environ.get(VARIABLE)
    if wanted is None:
        return
    step, _, action = wanted.partition(":")
    step, _, times = step.partition("@")
    if step != name:
        return
    _reached[name] = _reached.get(name, 0) + 1
    if times and _reached[name] != int(times):
        return
    if action == "full":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
