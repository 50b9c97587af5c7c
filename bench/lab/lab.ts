import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeApi } from './fake-api.js';
import { PrivateRedis, type Fsync } from './private-redis.js';
import { stopEverything } from './program.js';

/** Everything a suite works in: a folder, a Redis, the far side. */
export class Lab {
  private constructor(
    readonly folder: string,
    readonly redis: PrivateRedis,
    readonly api: FakeApi,
  ) {}

  static async open(fsync: Fsync): Promise<Lab> {
    const folder = await mkdtemp(join(tmpdir(), 'halley-bench-'));
    return new Lab(folder, await PrivateRedis.start(folder, fsync), await FakeApi.start(folder));
  }

  /** As if nothing had run before. */
  async clear(latencyMs = 0): Promise<void> {
    await this.redis.client.flushall();
    await this.api.reset({ latencyMs });
  }

  async close(): Promise<void> {
    this.redis.client.disconnect();
    await stopEverything();
    await rm(this.folder, { recursive: true, force: true });
  }
}
