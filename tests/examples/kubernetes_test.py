"""examples/kubernetes fits the schema of Kubernetes, and the emulator reads what Kubernetes sets for it."""
import subprocess

import pytest
import yaml

from support.emulator import ROOT, VERSION

HERE = ROOT / "tests/examples"
FILE = ROOT / "examples/kubernetes/voiceid.yaml"
# The oldest and the newest version whose schema the validator has and clusters run.
VERSIONS = ("1.27", "1.33")


def resources():
    return list(yaml.safe_load_all(FILE.read_text(encoding="utf-8")))


def resource(kind):
    [found] = [each for each in resources() if each["kind"] == kind]
    return found


def container():
    [found] = resource("Deployment")["spec"]["template"]["spec"]["containers"]
    return found


@pytest.fixture(scope="session")
def validator(tmp_path_factory):
    folder = tmp_path_factory.mktemp("validator")
    subprocess.run(["/usr/bin/python3", "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin/pip", "install", "-q", "--disable-pip-version-check", "-r", HERE / "requirements.txt"], check=True,
                   timeout=600)
    return folder / "bin/kubernetes-validate"


def validate(validator, file):
    versions = [option for version in VERSIONS for option in ("--kubernetes-version", version)]
    return subprocess.run([validator, "--strict", *versions, file], capture_output=True, text=True, timeout=300)


def test_it_fits_the_schema(validator, tmp_path):
    done = validate(validator, FILE)
    assert done.returncode == 0, done.stdout + done.stderr
    broken = tmp_path / "broken.yaml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace("replicas:", "replica:"), encoding="utf-8")
    assert validate(validator, broken).returncode != 0


def test_the_service_finds_the_pod():
    template, service = resource("Deployment")["spec"]["template"], resource("Service")
    assert resource("Deployment")["spec"]["selector"]["matchLabels"] == service["spec"]["selector"] == template["metadata"]["labels"]
    [port] = service["spec"]["ports"]
    assert {each["name"]: each["containerPort"] for each in container()["ports"]}[port["targetPort"]] == port["port"] == 8643
    assert container()["image"] == f"voiceid-local:{VERSION}"


def links_of(service):
    """"Service environment variables" in the documentation of Kubernetes: what pods of the namespace get."""
    name, address = service["metadata"]["name"].upper().replace("-", "_"), "10.0.0.11"
    links = {f"{name}_SERVICE_HOST": address, f"{name}_SERVICE_PORT": str(service["spec"]["ports"][0]["port"])}
    for port in service["spec"]["ports"]:
        number, protocol = str(port["port"]), port.get("protocol", "TCP")
        prefix, url = f"{name}_PORT_{number}_{protocol}", f"{protocol.lower()}://{address}:{number}"
        links |= {f"{name}_SERVICE_PORT_{port['name'].upper()}": number, f"{name}_PORT": url, prefix: url,
                  f"{prefix}_PROTO": protocol.lower(), f"{prefix}_PORT": number, f"{prefix}_ADDR": address}
    return links


def test_the_emulator_starts_with_what_kubernetes_sets_for_the_service(start_emulator, tmp_path):
    """VOICEID_PORT is among it, which would be its own port."""
    links = links_of(resource("Service"))
    assert links["VOICEID_PORT"] == "tcp://10.0.0.11:8643"
    file = tmp_path / "voiceid.toml"
    file.write_text("port = 0\n", encoding="utf-8")
    own = {each["name"]: each["value"] for each in container()["env"]}
    emulator = start_emulator(*container()["args"], port=None, env={**links, **own, "VOICEID_CONFIG": str(file), "VOICEID_LOG_LEVEL": "warn"})
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert emulator.request("GET", container()[probe]["httpGet"]["path"]).status == 200
    assert emulator.control("GET", "domains")["Domains"]
    emulator.stop()
    assert emulator.stderr.lines() == []


def test_the_host_of_other_namespaces_is_allowed(start_emulator):
    [own] = container()["env"]
    emulator = start_emulator(env={own["name"]: own["value"]})
    assert emulator.request("GET", "/health", headers={"Host": f"{own['value']}:8643"}).status == 200
