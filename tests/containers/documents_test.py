"""The documents' commands that need containers must print what the documents show.

`docker` is podman if that is the engine. `./dev image` has run before these tests.
"""
import re
import socket

import pytest

from support import containers, documents
from support.containers import ENGINE
from support.documents import PORT, all_documents, examples, lines_to_run, needs_container, read, type_in

WHOLE = ["docs/containers.md"]
# Run by compose_test, with another S3 server instead of one that no test can fetch.
OF_COMPOSE = ["examples/compose/README.md"]


def blocks_of(document):
    return [example for example in examples(document) if document in WHOLE or needs_container(example[0])]


def documents_of_containers():
    return [document for document in all_documents() if document not in OF_COMPOSE and blocks_of(document)]


def things_of(kind):
    arguments = ["ps", "--all", "--quiet"] if kind == "container" else ["network", "ls", "--quiet"]
    return set(containers.engine(*arguments).stdout.split())


@pytest.fixture
def environment(tmp_path):
    """Removes what was started and not stopped."""
    shim = tmp_path / "bin/docker"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec {ENGINE} "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    clean = documents.environment_for(tmp_path)
    before = {kind: things_of(kind) for kind in ("container", "network")}
    yield {**clean, "PATH": f"{shim.parent}:{clean['PATH']}"}
    for kind, had in before.items():
        for left in things_of(kind) - had:
            containers.engine(kind, "rm", "--force", left)


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


def here(text, port):
    """The text with a free port of this machine instead of the usual one; the container's own stays."""
    return re.sub(rf"(127\.0\.0\.1|localhost):{PORT}(?=:{PORT}|/health)", rf"\1:{port}", text)


@pytest.mark.parametrize("document", documents_of_containers())
def test_the_commands_show_what_the_document_shows(document, environment, port, tmp_path):
    for block, shown in blocks_of(document):
        text = here(lines_to_run(block), port)
        printed = type_in(block, text, environment, tmp_path) if text.strip() else ""
        if shown:
            documents.compare(document, shown, shown.text, printed)


def test_the_readme_and_the_page_are_among_them():
    assert {"README.md", *WHOLE} <= set(documents_of_containers())


def test_the_example_of_compose_is_run_with_its_own_command():
    commands = [block.text.strip() for block, _ in examples(OF_COMPOSE[0])]
    assert commands == ["docker compose -f docker/compose.yaml up --exit-code-from app"]
