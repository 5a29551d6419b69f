"""Accounts of a shared page: a file of names, roles and hashed passwords, one account a line."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from assistant.config import ConfigError
from assistant.reasons import reason

log = logging.getLogger(__name__)

Role = Literal["editor", "reader"]
"""An editor changes the library; a reader reads and asks."""

SHORTEST_PASSWORD = 8
_NAME = re.compile(r"[\w.@+-]{1,64}")
_COST, _BLOCK, _PARALLEL = 2**14, 8, 5
"""scrypt: 16 MB and a fifth of a second a try (OWASP Password Storage Cheat Sheet)."""
_HASHED = re.compile(r"scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]+)")


@dataclass(frozen=True, slots=True)
class Account:
    """One line of the file: `name:role:hashed`."""

    name: str
    role: Role
    hashed: str


class Accounts:
    """The accounts of a file, which may change while it is served."""

    def __init__(self, file: Path) -> None:
        """:raises ConfigError: the file cannot be read or holds a line that is no account."""
        self._file = file
        self._stamp = _stamp(file)
        self._known = read_accounts(file)
        if not self._known:
            raise ConfigError(
                f"{file} holds no account. Add one: speech-assistant passwd {file} NAME",
                f"{file} 中没有账号。请先添加：speech-assistant passwd {file} 名称",
            )

    def get(self, name: str) -> Account | None:
        self._follow()
        return self._known.get(name)

    def check(self, name: str, password: str) -> Account | None:
        """The account if the password is right. Takes as long where there is no such account."""
        account = self.get(name)
        right = matches(password, account.hashed if account else _NOBODY)
        return account if right else None

    def _follow(self) -> None:
        stamp = _stamp(self._file)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._known = read_accounts(self._file)
        except ConfigError as error:
            # Whom the file let in before may be just whom it was to keep out.
            self._known = {}
            log.error("Nobody can sign in: %s", error)


def read_accounts(file: Path) -> Mapping[str, Account]:
    """By name. :raises ConfigError: the file cannot be read, or a line is no account."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        en, zh = reason(error)
        raise ConfigError(
            f"The accounts in {file} cannot be read: {en}. Make the file with: "
            f"speech-assistant passwd {file} NAME",
            f"无法读取账号文件 {file}：{zh}。请用 speech-assistant passwd {file} 名称 建立。",
        ) from error
    accounts: dict[str, Account] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        account = _account(line)
        if account is None or account.name in accounts:
            raise ConfigError(
                f"{file}, line {number}: expected NAME:editor|reader:HASH with each name once. "
                "Remove the line and make the account anew with: speech-assistant passwd",
                f"{file} 第 {number} 行：应为“名称:editor 或 reader:密码散列”，名称不得重复。"
                "请删去该行，用 speech-assistant passwd 重新建立。",
            )
        accounts[account.name] = account
    return accounts


def write_account(file: Path, name: str, role: Role, password: str) -> None:
    """Add an account, or give it another password and role.

    :raises ConfigError: unusable name, short password, or a file that is none of ours.
    """
    if not _NAME.fullmatch(name):
        raise ConfigError(
            f"“{name}” cannot be an account name; use up to 64 letters, digits and . _ @ + -",
            f"“{name}”不能作为账号名称，请用 64 个以内的文字、数字或 . _ @ + -",
        )
    if len(password) < SHORTEST_PASSWORD:
        raise ConfigError(
            f"The password has {len(password)} characters; give it at least {SHORTEST_PASSWORD}.",
            f"密码有 {len(password)} 个字符，至少要 {SHORTEST_PASSWORD} 个。",
        )
    known = dict(read_accounts(file)) if file.exists() else {}
    known[name] = Account(name, role, hash_password(password))
    _write(file, known)


def remove_account(file: Path, name: str) -> None:
    """:raises ConfigError: no such account."""
    known = dict(read_accounts(file))
    if known.pop(name, None) is None:
        raise ConfigError(f"{file} has no account “{name}”.", f"{file} 中没有账号“{name}”。")
    _write(file, known)


def hash_password(password: str) -> str:
    salt = secrets.token_bytes(16)
    key = _derived(password, salt, _COST, _BLOCK, _PARALLEL)
    return f"scrypt${_COST}${_BLOCK}${_PARALLEL}${_encoded(salt)}${_encoded(key)}"


def matches(password: str, hashed: str) -> bool:
    found = _HASHED.fullmatch(hashed)
    assert found  # the file was read with the same pattern
    cost, block, parallel = map(int, found.groups()[:3])
    salt, key = map(_decoded, found.groups()[3:])
    return hmac.compare_digest(_derived(password, salt, cost, block, parallel), key)


def _account(line: str) -> Account | None:
    name, _, rest = line.strip().partition(":")
    role, _, hashed = rest.partition(":")
    if role not in get_args(Role) or not _NAME.fullmatch(name) or not _HASHED.fullmatch(hashed):
        return None
    return Account(name, role, hashed)  # type: ignore[arg-type]  # one of the two roles


def _write(file: Path, accounts: Mapping[str, Account]) -> None:
    """For its owner's eyes only, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    written = "".join(f"{a.name}:{a.role}:{a.hashed}\n" for a in accounts.values())
    descriptor, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as new:
            new.write(written)
        os.replace(temporary, file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _derived(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=cost,
        r=block,
        p=parallel,
        maxmem=128 * block * (cost + parallel + 2),
        dklen=32,
    )


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _stamp(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


_NOBODY = f"scrypt${_COST}${_BLOCK}${_PARALLEL}${_encoded(bytes(16))}${_encoded(bytes(32))}"
