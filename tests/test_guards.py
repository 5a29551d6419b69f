"""The fences around every test hold."""

from __future__ import annotations

import socket
from pathlib import Path

import platformdirs
import pytest
from conftest import NetworkBlocked, is_local

ELSEWHERE = ("speeches.invalid", 80)  # a name that never resolves (RFC 2606)


@pytest.mark.parametrize("call", ["connect", "connect_ex"])
def test_a_connection_to_another_machine_is_refused(strangers: list[str], call: str) -> None:
    with socket.socket() as stranger, pytest.raises(NetworkBlocked):
        getattr(stranger, call)(ELSEWHERE)
    assert strangers == [str(ELSEWHERE)]
    strangers.clear()


def test_a_datagram_to_another_machine_is_refused(strangers: list[str]) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as stranger, pytest.raises(NetworkBlocked):
        stranger.sendto(b"?", ELSEWHERE)
    strangers.clear()


def test_a_name_of_another_machine_is_not_looked_up(strangers: list[str]) -> None:
    with pytest.raises(NetworkBlocked):
        socket.create_connection(("speeches.invalid", 443))
    strangers.clear()


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


@pytest.mark.parametrize("host", [None, "", "localhost", "127.0.0.1", "127.8.9.1", "::1", b"::1"])
def test_loopback_is_local(host: object) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["0.0.0.1", "10.0.0.1", "example.org", "::2", "1.1.1.1"])
def test_other_addresses_are_not(host: object) -> None:
    assert not is_local(host)


def test_the_users_own_folders_are_out_of_reach(tmp_path: Path) -> None:
    for folder in (platformdirs.user_data_path(), platformdirs.user_config_path(), Path.home()):
        assert folder.is_relative_to(tmp_path)
