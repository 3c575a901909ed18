#!/usr/bin/env python3
"""run_tests.py BUILD [--full] [--sanitize] [--bench] [--seed N] [NAME...]: run the tests that meson knows, and count their cases.

A NAME is a test or a suite. Test programs speak TAP, so that every case counts, and one that does not counts as one
case. The last line is always `N passed, N failed, N skipped`. Exit status: 0 when something ran and nothing failed.

The environment tells tests how much to do: VITRAIL_FULL=1 for the full counts, VITRAIL_SEED for what is random.
"""

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

RESULT = re.compile(r"(not )?ok\b *\d* *-? *(.*)")
PLAN = re.compile(r"1\.\.\d+\b")
DIRECTIVE = re.compile(r"(?:^|\s)# *(SKIP|TODO)\S*\s*(.*)", re.IGNORECASE)


@dataclass
class Case:
    name: str
    result: str  # passed, failed or skipped
    reason: str = ""
    output: list[str] = field(default_factory=list)


def read_tap(text: str) -> list[Case]:
    """The cases of a program's TAP output. What follows a case's line up to the next one is its output."""
    cases: list[Case] = []
    for line in text.splitlines():
        plan = re.fullmatch(r"1\.\.0\s*# *SKIP\S*\s*(.*)", line, re.IGNORECASE)
        match = RESULT.match(line)
        if plan:
            cases.append(Case("everything", "skipped", plan[1]))
        elif line.startswith("Bail out!"):
            cases.append(Case(line, "failed"))
        elif match:
            cases.append(read_result(bool(match[1]), match[2]))
        elif cases and not PLAN.match(line):
            cases[-1].output.append(line.removeprefix("# "))
    return cases


def read_result(failed: bool, description: str) -> Case:
    directive = DIRECTIVE.search(description)
    name = description[: directive.start()].strip() if directive else description
    if directive and (directive[1].upper() == "SKIP" or failed):
        return Case(name, "skipped", directive[2].lstrip("- ") or "no reason given")
    return Case(name, "failed" if failed else "passed")


def cases_of(test: dict) -> list[Case]:
    """The cases of one test program, from its entry in meson's log."""
    result, output = test["result"], test.get("stdout", "") + test.get("stderr", "")
    is_tap = re.search(r"^(1\.\.\d+|(not )?ok\b)", test.get("stdout", ""), re.MULTILINE)
    cases = read_tap(test["stdout"]) if is_tap else []
    if result in ("OK", "EXPECTEDFAIL") and not cases:
        return [Case("", "passed")]
    if result == "SKIP" and not cases:
        return [Case("", "skipped", output.strip().splitlines()[-1] if output.strip() else "no reason given")]
    if result not in ("OK", "SKIP", "EXPECTEDFAIL") and all(case.result != "failed" for case in cases):
        # It crashed, ran out of time, or did not run all that it planned: its cases do not show that.
        told = f"the program ended wrong ({result.lower()}, exit status {test['returncode']})"
        cases.append(Case(told, "failed", output=output.splitlines()[-40:]))
    return cases


def program_name(test: dict) -> str:
    """Meson's log has the suites and the project in front of the name."""
    return test["name"].split(" - ", 1)[-1].split(":", 1)[-1]


def selected(build: Path, kind: str, names: list[str]) -> list[dict]:
    listing = subprocess.run(["meson", "introspect", kind, build], check=True, capture_output=True, text=True)
    known = json.loads(listing.stdout)
    if not names:
        return known
    chosen = []
    for name in names:
        found = [test for test in known if test["name"] == name or name in plain_suites(test)]
        if not found:
            suites = sorted({suite for test in known for suite in plain_suites(test)})
            tests = sorted(test["name"] for test in known)
            sys.exit(f"no test or suite is called {name}\nsuites: {', '.join(suites)}\ntests: {', '.join(tests)}")
        chosen += [test for test in found if test not in chosen]
    return chosen


def plain_suites(test: dict) -> list[str]:
    return [suite.split(":")[-1] for suite in test["suite"]]


def prepare_bed(tests: list[dict]) -> None:
    """Make the test bed's kernel first, where it is needed: minutes that are nobody's time limit."""
    bed = Path(__file__).resolve().parent / "bed"
    if any(str(bed) in word for test in tests for word in test["cmd"]):
        subprocess.run([bed / "kernel/build"], stdout=subprocess.DEVNULL, check=False)  # tests tell what fails


def run(build: Path, tests: list[dict], arguments: argparse.Namespace) -> list[dict]:
    """Run the tests under meson, and return its log's entries."""
    wrapper = Path(__file__).resolve().parent / "sanitize/under"
    log = build / f"meson-logs/testlog{'-' + wrapper.name if arguments.sanitize else ''}.json"  # as meson names it
    log.unlink(missing_ok=True)
    command = ["meson", "test", "-C", build, "--no-rebuild", "--num-processes", str(os.cpu_count() or 1)]
    command += ["--benchmark", "--verbose"] if arguments.bench else []
    slower = (20 if arguments.full else 1) * (5 if arguments.sanitize else 1)
    command += ["--timeout-multiplier", str(slower)]
    command += ["--wrapper", str(wrapper)] if arguments.sanitize else []
    command += sorted({test["name"] for test in tests})
    meson = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: meson.terminate())
    for line in meson.stdout:
        # Of what meson tells, the line of each program; its cases and its failures come below.
        if arguments.bench or re.match(r" *\d+/\d+ ", line):
            print(line, end="", flush=True)
    meson.wait()
    found = next(iter(sorted((build / "meson-logs").glob(log.name))), None)
    return [json.loads(line) for line in found.read_text().splitlines()] if found else []


def report(log: list[dict]) -> dict[str, int]:
    """Tell every skip with its reason and every failure with its output; the count of each result."""
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    failures = []
    for test in log:
        program = program_name(test)
        for case in cases_of(test):
            counts[case.result] += 1
            if case.result == "skipped":
                print(f"skipped: {program}: {case.name}: {case.reason}".replace(": : ", ": "))
            if case.result == "failed":
                failures.append((program, case, test))
    for program, case, test in failures:
        print(f"\nfailed: {program}: {case.name}")
        for line in case.output or test.get("stderr", "").splitlines()[-40:]:
            print(f"    {line}")
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev test", description="Run Vitrail's tests.")
    parser.add_argument("build", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--bench", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--full", action="store_true", help="the full counts, hours; otherwise 1/20 of them")
    parser.add_argument("--sanitize", action="store_true", help="a build with sanitizers: each report fails its test")
    parser.add_argument("--seed", type=int, help="of what is random: 1, or with --full a new one each time")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a test or a suite; all tests without one")
    arguments = parser.parse_args()

    seed = arguments.seed or int(os.environ.get("VITRAIL_SEED") or 0)
    seed = seed or (random.randrange(1, 2**31) if arguments.full else 1)
    os.environ["VITRAIL_SEED"] = str(seed)
    os.environ.pop("VITRAIL_FULL", None)
    if arguments.full:
        os.environ["VITRAIL_FULL"] = "1"
    os.environ.setdefault("VITRAIL_BED_TIMEOUT", "43200")  # meson's limits, which grow with the counts, are the ones that hold
    print(f"seed {seed} (./dev test --seed {seed} repeats it)", flush=True)

    tests = selected(arguments.build, "--benchmarks" if arguments.bench else "--tests", arguments.names)
    if arguments.sanitize and not arguments.names:
        tests = [test for test in tests if not {"door", "rules"} & set(plain_suites(test))]  # nothing of them is compiled
    if not tests:
        print(f"there are no {'benchmarks' if arguments.bench else 'tests'} in {arguments.build}")
    prepare_bed(tests)
    log = run(arguments.build, tests, arguments) if tests else []
    counts = report(log)
    missing = len({test["name"] for test in tests}) - len({program_name(test) for test in log})
    if missing > 0:
        print(f"\nfailed: {missing} test programs have no result")
        counts["failed"] += missing
    print("\n{passed} passed, {failed} failed, {skipped} skipped".format(**counts), flush=True)
    return 0 if counts["passed"] and not counts["failed"] else 1


if __name__ == "__main__":
    sys.exit(main())
