"""Who may do what on a shared page: signing in, sessions, and throttled guesses."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ui.serving.accounts import Account, Accounts, Role
from ui.serving.visitor import owner

SESSION = "session"
SESSION_SECONDS = 14 * 24 * 3600
_FREE_TRIES = 5
_LONGEST_WAIT = 60.0
_FORGOTTEN_AFTER = 3600.0
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Visitor:
    """`owner` is whose conversations these are, `account` empty for whoever has not signed in."""

    owner: str
    account: str
    editor: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Signing in failed; the next try is heard after `wait` seconds."""

    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class _Session:
    name: str
    hashed: str
    """Of the password: another password ends the session."""
    until: float


class Access:
    """`anonymous` is the role of visitors without an account; None: they have to sign in."""

    def __init__(
        self,
        accounts: Accounts | None = None,
        anonymous: Role | None = "editor",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.accounts = accounts
        self.anonymous = anonymous
        self._clock = clock
        self._sessions: dict[str, _Session] = {}
        self._throttle = Throttle(clock)
        self._checking = threading.Lock()

    def visitor(self, cookies: Mapping[str, str]) -> Visitor | None:
        """Who sent these cookies; None: somebody who has to sign in first."""
        account = self._account(cookies)
        if account is not None:
            return Visitor(owner(account.name, cookies), account.name, account.role == "editor")
        if self.anonymous is None:
            return None
        return Visitor(owner(None, cookies), "", self.anonymous == "editor")

    def _account(self, cookies: Mapping[str, str]) -> Account | None:
        session = self._sessions.get(_key(cookies.get(SESSION, "")))
        if session is None or self.accounts is None or session.until < self._clock():
            return None
        account = self.accounts.get(session.name)
        return account if account is not None and account.hashed == session.hashed else None

    def sign_in(self, name: str, password: str, address: str) -> str | Refused:
        """The secret of a new session. Guesses are slowed down by name and by address."""
        if self.accounts is None:
            return Refused()
        # Hashing is made to be costly, and no guess may slip past the count: one at a time.
        with self._checking:
            keys = (f"name {name[:64]}", f"address {address}")
            wait = max(map(self._throttle.wait, keys))
            if wait:
                return Refused(wait)
            account = self.accounts.check(name, password)
            if account is None:
                return Refused(max(map(self._throttle.failed, keys)))
            self._throttle.forget(keys[0])
            return self._begin(account)

    def _begin(self, account: Account) -> str:
        secret, now = secrets.token_urlsafe(32), self._clock()
        self._sessions = {k: s for k, s in self._sessions.items() if s.until > now}
        until = now + SESSION_SECONDS
        self._sessions[_key(secret)] = _Session(account.name, account.hashed, until)
        return secret

    def sign_out(self, cookies: Mapping[str, str]) -> None:
        self._sessions.pop(_key(cookies.get(SESSION, "")), None)


class Throttle:
    """Five tries, then waits that double up to a minute; all is forgotten after an hour."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures: dict[str, tuple[int, float]] = {}

    def wait(self, key: str) -> float:
        """Seconds until a try under this key is heard."""
        count, last = self._failures.get(key, (0, 0.0))
        return max(0.0, last + _pause(count) - self._clock())

    def failed(self, key: str) -> float:
        """Note a failure; seconds until the next try."""
        now = self._clock()
        recent = {k: f for k, f in self._failures.items() if f[1] > now - _FORGOTTEN_AFTER}
        self._failures = dict(list(recent.items())[-_MOST_REMEMBERED:])
        count = self._failures.pop(key, (0, 0.0))[0] + 1
        self._failures[key] = (count, now)
        return _pause(count)

    def forget(self, key: str) -> None:
        self._failures.pop(key, None)


def _pause(failures: int) -> float:
    over = failures - _FREE_TRIES
    return 0.0 if over < 0 else min(_LONGEST_WAIT, 2.0 ** min(over, 10))


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
