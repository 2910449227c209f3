// Serves the page, the worker and the library, from another origin than the emulator's.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';

const page = (name) => new URL(`../page/${name}`, import.meta.url);
const script = 'text/javascript; charset=utf-8';
const files = {
  '/': [page('index.html'), 'text/html; charset=utf-8'],
  '/desktop.js': [page('desktop.js'), script],
  '/worker.js': [page('worker.js'), script],
  '/connect-streams.js': [createRequire(import.meta.url).resolve('amazon-connect-streams'), script],
};

async function serve(request, response) {
  const [file, type] = files[request.url] ?? [];
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
