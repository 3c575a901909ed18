"""conformance.py MODULE PRELOAD EXPECTED: Canonical's Wayland conformance suite against Vitrail; speaks TAP.

A case is one group of the suite's tests. It passes when every test in it that applies ends as expected: passed, or failed
where EXPECTED has a line for it, with the reason. A test that passes though it is expected to fail fails its group too:
the list shall not grow old.

The suite attaches buffers before the first configure, which the protocols forbid. PRELOAD mends that on its side
(configure_first.cpp); tests that mean the early attach run without it. With WLCS_UNMODIFIED=1 nothing is mended and
nothing is expected: only the figure is told.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from fnmatch import fnmatchcase
from pathlib import Path

MODULE, PRELOAD, EXPECTED = sys.argv[1:4]
# These are about the early attach itself.
AS_IT_IS = ["XdgSurfaceStableTest.*attach*", "XdgSurfaceStableTest.*committed_buffer*", "LayerSurfaceErrorsTest.*"]
RESULT = re.compile(r"\[ +(OK|FAILED|SKIP) +\] ([^ ,]+).*\(\d+ ?ms\)")
NOISE = re.compile(r"^$|GMOCK WARNING|Uninteresting mock|^\./src/in_process_server|^ *Function call:|^NOTE: You can safely|^\[[-= ]")
ENDED = "ended the suite"
START = re.compile(r"\[ RUN +\] ([^ ,]+)")


def runner() -> str:
    command = ["pkg-config", "--variable=test_runner", "wlcs"]
    found = os.environ.get("WLCS_RUNNER") or subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    sanitizer = os.environ.get("WLCS_SANITIZER")  # the module's: the runner must have the same
    return f"{found}.{sanitizer}" if sanitizer else found


def run(chosen: str, mended: bool) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The result of each test, and what it said."""
    results: dict[str, str] = {}
    said: dict[str, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="vitrail-wlcs-") as folder:
        environment = os.environ | {"XDG_RUNTIME_DIR": folder}
        if known := re.search("suppressions=([^:]*)", environment.get("LSAN_OPTIONS", "")):  # of sanitize/under
            leaks = Path(folder) / "leaks"
            leaks.write_text("".join(Path(name).read_text() for name in (known[1], Path(__file__).with_name("leaks"))))
            environment["LSAN_OPTIONS"] = environment["LSAN_OPTIONS"].replace(known[1], str(leaks))
        if mended:
            environment["LD_PRELOAD"] = " ".join(filter(None, [os.environ.get("LD_PRELOAD"), PRELOAD]))
        command = [runner(), MODULE, f"--gtest_filter={chosen}"]
        # Apart: the suite's lines come in blocks, and what the library says of a client that went would fall into the middle of
        # a result.
        try:
            done = subprocess.run(command, env=environment, capture_output=True, check=False,
                                  timeout=2000 if os.environ.get("WLCS_SANITIZER") else 500)
            out, err = done.stdout, done.stderr
        except subprocess.TimeoutExpired as late:
            out, err = late.stdout or b"", (late.stderr or b"") + f"\n{late}".encode()
    name = "before the first test"
    for line in out.decode(errors="replace").splitlines():
        if start := START.match(line):
            name = start[1]
            results[name] = ENDED  # until it says more
        elif result := RESULT.match(line):
            results[name] = result[1]
        else:
            said[name].append(line)
    if results.get(name) == ENDED:
        said[name] += err.decode(errors="replace").splitlines()[-30:]  # its last words
    return results, said


def expected_failures() -> list[str]:
    lines = Path(EXPECTED).read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]


def wrong(results: dict[str, str], expected: list[str]) -> dict[str, str]:
    """What did not end as expected, and how it ended."""
    out = {}
    for name, result in results.items():
        listed = any(fnmatchcase(name, pattern) for pattern in expected)
        if result == "OK" and listed:
            out[name] = "passes, though it stands among the expected failures"
        elif result == "FAILED" and not listed:
            out[name] = "failed"
        elif result not in ("OK", "FAILED", "SKIP"):
            out[name] = result
    return out


def main() -> int:
    unmodified = os.environ.get("WLCS_UNMODIFIED") == "1"
    kept = ":".join(AS_IT_IS)
    results, said = run("*" if unmodified else f"-{kept}", not unmodified)
    if not unmodified:
        for ours, theirs in zip((results, said), run(kept, False), strict=True):
            ours.update(theirs)
    faults = {} if unmodified else wrong(results, expected_failures())
    groups: dict[str, list[str]] = defaultdict(list)
    for name, result in results.items():
        if result != "SKIP":
            groups[name.split(".")[0]].append(name)
    print(f"1..{len(groups)}")
    for number, (group, names) in enumerate(sorted(groups.items()), 1):
        bad = [name for name in names if name in faults]
        passed = sum(results[name] == "OK" for name in names)
        print(f"{'not ok' if bad else 'ok'} {number} - {group}: {passed} of {len(names)} pass")
        for name in bad:
            print(f"# {name}: {faults[name]}")
            print("".join(f"#   {line}\n" for line in said[name] if not NOISE.search(line))[:4000], end="")
    passed = sum(result == "OK" for result in results.values())
    print(f"# {passed} of {sum(result != 'SKIP' for result in results.values())} tests that apply pass")
    return int(bool(faults) or not groups)


if __name__ == "__main__":
    sys.exit(main())
