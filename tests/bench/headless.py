"""Compositors without a display of their own, and what a frame costs them."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from compositors import Failed, composition_of

PATIENCE = 180  # seconds, for all pictures to be there and to be shown so often
SWAY = ("output HEADLESS-1 mode 3840x2160@60Hz\nfor_window [app_id=\".*\"] floating enable\ndefault_border none\n"
        "focus_on_window_activation none\n")
WESTON = "[core]\nidle-time=0\nshell=desktop\n[shell]\npanel-position=none\nlocking=false\n"
VITRAIL = """
output.HEADLESS-1.mode = "3840x2160@60"
planes.use = "{planes}"
limits.subsurfaces = 8192  # as many tiles are more than a client may have otherwise
"""


class DoesNotServe(Failed):
    pass


class Headless:
    """A compositor on a headless 4K display.

    `planes` are those of Vitrail's: none, where others that have none are beside it.
    """

    def __init__(self, name: str, vitrail: str, renderer: str = "pixman", planes: str = "none"):
        self.folder = Path(tempfile.mkdtemp(prefix="bench-"))
        (self.folder / "sway").write_text(SWAY)
        (self.folder / "weston.ini").write_text(WESTON)
        (self.folder / "vitrail.toml").write_text(VITRAIL.format(planes=planes))
        command = {
            "vitrail": [vitrail, "--backend", "headless", "--config", self.folder / "vitrail.toml"],
            "sway": ["sway", "-c", self.folder / "sway"],
            "weston": ["weston", "--backend=headless", f"--renderer={renderer}", "--width=3840", "--height=2160",
                       "--refresh-rate=60000", f"--config={self.folder}/weston.ini", "--socket=wayland-1"],
        }[name]
        self.environment = os.environ | {"XDG_RUNTIME_DIR": str(self.folder), "WLR_BACKENDS": "headless", "WLR_RENDERER": renderer,
                                         "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_HEADLESS_OUTPUTS": "1"}
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.log = self.folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, start_new_session=True)
        end = time.monotonic() + 20
        while not (found := [p.name for p in self.folder.glob("wayland-*") if p.suffix != ".lock"]):
            if time.monotonic() > end or self.process.poll() is not None:
                told = self.log.read_text(errors="replace")[-2000:]
                self.stop()
                raise DoesNotServe(f"it does not serve clients\n{told}")
            time.sleep(0.05)
        self.environment["WAYLAND_DISPLAY"] = found[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def cpu_ns(self) -> int:
        tasks = Path(f"/proc/{self.process.pid}/task")
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir())

    def give_up_claim(self) -> None:
        """Takes away its claim on the processor (SCHED_RR), for which some compositors ask and others do not.

        It decides on which processor it is woken, and in a virtual machine to wake one that rests can cost more than the frame.
        """
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            os.sched_setscheduler(int(task.name), os.SCHED_OTHER | os.SCHED_RESET_ON_FORK, os.sched_param(0))

    def composition(self) -> dict[str, int] | None:
        return composition_of(self.folder, self.environment["WAYLAND_DISPLAY"])

    def stop(self) -> None:
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(5)
                break
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                pass
        shutil.rmtree(self.folder, ignore_errors=True)


def measure(compositor: Headless, client: str, arrangement: str, count: int, frames: int, alike: bool = False) -> dict[str, float]:
    """What `frames` frames of the windows-client cost; `alike`: without a claim on the processor."""
    with subprocess.Popen([client, arrangement, str(count), str(frames)], env=compositor.environment, text=True,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        late = threading.Timer(PATIENCE, process.kill)
        late.start()
        try:
            await_word(process, "start")
            if alike:
                compositor.give_up_claim()
            before, composed_before = compositor.cpu_ns(), compositor.composition()
            process.stdin.write("\n")
            process.stdin.flush()
            frames, span = (int(word) for word in await_word(process, "end"))
            after, composed_after = compositor.cpu_ns(), compositor.composition()
        finally:
            late.cancel()
            process.kill()
    row = {"fps": frames * 1e9 / span, "cpu_us": (after - before) / frames / 1e3}
    if composed_before and composed_after:
        row |= {key: (composed_after[key] - composed_before[key]) / frames for key in ("draws", "pixels", "damage") if key in composed_after}
    return row


def await_word(process: subprocess.Popen, word: str) -> list[str]:
    words = process.stdout.readline().split()
    if not words or words[0] != word:
        raise Failed(process.stderr.read().strip() or f"not done after {PATIENCE} s, or the client ended")
    return words[1:]
