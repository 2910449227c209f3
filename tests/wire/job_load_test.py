"""A job of many speakers beside other calls, its memory, and stops in its middle."""
import json
import os
import signal

import pytest

from support.batch_jobs import ENDS, INPUT, KINDS, Batch
from support.emulator import Emulator
from support.patience import SANITIZED, until
from wire import raw
from wire.memory import bound_kib, resident_kib

SPEAKERS = 500 if SANITIZED else 1_000
VOICES = 8
ANSWERED = 20
# Only a hang takes that long.
JOB_SECONDS = 600
TEMPORARY = ".voiceid-"


def entries(batch, jobs, count=SPEAKERS):
    """A few files serve all requests."""
    voices = [[batch.voice(f"voice-{number}")] for number in range(VOICES)]
    return [jobs.entry(f"speaker-{number}", audio=voices[number % VOICES]) for number in range(count)]


def settled_kib(pid):
    """Memory once it no longer changes: a job frees its own a moment after its end."""
    seen = [resident_kib(pid)]

    def stands():
        seen.append(resident_kib(pid))
        return len(set(seen[-20:])) == 1 and len(seen) > 20
    until(stands)
    return seen[-1]


def test_a_job_of_many_speakers_answers_other_calls_and_frees_its_memory(start_emulator):
    batch = Batch(start_emulator())
    jobs, pid = batch.enrollment, batch.emulator.pid
    # What comes with the first job of all is there before memory is measured.
    jobs.run(*entries(batch, jobs, 2 * VOICES))
    before = settled_kib(pid)

    job = jobs.start(*entries(batch, jobs))["JobId"]
    answered = []

    def has_ended():
        answered.append(batch.speaker("speaker-0")["Status"])
        return jobs.describe(job)["JobStatus"] in ENDS
    until(has_ended, JOB_SECONDS)
    assert len(answered) >= ANSWERED, "other calls are answered while the job runs"
    done = jobs.done(job)
    assert len(done.outcomes) == SPEAKERS
    assert set(list(done.outcomes.values())[2 * VOICES:]) == {"NEW_ENROLLMENT"}

    first = settled_kib(pid)
    assert set(jobs.run(*entries(batch, jobs)).outcomes.values()) == {"DUPLICATE_SKIPPED"}
    second = settled_kib(pid)
    print(f"\nmemory {before} KiB before, {first} KiB after the first job, {second} KiB after the second")
    assert first <= bound_kib(before * 11 // 10 + 2 * SPEAKERS)
    assert second <= bound_kib(first * 11 // 10)


@pytest.fixture
def rooted(start_emulator, tmp_path):
    batch = Batch(start_emulator("--s3-root", tmp_path))
    batch.root = tmp_path
    return batch


def files(root):
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def whole(path):
    return list(json.loads(path.read_bytes()))[:2] == ["Version", "Errors"]


def begin_slow_jobs(batch, *kinds):
    for kind in kinds:
        jobs = batch.jobs(KINDS[kind])
        jobs.in_progress(jobs.start(*batch.slow_entries(jobs))["JobId"])


@pytest.mark.parametrize("kinds, end", [
    (["enrollment"], Emulator.stop), (["registration"], Emulator.stop),
    (list(KINDS), lambda emulator: emulator.stop(signal.SIGINT)), (["enrollment"], Emulator.kill)],
    ids=["enrollment", "registration", "both by SIGINT", "kill"])
def test_an_end_in_mid_job_leaves_nothing_behind(rooted, kinds, end):
    begin_slow_jobs(rooted, *kinds)
    before = files(rooted.root)
    end(rooted.emulator)
    assert files(rooted.root) == before
    assert not (rooted.root / rooted.bucket / "out").exists()


# At 100 the output may be about to be written, or has been.
@pytest.mark.parametrize("percent", [0, 50, 97, 100, 100, 100])
@pytest.mark.parametrize("end", [Emulator.stop, Emulator.kill], ids=["stop", "kill"])
def test_an_end_at_any_time_leaves_a_whole_output_or_none(rooted, end, percent):
    """After a kill a temporary file may stay, which is no object of the storage."""
    jobs = rooted.enrollment
    job = jobs.start(*entries(rooted, jobs, 40))["JobId"]
    before = files(rooted.root)
    until(lambda: jobs.describe(job)["JobProgress"]["PercentComplete"] >= percent)
    end(rooted.emulator)
    written = [name for name in files(rooted.root) if name not in before]
    if end is Emulator.kill and len(written) == 1 and written[0].rsplit("/", 1)[-1].startswith(TEMPORARY):
        return
    assert written in ([], [f"{rooted.bucket}/out/{job}/{INPUT}.out"])
    assert all(whole(rooted.root / name) for name in written)


def test_the_private_folder_is_gone_after_a_stop_in_mid_job(start_emulator, tmp_path):
    batch = Batch(start_emulator(env={"TMPDIR": str(tmp_path)}))
    begin_slow_jobs(batch, "enrollment")
    [folder] = os.listdir(tmp_path)
    assert folder.startswith("voiceid-local-") and (tmp_path / folder).stat().st_mode & 0o777 == 0o700
    batch.emulator.stop()
    until(lambda: not os.listdir(tmp_path))


def test_a_job_goes_on_when_the_connection_that_started_it_is_closed(start_emulator):
    batch = Batch(start_emulator())
    jobs = batch.enrollment
    jobs.put_manifest(*entries(batch, jobs, 20))
    with raw.Connection(batch.emulator.address) as connection:
        connection.send(raw.api(jobs.request(), "VoiceID.StartSpeakerEnrollmentJob"))
    [job] = until(jobs.list)
    assert set(jobs.done(job["JobId"]).outcomes.values()) == {"NEW_ENROLLMENT"}
