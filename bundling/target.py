"""Another platform than this one: which wheels it accepts, and which pins hold there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packaging.markers import Marker

from run import blocks, requirement

_SYSTEMS = {"win": ("win32", "Windows", "nt"), "mac": ("darwin", "Darwin", "posix")}


@dataclass(frozen=True)
class Target:
    """A platform tag such as win_amd64, and the Python version there, such as 3.11."""

    platform: str
    python: str

    def arguments(self) -> list[str]:
        """What tells `pip download` of the target; pip takes each tag literally."""
        words = ["--only-binary=:all:", "--python-version", self.python]
        return words + [word for tag in self.tags() for word in ("--platform", tag)]

    def tags(self) -> list[str]:
        """The platform's tag and those of older systems, whose wheels it accepts too."""
        if mac := re.fullmatch(r"macosx_(\d+)_0_(\w+)", self.platform):
            systems = [f"{n}_0" for n in range(int(mac[1]), 10, -1)]
            own = [f"macosx_{n}_{mac[2]}" for n in systems]
            older = [*systems, "10_15", "10_13", "10_12", "10_9"]
            return own + [f"macosx_{n}_universal2" for n in older]
        if linux := re.fullmatch(r"manylinux_2_(\d+)_(\w+)", self.platform):
            tags = [f"manylinux_2_{n}_{linux[2]}" for n in range(int(linux[1]), 4, -1)]
            return [*tags, *(f"manylinux{n}_{linux[2]}" for n in ("2014", "2010", "1"))]
        return [self.platform]

    def holding(self, pins: str) -> str:
        """The pins whose markers hold there, without the markers: pip judges them by this machine."""
        environment = self._environment()
        kept = []
        for block in blocks(pins):
            _, _, marker = requirement(block).partition(" ; ")
            if not marker or Marker(marker).evaluate(environment):
                kept.append(block.replace(f" ; {marker}", "", 1) if marker else block)
        return "\n".join(kept)

    def _environment(self) -> dict[str, str]:
        system = _SYSTEMS.get(self.platform[:3], ("linux", "Linux", "posix"))
        machine = re.sub(r"^(win|linux|\w+?_\d+_\d+)_", "", self.platform)
        return {
            "sys_platform": system[0],
            "platform_system": system[1],
            "os_name": system[2],
            "platform_machine": "AMD64" if machine == "amd64" else machine,
            "python_version": self.python,
            "python_full_version": f"{self.python}.9",
        }
