import { Inject, Injectable } from '@nestjs/common';
import type { CompiledBot } from '../bot-kit/index.js';
import { COMPILED_BOTS } from '../bots/bots.module.js';

/** The bots by uid. */
@Injectable()
export class BotRegistry {
  private readonly byUid: ReadonlyMap<string, CompiledBot>;

  constructor(@Inject(COMPILED_BOTS) bots: readonly CompiledBot[]) {
    this.byUid = new Map(bots.map((bot) => [bot.uid, bot]));
  }

  find(uid: string): CompiledBot | undefined {
    return this.byUid.get(uid);
  }
}
