"""What the packages for Linux have in common: the files below /usr or another prefix. Imported by tools/package_*."""
import gzip

import package_completions
from package_bill import bill
from package_manual import manual
from package_options import example_configuration
from package_parts import licence

DOCUMENTS = "share/doc/voiceid-local"


def tree(program, folder):
    """All files as (path, content, whether it can be run), in order; the folder is for work."""
    content = program.stripped(folder)
    files = {
        "share/man/man1/voiceid-local.1.gz": gzip.compress(manual().encode(), mtime=0),
        "share/bash-completion/completions/voiceid-local": package_completions.bash().encode(),
        "share/zsh/vendor-completions/_voiceid-local": package_completions.zsh().encode(),
        "share/fish/vendor_completions.d/voiceid-local.fish": package_completions.fish().encode(),
        f"{DOCUMENTS}/copyright": licence() + b"\nThe licences of the libraries that are linked in:\n\n" + program.licences(),
        f"{DOCUMENTS}/voiceid-local.spdx.json": bill(program, content),
        f"{DOCUMENTS}/examples/voiceid.toml": example_configuration().encode(),
    }
    return sorted([("bin/voiceid-local", content, True), *((path, text, False) for path, text in files.items())])
