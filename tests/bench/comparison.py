"""One scenario: the emulator and nginx in turn, as often as asked, each started afresh for its turn."""
import statistics
import tempfile
from pathlib import Path

import load
import sdk_request
from raw_http import Connection
from servers import VoiceId, nginx_like

FIGURES = ["requests_per_second", "p50_us", "p99_us", "cpu_us", "busy", "wrk_busy"]


def compare(scenario, rounds, seconds, progress):
    """Both servers' measures of each round, their medians, and the ratios emulator/nginx with their spread."""
    measured, size = [], None
    for number in range(1, rounds + 1):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            pair, size = _round(scenario, seconds, number, Path(folder))
        measured.append(pair)
        progress(f"{scenario.name} round {number} of {rounds}: " + ", ".join(
            f"{name} {measure.requests_per_second:,.0f}/s" for name, measure in pair.items()))
    return {"name": scenario.name, "title": scenario.title, "answer_bytes": size,
            "rounds": [{name: measure.as_dict() for name, measure in pair.items()} for pair in measured],
            "median": {name: _medians([pair[name] for pair in measured]) for name in measured[0]},
            "ratio": _ratios(measured)}


def _round(scenario, seconds, number, folder):
    template = folder / "request"
    with VoiceId() as ours:
        work = scenario.prepare(ours, folder)
        template.write_bytes(work.template.encode())
        request = sdk_request.fill_in(work.template, work.sample)
        with Connection(ours.address) as connection:
            answer = connection.exchange(request)
        if answer.status != 200:
            raise load.LoadError(f"{scenario.name}: {answer.status} {answer.body[:300]!r}")
        mine = load.run(ours, seconds, template, work.picker, number)
    with nginx_like(answer, request) as nginx:
        theirs = load.run(nginx, seconds, template, work.picker, number)
    return {ours.name: mine, nginx.name: theirs}, answer.size


def _medians(measures):
    return {figure: statistics.median(getattr(measure, figure) for measure in measures) for figure in FIGURES}


def _ratios(measured):
    """Of each round by itself, since what slows the machine for a while slows both servers."""
    ratios = {}
    for figure in FIGURES:
        each = [getattr(pair["voiceid-local"], figure) / getattr(pair["nginx"], figure) for pair in measured]
        ratios[figure] = {"median": statistics.median(each), "lowest": min(each), "highest": max(each)}
    return ratios
