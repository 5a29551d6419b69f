"""Install from the wheels beside this file into the folder `app`, without a network."""

import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
APP = HERE / "app"
PYTHON = APP / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def main() -> int:
    needed = (HERE / "python-version").read_text().strip()
    found = "{}.{}".format(*sys.version_info)
    if found != needed:
        print(f"需要 Python {needed},此处为 {found} / Python {needed} is needed, this is {found}")
        print("https://www.python.org/downloads/")
        return 1
    print("正在安装 / Installing …", flush=True)
    venv.create(str(APP), with_pip=True, clear=True)
    wheels = sorted(map(str, (HERE / "wheels").glob("*.whl")))
    command = [str(PYTHON), "-m", "pip", "install", "--no-index", "--no-deps", "--quiet"]
    options = ["--no-cache-dir", "--disable-pip-version-check", "--no-warn-script-location"]
    status = subprocess.call([*command, *options, *wheels])
    if status:
        print("安装包与此系统不匹配,见上文 / The wheels do not fit this system; see above")
        return status
    (APP / "installed").touch()
    print("安装完成 / Done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
