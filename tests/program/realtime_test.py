#!/usr/bin/env python3
"""How Vitrail's loop and what it starts are scheduled. Speaks TAP. realtime_test.py VITRAIL"""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import PROGRAM, main, text_of, until  # noqa: E402

REPORT = "import os, resource; print('child', os.sched_getscheduler(0), resource.getrlimit(resource.RLIMIT_RTTIME)[0], flush=True)"
HELPER = sys.argv[3]


def policy_of(process):
    return os.sched_getscheduler(process.pid) & ~os.SCHED_RESET_ON_FORK


def may_be_first():
    """Does the system let programs of ours run before others?"""
    if len(os.sched_getaffinity(0)) == 1:
        return False
    ask = "import os; os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))"
    return subprocess.run([sys.executable, "-c", ask], stderr=subprocess.DEVNULL, check=False).returncode == 0


def started(world, *arguments):
    process = world.start(PROGRAM, "--backend", "headless", "--log-level", "info", *arguments)
    assert until(lambda: "the loop is scheduled" in text_of(process)), text_of(process)
    assert until(lambda: "serving clients" in text_of(process)), text_of(process)
    return process


def loop_and_child(world):
    """the loop runs before ordinary programs where the system lets it, and what it starts does not"""
    process = started(world, "--", sys.executable, "-c", REPORT + "; import time; time.sleep(600)")
    assert policy_of(process) == (os.SCHED_RR if may_be_first() else os.SCHED_OTHER), text_of(process)
    assert ("real time" in text_of(process)) == may_be_first(), text_of(process)
    unlimited = resource.getrlimit(resource.RLIMIT_RTTIME)[0]
    assert until(lambda: f"child {os.SCHED_OTHER} " in text_of(process)), text_of(process)
    limit = resource.prlimit(int(child_of(process)), resource.RLIMIT_RTTIME)[0]
    assert limit == unlimited, (limit, unlimited)


def child_of(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()[0]


def threads(world):
    """of its threads only the loop runs before ordinary programs"""
    process = started(world)
    others = [int(t) for t in os.listdir(f"/proc/{process.pid}/task") if int(t) != process.pid]
    assert all(os.sched_getscheduler(t) & ~os.SCHED_RESET_ON_FORK == os.SCHED_OTHER for t in others), others


def switched(world):
    """the configuration switches it off and on"""
    config = Path(world.folder.name) / "vitrail.toml"
    config.write_text("[scheduling]\nrealtime = false\n", encoding="utf-8")
    process = world.start(PROGRAM, "--backend", "headless", "--log-level", "info", "--config", str(config))
    assert until(lambda: "serving clients" in text_of(process)), text_of(process)
    assert until(lambda: "WAYLAND_DISPLAY=wayland" in text_of(process)), text_of(process)
    assert policy_of(process) == os.SCHED_OTHER
    config.write_text("", encoding="utf-8")
    process.send_signal(signal.SIGHUP)
    assert until(lambda: "the loop is scheduled" in text_of(process)), text_of(process)
    assert policy_of(process) == (os.SCHED_RR if may_be_first() else os.SCHED_OTHER), text_of(process)
    config.write_text("[scheduling]\nrealtime = false\n", encoding="utf-8")
    process.send_signal(signal.SIGHUP)
    assert until(lambda: policy_of(process) == os.SCHED_OTHER), text_of(process)


def not_allowed(world):
    """where the system does not let it, it says where to allow it and serves"""
    def nobody():
        resource.setrlimit(resource.RLIMIT_RTPRIO, (0, 0))
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)

    os.chmod(world.folder.name, 0o777)
    with open(f"{world.folder.name}/nobody.log", "w", encoding="utf-8") as log:
        world.running.append(subprocess.Popen(
            [PROGRAM, "--backend", "headless", "--log-level", "info"], env=world.environment, stdin=subprocess.DEVNULL,
            stdout=log, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=nobody))
    process = world.running[-1]
    process.log = log.name
    assert until(lambda: "serving clients" in text_of(process)), text_of(process)
    if len(os.sched_getaffinity(0)) > 1:
        assert until(lambda: "scheduled ordinarily: Operation not permitted. vitrail(1)" in text_of(process)), text_of(process)
    assert policy_of(process) == os.SCHED_OTHER


def run_away(_):
    """a loop that runs away is scheduled as all others after a fifth of a second, and goes on"""
    done = subprocess.run([HELPER], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout
    before, after = (int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("policy"))
    assert before == (os.SCHED_RR if may_be_first() else os.SCHED_OTHER), done.stdout
    assert after == os.SCHED_OTHER, done.stdout
    assert ("did not rest" in done.stdout) == may_be_first(), done.stdout


main([loop_and_child, threads, switched, not_allowed, run_away])
