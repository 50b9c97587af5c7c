import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import { BotDefinitionError } from './bot-definition-error.js';
import type { BotOptions, ResolvedBotOptions } from './bot-options.js';
import { type BotSettings, problemsOfBotOptions, toBotSettings } from './bot-settings.js';
import type { Class } from './class.js';
import type { JsonObject } from './json.js';
import type { SessionOptions } from './session-options.js';

const BOT = Symbol('halley:bot');

/** The session a method asks for, in any of its parameters. One that names none takes any. */
type SessionWanted<Method> = Method extends (...args: infer Args) => unknown ? Extract<Args[number], { readonly session: object }>['session'] : never;
type IsFine<Wanted, Session> = [Wanted] extends [never] ? true : Session extends Wanted ? true : false;

/** The methods of a bot that want another session than the bot has. */
type WantingAnotherSession<T, Session> = {
  [Name in keyof T]-?: IsFine<SessionWanted<T[Name]>, Session> extends true ? never : Name;
}[keyof T];

/**
 * A class decorator that takes only classes whose handlers agree with the session of the bot.
 *
 * @example
 * const asBot: BotDecorator<JsonObject> = Bot('hello_bot');
 */
export type BotDecorator<Session> = <T extends Class>(botClass: Agreeing<T, Session>) => void;

/** Where they do not agree, what the compiler prints as the type that was expected. */
type Agreeing<T extends Class, Session> = [WantingAnotherSession<InstanceType<T>, Session>] extends [never]
  ? T
  : `${WantingAnotherSession<InstanceType<T>, Session> & string}() wants another session than @Bot gives: both have to name one type, as in session: { initial: (): Cart => … }`;

/**
 * Makes a class a bot, and a Nest provider with it.
 *
 * A handler is run for each message, one message of a conversation at a time and in order. When it returns, its replies
 * and what it remembered are committed in one step, and it is never run again for this message. Until then it may be: it
 * is tried again when it throws or takes too long, and it starts anew elsewhere when its process dies. So what a handler
 * does to others, such as placing an order, should be told apart by `message.id`: a second run brings the same one.
 *
 * @example
 * @Bot('hello_bot')
 * export class HelloBot {
 *   @OnMessage()
 *   hello() { return 'Hello!'; }
 * }
 * @throws BotDefinitionError when the class is compiled, if CometChat would not take the uid
 * @see https://www.cometchat.com/docs/rest-api/bots/create
 */
export function Bot<Session extends object>(options: BotOptions<Session> & { session: SessionOptions<Session> }): BotDecorator<Session>;
export function Bot(uidOrOptions: string | BotOptions): BotDecorator<JsonObject>;
export function Bot(uidOrOptions: string | Pick<BotOptions, 'uid'>): (botClass: Class) => void {
  const options = typeof uidOrOptions === 'string' ? { uid: uidOrOptions } : uidOrOptions;
  return (botClass) => {
    Injectable()(botClass);
    Reflect.defineMetadata(BOT, Object.freeze({ ...options }), botClass);
  };
}

/**
 * Who a bot is, without making an instance of it.
 *
 * @example
 * botOptionsOf(EchoBot).groupChatSetting; // 'allMessages'
 * @throws BotDefinitionError if the class has no `@Bot`, or CometChat would not take one of the values
 */
export function botOptionsOf(botClass: Class): ResolvedBotOptions {
  const { uid, aliases, groupChatSetting } = botSettingsOf(botClass);
  return Object.freeze({ uid, aliases, groupChatSetting });
}

/** All that `@Bot` was given, checked. Throws as botOptionsOf does. */
export function botSettingsOf(botClass: Class): BotSettings {
  const options = Reflect.getOwnMetadata(BOT, botClass) as BotOptions<object> | undefined;
  if (!options) {
    throw new BotDefinitionError([`${botClass.name} is no bot yet. Write @Bot('its_uid') above the class.`]);
  }
  const problems = problemsOfBotOptions(options).map((problem) => `${botClass.name}: ${problem}`);
  if (problems.length > 0) throw new BotDefinitionError(problems);
  return toBotSettings(botClass, options);
}
