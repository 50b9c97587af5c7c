import type { Import, SourceFile } from './imports.js';

interface Room {
  /** Rooms it may import anything of. */
  imports: string[];
  /** Rooms or files it may import only types of. */
  types?: string[];
  /** Single files of other rooms it may import. */
  files?: string[];
}

/** The roots of the program, which put the rooms together. */
const ROOTS = 'the roots';

// Which room may import which: as section "The house" of the design has it.
const rooms: Record<string, Room> = {
  config: { imports: [] },
  'bot-kit': { imports: [] },
  cometchat: { imports: [], types: ['bot-kit'] },
  llm: { imports: ['bot-kit', 'config'] },
  bots: { imports: ['bot-kit', 'llm'] },
  queue: { imports: ['config'], types: ['bot-kit'] },
  webhook: { imports: ['queue', 'config', 'cometchat', 'bot-kit'], files: ['src/bots/bots.ts'] },
  processor: { imports: ['queue', 'bots', 'bot-kit', 'config'] },
  outbound: { imports: ['queue', 'cometchat', 'config'], types: ['bot-kit'] },
  health: { imports: ['queue', 'config'] },
  metrics: { imports: ['queue', 'config'] },
  simulator: { imports: [] },
};

// BullMQ's workers stand in the rooms that do the work; the way to Redis is in one.
const redisPackages = ['ioredis', 'js-redis-server'];

/** Why this file may not import that, if it may not. */
export function brokenRule({ path }: SourceFile, imported: Import): string | undefined {
  const from = roomOf(path);
  return imported.ours ? brokenDirection(from, imported) : brokenPackage(from, imported);
}

function brokenPackage(from: string, { target }: Import): string | undefined {
  if (from === 'queue') return undefined;
  const used = redisPackages.find((name) => target === name || target.startsWith(`${name}/`));
  return used && 'only src/queue touches Redis';
}

function brokenDirection(from: string, { target, typesOnly }: Import): string | undefined {
  const to = roomOf(target);
  if (to === from) return undefined;
  if (to === 'simulator') return 'the simulator is reached over HTTP only';
  if (from === ROOTS) return undefined;
  const room = rooms[from];
  if (!room) return `${from} has no rule: add it to test/architecture/rooms.ts`;
  if (room.imports.includes(to) || room.files?.includes(target)) return undefined;
  if (!room.types?.includes(to)) return `${from} may import ${allowed(room)}`;
  return typesOnly ? undefined : `${from} may import only types of ${to}`;
}

function allowed({ imports, types = [], files = [] }: Room): string {
  return [...imports, ...types.map((room) => `types of ${room}`), ...files].join(', ') || 'nothing of ours';
}

function roomOf(path: string): string {
  const [, room, ...inside] = path.split('/');
  return !room || inside.length === 0 || room === 'cli' ? ROOTS : room;
}
