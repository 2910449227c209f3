"""The bill of materials (SBOM), in SPDX 2.3. Imported by tools/package_*."""
import hashlib
import json
import time
import uuid
from urllib.parse import quote

from package_parts import LICENCES, epoch, libraries, version

DEBIAN = {"x64": "amd64", "arm64": "arm64"}
UNKNOWN = "NOASSERTION"


def library(name, program):
    release = program.release_of(name)
    locator = f"pkg:deb/debian/{quote(name, safe='')}@{quote(release, safe='~')}?arch={DEBIAN[program.architecture]}&distro=bookworm"
    return {"SPDXID": f"SPDXRef-{name.replace('+', '-plus').replace('_', '-')}", "name": name, "versionInfo": release,
            "supplier": "Organization: Debian", "downloadLocation": UNKNOWN, "filesAnalyzed": False, "licenseConcluded": LICENCES[name],
            "licenseDeclared": LICENCES[name], "copyrightText": UNKNOWN,
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": locator}]}


def bill(program, content):
    """Of the program, which has these bytes where it is installed."""
    digest = hashlib.sha256(content).hexdigest()
    own = {"SPDXID": "SPDXRef-voiceid-local", "name": "voiceid-local", "versionInfo": version(), "supplier": UNKNOWN,
           "downloadLocation": UNKNOWN, "filesAnalyzed": False, "licenseConcluded": "Apache-2.0", "licenseDeclared": "Apache-2.0",
           "copyrightText": UNKNOWN, "primaryPackagePurpose": "APPLICATION",
           "checksums": [{"algorithm": "SHA256", "checksumValue": digest}]}
    linked = [library(name, program) for name in libraries()]
    related = [("SPDXRef-DOCUMENT", "DESCRIBES", own["SPDXID"]), *((own["SPDXID"], "STATIC_LINK", each["SPDXID"]) for each in linked)]
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"voiceid-local-{version()}-linux-{program.architecture}", "documentNamespace": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "creationInfo": {"created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch())),
                         "creators": [f"Tool: voiceid-local-package-{version()}"]},
        "packages": [own, *linked],
        "relationships": [dict(zip(("spdxElementId", "relationshipType", "relatedSpdxElement"), each)) for each in related]}
    return (json.dumps(document, indent=2) + "\n").encode()
