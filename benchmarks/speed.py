"""Cold start, memory and speed: `python benchmarks/speed.py [FOLDER_OF_TEXTS]`."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from assistant import Assistant
from embeddings import bundled_model
from embeddings.static import MODEL_FOLDER

ROOT = Path(__file__).parent.parent
SPEECH = ROOT / "data" / "changchun_2018.txt"
QUESTION = "存在的突出问题有哪些?"
PORT = 7961


def cold_ask(library: Path) -> None:
    command = [sys.executable, "-m", "assistant.cli", "--library", str(library), "ask", QUESTION]
    seconds = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        seconds.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"cold ask            {statistics.median(seconds):.2f} s, peak memory {peak:.0f} MB")


def serve(library: Path) -> None:
    command = [sys.executable, "-m", "assistant.cli", "--library", str(library), "serve"]
    began = time.perf_counter()
    server = subprocess.Popen(
        [*command, "--no-browser", "--port", str(PORT)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        while time.perf_counter() - began < 60:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=30).read()
                print(f"serve to first 200  {time.perf_counter() - began:.2f} s")
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
    finally:
        server.terminate()
        server.wait()


def median_ms(call: Callable[[], object], times: int = 30) -> float:
    call()
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def warm(assistant: Assistant, what: str) -> None:
    paragraphs = sum(d.paragraphs for d in assistant.documents())
    print(f"{what}: {paragraphs} paragraphs")
    print(f"  search p50        {median_ms(lambda: assistant.search(QUESTION)):.1f} ms")
    print(f"  ask p50           {median_ms(lambda: assistant.ask(QUESTION)):.1f} ms")


def main() -> None:
    size = sum(f.stat().st_size for f in MODEL_FOLDER.rglob("*") if f.is_file())
    print(f"model on disk       {size / 2**20:.1f} MB")
    model = bundled_model()
    print(f"encode a question   {median_ms(lambda: model.embed_queries([QUESTION]), 500):.3f} ms")
    with tempfile.TemporaryDirectory() as folder:
        with Assistant.open(Path(folder) / "one") as assistant:
            assistant.add(SPEECH)
            warm(assistant, "bundled speech")
        cold_ask(Path(folder) / "one")
        serve(Path(folder) / "one")
        if len(sys.argv) > 1:
            with Assistant.open(Path(folder) / "many") as assistant:
                began = time.perf_counter()
                assistant.add(sys.argv[1])
                seconds = time.perf_counter() - began
                added = sum(d.paragraphs for d in assistant.documents())
                print(f"adding              {added / seconds:.0f} paragraphs/s")
                warm(assistant, sys.argv[1])


if __name__ == "__main__":
    main()
