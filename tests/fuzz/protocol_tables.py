#!/usr/bin/env python3
"""protocol_tables.py OUTPUT XML...: the protocols' descriptions as tables in C++, for the fuzzer (protocol.hpp).

An interface that two descriptions have is taken from the first. What an argument may be (another interface, the values of
an enum, null) comes along, so that the fuzzer can say things that make sense, and things that nearly do.
"""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

KINDS = {"int": "i", "uint": "u", "fixed": "f", "string": "s", "object": "o", "new_id": "n", "array": "a", "fd": "h"}


def read(paths):
    interfaces = {}
    for path in paths:
        for interface in ElementTree.parse(path).getroot().iter("interface"):
            interfaces.setdefault(interface.get("name"), interface)
    return interfaces


def values_of(interfaces, interface, argument):
    """The values of an argument's enum, which may be another interface's."""
    name = argument.get("enum")
    if not name:
        return []
    owner, _, short = name.rpartition(".")
    description = interfaces.get(owner or interface.get("name"))
    found = description.find(f"enum[@name='{short}']") if description is not None else None
    return [int(entry.get("value"), 0) for entry in found.iter("entry")] if found is not None else []


class Tables:
    def __init__(self, interfaces):
        self.interfaces = interfaces
        self.numbers = {name: number for number, name in enumerate(interfaces)}
        self.lines = []

    def message(self, interface, message, prefix):
        """Writes a message's arguments and gives its row."""
        rows = []
        for argument in message.iter("arg"):
            values = values_of(self.interfaces, interface, argument)
            label = f"{prefix}_{argument.get('name')}_values"
            if values:
                self.lines.append(f"constexpr std::uint32_t {label}[]{{{', '.join(f'{value}U' for value in values)}}};")
            number = self.numbers.get(argument.get("interface"), -1)
            nullable = "true" if argument.get("allow-null") == "true" else "false"
            rows.append(f"{{\"{argument.get('name')}\", '{KINDS[argument.get('type')]}', {number}, {nullable}, "
                        f"{label if values else '{}'}}}")
        if rows:
            self.lines.append(f"constexpr ProtocolArgument {prefix}[]{{{', '.join(rows)}}};")
        destroys = "true" if message.get("type") == "destructor" else "false"
        return (f"{{\"{message.get('name')}\", {message.get('since', '1')}, {destroys}, {prefix if rows else '{}'}}}")

    def messages(self, interface, kind):
        label = f"{interface.get('name')}_{kind}s"
        rows = [self.message(interface, message, f"{label}_{message.get('name')}") for message in interface.iter(kind)]
        if rows:
            self.lines.append(f"constexpr ProtocolMessage {label}[]{{{', '.join(rows)}}};")
        return label if rows else "{}"

    def text(self):
        rows = []
        for name, interface in self.interfaces.items():
            requests, events = self.messages(interface, "request"), self.messages(interface, "event")
            rows.append(f"{{\"{name}\", {interface.get('version')}, {requests}, {events}}}")
        listing = ",\n    ".join(rows)
        return "\n".join(["// Made by protocol_tables.py.", '#include "protocol.hpp"', "", "namespace vitrail::test {", "",
                          "namespace {", "", *self.lines, "", f"constexpr ProtocolInterface all[]{{\n    {listing}}};", "",
                          "} // namespace", "",
                          "std::span<ProtocolInterface const> protocol_interfaces() { return all; }", "",
                          "} // namespace vitrail::test", ""])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(Tables(read(sys.argv[2:])).text())
