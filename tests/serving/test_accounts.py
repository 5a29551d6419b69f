"""Accounts: hashed passwords, sessions that end, guesses that are slowed down."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from visitors import PASSWORD

from assistant.cli import main
from assistant.config import ConfigError
from ui.serving import accounts
from ui.serving.access import SESSION, Access, Refused, Throttle
from ui.serving.accounts import Accounts, read_accounts, write_account


def test_passwords_are_kept_as_hashes_of_their_own(file: Path) -> None:
    written = file.read_text(encoding="utf-8")
    assert PASSWORD not in written
    hashes = [a.hashed for a in read_accounts(file).values()]
    assert len(set(hashes)) == len(hashes) == 2
    assert file.stat().st_mode & 0o077 == 0 or file.drive


def test_passwd_makes_changes_and_removes_accounts(tmp_path: Path) -> None:
    file = tmp_path / "accounts"

    def passwd(*arguments: str, typed: str = "") -> str:
        command = ["--language", "en", "passwd", str(file), *arguments]
        return CliRunner().invoke(main, command, input=typed).output

    assert "at least 8" in passwd("anna", typed="short\n")
    assert passwd("anna", "--role", "editor", typed=f"{PASSWORD}\n").startswith("anna: editor")
    assert Accounts(file).check("anna", PASSWORD)
    passwd("anna", typed="another secret\n")
    known = Accounts(file)
    assert known.check("anna", PASSWORD) is None
    assert (known.get("anna") or known).role == "reader"  # type: ignore[union-attr]
    assert "cannot be an account name" in passwd("a:b", typed=f"{PASSWORD}\n")
    passwd("anna", "--remove")
    assert read_accounts(file) == {}
    assert "no account" in passwd("anna", "--remove")


@pytest.mark.parametrize(
    "line", ["anna", "anna:owner:x", "anna:editor:plain", "anna:editor:scrypt$1"]
)
def test_a_damaged_account_file_is_refused_by_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "accounts"
    file.write_text(f"# ours\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="line 3"):
        Accounts(file)


def test_a_missing_or_empty_account_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        Accounts(tmp_path / "none")
    (tmp_path / "empty").touch()
    with pytest.raises(ConfigError, match="no account"):
        Accounts(tmp_path / "empty")


def test_removing_an_account_ends_its_sessions(tmp_path: Path) -> None:
    file = tmp_path / "accounts"
    write_account(file, "anna", "editor", PASSWORD)
    write_account(file, "bert", "reader", PASSWORD)
    access = Access(Accounts(file), None)
    secret = access.sign_in("anna", PASSWORD, "10.0.0.1")
    assert isinstance(secret, str)
    visitor = access.visitor({SESSION: secret})
    assert visitor and visitor.editor and visitor.owner == "account:anna"
    accounts.remove_account(file, "anna")
    assert access.visitor({SESSION: secret}) is None


def test_guesses_are_slowed_down_by_name_and_by_address(file: Path) -> None:
    now = [0.0]
    access = Access(Accounts(file), None, clock=lambda: now[0])
    waits = [access.sign_in("reader", "wrong", "10.0.0.1") for _ in range(6)]
    assert waits[:4] == [Refused()] * 4
    assert isinstance(waits[4], Refused) and waits[4].wait == 1
    # Neither the right password nor another name is heard before the wait is over.
    assert isinstance(access.sign_in("reader", PASSWORD, "10.0.0.2"), Refused)
    assert isinstance(access.sign_in("编辑", PASSWORD, "10.0.0.1"), Refused)
    now[0] += 1.5
    assert isinstance(access.sign_in("reader", PASSWORD, "10.0.0.2"), str)


def test_waits_end_at_a_minute_and_are_forgotten_after_an_hour() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    waits = [throttle.failed("x") for _ in range(20)]
    assert waits[4:8] == [1, 2, 4, 8] and waits[-1] == 60
    now[0] = 3601
    assert throttle.wait("x") == 0
    assert throttle.failed("x") == 0
