"""Certificates made by openssl, and clients that trust them."""
import ssl
import subprocess


def make_certificate(folder, name="server", key="ec"):
    """Makes a self-signed certificate; returns its file and its key's."""
    certificate, private_key = folder / f"{name}.pem", folder / f"{name}.key"
    kind = ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"] if key == "ec" else [key]
    done = subprocess.run(["openssl", "req", "-x509", "-newkey", *kind, "-nodes", "-keyout", private_key, "-out",
                           certificate, "-days", "30", "-subj", f"/CN={name}", "-addext",
                           "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return certificate, private_key


def trusting(certificate):
    """Verifies the chain and the name."""
    return ssl.create_default_context(cafile=str(certificate))


def served_with(certificate):
    """The options of an emulator with these files, and its clients' context."""
    return ("--tls-cert", certificate[0], "--tls-key", certificate[1]), trusting(certificate[0])
