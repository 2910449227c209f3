// Serves the page and the library: node server.js [PORT]; default 3000, 0 for any free port.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const page = (name) => new URL(`page/${name}`, import.meta.url);
const script = 'text/javascript; charset=utf-8';
const files = {
  '/': [page('index.html'), 'text/html; charset=utf-8'],
  '/desktop.css': [page('desktop.css'), 'text/css; charset=utf-8'],
  '/desktop.js': [page('desktop.js'), script],
  '/emulator.js': [page('emulator.js'), script],
  '/worker.js': [page('worker.js'), script],
  '/connect-streams.js': [createRequire(import.meta.url).resolve('amazon-connect-streams'), script],
};

const server = createServer(async (request, response) => {
  const [file, type] = files[request.url.split('?')[0]] ?? [];
  if (!file) return response.writeHead(404).end();
  return response.writeHead(200, { 'Content-Type': type }).end(await readFile(file));
});

server.on('error', ({ message }) => {
  console.error(`The agent desktop cannot be served: ${message}. Another port is named by node server.js PORT.`);
  process.exitCode = 1;
});
server.listen(Number(process.argv[2] ?? 3000), '127.0.0.1', () => {
  console.log(`The agent desktop is at http://localhost:${server.address().port}`);
});
