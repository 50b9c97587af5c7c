import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

export interface Machine {
  node: string;
  redis: string;
  processors: string;
  memoryGb: number;
  commit: string;
}

/** What the figures were taken on: without it they say little. */
export function machine(): Machine {
  const redis = execFileSync('redis-server', ['--version'], { encoding: 'utf8' });
  return {
    node: process.version,
    redis: /v=(\S+)/.exec(redis)?.[1] ?? 'unknown',
    processors: `${cpus().length} × ${cpus()[0].model.trim()}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  };
}
