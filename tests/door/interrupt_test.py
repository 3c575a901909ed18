#!/usr/bin/env python3
"""interrupt_test.py: stop `./dev` at many points of its first call, and see that calling it again ends well.

Not part of `./dev test`: it makes a root file system from nothing again and again, which takes about ten minutes and
the network. It works in a cache and a copy of the project of its own. Speaks TAP. Run it outside, as root or not:
tests/door/interrupt_test.py
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

# When to stop: the words to wait for in what is said, and the signal. INT goes to the whole group, as from Ctrl-C in a
# terminal, TERM to the script alone, and KILL too, which no trap sees.
POINTS = [
    (r"making the Debian", signal.SIGINT),
    (r"running apt-get update", signal.SIGKILL),
    (r"^Get:20 ", signal.SIGTERM),
    (r"^Unpacking libc6", signal.SIGKILL),
    (r"^Setting up dpkg", signal.SIGINT),
    (r"^Get:200 ", signal.SIGKILL),
    (r"^Unpacking gcc-", signal.SIGTERM),
    (r"^Unpacking sway", signal.SIGINT),
    (r"^Setting up meson", signal.SIGKILL),
    (r"success in ", signal.SIGTERM),
    (r"Project name: vitrail", signal.SIGINT),
    (r"^\[2/", signal.SIGKILL),
]


def said(cache: Path, output: Path) -> str:
    logs = [output, *cache.glob("vitrail/root-*.log")]
    return "\n".join(log.read_text(errors="replace") for log in logs if log.exists())


def start(copy: Path, cache: Path, output: Path) -> subprocess.Popen:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "VITRAIL_PLACE": "root"}
    environment.pop("VITRAIL_CACHE", None)
    return subprocess.Popen(
        [copy / "dev", "build"],
        stdin=subprocess.DEVNULL,
        stdout=output.open("w"),
        stderr=subprocess.STDOUT,
        env=environment,
        start_new_session=True,
    )


def stop_at(point: str, number: signal.Signals, copy: Path, cache: Path) -> str:
    """Start, stop at the point, and tell what is wrong afterwards; nothing where all is well."""
    output = cache / "output"
    for log in cache.glob("vitrail/root-*.log"):
        log.unlink()
    door = start(copy, cache, output)
    while not re.search(point, said(cache, output), re.MULTILINE):
        if door.poll() is not None:
            return f"ended with {door.returncode} before the point came:\n{output.read_text()[-2000:]}"
        time.sleep(0.02)  # the wait for a state, not a guess at its time
    if number == signal.SIGINT:
        os.killpg(door.pid, number)
    else:
        door.send_signal(number)
    try:
        status = door.wait(timeout=300)  # 2 GB may have to be removed
    except subprocess.TimeoutExpired:
        left = processes_with(str(cache))
        os.killpg(door.pid, signal.SIGKILL)
        return "did not end within 300 s, while these ran:\n" + "\n".join(left)
    return wrong_after(status, number, cache)


def wrong_after(status: int, number: signal.Signals, cache: Path) -> str:
    if status == 0:
        return "a stopped call said that all is well"
    if number != signal.SIGKILL and list(cache.glob("vitrail/*.unfinished")):
        return "an unfinished root was left"
    for root in cache.glob("vitrail/root-????????????"):
        if not (root / "etc/vitrail-root").exists() or not (root / "usr/bin/meson").exists():
            return "a half-made root has the name of a whole one"
    if str(cache) in Path("/proc/self/mountinfo").read_text():
        return "a mount was left"
    deadline = time.monotonic() + 10
    # A killed call cannot end its compilers; the next call waits for them.
    while left := processes_with(str(cache if number == signal.SIGKILL else cache.parent)):
        if time.monotonic() > deadline:
            return f"processes were left: {left}"
        time.sleep(0.1)
    return ""


def processes_with(text: str) -> list[str]:
    return [words for entry in Path("/proc").glob("[0-9]*/cmdline") if text in (words := read(entry))]


def read(command_line: Path) -> str:
    try:
        return command_line.read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # it has ended
        return ""


def remove(folder: Path) -> None:
    """Of an ordinary user's root some files belong to subordinate ids."""
    into = [] if os.geteuid() == 0 else ["unshare", "--user", "--map-auto", "--map-root-user"]
    subprocess.run([*into, "rm", "-rf", "--one-file-system", folder], check=True)


def main() -> int:
    work = Path(tempfile.mkdtemp(prefix="vitrail-interrupt."))
    copy, cache = work / "project", work / "cache"
    cache.mkdir()
    shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns("build*", ".git"))
    failed = 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        print(f"1..{len(POINTS) + 1}", flush=True)
        for index, (point, number) in enumerate(POINTS, 1):
            wrong = stop_at(point, number, copy, cache)
            failed += bool(wrong)
            print(f"{'not ' if wrong else ''}ok {index} - {number.name} at '{point}' leaves nothing half made", flush=True)
            print("".join(f"# {line}\n" for line in wrong.splitlines()), end="", flush=True)
        status = start(copy, cache, cache / "output").wait()
        left = list(cache.glob("vitrail/*.unfinished"))
        well = status == 0 and not left
        failed += not well
        print(f"{'' if well else 'not '}ok {len(POINTS) + 1} - the call after all of them ends well")
        if not well:
            print(f"# exit status {status}, left: {left}")
    finally:
        for folder in Path("/proc").glob("[0-9]*"):  # of a test that was itself stopped
            if str(copy) in read(folder / "cmdline") and folder.name != str(os.getpid()):
                os.kill(int(folder.name), signal.SIGKILL)
        remove(work)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
