"""Options as flags, environment variables and a file: which one counts, and what is refused."""
import pytest

from support.emulator import run_to_end
from wire.process_test import refused_to_start

KMS = {"KmsKeyId": "k"}


def arn(emulator):
    """Shows the default account and region in use."""
    return emulator.call("CreateDomain", {"Name": "n", "ServerSideEncryptionConfiguration": KMS}).body["Domain"]["Arn"]


def config(folder, *lines):
    file = folder / "voiceid.conf"
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return str(file)


def test_defaults(start_emulator):
    assert arn(start_emulator()).startswith("arn:aws:voiceid:us-east-1:000000000000:domain/")


def test_a_flag(start_emulator):
    emulator = start_emulator("--account", "111111111111", "--region=cn-north-1")
    assert arn(emulator).startswith("arn:aws-cn:voiceid:cn-north-1:111111111111:domain/")


def test_a_variable(start_emulator):
    emulator = start_emulator(env={"VOICEID_ACCOUNT": "222222222222", "VOICEID_REGION": "us-gov-west-1"})
    assert arn(emulator).startswith("arn:aws-us-gov:voiceid:us-gov-west-1:222222222222:domain/")


def test_a_file(start_emulator, tmp_path):
    emulator = start_emulator("--config", config(tmp_path, 'account = "333333333333"', "region=eu-west-2",
                                                 "# a comment"))
    assert arn(emulator).startswith("arn:aws:voiceid:eu-west-2:333333333333:domain/")


def test_a_file_named_by_a_variable(start_emulator, tmp_path):
    emulator = start_emulator(env={"VOICEID_CONFIG": config(tmp_path, 'account = "333333333333"')})
    assert ":333333333333:" in arn(emulator)


def test_the_port_by_variable_and_by_file(start_emulator, tmp_path):
    assert start_emulator(port=None, env={"VOICEID_PORT": "0"}).port != 8643
    assert start_emulator("--config", config(tmp_path, "port=0"), port=None).port != 8643


@pytest.mark.parametrize("flag, variable, file, counts", [
    ("1", "2", "3", "1"), ("1", None, "3", "1"), ("1", "2", None, "1"), (None, "2", "3", "2"), (None, None, "3", "3"),
])
def test_flag_beats_environment_beats_file(start_emulator, tmp_path, flag, variable, file, counts):
    options = ["--account", flag * 12] if flag else []
    options += ["--config", config(tmp_path, f'account="{file * 12}"')] if file else []
    emulator = start_emulator(*options, env={"VOICEID_ACCOUNT": variable * 12} if variable else None)
    assert f":{counts * 12}:" in arn(emulator)


def test_an_unknown_variable_is_warned_about_by_name(start_emulator):
    emulator = start_emulator(env={"VOICEID_NO_SUCH_THING": "1", "VOICEID_PROT": "9", "VOICEID_SEED": "1"})
    emulator.stop()
    lines = emulator.stderr.lines()
    assert [sum(name in line for line in lines) for name in ("VOICEID_NO_SUCH_THING", "VOICEID_PROT")] == [1, 1]
    assert "VOICEID_SEED" not in emulator.stderr.text()


def test_known_variables_are_not_warned_about(start_emulator):
    emulator = start_emulator(env={
        "VOICEID_HOST": "127.0.0.1", "VOICEID_MAX_CONNECTIONS": "9", "VOICEID_IDLE_TIMEOUT": "9",
        "VOICEID_ACCOUNT": "0" * 12,
        "VOICEID_REGION": "eu-west-2", "VOICEID_AUTH": "sigv4", "VOICEID_CREDENTIAL": "AKID:secret",
        "VOICEID_SEED": "1",
        "VOICEID_ENCRYPTION_UPDATE_SECONDS": "2", "VOICEID_QUOTA": "domains=3", "VOICEID_QUOTAS": "on",
        "VOICEID_THROTTLE": "off", "VOICEID_EVENT_BUFFER": "5", "VOICEID_EVENT_WEBHOOK": "http://127.0.0.1:1/",
        "VOICEID_EVENTBRIDGE_ENDPOINT": "http://127.0.0.1:1",
        "VOICEID_CONTROL": "on", "VOICEID_LOG_LEVEL": "warn", "VOICEID_LOG_FORMAT": "text"})
    emulator.stop()
    assert emulator.stderr.lines() == []


BAD_OPTIONS = [
    ("--no-such-option", "--no-such-option"), ("--port=70000", "port"), ("--port=-1", "port"), ("--port=abc", "port"),
    ("--port=", "port"),
    ("--port=80x", "port"), ("--max-connections=0", "max-connections"), ("--max-connections=-5", "max-connections"),
    ("--idle-timeout=0", "idle-timeout"), ("--idle-timeout=x", "idle-timeout"), ("--idle-timeout=-1", "idle-timeout"),
    ("--account=12", "account"), ("--account=abcdefghijkl", "account"), ("--auth=basic", "auth"),
    ("--credential=nocolon", "credential"),
    ("--seed=x", "seed"), ("--allowed-host=a/b", "allowed-host"), ("--allowed-host=", "allowed-host"),
    ("--allowed-origin=desk.example", "allowed-origin"), ("--allowed-origin=https://desk.example/", "allowed-origin"),
    ("--enrollment-seconds=-1", "enrollment-seconds"), ("--tls-cert=missing.pem", "tls-key"),
    ("--tls-key=missing.pem", "tls-cert"), ("--encryption-update-seconds=-1", "encryption-update-seconds"), ("--quota=domains", "quota"),
    ("--quota=nothing=5", "quota"), ("--quota=domains=many", "quota"), ("--quota=domains=-1", "quota"),
    ("--quotas=maybe", "quotas"),
    ("--throttle=gcp", "throttle"), ("--control=perhaps", "control"), ("--log-level=loud", "log-level"),
    ("--log-format=xml", "log-format"), ("--event-buffer=0", "event-buffer"),
    ("--event-buffer=1000001", "event-buffer"), ("--event-buffer=all", "event-buffer"),
    ("--event-webhook=localhost", "event-webhook"),
    ("--eventbridge-endpoint=http://localhost/x", "eventbridge-endpoint"),
    ("positional", "positional"),
]


@pytest.mark.parametrize("option, name", BAD_OPTIONS, ids=[option for option, _ in BAD_OPTIONS])
def test_bad_options(option, name):
    port = () if option.startswith("--port") else ("--port", "0")
    refused_to_start(run_to_end(*port, option), name)


def test_an_option_without_its_value():
    refused_to_start(run_to_end("--port"), "port")


def test_strict_mode_without_a_credential():
    refused_to_start(run_to_end("--auth", "sigv4", "--port", "0"), "credential")


def test_the_secret_of_a_bad_credential_is_not_shown():
    done = run_to_end("--port", "0", "--credential", "AKID:verysecret:token:more:toomuch", "--auth", "basic")
    assert done.returncode == 2 and "verysecret" not in done.stderr


@pytest.mark.parametrize("variable, value", [("VOICEID_PORT", "x"), ("VOICEID_LOG_LEVEL", "loud"),
                                             ("VOICEID_QUOTA", "nothing=1")])
def test_bad_variables(variable, value):
    done = run_to_end(env={"VOICEID_PORT": "0", variable: value})
    refused_to_start(done)
    assert variable in done.stderr or variable.removeprefix("VOICEID_").lower().replace("_", "-") in done.stderr


def test_a_file_that_is_not_there(tmp_path):
    refused_to_start(run_to_end("--port", "0", "--config", tmp_path / "none.conf"), "none.conf")


def test_a_file_that_is_a_folder(tmp_path):
    refused_to_start(run_to_end("--port", "0", "--config", tmp_path), tmp_path)


@pytest.mark.parametrize("line, name", [("no-such-option=1", "no-such-option"), ("port=x", "port"),
                                        ("log-level=loud", "log-level")])
def test_bad_files(tmp_path, line, name):
    refused_to_start(run_to_end("--config", config(tmp_path, line)), name)
