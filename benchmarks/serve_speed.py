"""How long `adr serve` takes to show a change: from the write of a record to the reload of the browser.

Usage: python -m benchmarks.serve_speed [COUNT ...]      (default: 200)

Half of the records are flows, half are decisions. A record is changed ten times; the median is printed. The bound
is a second at 200 records.
"""

from __future__ import annotations

import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.generate import generate_programme

CHANGES = 10


def _read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=120) as answer:  # noqa: S310 (this machine's own server)
        text: str = answer.read().decode("utf-8")
    return text


def _seconds(folder: Path) -> list[float]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "settled", "serve", "--port", str(port), "--no-open"]
    server = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    record = folder / "decisions" / "adr" / "00001-decision-1.md"
    text = record.read_text("utf-8")
    base = f"http://127.0.0.1:{port}"
    found = []
    try:
        if server.stderr is not None:
            server.stderr.readline()  # it says that it listens
        for number in range(CHANGES):
            epoch, request = re.findall(r"livereload\((\d+), (\d+)\);", _read(f"{base}/index.html"))[-1]
            start = time.perf_counter()
            record.write_text(f"{text}\nChange {number}.\n", encoding="utf-8")
            _read(f"{base}/livereload/{epoch}/{request}")
            found.append(time.perf_counter() - start)
            if f"Change {number}." not in _read(f"{base}/decisions/00001-decision-1.html"):
                raise SystemExit("the page was told to reload before it had changed")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
    return found


def main(counts: list[int]) -> None:
    """Print one line for each count."""
    print(f"{'records':>7}  {'median s':>8}  {'longest s':>9}")
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            generate_programme(folder, flows=count // 2, decisions=count - count // 2)
            found = _seconds(folder)
        print(f"{count:>7}  {statistics.median(found):>8.2f}  {max(found):>9.2f}")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [200])
