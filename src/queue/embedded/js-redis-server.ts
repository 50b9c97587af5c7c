import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { type EmbeddedRedis, EmbeddedRedisError } from './embedded-redis.js';

/** The Redis written in JavaScript, inside this process and in its memory. */
export async function startJsRedisServer(): Promise<EmbeddedRedis> {
  const { createRedisCommandExecutor, RedisServerState, Resp2Server } = await importServer();
  const server = new Resp2Server({ server: new RedisServerState({ databaseCount: 16 }), executor: createRedisCommandExecutor() });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket) => {
    // Without this each of its small answers waits for the other side's acknowledgement: 52 ms instead of 9 for a message.
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // Its own listen() would take every interface.
  server.server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${port}`,
    flavour: 'js-redis-server',
    async stop() {
      const closed = server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function importServer() {
  try {
    return await import('js-redis-server/core');
  } catch (cause) {
    throw new EmbeddedRedisError(
      'There is no Redis: set REDIS_URL, or install one (for instance apt-get install redis-server), or run npm ci with the development packages.',
      { cause },
    );
  }
}
