"""Reads which tests passed from what each framework reports, by names without their language's spelling."""
import re
from xml.etree import ElementTree


def bare(name):
    """`test_high_risk`, `TestHighRisk`, `highRisk(Path)` and `high risk` are the same test."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^[Tt]est(?=[A-Z_])|\(.*", "", name).lower())


def from_junit(report, _):
    """Of pytest and Node.js: the file `report`; of Surefire: the files in that folder. Without any, nothing was run."""
    files = report.glob("TEST-*.xml") if report.is_dir() else [report] if report.exists() else []
    cases = [case for file in files for case in ElementTree.parse(file).iter("testcase")]
    return {bare(case.get("name")): all(case.find(bad) is None for bad in ("failure", "error", "skipped"))
            for case in cases}


def from_go(_, output):
    """Of `go test -v`."""
    return {bare(name): result == "PASS" for result, name in re.findall(r"^--- (\w+): (\w+)", output, re.MULTILINE)}


def from_cargo(_, output):
    """Of `cargo test`."""
    return {bare(name): result == "ok" for name, result in re.findall(r"^test (\w+) \.\.\. (\w+)", output, re.MULTILINE)}
