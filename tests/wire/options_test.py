"""Options of the program as it runs; tests/server/command_line holds what each option takes and refuses."""
import pytest

from support.emulator import VERSION, run_to_end
from wire.process_test import refused_to_start

KMS = {"KmsKeyId": "k"}


def test_flag_environment_and_file_count_together(start_emulator, tmp_path):
    file = tmp_path / "voiceid.toml"
    file.write_text('account = "111111111111"\nregion = "eu-west-2"\nport = 0\n', "utf-8")
    emulator = start_emulator("--region=cn-north-1", port=None,
                              env={"VOICEID_CONFIG": str(file), "VOICEID_ACCOUNT": "222222222222"})
    domain = emulator.call("CreateDomain", {"Name": "n", "ServerSideEncryptionConfiguration": KMS}).body["Domain"]
    assert domain["Arn"].startswith("arn:aws-cn:voiceid:cn-north-1:222222222222:domain/")
    assert emulator.port != 8643


def test_an_unknown_variable_causes_a_warning(start_emulator):
    emulator = start_emulator(env={"VOICEID_PROT": "9", "VOICEID_SEED": "1"})
    emulator.stop()
    warned, = emulator.stderr.lines()
    assert warned.endswith(" warning Unknown environment variable VOICEID_PROT (see --help).")


@pytest.mark.parametrize("arguments", [["--port", "70000"], ["health", "--port", "70000"]])
def test_a_wrong_option_is_one_line_on_standard_error(arguments):
    done = run_to_end(*arguments)
    refused_to_start(done)
    assert done.stderr == "voiceid-local: --port: 70000 is not a whole number from 0 to 65535 (see --help)\n"


@pytest.mark.parametrize("argument, begins", [
    ("--version", f"voiceid-local {VERSION} (revision "), ("version", f"voiceid-local {VERSION} (revision "),
    ("--help", "voiceid-local, the local emulator of Amazon Connect Voice ID\nUsage: voiceid-local "),
    ("--help-markdown", "### Listening\n"),
])
def test_texts_to_print_are_on_standard_output(argument, begins):
    done = run_to_end(argument)
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith(begins), done
