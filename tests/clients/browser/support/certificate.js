// A certificate for the loopback address, made anew for each run.
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function makeCertificate() {
  const folder = mkdtempSync(join(tmpdir(), 'voiceid-certificate-'));
  const certFile = join(folder, 'cert.pem');
  const keyFile = join(folder, 'key.pem');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
    '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
    '-keyout', keyFile, '-out', certFile], { stdio: 'pipe' });
  const cert = readFileSync(certFile);
  const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });

  return {
    certFile,
    keyFile,
    cert,
    key: readFileSync(keyFile),
    /** Makes Chromium trust this certificate, and no other. */
    publicKeyHash: createHash('sha256').update(publicKey).digest('base64'),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
