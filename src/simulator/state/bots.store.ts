import { Injectable } from '@nestjs/common';
import type { Bot } from './entities.js';

@Injectable()
export class BotsStore {
  private readonly byUid = new Map<string, Bot>();

  find(uid: string): Bot | undefined {
    return this.byUid.get(uid);
  }

  put(bot: Bot): void {
    this.byUid.set(bot.uid, bot);
  }

  delete(uid: string): void {
    this.byUid.delete(uid);
  }

  get size(): number {
    return this.byUid.size;
  }

  all(): Bot[] {
    return [...this.byUid.values()];
  }

  replaceAll(bots: Bot[]): void {
    this.byUid.clear();
    for (const bot of bots) this.put(bot);
  }
}
