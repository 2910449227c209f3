"""The measures as people read them."""

COLUMNS = [("requests_per_second", "requests/s", ",.0f"), ("p50_us", "p50 µs", ",.0f"), ("p99_us", "p99 µs", ",.0f"),
           ("cpu_us", "CPU µs/request", ".2f"), ("busy", "core busy", ".0%")]
LABEL, WIDTH = 15, 21
# A server that has less of its core was held back.
BUSY = 0.9


def heading(settings):
    return (f"{settings['emulator']}, {settings['nginx']}, {settings['wrk']}; "
            f"rounds of {settings['seconds']} s: {settings['rounds']}; server on core {settings['server_core']}, "
            f"wrk on core {settings['client_core']}")


def comparison(result):
    """A table of both servers' medians and the median ratio of all rounds with its lowest and highest."""
    lines = [f"{result['title']} (answers of {result['answer_bytes']:,} bytes)",
             _row("", [title for _, title, _ in COLUMNS])]
    for name, figures in result["median"].items():
        lines.append(_row(name, [format(figures[key], form) for key, _, form in COLUMNS]))
    lines.append(_row("ratio", [_ratio(result["ratio"][key]) for key, _, _ in COLUMNS if key != "busy"]))
    lines += [f"  {name} {_held_back_by(figures)}" for name, figures in result["median"].items()
              if figures["busy"] < BUSY]
    return "\n".join(lines)


def slowest(result):
    return (f"Slowest of {result['speakers']:,} OptOutSpeaker of new speakers: {result['slowest_us'] / 1000:.2f} ms of "
            f"CPU time (median {result['median_us'] / 1000:.2f})")


def startup(result):
    """A table of both servers' medians and the median ratio of all pairs with its lowest and highest."""
    lines = [f"Start-up, exec to first answer ({result['runs']} starts of each, in turn)", _row("", ["ms", "CPU ms"])]
    for name, figures in result["median"].items():
        lines.append(_row(name, [format(figures[key], ".1f") for key in ("wall_ms", "cpu_ms")]))
    lines.append(_row("ratio", [_ratio(result["ratio"][key]) for key in ("wall_ms", "cpu_ms")]))
    return "\n".join(lines)


def memory_at_start(result):
    return f"Resident memory at start: {_mb(result['VmRSS'])}, of which {_mb(result['RssAnon'])} without a file behind"


def memory_per_speaker(result):
    return (f"Memory per speaker at {result['speakers']:,}: {result['bytes']:.0f} bytes "
            f"(resident {_mb(result['before']['VmRSS'])} before, {_mb(result['after']['VmRSS'])} after)")


def _row(label, cells):
    return f"  {label:<{LABEL}}" + "".join(f"{cell:>{WIDTH}}" for cell in cells)


def _ratio(ratio):
    return f"{ratio['median']:.2f} ({ratio['lowest']:.2f}-{ratio['highest']:.2f})"


def _held_back_by(figures):
    if figures["wrk_busy"] > BUSY:
        return "was held back by wrk, whose core was full: compare the CPU time"
    return "was held back by other programs: repeat on a quiet machine"


def _mb(size):
    return f"{size / 1e6:.1f} MB"
