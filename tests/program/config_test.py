#!/usr/bin/env python3
"""The configuration file as a user meets it: --config, --check-config, SIGHUP. Speaks TAP. config_test.py VITRAIL VITRAILCTL"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

VITRAIL, VITRAILCTL = sys.argv[1:3]
WRONG = "[cursor]\nsise = 30\n"
FINDING = "cursor.sise: there is no such setting; did you mean size?"


class Place:
    """A home with nothing in it, and a runtime folder for the socket."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.processes: list[subprocess.Popen] = []
        self.path = Path(self.folder.name)
        runtime = self.path / "runtime"
        runtime.mkdir(mode=0o700)
        self.environment = {**os.environ, "HOME": str(self.path), "XDG_CONFIG_HOME": str(self.path / "config"),
                            "XDG_CONFIG_DIRS": str(self.path / "shared"), "XDG_RUNTIME_DIR": str(runtime)}
        self.environment.pop("VITRAIL_SOCKET", None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.processes:
            process.kill()
            process.wait()
        self.folder.cleanup()

    def write(self, name: str, text: str) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def vitrail(self, *arguments) -> subprocess.CompletedProcess:
        process = self.spawn(*arguments)
        stdout, stderr = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)

    def started(self, *arguments) -> subprocess.Popen:
        """A headless Vitrail that serves clients."""
        process = self.spawn("--backend", "headless", "--log-level", "info", *arguments)
        line = process.stdout.readline()
        assert line.startswith("WAYLAND_DISPLAY="), process.stderr.read()
        process.display = line.strip().split("=")[1]
        return process

    def reload(self, vitrail: subprocess.Popen) -> subprocess.CompletedProcess:
        """By vitrailctl, in the session of this Vitrail."""
        environment = self.environment | {"WAYLAND_DISPLAY": vitrail.display}
        return subprocess.run([VITRAILCTL, "reload"], env=environment, capture_output=True, text=True, check=False)

    def spawn(self, *arguments) -> subprocess.Popen:
        process = subprocess.Popen([VITRAIL, *map(str, arguments)], env=self.environment, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        self.processes.append(process)
        return process


def line_with(stream, part: str) -> str:
    """Reads until a line has this part; the empty string at the end of the stream."""
    for line in stream:
        if part in line:
            return line
    return ""


def a_file_that_is_named_and_missing_is_one_line_and_status_2(place: Place):
    for extra in ([], ["--kiosk"], ["--check-config"]):
        ended = place.vitrail("--backend", "headless", "--config", "/nowhere.toml", *extra)
        lines = ended.stderr.splitlines()
        if ended.returncode != 2 or len(lines) != 1 or "/nowhere.toml: No such file" not in lines[0]:
            return False
    return True


def check_config_prints_the_findings_and_ends_with_2(place: Place):
    path = place.write("mine.toml", WRONG)
    ended = place.vitrail("--check-config", "--config", path)
    return ended.returncode == 2 and ended.stdout == f"{path}:2: {FINDING}\n"


def check_config_finds_the_usual_file(place: Place):
    path = place.write("config/vitrail/vitrail.toml", WRONG)
    ended = place.vitrail("--check-config")
    return ended.returncode == 2 and ended.stdout == f"{path}:2: {FINDING}\n"


def check_config_ends_with_0_when_nothing_is_wrong(place: Place):
    nothing = place.vitrail("--check-config")
    path = place.write("shared/vitrail/vitrail.toml", "[cursor]\nsize = 30\n")
    good = place.vitrail("--check-config")
    return (nothing.returncode == 0 and nothing.stdout.startswith("no configuration file")
            and good.returncode == 0 and good.stdout == f"{path}: nothing is wrong\n")


def a_wrong_setting_keeps_no_session_from_starting(place: Place):
    path = place.write("mine.toml", WRONG)
    vitrail = place.started("--config", path)
    said = line_with(vitrail.stderr, FINDING)
    vitrail.send_signal(signal.SIGTERM)
    return said == f"vitrail: warning: {path}:2: {FINDING}\n" and vitrail.wait() == 0


def hangup_reads_the_file_again(place: Place):
    path = place.write("mine.toml", "")
    vitrail = place.started("--config", path)
    place.write("mine.toml", WRONG)
    vitrail.send_signal(signal.SIGHUP)
    warned = line_with(vitrail.stderr, FINDING)
    place.write("mine.toml", "[cursor]\nsize = 30\n")
    vitrail.send_signal(signal.SIGHUP)
    read = line_with(vitrail.stderr, "configuration read again")
    path.unlink()
    vitrail.send_signal(signal.SIGHUP)
    missing = line_with(vitrail.stderr, "No such file")
    vitrail.send_signal(signal.SIGTERM)
    return bool(warned and read and missing) and vitrail.wait() == 0


def a_session_follows_its_file(place: Place):
    vitrail = place.started()
    place.write("config/vitrail/vitrail.toml", WRONG)
    warned = line_with(vitrail.stderr, FINDING)
    place.write("config/vitrail/vitrail.toml", "[cursor]\nsize = 30\n")
    read = line_with(vitrail.stderr, "configuration read again")
    vitrail.send_signal(signal.SIGTERM)
    return bool(warned and read) and vitrail.wait() == 0


def reload_by_command_prints_what_is_wrong_and_what_waits(place: Place):
    path = place.write("mine.toml", "")
    vitrail = place.started("--config", path)
    place.write("mine.toml", WRONG)
    wrong = place.reload(vitrail)
    place.write("mine.toml", "[xwayland]\nenabled = false\n")
    good = place.reload(vitrail)
    vitrail.send_signal(signal.SIGTERM)
    return (wrong.returncode == 3 and wrong.stdout.startswith(f"{path}:2: {FINDING}\nnothing has changed")
            and good.returncode == 0
            and good.stdout == f"xwayland.enabled counts when Vitrail is started again\n{path}: read again\n"
            and vitrail.wait() == 0)


CASES = [a_file_that_is_named_and_missing_is_one_line_and_status_2, check_config_prints_the_findings_and_ends_with_2,
         check_config_finds_the_usual_file, check_config_ends_with_0_when_nothing_is_wrong,
         a_wrong_setting_keeps_no_session_from_starting, hangup_reads_the_file_again,
         a_session_follows_its_file, reload_by_command_prints_what_is_wrong_and_what_waits]


def too_long(*_):
    raise TimeoutError


def passes(case) -> bool:
    """In a place of its own; what never ends does not pass."""
    signal.alarm(60)
    with contextlib.suppress(TimeoutError, AssertionError), Place() as place:
        return case(place)
    return False


signal.signal(signal.SIGALRM, too_long)
print(f"1..{len(CASES)}")
failed = False
for number, case in enumerate(CASES, start=1):
    passed = passes(case)
    failed |= not passed
    print(f"{'' if passed else 'not '}ok {number} - {case.__name__.replace('_', ' ')}", flush=True)
sys.exit(failed)
