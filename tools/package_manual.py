"""The manual page. Imported by tools/package_*."""
import time

from package_options import COMMANDS, HELP, VERSION, by_group
from package_parts import epoch, version

HEAD = r""".TH VOICEID\-LOCAL 1 "{date}" "voiceid\-local {version}" "User Commands"
.SH NAME
voiceid\-local \- local emulator of Amazon Connect Voice ID
.SH SYNOPSIS
.B voiceid\-local
.RI [ OPTION "]..."
.br
.B voiceid\-local health
.RI [ OPTION "]... [" URL ]
.br
.B voiceid\-local wav \-\-voice
.I NAME
.B \-\-seconds
.I N
.RI [ OPTION ]...
.br
.B voiceid\-local version
.SH DESCRIPTION
Serves the API of Amazon Connect Voice ID on http://localhost:8643, and a web console for browsers.
It keeps everything in memory, and ends within a second on every signal that asks a process to end.
.PP
Point a client at it with AWS_ENDPOINT_URL_VOICE_ID=http://localhost:8643.
Any region and credentials will do.
"""
ENVIRONMENT = r""".SH ENVIRONMENT
Each option can also be set by the variable that is shown with it.
A flag overrides the environment, which overrides the file of
.BR \-\-config .
In the environment, separate repeated values with commas.
"""
EXIT_STATUS = r""".SH EXIT STATUS
.TP
.B 0
It was ended by a signal, or what was asked for is done.
.TP
.B 1
.B health
found no emulator that is ready.
.TP
.B 2
An option is wrong, the port is in use, or a file cannot be read or written.
"""
EXAMPLES = r""".SH EXAMPLES
.EX
voiceid\-local \-\-fixtures demo
voiceid\-local health \-\-wait 30
voiceid\-local wav \-\-voice alice \-\-seconds 31 \-o alice.wav
.EE
"""


def roff(text):
    return text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")


def described(option):
    more = [f"Default: {option.default}."] if option.default else []
    more += [f"Environment: {option.variable}."] if option.variable else []
    flag = rf".B \-\-{roff(option.name)}"
    if option.value:
        flag = rf'.BI \-\-{roff(option.name)} " {roff(option.value)}"'
    return f".TP\n{flag}\n{roff(option.meaning)}.\n" + "".join(f"{roff(each)}\n" for each in more)


def manual():
    date = time.strftime("%Y-%m-%d", time.gmtime(epoch()))
    parts = [HEAD.format(date=date, version=version()), ".SH COMMANDS\n"]
    for command in COMMANDS:
        parts += [f".SS {command.name}\n{roff(command.meaning)}.\n", *map(described, command.options)]
    parts += [".SH OPTIONS\n", described(HELP), described(VERSION)]
    for name, group in by_group():
        parts += [f".SS {roff(name)}\n", *map(described, group)]
    return "".join([*parts, ENVIRONMENT, EXIT_STATUS, EXAMPLES])
