#!/usr/bin/env python3
"""What `./dev test` counts and tells, from the entries of meson's log. Speaks TAP."""

import contextlib
import io
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from run_tests import report  # noqa: E402


def entry(result: str, stdout: str = "", status: int = 0) -> dict:
    """As meson 1.12 writes it."""
    return {"name": "unit - vitrail:geometry", "result": result, "returncode": status, "stdout": stdout}


def told(*log: dict) -> tuple[dict, str]:
    with contextlib.redirect_stdout(io.StringIO()) as text:
        counts = report(list(log))
    return counts, text.getvalue()


def counted(passed: int, failed: int, skipped: int) -> dict:
    return {"passed": passed, "failed": failed, "skipped": skipped}


def every_case_of_a_program_counts():
    counts, text = told(entry("OK", "ok 1 - a\nok 2 - b\n1..2\n"), entry("OK", "no TAP here\n"))
    return counts == counted(3, 0, 0) and text == ""


def a_skipped_case_is_told_with_its_reason():
    counts, text = told(entry("OK", "ok 1 - a\nok 2 - a GPU renders # SKIP no GPU\n1..2\n"))
    return counts == counted(1, 0, 1) and text == "skipped: geometry: a GPU renders: no GPU\n"


def a_skipped_program_is_told_with_its_reason():
    counts, text = told(entry("SKIP", "1..0 # SKIP no kernel\n"), entry("SKIP", "no bed\n", 77))
    return counts == counted(0, 0, 2) and "no kernel\n" in text and "no bed\n" in text


def a_failed_case_is_told_with_what_followed_it():
    counts, text = told(entry("FAIL", "not ok 1 - a\n# expected 1\nok 2 - b\n1..2\n", 1))
    return counts == counted(1, 1, 0) and "failed: geometry: a\n    expected 1\n" in text


def a_program_that_crashes_after_good_cases_is_a_failure():
    counts, text = told(entry("ERROR", "1..9\nok 1 - a\n", -11))
    return counts == counted(1, 1, 0) and "exit status -11" in text


def a_program_that_runs_out_of_time_is_a_failure():
    counts, text = told(entry("TIMEOUT", "", -15))
    return counts == counted(0, 1, 0) and "timeout" in text


def a_known_fault_is_no_failure():
    counts, text = told(entry("OK", "not ok 1 - a # TODO when it rains\nok 2 - b\n1..2\n"))
    return counts == counted(1, 0, 1) and "when it rains" in text


CASES = [
    every_case_of_a_program_counts,
    a_skipped_case_is_told_with_its_reason,
    a_skipped_program_is_told_with_its_reason,
    a_failed_case_is_told_with_what_followed_it,
    a_program_that_crashes_after_good_cases_is_a_failure,
    a_program_that_runs_out_of_time_is_a_failure,
    a_known_fault_is_no_failure,
]

print(f"1..{len(CASES)}")
results = [case() for case in CASES]
for number, (case, good) in enumerate(zip(CASES, results), 1):
    print(f"{'ok' if good else 'not ok'} {number} - {case.__name__.replace('_', ' ')}")
sys.exit(not all(results))
