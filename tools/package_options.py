"""The program's options, from the tables in docs/configuration.md, which the tests hold to the program. Imported by tools/package_*."""
import re
from dataclasses import dataclass, field

from package_parts import ROOT

TABLES = re.compile(r"^<!-- options -->$(.*)^<!-- end of options -->$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `--([a-z0-9-]+) ?([^`]*)` \| `(\w+)` \| (?:`([^`]+)`)? \| (.*) \|$")


@dataclass(frozen=True)
class Option:
    name: str
    value: str = ""
    meaning: str = ""
    variable: str = ""
    default: str = ""
    group: str = ""

    @property
    def choices(self):
        """The words it takes, such as on and off."""
        values = self.value.split("|")
        return [each for each in values if each == each.lower()] if len(values) > 1 else []

    @property
    def takes_files(self):
        return "FILE" in self.value.split("|")

    @property
    def takes_folders(self):
        return "DIR" in self.value.split("|")

    @property
    def is_repeatable(self):
        return self.meaning.endswith("repeatable")


@dataclass(frozen=True)
class Command:
    name: str
    meaning: str
    options: list = field(default_factory=list)


HELP = Option("help", meaning="Print this help and exit")
VERSION = Option("version", meaning="Print the version and exit")
#: The tests hold these to the program's help.
COMMANDS = [
    Command("health", "Print in one line whether an emulator is ready; exit with 0 if it is, else with 1",
            [Option("wait", "SECONDS", "Keep asking until it is ready, for at most this long")]),
    Command("wav", "Write a WAV file in which a simulated voice speaks",
            [Option("voice", "NAME", "Name the voice in it, such as alice"),
             Option("seconds", "N", "Net speech; full frames of 0.02 seconds count"),
             Option("silence", "N", "Seconds of silence after it"),
             Option("spoofing-risk", "N", "Risk that the voice is spoofed (0 to 100)"),
             Option("output", "FILE", "File to write (default: standard output)")]),
    Command("version", "Print the version and exit"),
]


def options():
    """Those of the program itself, in the order of its help."""
    group, found = "", []
    tables = TABLES.search((ROOT / "docs/configuration.md").read_text(encoding="utf-8"))[1]
    for line in tables.splitlines():
        if line.startswith("### "):
            group = line[4:]
        row = ROW.match(line.replace(r"\|", "|"))
        if row:
            name, value, variable, default, meaning = row.groups()
            found.append(Option(name, value, meaning, variable, default or "", group))
    return found


def by_group():
    """Yields each group's name with its options."""
    found = options()
    for name in dict.fromkeys(each.group for each in found):
        yield name, [each for each in found if each.group == name]


def literal(option):
    """Its default, or what it takes, as TOML has it."""
    if not option.value:
        return "true"
    shown = option.default or option.value
    text = shown if re.fullmatch(r"[1-9]\d*|0", shown) else f'"{shown}"'
    return f"[{text}]" if option.is_repeatable else text


def example_configuration():
    """All options with their defaults, commented out."""
    lines = ["# Options of voiceid-local, for voiceid-local --config FILE. Lines with a default show it.", ""]
    for name, group in by_group():
        lines += [f"# {name}", ""]
        for option in group:
            # A file does not name itself, and a descriptor is inherited.
            if option.name not in ("config", "lifeline"):
                lines += [f"# {option.meaning}", f"#{option.name} = {literal(option)}", ""]
    return "\n".join(lines)
