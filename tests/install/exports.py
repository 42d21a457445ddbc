# SPDX-License-Identifier: LGPL-2.1-or-later
"""What installed headers declare against what the installed library exports."""

import re
import subprocess

NAMESPACE = re.compile(r"^namespace ([a-z:]+) \{", re.M)
CLASS = re.compile(r"^(?:class|struct) JOINCAST_EXPORT (\w+)", re.M)
FUNCTION = re.compile(r"^(?:\[\[nodiscard\]\] )?JOINCAST_EXPORT (?!class|struct)[^;{]*?(operator[^\s(]+|\w+)\(", re.M)
# A free function that is declared and nothing else: no body, no template, no mark.
BARE = re.compile(r"^(?!\s|using|template|typedef|friend|inline|constexpr|JOINCAST_EXPORT|namespace|class|struct|enum|///?"
                  r"|#|\}|static|extern|return)[\w:<>,&*\[\] ]+?[ &*](\w+)\([^;{}]*\)[^;{}]*;", re.M)
PRIVATE_VERSION = "JOINCAST_PRIVATE"


def declared(headers):
    """Qualified names of classes and functions marked for export, and of functions that should be but are not."""
    classes, functions, unmarked = set(), set(), []
    for header in headers:
        text = header.read_text(encoding="utf-8")
        if "JOINCAST_EXPORT" in text and "joincast/base/export.h" not in text and header.name != "export.h":
            unmarked.append(f"{header}: does not include base/export.h")
        for start, end, namespace in scopes(text):
            part = re.sub(r"//.*", "", text[start:end])
            classes |= {f"{namespace}::{name}" for name in CLASS.findall(part)}
            functions |= {f"{namespace}::{name}" for name in FUNCTION.findall(part)}
            unmarked += [f"{header}: {namespace}::{name}()" for name in BARE.findall(part)]
    return classes, functions, unmarked


def scopes(text):
    found = [(match.start(), match.group(1)) for match in NAMESPACE.finditer(text)]
    ends = [start for start, _ in found[1:]] + [len(text)]
    return [(start, end, name) for (start, name), end in zip(found, ends)]


def exported(library):
    """Demangled names with the version that each has."""
    symbols = subprocess.run(["nm", "-D", "--defined-only", "--with-symbol-versions", "-C", library], check=True,
                             stdout=subprocess.PIPE, text=True).stdout
    for line in symbols.splitlines():
        name, _, version = line[line.index(" ") + 3 :].rpartition("@@")
        if not name:
            continue  # the versions themselves
        yield name, version


def scope_of(symbol):
    """`joincast::net::Watch` of `vtable for joincast::net::Watch` and of `joincast::net::Watch::cancel()`."""
    symbol = re.sub(r"^(vtable|typeinfo name|typeinfo|VTT|guard variable|(non-)?virtual thunk) (for|to) ", "", symbol)
    start = symbol.find("joincast::")
    if start > 0 and "(" in symbol[:start] or start < 0:
        return None
    match = re.match(r"joincast(::(operator[^\s(]+|[\w~]+))+", symbol[start:])
    return match.group(0) if match else None


def compare(headers, library):
    """Faults, as text."""
    classes, functions, faults = declared(headers)
    faults = [f"declared without JOINCAST_EXPORT: {name}" for name in faults]
    used = set()
    for symbol, version in exported(library):
        scope = scope_of(symbol)
        if scope is None:
            faults.append(f"exported, not ours: {symbol}")
            continue
        parts = scope.split("::")
        owners = {"::".join(parts[:count]) for count in range(2, len(parts) + 1)} & classes
        owner = owners or ({scope} & functions)
        used |= owner
        if version == PRIVATE_VERSION and owner:
            faults.append(f"declared, but exported for our own programs only: {symbol}")
        if version != PRIVATE_VERSION and not owner:
            faults.append(f"exported, not declared: {symbol}")
    faults += [f"declared, not exported: {name}" for name in sorted((classes | functions) - used)]
    return faults
