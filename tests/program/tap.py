"""Runs the functions of a test file, each a sentence about the product, and speaks TAP."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback

PROGRAM = sys.argv[1]


class World:
    """A folder for sockets, and programs that end with the test."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="vitrail-test-", ignore_cleanup_errors=True)
        self.running = []
        kept = {k: v for k, v in os.environ.items() if k not in ("WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY")}
        self.environment = kept | {"XDG_RUNTIME_DIR": self.folder.name, "WLR_RENDERER": "pixman"}

    def start(self, *command, **variables):
        with open(f"{self.folder.name}/{len(self.running)}.log", "w", encoding="utf-8") as log:
            self.running.append(subprocess.Popen(command, env=self.environment | variables, stdin=subprocess.DEVNULL,
                                                 stdout=log, stderr=subprocess.STDOUT, start_new_session=True))
        self.running[-1].log = log.name
        return self.running[-1]

    def run(self, *arguments, seconds=20, **variables):
        """Vitrail with these arguments until it ends: exit status and what it wrote."""
        done = subprocess.run([PROGRAM, *arguments], env=self.environment | variables, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, text=True, check=False)
        return done.returncode, done.stdout

    def end(self):
        for program in self.running:
            try:
                os.killpg(program.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            program.wait()
        self.folder.cleanup()


def until(condition, seconds=20):
    """What the condition came to when it held; what it was at the end when it never did."""
    end = time.monotonic() + seconds
    while not (result := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return result


def answers(path):
    """Whether somebody serves the socket: its file is there before that."""
    with socket.socket(socket.AF_UNIX) as peer:
        return peer.connect_ex(path) == 0


def text_of(program):
    with open(program.log, encoding="utf-8") as log:
        return log.read()


def main(tests):
    print(f"1..{len(tests)}")
    failed = 0
    for number, test in enumerate(tests, 1):
        world = World()
        try:
            test(world)
            print(f"ok {number} - {test.__doc__}")
        except Exception:  # noqa: BLE001
            failed += 1
            print(f"not ok {number} - {test.__doc__}")
            print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()), end="")
        finally:
            world.end()
    sys.exit(failed != 0)
