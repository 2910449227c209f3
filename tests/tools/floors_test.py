"""tools/floors finds each include that the map does not allow, and the tree as it is has none."""
import subprocess

import pytest

from support.emulator import ROOT


def floors(*arguments):
    return subprocess.run([ROOT / "tools/floors", *arguments], capture_output=True, text=True, timeout=60)


@pytest.fixture
def found(tmp_path):
    """What tools/floors prints about a tree with these includes."""
    def check(includes):
        for path, included in includes.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join(f'#include "{name}"\n' for name in included), encoding="utf-8")
        done = floors(tmp_path)
        assert done.returncode == (1 if done.stdout else 0), done.stderr
        return done.stdout.splitlines()

    return check


def test_a_tree_that_follows_the_map_passes(found):
    assert found({"base/hex.hpp": [],
                  "domain/ids.hpp": ["base/hex.hpp"],
                  "handlers/shapes/speakers.hpp": ["domain/ids.hpp"],
                  "handlers/speakers.cpp": ["handlers/shapes/speakers.hpp", "handlers/speakers.hpp"],
                  "server/control/calls.cpp": ["server/control/control.hpp", "handlers/speakers.hpp"],
                  "server/app.cpp": ["server/api/api.hpp", "server/control/control.hpp", "server/app.hpp"],
                  "server/main.cpp": ["server/app.hpp"]}) == []


@pytest.mark.parametrize("path, included, fault", [
    ("domain/speaker.hpp", "store/store.hpp", "runs up"),
    ("base/hex.cpp", "domain/ids.hpp", "runs up"),
    ("server/http/connection.cpp", "server/app.hpp", "runs up"),
    ("handlers/shapes/speakers.hpp", "handlers/context.hpp", "runs up"),
    ("server/json/json_reader.cpp", "server/http/message.hpp", "the map has no arrow from server/json to server/http"),
    ("server/control/calls.cpp", "server/agent_app/agent_app.hpp",
     "server/agent_app is a door, and only server/app opens it"),
    ("server/agent_app/methods.cpp", "server/api/api.hpp", "server/api is a door, and only server/app opens it"),
    ("server/control/calls.cpp", "clients/python.hpp", "the map has no room for that"),
])
def test_an_include_that_the_map_does_not_allow_is_found(found, path, included, fault):
    assert found({path: [included]}) == [f"floors: {path} includes {included}: {fault}"]


def test_a_circle_of_folders_is_found(found):
    [line] = found({"server/work/pool.hpp": ["server/objects/store.hpp"],
                    "server/objects/store.hpp": ["server/work/pool.hpp"]})
    assert line == "floors: server/work/pool.hpp includes server/objects/store.hpp: runs up"


@pytest.mark.parametrize("path", ["server/options.hpp", "server/rooms/room.hpp"])
def test_a_file_without_a_room_is_found(found, path):
    [line] = found({path: []})
    assert line.startswith(f"floors: {path}: only main and app are loose in server/, and the map has no room")


def test_the_tree_follows_the_map():
    done = floors()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_map_names_the_rooms_of_the_tree():
    text = (ROOT / "tools/floors").read_text(encoding="utf-8")
    rooms = {str(file.relative_to(ROOT).parent) for file in (ROOT / "server").glob("*/*.cpp")}
    assert [room for room in sorted(rooms) if f"\n{room}:" not in text] == []
