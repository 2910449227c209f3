// Relays bytes to the emulator until it drops the connections.
import { once } from 'node:events';
import net from 'node:net';

export async function startRelay({ hostname, port }) {
  const sockets = new Set();
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(port), hostname);
    for (const [socket, other] of [[client, upstream], [upstream, client]]) {
      sockets.add(socket);
      socket.pipe(other);
      // Each ends with the other.
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');

  const drop = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: new URL(`http://127.0.0.1:${server.address().port}`),
    /** Drops all connections. */
    drop,
    async stop() {
      drop();
      server.close();
      await once(server, 'close');
    },
  };
}
