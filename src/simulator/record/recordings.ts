import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Exchange } from './exchange.js';

const headers = z.record(z.string(), z.string());
const exchangeSchema = z.object({
  kind: z.enum(['callback', 'request']),
  at: z.string(),
  method: z.string(),
  path: z.string(),
  headers,
  body: z.unknown(),
  answer: z.object({ status: z.number(), headers, body: z.unknown(), ms: z.number() }),
});

/** A folder with one file an exchange, numbered in the order they came. */
export class Recordings {
  private next: number;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.next = Math.max(0, ...this.files().map((name) => Number.parseInt(name, 10))) + 1;
  }

  /** Answers the name of the file. Only its owner may read it: even masked it tells who wrote to whom. */
  keep(exchange: Exchange): string {
    const name = `${String(this.next++).padStart(4, '0')}-${exchange.kind}.json`;
    writeFileSync(join(this.folder, name), `${JSON.stringify(exchange, null, 2)}\n`, { mode: 0o600 });
    return name;
  }

  /** Throws for a file that is no recording, and names it. */
  all(): { name: string; exchange: Exchange }[] {
    return this.files().map((name) => {
      const read = exchangeSchema.safeParse(JSON.parse(readFileSync(join(this.folder, name), 'utf8')));
      if (!read.success) throw new Error(`${join(this.folder, name)} is no recording: ${z.prettifyError(read.error)}`);
      return { name, exchange: read.data };
    });
  }

  private files(): string[] {
    return readdirSync(this.folder)
      .filter((name) => /^\d+-(callback|request)\.json$/.test(name))
      .sort();
  }
}
