import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { refuseIfInUse, socketNoteIn } from './data-folder.js';
import { type EmbeddedRedis, EmbeddedRedisError } from './embedded-redis.js';
import { untilReady } from './until-ready.js';

const STOP_TIMEOUT_MS = 10_000;

// The shell reads from a pipe that only we hold. However we end, also by kill -9, `read` comes back and the server ends too.
// The shell gives up its own output, so that the output we see ends exactly when the server does.
const KEEPER = `
  folder=$1; shift
  "$@" & server=$!
  exec >/dev/null 2>&1
  read -r _
  kill $server; wait $server
  rm -rf "$folder"`;

/** A real server on a unix socket, with nothing to be seen on the network. */
export async function startPrivateRedisServer(program: 'redis-server' | 'valkey-server', dataDir: string): Promise<EmbeddedRedis> {
  const folder = resolve(dataDir);
  mkdirOrSay(folder);
  await refuseIfInUse(folder);
  // The path of a socket may have about 100 characters, which a project's folder can exceed.
  const socketFolder = mkdtempSync(join(tmpdir(), 'halley-redis-'));
  const socket = join(socketFolder, 'redis.sock');
  writeFileSync(socketNoteIn(folder), socket);
  const keeper = keep(socketFolder, [program, ...settings(folder, socket)]);
  try {
    await untilReady(socket, keeper.serverGone);
  } catch (cause) {
    await keeper.stop();
    throw new EmbeddedRedisError(
      `The private ${program} did not start (${(cause as Error).message}): move ${folder} away or make it writable, or set REDIS_URL.`,
      { cause },
    );
  }
  return { url: `unix://${socket}`, flavour: program, stop: keeper.stop };
}

function mkdirOrSay(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code;
    throw new EmbeddedRedisError(`The folder ${folder} for the private Redis cannot be made (${why}): make it, or set REDIS_URL.`, { cause });
  }
}

function settings(folder: string, socket: string): string[] {
  return [
    ...['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700'],
    ...['--dir', folder, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'],
    ...['--maxmemory-policy', 'noeviction', '--loglevel', 'warning'],
  ];
}

function keep(socketFolder: string, command: string[]) {
  // Detached: a Ctrl-C in the terminal is for us; the server ends after us, not with us.
  const shell = spawn('sh', ['-c', KEEPER, 'sh', socketFolder, ...command], { detached: true, stdio: 'pipe' });
  let lastLine = '';
  for (const output of [shell.stdout, shell.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => (lastLine = text.trim().split('\n').at(-1) ?? lastLine));
  }
  const exited = once(shell, 'exit');
  shell.stdin.on('error', () => undefined);
  return {
    serverGone: once(shell.stdout, 'end').then(() => Promise.reject(new Error(lastLine || 'it ended without a word'))),
    async stop() {
      shell.stdin.end();
      const killer = setTimeout(() => process.kill(-shell.pid!, 'SIGKILL'), STOP_TIMEOUT_MS);
      await exited;
      clearTimeout(killer);
    },
  };
}
