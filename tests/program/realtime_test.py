#!/usr/bin/env python3
"""How Vitrail's loop and what it starts are scheduled. Speaks TAP. realtime_test.py VITRAIL"""

import contextlib
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import PROGRAM, answers, main, text_of, until  # noqa: E402

REPORT = "import os, resource; print('child', os.sched_getscheduler(0), resource.getrlimit(resource.RLIMIT_RTTIME)[0], flush=True)"
PAINTING = ["--headless-displays", "1", "--", "weston-simple-shm"]
SLOWLY = "output.HEADLESS-1.mode = \"640x480@20\"\n"  # no great work even for a build that checks everything
HELPER = sys.argv[3]
RTKIT = sys.argv[4:]  # our own, if Vitrail knows how to ask it
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=/nonexistent"  # this machine's real one stays out of it
BUS = """<busconfig><type>session</type><listen>unix:path={}</listen><auth>EXTERNAL</auth><policy context="default">
<allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy></busconfig>"""


def policy_of(process):
    return os.sched_getscheduler(process.pid) & ~os.SCHED_RESET_ON_FORK


def may_be_first():
    """Does the system let programs of ours run before others?"""
    if len(os.sched_getaffinity(0)) == 1:
        return False
    ask = "import os; os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))"
    return subprocess.run([sys.executable, "-c", ask], stderr=subprocess.DEVNULL, check=False).returncode == 0


def first_policy():
    """How the loop is scheduled as long as nobody holds it up: at once in real time only where the kernel does not count waits."""
    counts = Path("/proc/self/schedstat")
    return os.SCHED_OTHER if not may_be_first() or counts.exists() and counts.read_text().split()[2] != "0" else os.SCHED_RR


class Crowd:
    """Programs that keep all processors busy, two on each, and have far more right to them than `process` as it is scheduled ordinarily."""

    def __init__(self, process):
        os.setpriority(os.PRIO_PROCESS, process.pid, 19)
        group = Path(f"/proc/{process.pid}/autogroup")  # then nice counts within it only
        with contextlib.suppress(OSError):  # kernels without such groups
            group.write_text("19", encoding="ascii")
        self.programs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * len(os.sched_getaffinity(0)))]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for program in self.programs:
            program.kill()
            program.wait()


def started(world, *arguments):
    process = world.start(PROGRAM, "--backend", "headless", "--log-level", "info", *arguments)
    assert until(lambda: "the loop is scheduled" in text_of(process)), text_of(process)
    assert until(lambda: "serving clients" in text_of(process)), text_of(process)
    return process


def loop_and_child(world):
    """the loop may run before ordinary programs where the system lets it, and what it starts does not"""
    process = started(world, "--", sys.executable, "-c", REPORT + "; import time; time.sleep(600)")
    assert policy_of(process) == first_policy(), text_of(process)
    assert ("real time" in text_of(process)) == may_be_first(), text_of(process)
    unlimited = resource.getrlimit(resource.RLIMIT_RTTIME)[0]
    assert until(lambda: f"child {os.SCHED_OTHER} " in text_of(process)), text_of(process)
    limit = resource.prlimit(int(child_of(process)), resource.RLIMIT_RTTIME)[0]
    assert limit == unlimited, (limit, unlimited)


def held_up(world):
    """the loop runs before ordinary programs while these hold it up, and no longer"""
    config = Path(world.folder.name) / "vitrail.toml"
    config.write_text(SLOWLY, encoding="utf-8")
    process = started(world, "--config", str(config), *PAINTING)
    assert until(lambda: "WAYLAND_DISPLAY" in text_of(process)), text_of(process)
    if first_policy() != os.SCHED_OTHER or not may_be_first():
        return
    with Crowd(process):
        assert until(lambda: policy_of(process) == os.SCHED_RR, 60), text_of(process)
    assert until(lambda: policy_of(process) == os.SCHED_OTHER, 60), text_of(process)


def child_of(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()[0]


def threads(world):
    """of its threads only the loop runs before ordinary programs"""
    process = started(world)
    others = [int(t) for t in os.listdir(f"/proc/{process.pid}/task") if int(t) != process.pid]
    assert all(os.sched_getscheduler(t) & ~os.SCHED_RESET_ON_FORK == os.SCHED_OTHER for t in others), others


def switched(world):
    """the configuration switches it on and off"""
    config = Path(world.folder.name) / "vitrail.toml"
    config.write_text(SLOWLY + "[scheduling]\nrealtime = false\n", encoding="utf-8")
    process = world.start(PROGRAM, "--backend", "headless", "--log-level", "info", "--config", str(config), *PAINTING)
    assert until(lambda: "serving clients" in text_of(process)), text_of(process)
    assert until(lambda: "WAYLAND_DISPLAY=wayland" in text_of(process)), text_of(process)
    assert policy_of(process) == os.SCHED_OTHER
    config.write_text(SLOWLY, encoding="utf-8")
    process.send_signal(signal.SIGHUP)
    assert until(lambda: "the loop is scheduled" in text_of(process)), text_of(process)
    assert policy_of(process) == first_policy(), text_of(process)
    if not may_be_first():
        return
    with Crowd(process):
        assert until(lambda: policy_of(process) == os.SCHED_RR, 60), text_of(process)
        config.write_text(SLOWLY + "[scheduling]\nrealtime = false\n", encoding="utf-8")
        process.send_signal(signal.SIGHUP)
        assert until(lambda: policy_of(process) == os.SCHED_OTHER), text_of(process)


def start_as_nobody(world, **variables):
    """Vitrail as a user who may not be scheduled in real time."""
    def nobody():
        resource.setrlimit(resource.RLIMIT_RTPRIO, (0, 0))
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)

    os.chmod(world.folder.name, 0o777)
    with open(f"{world.folder.name}/nobody.log", "w", encoding="utf-8") as log:
        world.running.append(subprocess.Popen(
            [PROGRAM, "--backend", "headless", "--log-level", "info"], env=world.environment | variables,
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=nobody))
    process = world.running[-1]
    process.log = log.name
    assert until(lambda: "serving clients" in text_of(process)), text_of(process)
    if len(os.sched_getaffinity(0)) > 1:
        assert until(lambda: "the loop is scheduled" in text_of(process)), text_of(process)
    return process


def not_allowed(world):
    """where the system does not let it, it says where to allow it and serves"""
    process = start_as_nobody(world)
    if len(os.sched_getaffinity(0)) > 1:
        assert "scheduled ordinarily: not permitted" in text_of(process) and "vitrail(1)" in text_of(process), text_of(process)
    assert policy_of(process) == os.SCHED_OTHER


def by_rtkit(world):
    """a user who may not be scheduled in real time asks RealtimeKit, and has what it gives"""
    bus, config = f"{world.folder.name}/bus", Path(world.folder.name) / "bus.conf"
    config.write_text(BUS.format(bus), encoding="utf-8")
    address = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={bus}"}
    world.start("dbus-daemon", f"--config-file={config}", "--nofork")
    assert until(lambda: answers(bus))
    service = world.start(*RTKIT, **address)
    assert until(lambda: "ready" in text_of(service)), text_of(service)
    process = start_as_nobody(world, **address)
    if len(os.sched_getaffinity(0)) == 1:
        return
    assert f"asked for thread {process.pid}: " in text_of(service), text_of(process)
    given = "done" in text_of(service)
    assert policy_of(process) == (os.SCHED_RR if given else os.SCHED_OTHER), text_of(process)
    assert ("by RealtimeKit" in text_of(process)) == given, text_of(process)
    limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="ascii")
    soft, hard = next(line for line in limits.splitlines() if line.startswith("Max realtime timeout")).split()[3:5]
    assert not given or int(soft) < int(hard) <= 200000, limits  # it is warned before the kernel ends it


def run_away(_):
    """a loop that runs away is scheduled as all others at once, and goes on"""
    done = subprocess.run([HELPER], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    first, at_work, *after = (int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("policy"))
    assert first == first_policy(), done.stdout
    assert at_work == (os.SCHED_RR if may_be_first() else os.SCHED_OTHER), done.stdout
    assert after == [os.SCHED_OTHER, os.SCHED_OTHER], done.stdout
    assert ("did not rest" in done.stdout) == may_be_first(), done.stdout


main([loop_and_child, held_up, threads, switched, not_allowed] + ([by_rtkit] if RTKIT else []) + [run_away])
