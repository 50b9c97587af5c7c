import { describe, expect, it } from '@jest/globals';
import { type CallHandler, type CanActivate, type ExecutionContext, Injectable, Module, type NestInterceptor, UseFilters, UseGuards, UseInterceptors, UsePipes, ValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, ModuleRef } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { map, type Observable } from 'rxjs';
import { Bot, chatWith, type IncomingMessage, MessageContext, messageContextOf, nestEnhancers, OnCommand, OnMessage, UserError } from './index.js';

@Injectable()
class Members {
  readonly uids = ['alice'];
}

@Injectable()
class MembersGuard implements CanActivate {
  constructor(private readonly members: Members) {}

  canActivate(context: ExecutionContext): boolean {
    const { sender } = messageContextOf(context);
    if (sender.uid === 'eve') throw new UserError('Go away.');
    return this.members.uids.includes(sender.uid);
  }
}

@Injectable()
class Loud implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((said: unknown) => String(said).toUpperCase()));
  }
}

@Bot('guarded_bot')
@UseGuards(MembersGuard)
class GuardedBot {
  @OnCommand('loud') @UseInterceptors(Loud) async loud({ args }: MessageContext & { args: readonly string[] }) { return Promise.resolve(args.join()); }
  @OnMessage() hi() { return `hi from ${this.constructor.name}`; }
}

@Bot('plain_bot')
class PlainBot {
  @UseGuards(MembersGuard) handle(message: IncomingMessage, { text }: MessageContext) { return `${message.id} ${text}`; }
}

@Bot('free_bot')
class FreeBot { @OnMessage() hi() { return 'free'; } }

@Module({ providers: [GuardedBot, PlainBot, Members, MembersGuard, Loud] })
class Club {}

describe('guards and interceptors of Nest', () => {
  it('run around handlers, with what they are injected', async () => {
    const app = await Test.createTestingModule({ imports: [Club] }).compile();
    const alice = chatWith(app.get(GuardedBot), nestEnhancers(app));
    expect(await alice.say('x')).toEqual(['hi from GuardedBot']);
    expect(await alice.command('loud', 'yes')).toEqual(['YES']);
    expect(await alice.as('bob').say('x')).toEqual([]);
    expect(await alice.as('eve').say('x')).toEqual(['Go away.']);
    const plain = chatWith(app.get(PlainBot), nestEnhancers(app.get(ModuleRef)));
    expect(await plain.say('x')).toEqual(['1 x']);
    expect(await plain.as('bob').say('x')).toEqual([]);
    await app.close();
  });

  it('are never left out in silence', () => {
    expect(() => chatWith(new GuardedBot())).toThrow('GuardedBot.hi() has guards or interceptors, which need Nest. In a test: chatWith(app.get(GuardedBot), nestEnhancers(app)).');
  });

  it('are those of the bot alone: the global ones of the application are for its routes', async () => {
    const seen: string[] = [];
    const see = (what: string) => seen.push(what) > 0;
    const global = [
      { provide: APP_GUARD, useValue: { canActivate: () => see('guard') } },
      { provide: APP_INTERCEPTOR, useValue: { intercept: (_: unknown, next: CallHandler) => (see('interceptor'), next.handle()) } },
      { provide: APP_PIPE, useValue: { transform: () => see('pipe') } }, { provide: APP_FILTER, useValue: { catch: () => see('filter') } },
    ];
    const app = await Test.createTestingModule({ imports: [Club], providers: global }).compile();
    const alice = chatWith(app.get(GuardedBot), nestEnhancers(app));
    expect([await alice.command('loud', 'yes'), await alice.say('x'), await alice.as('bob').say('x')]).toEqual([['YES'], ['hi from GuardedBot'], []]);
    expect(await chatWith(new FreeBot(), nestEnhancers(app)).say('x')).toEqual(['free']);
    expect(seen).toEqual([]);
    await app.close();
  });

  it('are all of Nest there is around a handler', () => {
    @Bot('piped_bot')
    class PipedBot {
      @OnMessage() @UsePipes(ValidationPipe) piped() { return 'x'; }
      @OnCommand('x') @UseFilters() filtered() { return 'x'; }
    }
    expect(() => chatWith(new PipedBot())).toThrow('PipedBot.piped() has pipes or exception filters of Nest, which do not apply to bots');
  });
});
