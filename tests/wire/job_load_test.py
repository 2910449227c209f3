"""A job of 10,000 speakers beside other calls, what is left of it, and stops in its middle."""
import json
import os
import signal
import time

import pytest

from support.batch_jobs import ENDS, INPUT, KINDS, Batch, until
from support.emulator import Emulator
from wire import raw
from wire.bounds import SANITIZED, scaled
from wire.memory import bound_kib, resident_kib

SPEAKERS = 500 if SANITIZED else 10_000
VOICES = 8
SAMPLE_SECONDS = 2
CALLS_AT_A_TIME = 50
# Fewer tell nothing of a p99.
ENOUGH = 500
PAUSE_SECONDS = 0.002
# By percentile: what the noise of a shared machine alone adds to a call.
FLOOR_SECONDS = {50: scaled(0.0005), 99: scaled(0.005)}
TEMPORARY = ".voiceid-"


def percentile(samples, percent):
    return samples[len(samples) * percent // 100]


def shown(samples):
    p50, p99 = percentile(samples, 50), percentile(samples, 99)
    return f"p50 {p50 * 1e6:.0f} µs, p99 {p99 * 1e6:.0f} µs, longest {samples[-1] * 1e6:.0f} µs"


class Describing:
    """DescribeSpeaker on one connection, a call after the other."""

    def __init__(self, batch):
        self.connection = raw.Connection(batch.emulator.address)
        self.request = raw.api({"DomainId": batch.domain_id, "SpeakerId": "known"}, "VoiceID.DescribeSpeaker")

    def _seconds(self):
        begun = time.perf_counter()
        answer = self.connection.exchange(self.request)
        took = time.perf_counter() - begun
        assert answer.status == 200, answer
        return took

    def samples(self, wanted=lambda: True):
        """How long each call takes, while they are wanted; in bursts, as the job's threads give way to calls and are
        to get on."""
        taken, end = [], time.monotonic() + SAMPLE_SECONDS
        while time.monotonic() < end and wanted():
            taken += [self._seconds() for _ in range(CALLS_AT_A_TIME)]
            time.sleep(PAUSE_SECONDS)
        assert len(taken) >= ENOUGH, "it was over before the calls were"
        return sorted(taken)


def entries(batch, jobs, count=SPEAKERS):
    """A few files serve them all."""
    voices = [[batch.voice(f"voice-{number}")] for number in range(VOICES)]
    return [jobs.entry(f"speaker-{number}", audio=voices[number % VOICES]) for number in range(count)]


def settled_kib(pid):
    """Once it does not change any more: what a job took is given back a moment after its end."""
    seen = [resident_kib(pid)]

    def stands():
        seen.append(resident_kib(pid))
        return len(set(seen[-20:])) == 1 and len(seen) > 20
    until(stands)
    return seen[-1]


@pytest.fixture
def batch(start_emulator):
    """In which one speaker is known and a first small job has run: what comes with the first job of all is there."""
    batch = Batch(start_emulator())
    jobs = batch.enrollment
    assert jobs.run(*entries(batch, jobs, 2 * VOICES), jobs.entry("known", voice="voice-0")).job
    return batch


def test_a_job_of_ten_thousand_speakers(batch):
    jobs, pid = batch.enrollment, batch.emulator.pid
    describing = Describing(batch)
    idle = describing.samples()
    before = settled_kib(pid)

    begun = time.monotonic()
    job = jobs.start(*entries(batch, jobs))["JobId"]
    busy = describing.samples(lambda: jobs.describe(job)["JobStatus"] not in ENDS)
    done = jobs.done(job)
    took = time.monotonic() - begun
    assert len(done.outcomes) == SPEAKERS
    assert set(list(done.outcomes.values())[2 * VOICES:]) == {"NEW_ENROLLMENT"}

    first = settled_kib(pid)
    again = jobs.run(*entries(batch, jobs))
    assert set(again.outcomes.values()) == {"DUPLICATE_SKIPPED"}
    second = settled_kib(pid)

    print(f"\n{SPEAKERS} speakers in {took:.1f} s; DescribeSpeaker idle: {shown(idle)}; beside the job: {shown(busy)}; "
          f"memory {before} KiB before, {first} KiB after the first job, {second} KiB after the second")
    for percent, floor in FLOOR_SECONDS.items():
        assert percentile(busy, percent) <= 2 * percentile(idle, percent) + floor
    assert second <= bound_kib(first * 11 // 10)
    assert first <= bound_kib(before * 11 // 10 + SPEAKERS)


@pytest.fixture
def rooted(start_emulator, tmp_path):
    batch = Batch(start_emulator("--s3-root", tmp_path))
    batch.root = tmp_path
    return batch


def files(root):
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def whole(path):
    return list(json.loads(path.read_bytes()))[:2] == ["Version", "Errors"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_a_stop_in_mid_job_leaves_nothing_behind(rooted, kind, signal_):
    """It ends within a second, as ever."""
    jobs = rooted.jobs(KINDS[kind])
    job = jobs.start(*rooted.slow_entries(jobs))["JobId"]
    jobs.in_progress(job)
    before = files(rooted.root)
    rooted.emulator.stop(signal_)
    assert files(rooted.root) == before
    assert not (rooted.root / rooted.bucket / "out").exists()


def test_a_stop_while_both_kinds_run(rooted):
    for jobs in (rooted.enrollment, rooted.registration):
        jobs.in_progress(jobs.start(*rooted.slow_entries(jobs))["JobId"])
    before = files(rooted.root)
    rooted.emulator.stop()
    assert files(rooted.root) == before


def stopped_at(batch, percent, end):
    """Ends the emulator as soon as so much of a job is done; gives the files that were written since the start."""
    jobs = batch.enrollment
    job = jobs.start(*entries(batch, jobs, 40))["JobId"]
    before = files(batch.root)
    while jobs.describe(job)["JobProgress"]["PercentComplete"] < percent:
        pass
    end(batch.emulator)
    return job, [name for name in files(batch.root) if name not in before]


# At 100 the output may be about to be written, or have been.
AT_ANY_TIME = pytest.mark.parametrize("percent", [0, 20, 50, 80, 97, 100, 100, 100])


@AT_ANY_TIME
def test_a_stop_at_any_time_leaves_a_whole_output_or_none(rooted, percent):
    job, written = stopped_at(rooted, percent, Emulator.stop)
    assert written in ([], [f"{rooted.bucket}/out/{job}/{INPUT}.out"])
    assert all(whole(rooted.root / name) for name in written)


@AT_ANY_TIME
def test_a_kill_at_any_time_leaves_no_half_output(rooted, percent):
    """Nobody can tidy up then: a temporary file may stay, which is none of the storage's objects."""
    _, written = stopped_at(rooted, percent, Emulator.kill)
    assert len(written) <= 1
    for name in written:
        assert name.rsplit("/", 1)[-1].startswith(TEMPORARY) or whole(rooted.root / name), name


def test_a_kill_in_mid_job_leaves_nothing_behind(rooted):
    jobs = rooted.enrollment
    jobs.in_progress(jobs.start(*rooted.slow_entries(jobs))["JobId"])
    before = files(rooted.root)
    rooted.emulator.kill()
    assert files(rooted.root) == before


@pytest.mark.parametrize("when", ["idle", "mid-job"])
def test_the_private_folder_is_gone_after_a_stop(start_emulator, tmp_path, when):
    batch = Batch(start_emulator(env={"TMPDIR": str(tmp_path)}))
    jobs = batch.enrollment
    jobs.put_manifest("alice")
    [folder] = os.listdir(tmp_path)
    assert folder.startswith("voiceid-local-") and (tmp_path / folder).stat().st_mode & 0o777 == 0o700
    if when == "mid-job":
        jobs.in_progress(jobs.start(*batch.slow_entries(jobs))["JobId"])
    batch.emulator.stop()
    assert os.listdir(tmp_path) == []


def test_a_job_goes_on_while_its_starter_is_gone(start_emulator):
    """Nothing of a job hangs on the connection that started it."""
    batch = Batch(start_emulator())
    jobs = batch.enrollment
    jobs.put_manifest(*entries(batch, jobs, 20))
    with raw.Connection(batch.emulator.address) as connection:
        connection.send(raw.api(jobs.request(), "VoiceID.StartSpeakerEnrollmentJob"))
    [job] = until(jobs.list)
    assert set(jobs.done(job["JobId"]).outcomes.values()) == {"NEW_ENROLLMENT"}
