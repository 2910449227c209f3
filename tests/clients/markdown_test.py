"""The reading and comparing of Markdown that documents_test relies on."""
import pytest

from support import markdown

README = """# Title
```sh
echo one
```
Text
   ```json
{"a": "…"}
   ```
````text
```
````
"""


def test_blocks():
    assert markdown.blocks(README) == [("sh", "echo one\n", 2), ("json", '{"a": "…"}\n', 6), ("text", "```\n", 9)]


def test_an_open_block_is_an_error():
    with pytest.raises(AssertionError, match="line 1"):
        markdown.blocks("```sh\necho one\n")


@pytest.mark.parametrize("language, expected, actual, same", [
    ("text", "one\ntwo\n", "one  \ntwo", True),
    ("text", "one\n", "one\ntwo\n", False),
    ("text", "id …, done", "id a.b\nc, done", True),
    ("text", "id …, done", "id a, don", False),
    ("text", "a.c", "abc", False),
    ("json", '{"b": 1, "a": "…"}', '{"a":"x","b":1}', True),
    ("json", '{"a": "…"}', '{"a": 1.5}', True),
    ("json", '{"a": "id-…"}', '{"a": "id-7"}', True),
    ("json", '{"a": "id-…"}', '{"a": "no-7"}', False),
    ("json", '{"a": 1}', '{"a": 1, "b": 2}', False),
    ("json", '[1, 2]', '[1]', False),
    ("json", '{"a": …}', '{"a": [1, 2]}', True),
])
def test_same_output(language, expected, actual, same):
    assert markdown.same_output(markdown.Block(language, expected, 1), actual) is same
