// Serves the page, the worker and the library, from another origin than the emulator's; under /1.6 with the library of
// that version.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const page = (name) => new URL(`../page/${name}`, import.meta.url);
const script = 'text/javascript; charset=utf-8';
const files = {
  '/': [page('index.html'), 'text/html; charset=utf-8'],
  '/desktop.js': [page('desktop.js'), script],
  '/documented.js': [page('documented.js'), script],
  '/worker.js': [page('worker.js'), script],
  '/connect-streams.js': [resolve('amazon-connect-streams'), script],
  '/1.6/connect-streams.js': [resolve('amazon-connect-streams-1.6'), script],
};

async function serve(request, response) {
  const [file, type] = files[request.url] ?? files[request.url.replace(/^\/1\.6\//, '/')] ?? [];
  if (!file) return response.writeHead(404).end();
  const content = await readFile(file);
  return response.writeHead(200, { 'Content-Type': type }).end(content);
}

/** Over TLS if given {cert, key}. */
export async function startPageServer(tls) {
  const server = tls ? https.createServer(tls, serve) : http.createServer(serve);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address();

  return {
    /** The page's URL as if it came from this host. */
    originAt: (host) => `${tls ? 'https' : 'http'}://${host}:${port}`,

    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
