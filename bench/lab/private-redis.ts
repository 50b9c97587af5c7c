import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../test/support/free-port.js';
import { Program } from './program.js';

export type Fsync = 'always' | 'everysec';

/** A real Redis as the README asks for one, in a folder of its own. */
export class PrivateRedis {
  private constructor(
    readonly program: Program,
    readonly url: string,
    readonly client: Redis,
  ) {}

  static async start(folder: string, fsync: Fsync): Promise<PrivateRedis> {
    const port = String(await freePort());
    const args = [
      '--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--maxmemory-policy', 'noeviction',
      '--appendonly', 'yes', '--appendfsync', fsync, '--auto-aof-rewrite-percentage', '0',
    ];
    const program = Program.start('redis', 'redis-server', args, {}, join(folder, 'redis.log'));
    const url = `redis://127.0.0.1:${port}`;
    const client = new Redis(url, { maxRetriesPerRequest: null });
    client.on('error', () => undefined); // until it listens
    await client.ping();
    return new PrivateRedis(program, url, client);
  }

  async usedBytes(): Promise<number> {
    return Number(/^used_memory:(\d+)/m.exec(await this.client.info('memory'))?.[1]);
  }
}
