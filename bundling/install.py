"""Install from the wheels beside this file into the folder `app`, without a network."""

import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
APP = HERE / "app"


def main() -> int:
    if sys.version_info < (3, 11):
        print("Python 3.11 or later is needed / 需要 Python 3.11 或更高版本")
        return 1
    print("Installing / 正在安装 …", flush=True)
    venv.create(APP, with_pip=True, clear=True)
    python = APP / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wheels = sorted(map(str, (HERE / "wheels").glob("*.whl")))
    command = [str(python), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", *wheels]
    status = subprocess.run([*command, "--disable-pip-version-check"], check=False).returncode
    if status:
        print(
            "The wheels do not fit this Python or platform; see above / 安装包与此 Python 或系统不匹配"
        )
        return status
    print("Done. Start with start.cmd or start.sh / 安装完成,请用 start.cmd 或 start.sh 启动")
    return 0


if __name__ == "__main__":
    sys.exit(main())
