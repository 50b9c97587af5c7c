import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Arrival, ApiSettings, ApiTally } from '../far-side/api.types.js';
import { freePort } from '../../test/support/free-port.js';
import { Program } from './program.js';
import { untilAnswers } from './until.js';

const SCRIPT = fileURLToPath(new URL('../far-side/api.js', import.meta.url));

/** CometChat's place, in a process of its own. */
export class FakeApi {
  private constructor(
    readonly program: Program,
    readonly origin: string,
  ) {}

  static async start(folder: string): Promise<FakeApi> {
    const port = String(await freePort());
    const program = Program.start('api', process.execPath, [SCRIPT, port], {}, join(folder, 'api.log'));
    const origin = `http://127.0.0.1:${port}`;
    await untilAnswers(`${origin}/tally`, program);
    return new FakeApi(program, origin);
  }

  /** Up to `/v3`. */
  get url(): string {
    return `${this.origin}/v3`;
  }

  async reset(settings: Partial<ApiSettings>): Promise<void> {
    await fetch(`${this.origin}/reset`, { method: 'POST', body: JSON.stringify(settings) });
  }

  async tally(): Promise<ApiTally> {
    return (await fetch(`${this.origin}/tally`)).json() as Promise<ApiTally>;
  }

  async arrivals(): Promise<Arrival[]> {
    return (await fetch(`${this.origin}/arrivals`)).json() as Promise<Arrival[]>;
  }
}
