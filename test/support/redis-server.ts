import { spawnSync } from 'node:child_process';
import { itWhere } from './where.js';

const hasServer = ['redis-server', 'valkey-server'].some((program) => spawnSync(program, ['--version']).status === 0);

/** A test that starts a Redis of its own. */
export const itWithServer = itWhere(hasServer, 'no redis-server or valkey-server on the PATH');
