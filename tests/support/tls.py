"""Certificates made by openssl, and clients that trust them."""
import ssl
import subprocess


NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1"


def make_certificate(folder, name="server", key="ec", authority=None, extension=NAMES):
    """Makes a certificate, self-signed or by an authority; returns its file and its key's."""
    certificate, private_key = folder / f"{name}.pem", folder / f"{name}.key"
    kind = ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"] if key == "ec" else [key]
    signer = ["-CA", authority[0], "-CAkey", authority[1]] if authority else []
    done = subprocess.run(["openssl", "req", "-x509", "-newkey", *kind, "-nodes", "-keyout", private_key, "-out",
                           certificate, "-days", "30", "-subj", f"/CN={name}", "-addext", extension, *signer],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return certificate, private_key


def make_authority(folder, name="authority"):
    """A certificate authority of the test's own, for `make_certificate(…, authority=)`."""
    return make_certificate(folder, name, extension="keyUsage=critical,keyCertSign")


def trusting(certificate):
    """Verifies the chain and the name."""
    return ssl.create_default_context(cafile=str(certificate))


def served_with(certificate):
    """The options of an emulator with these files, and its clients' context."""
    return ("--tls-cert", certificate[0], "--tls-key", certificate[1]), trusting(certificate[0])
