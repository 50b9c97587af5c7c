import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

type Argument = string | number;
type Command = (keyCount: number, ...keysAndArguments: Argument[]) => Promise<unknown>;

const read = (file: string) => readFileSync(new URL(`./scripts/${file}.lua`, import.meta.url), 'utf8');

/** A Lua script of this room: one file of `scripts/`, with what all of them share in front. */
export class Script<Answer> {
  private readonly command: string;
  private readonly lua: string;

  constructor(file: string) {
    this.command = `halley:${file}`;
    this.lua = `${read('line')}\n${read(file)}`;
  }

  async run(redis: Redis, keys: string[], args: Argument[]): Promise<Answer> {
    const commands = redis as unknown as Record<string, Command | undefined>;
    if (!commands[this.command]) redis.defineCommand(this.command, { lua: this.lua });
    return (await commands[this.command]!.call(redis, keys.length, ...keys, ...args)) as Answer;
  }
}
