"""The snippets of testcontainers, github-actions, gitlab-ci, dev-container, docker-compose and docker/compose.yaml fit the emulator.

tests/containers runs Testcontainers for Node.js.
"""
import ast
import json
import re
import subprocess

import pytest
import yaml

from support.documents import files_of_the_tree
from support.emulator import ROOT, VERSION

HERE = ROOT / "tests/examples"
EXAMPLES = ROOT / "examples"
ENDPOINT = "AWS_ENDPOINT_URL_VOICE_ID"


def text_of(name):
    return (EXAMPLES / name).read_text(encoding="utf-8")


def yaml_of(path):
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", files_of_the_tree(".py", "examples"))
def test_python_can_be_read_and_uses_what_it_imports(file):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"), file)
    imported = {(alias.asname or alias.name).split(".")[0] for node in ast.walk(tree)
                if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert imported - used == set()


def test_the_requirements_are_what_is_imported():
    """botocore comes with boto3."""
    for folder in ("python", "testcontainers/python"):
        wanted = set(text_of(f"{folder}/requirements.txt").split())
        texts = [path.read_text(encoding="utf-8") for path in (EXAMPLES / folder).glob("*.py")]
        imported = {name for text in texts for name in re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE)}
        assert wanted - {name.replace("botocore", "boto3") for name in imported} == set()


def test_javascript_can_be_read():
    """The rest of it is run."""
    subprocess.run(["node", "--check", EXAMPLES / "testcontainers/node/voiceid.test.js"], check=True, timeout=300)


def run_node(script, file):
    subprocess.run([ROOT / "tests/clients/install-node", HERE], check=True, timeout=300, stdout=subprocess.DEVNULL)
    return subprocess.run(["node", HERE / script, file], capture_output=True, text=True, timeout=300)


def parse_java(file):
    return run_node("parse-java.js", file)


def test_java_can_be_read(tmp_path):
    file = EXAMPLES / "testcontainers/java/VoiceIdTest.java"
    done = parse_java(file)
    assert done.returncode == 0, done.stderr
    broken = tmp_path / "Broken.java"
    broken.write_text(file.read_text(encoding="utf-8").replace("PORT = 8643;", "PORT = ;"), encoding="utf-8")
    assert parse_java(broken).returncode != 0


def test_go_can_be_read(tmp_path):
    file = EXAMPLES / "testcontainers/go/voiceid_test.go"
    done = run_node("parse-go.js", file)
    assert done.returncode == 0, done.stderr
    for was, broken in (('port  = "8643/tcp"', "port  ="), ("\treturn voiceid.New", "return voiceid.New")):
        (tmp_path / "broken.go").write_text(file.read_text(encoding="utf-8").replace(was, broken), encoding="utf-8")
        assert run_node("parse-go.js", tmp_path / "broken.go").returncode != 0


@pytest.mark.parametrize("file", ["python/voiceid_test.py", "node/voiceid.test.js", "java/VoiceIdTest.java", "go/voiceid_test.go"])
def test_testcontainers_name_image_and_port(file):
    text = text_of(f"testcontainers/{file}")
    assert f"voiceid-local:{VERSION}" in text and "8643" in text
    assert "/readyz" in text or "Ready" in text


def validate(workflow):
    """Checks it against GitHub's schema of workflows."""
    return run_node("node_modules/.bin/action-validator", workflow)


@pytest.mark.parametrize("file", ["service.yml", "build.yml"])
def test_workflows_fit_the_schema_and_the_emulator(file, tmp_path):
    [job] = yaml_of(f"examples/github-actions/{file}")["jobs"].values()
    assert job["env"][ENDPOINT] == "http://localhost:8643"
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step["uses"]) for step in job["steps"] if "uses" in step)
    done = validate(EXAMPLES / "github-actions" / file)
    assert done.returncode == 0, done.stdout + done.stderr
    broken = tmp_path / file
    broken.write_text(text_of(f"github-actions/{file}").replace("runs-on:", "runs-in:"), encoding="utf-8")
    assert validate(broken).returncode != 0


def test_the_service_of_the_workflow():
    [job] = yaml_of("examples/github-actions/service.yml")["jobs"].values()
    service = job["services"]["voiceid"]
    assert service["image"].endswith(f"/voiceid-local:{VERSION}") and service["ports"] == ["8643:8643"]


def test_the_workflow_that_builds_names_files_that_there_are():
    [job] = yaml_of("examples/github-actions/build.yml")["jobs"].values()
    built = next(step["with"] for step in job["steps"] if "build-push-action" in step.get("uses", ""))
    assert built["context"].endswith("/voiceid-local.git") and built["load"] is True
    assert (ROOT / built["file"]).exists()


def test_the_service_of_gitlab(start_emulator):
    job = yaml_of("examples/gitlab-ci/gitlab-ci.yml")["test"]
    [service] = job["services"]
    assert service["name"].endswith(f"/voiceid-local:{VERSION}")
    assert job["variables"][ENDPOINT] == job["variables"]["VOICEID_LOCAL_URL"] == f"http://{service['alias']}:8643"
    # The service gets the job's variables, too.
    emulator = start_emulator(env=job["variables"])
    emulator.stop()
    assert emulator.stderr.lines() == []


def test_the_dev_container_names_a_service():
    folder = EXAMPLES / "dev-container/.devcontainer"
    container = json.loads((folder / "devcontainer.json").read_text(encoding="utf-8"))
    services = yaml_of(folder / container["dockerComposeFile"])["services"]
    app = services[container["service"]]
    assert [volume.split(":")[1] for volume in app["volumes"]] == [container["workspaceFolder"]]


@pytest.mark.parametrize("file", ["docker/compose.yaml", "examples/docker-compose/compose.yaml",
                                  "examples/dev-container/.devcontainer/compose.yaml"])
def test_compose_files(file):
    services = yaml_of(file)["services"]
    emulator, app = services["voiceid"], services["app"]
    assert emulator["image"] in ("voiceid-local", f"voiceid-local:{VERSION}")
    assert all(port.startswith("127.0.0.1:") and port.endswith(":8643") for port in emulator["ports"])
    assert emulator["read_only"] is True and emulator["cap_drop"] == ["ALL"]
    # The image has its own; older engines refuse what would make another one faster.
    assert "healthcheck" not in emulator
    assert app["environment"][ENDPOINT] == "http://voiceid:8643"
    assert app["depends_on"]["voiceid"] == {"condition": "service_healthy"}
    for service in services.values():
        assert all(isinstance(value, str) for value in service.get("environment", {}).values())
