#!/usr/bin/env python3
"""Firefox and Chromium show a page, which hears keys, and end when their window is closed. browsers_test.py VITRAIL PAGE"""

import os
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import PROGRAM, main, text_of, until  # noqa: E402

PAGE = "file://" + os.path.abspath(sys.argv[2])
NIGHT, LEAF = bytes((0x20, 0x40, 0x60)), bytes((0x20, 0xA0, 0x40))
A_COLD_START = 90

# Greets nobody and asks nothing.
PREFERENCES = """user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"""


def share_of(world, color):
    """Which part of the screen has this colour?"""
    shot = subprocess.run(["grim", "-t", "ppm", "-"], env=world.environment, capture_output=True, timeout=20, check=False).stdout
    parts = shot.split(b"\n", 3)  # P6, size, 255, pixels
    if len(parts) < 4:
        return 0.0
    pixels = parts[3]
    return sum(pixels[i:i + 3] == color for i in range(0, len(pixels), 3 * 97)) / (len(pixels) / (3 * 97))


def shows_a_page(world, *command):
    vitrail = world.start(os.path.abspath(PROGRAM), "--backend", "headless", "--headless-displays", "1")
    assert until(lambda: "WAYLAND_DISPLAY=wayland-" in text_of(vitrail)), text_of(vitrail)
    world.environment |= {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": "", "HOME": world.folder.name}
    browser = world.start(*command)
    assert until(lambda: share_of(world, NIGHT) > 0.7, seconds=A_COLD_START), text_of(browser)

    def types():
        subprocess.run(["wtype", "g"], env=world.environment, timeout=20, check=True)
        return share_of(world, LEAF) > 0.7

    assert until(types, seconds=A_COLD_START), text_of(browser)
    subprocess.run(["wtype", "-M", "logo", "q", "-m", "logo"], env=world.environment, timeout=20, check=True)
    assert until(lambda: browser.poll() is not None, seconds=A_COLD_START)
    assert vitrail.poll() is None


def firefox(world):
    """Firefox shows a page, which hears keys, and ends when its window is closed"""
    profile = Path(world.folder.name, "firefox")
    profile.mkdir()
    profile.joinpath("user.js").write_text(PREFERENCES, encoding="utf-8")
    shows_a_page(world, "firefox-esr", "--no-remote", "--profile", str(profile), "--kiosk", PAGE)


def chromium(world):
    """Chromium shows a page, which hears keys, and ends when its window is closed"""
    shows_a_page(world, "chromium", "--no-sandbox", "--ozone-platform=wayland", f"--user-data-dir={world.folder.name}/chromium",
                 "--no-first-run", "--password-store=basic", "--start-fullscreen", "--app=" + PAGE)


if __name__ == "__main__":
    main([firefox, chromium])
