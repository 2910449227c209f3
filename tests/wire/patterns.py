"""The patterns of the API model as Python's regular expressions, which lack named Unicode classes."""
import functools
import re
import sys
import unicodedata


@functools.lru_cache(maxsize=None)
def _class_of(category):
    """All characters of the category, for use in a bracket expression."""
    ranges, start = [], None
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and unicodedata.category(chr(code)).startswith(category)
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            ranges.append(f"\\U{start:08x}-\\U{code - 1:08x}")
            start = None
    return "".join(ranges)


@functools.lru_cache(maxsize=None)
def _compiled(pattern):
    translated = re.sub(r"\\p\{([LZN])\}", lambda found: _class_of(found.group(1)), pattern)
    translated = translated.replace(r"\p{ASCII}", r"[\x00-\x7f]")
    # Python's `$` also matches before a newline at the end.
    return re.compile(re.sub(r"\$$", r"\\Z", translated))


def matches(pattern, text):
    return _compiled(pattern).search(text) is not None
