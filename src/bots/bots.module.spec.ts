import { describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { type CompiledBot, History, type IncomingMessage, type PastMessage } from '../bot-kit/index.js';
import { BotsModule, COMPILED_BOTS } from './bots.module.js';
import { bots } from './bots.js';
import { BoundHistory } from './bound-history.js';

const said: PastMessage = { id: '1', sender: 'alice', category: 'message', type: 'text', text: 'hello', data: {} };

class OneMessage extends History {
  before(): Promise<PastMessage[]> {
    return Promise.resolve([said]);
  }
}

@Module({ imports: [BotsModule], providers: [{ provide: History, useClass: OneMessage }] })
class Worker {}

describe('BotsModule', () => {
  it('makes and compiles every bot of bots.ts', async () => {
    const app = await Test.createTestingModule({ imports: [BotsModule] }).compile();
    expect(app.get<readonly CompiledBot[]>(COMPILED_BOTS)).toHaveLength(bots.length);
    await app.close();
  }, 30_000);

  it('lends its bots the history that is bound somewhere above', async () => {
    const app = await Test.createTestingModule({ imports: [Worker] }).compile();
    const history = new BoundHistory(app.get(ModuleRef));
    expect(await history.before({} as IncomingMessage, 1, { signal: new AbortController().signal })).toEqual([said]);
    await app.close();
  }, 30_000);
});
