"""Vitrail and the compositors beside which it is measured, one at a time on the test bed's display."""

import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
from pathlib import Path

SWAY = "for_window [app_id=\".*\"] floating enable\ndefault_border none\n"
WESTON = "[core]\nbackend=drm\nrequire-input=false\nidle-time=0\nshell=desktop\n[shell]\npanel-position=none\n"


COUNTS = ("tests", "tests_refused", "commits", "commits_failed", "modesets", "modesets_failed", "legacy", "cpu_ns")


class Failed(Exception):
    pass


def composition_of(folder: Path, display: str) -> dict[str, int] | None:
    """What Vitrail says of itself, which serves `display`; nothing from other compositors."""
    path = folder / f"vitrail-{display}.sock"
    if not path.exists():
        return None
    with socket.socket(socket.AF_UNIX) as peer:
        peer.connect(str(path))
        peer.sendall(b'{"request":"outputs"}\n')
        return json.loads(peer.makefile().readline())["outputs"][0]["compose"]


class Compositor:
    """A compositor on the display, its requests to that counted. `settings` are lines for sway's configuration."""

    def __init__(self, name: str, vitrail: str, preload: str, settings: str = ""):
        self.folder = Path(tempfile.mkdtemp(prefix="bench-"))
        self.log = self.folder / "log"
        (self.folder / "sway").write_text(SWAY + settings)
        (self.folder / "weston.ini").write_text(WESTON)
        command = {
            "vitrail": [vitrail, "--backend", "kms"],
            "cage": ["cage", "--", "sleep", "1000"],
            "labwc": ["labwc", "-C", self.folder],
            "sway": ["sway", "-c", self.folder / "sway"],
            "weston": ["weston", f"--config={self.folder}/weston.ini", "--socket=wayland-1"],
        }[name]
        environment = os.environ | {"LD_PRELOAD": preload, "VITRAIL_KMS_COUNTS": str(self.folder)}
        before = sockets()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        self.display = self.wait_for_socket(before)

    def wait_for_socket(self, before: set[str]) -> str:
        end = time.monotonic() + 20
        while time.monotonic() < end and self.process.poll() is None:
            if new := sockets() - before:
                return new.pop()
            time.sleep(0.05)
        raise Failed(f"it does not serve clients\n{self.log.read_text(errors='replace')[-2000:]}")

    def counts(self) -> dict[str, int]:
        file = self.folder / str(self.process.pid)
        return dict(zip(COUNTS, struct.unpack(f"={len(COUNTS)}Q", file.read_bytes()), strict=True))

    def composition(self) -> dict[str, int] | None:
        return composition_of(Path(os.environ["XDG_RUNTIME_DIR"]), self.display)

    def stop(self) -> None:
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                break
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                pass
        for name in sockets():
            (Path(os.environ["XDG_RUNTIME_DIR"]) / name).unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        time.sleep(0.3)  # the helper that holds the seat ends by itself


def sockets() -> set[str]:
    return {p.name for p in Path(os.environ["XDG_RUNTIME_DIR"]).glob("wayland-*") if p.suffix != ".lock"}
