"""Programs that start an emulator and end in any way: nothing may be left."""
import os
import re
import signal
import socket
import subprocess

from support.output import Output
from support.patience import until
from support.plain_http import address_of


def refuses(address):
    try:
        socket.create_connection(address).close()
    except OSError:
        return True
    return False


def gone_after(command, env, folder, end=None):
    """The command prints an emulator's URL. After its end, or after `end` has been called with its process id, no emulator answers
    there and its folder of temporary files is empty. Returns its exit code."""
    temporary = folder / f"temporary-{os.urandom(4).hex()}"
    temporary.mkdir()
    process = subprocess.Popen([*map(str, command)], env={**env, "TMPDIR": str(temporary)}, cwd=folder, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    output = Output(process.stdout)
    line = output.wait_for(re.compile(r"http://\S+"))
    assert line, output.text()
    if end:
        end(process.pid)
    process.wait()
    output.close()
    until(lambda: refuses(address_of(re.search(r"http://\S+", line)[0])))
    until(lambda: not list(temporary.iterdir()))
    return process.returncode


def sends(number):
    """Sends it to the process alone."""
    return lambda process: os.kill(process, number)


def press_ctrl_c(process):
    """A terminal sends it to all that run in it."""
    os.killpg(process, signal.SIGINT)
