import 'reflect-metadata';
import { type ExecutionContext, ForbiddenException } from '@nestjs/common';
import { EXCEPTION_FILTERS_METADATA, GUARDS_METADATA, INTERCEPTORS_METADATA, PIPES_METADATA } from '@nestjs/common/constants.js';
import { ApplicationConfig, ExternalContextCreator, ModulesContainer, type NestContainer } from '@nestjs/core';
import type { House } from './house.js';
import { MessageContext } from './message-context.js';

type Method = (...args: unknown[]) => unknown;

/** What lends a bot the guards and interceptors of Nest; an application context has it. */
interface NestApplication {
  get(token: typeof ModulesContainer, options: { strict: false }): ModulesContainer;
}

/**
 * Runs the guards and interceptors of a bot's handlers, by Nest's own means; those that are global in the application do
 * not apply. Halley does that by itself; a test of a bot that has them hands over the application which made it.
 *
 * @example
 * const alice = chatWith(app.get(ClubBot), nestEnhancers(app));
 */
export function nestEnhancers(nest: NestApplication): Pick<House, 'enhance'> {
  return { enhance: (bot, method) => enhanced(nest, bot, method) };
}

/** Knows what the modules provide, and nothing that is global: those were written for the routes of the application. */
function contextCreator(nest: NestApplication): ExternalContextCreator {
  const modules = nest.get(ModulesContainer, { strict: false });
  return ExternalContextCreator.fromContainer({ getModules: () => modules, applicationConfig: new ApplicationConfig() } as unknown as NestContainer);
}

function enhanced(nest: NestApplication, bot: object, method: string): Method {
  let call: Method | undefined;
  return async (...args) => {
    // Made at the first call: guards are made after the bots they guard.
    call ??= contextCreator(nest).create(bot, (bot as Record<string, Method>)[method], method, undefined, undefined, undefined, undefined, { guards: true, interceptors: true, filters: false }, 'halley' as 'http');
    try {
      return await call(...args);
    } catch (error) {
      // A guard said no. One that wants to say why throws a UserError.
      if (error instanceof ForbiddenException) return undefined;
      throw error;
    }
  };
}

/**
 * The context of the message that a guard or an interceptor is asked about.
 *
 * @example
 * canActivate(context: ExecutionContext) { return messageContextOf(context).sender.uid === 'alice'; }
 * @throws TypeError where the guard does not guard a bot
 */
export function messageContextOf(context: ExecutionContext): MessageContext {
  const found = context.getArgs<unknown[]>().find((one) => one instanceof MessageContext);
  if (!found) throw new TypeError('This is no message for a bot.');
  return found;
}

/** Whether Nest has something to run around this method. */
export function isEnhanced(bot: object, method: object): boolean {
  return has([GUARDS_METADATA, INTERCEPTORS_METADATA], bot, method);
}

/** What of Nest a bot asks for and cannot have here. */
export function enhancementProblems(bot: object, handlers: readonly { method: string }[], enhance: House['enhance']): string[] {
  const { name } = bot.constructor;
  return [...new Set(handlers.map(({ method }) => method))].flatMap((method) => {
    const run = (bot as Record<string, Method>)[method];
    if (has([PIPES_METADATA, EXCEPTION_FILTERS_METADATA], bot, run)) {
      return [`${name}.${method}() has pipes or exception filters of Nest, which do not apply to bots: a handler has no parameters to pipe, and its errors are tried again. Use middleware, and throw a UserError to say something.`];
    }
    if (!enhance && isEnhanced(bot, run)) {
      return [`${name}.${method}() has guards or interceptors, which need Nest. In a test: chatWith(app.get(${name}), nestEnhancers(app)).`];
    }
    return [];
  });
}

function has(keys: string[], bot: object, method: object): boolean {
  return keys.some((key) => Reflect.hasMetadata(key, bot.constructor) || Reflect.hasMetadata(key, method));
}
