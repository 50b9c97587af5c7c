import 'reflect-metadata';
import type { Answer, MaybePromise } from './answer.js';
import type { Class } from './class.js';
import type { Trigger } from './trigger.js';

export type Method = (...args: unknown[]) => MaybePromise<Answer>;

const TRIGGERS = Symbol('halley:triggers');

/** What a decorated method stands on. A class has a `prototype`, so a static method does not compile. */
type Instance = object & { prototype?: never };

/** A method decorator that takes only methods which can handle this kind of context. */
export type HandlerDecorator<Context> = <Handler extends (context: Context) => MaybePromise<Answer>>(
  prototype: Instance,
  method: string,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void;

/** Notes on the method itself what sets it off. A method may have several triggers. */
export function triggeredBy<Context>(trigger: Trigger): HandlerDecorator<Context> {
  return (_prototype, _method, { value, get }) => {
    // On a getter only so that the start can refuse it.
    const marked = value ?? get;
    if (!marked) return;
    // Decorators run from the bottom up; the list reads as the file does.
    Reflect.defineMetadata(TRIGGERS, Object.freeze([Object.freeze(trigger), ...triggersOf(marked)]), marked);
  };
}

/** What sets this method off; empty for a method that is no handler. */
export function triggersOf(method: object): readonly Trigger[] {
  return (Reflect.getOwnMetadata(TRIGGERS, method) as readonly Trigger[] | undefined) ?? [];
}

/** Every method of a class by its name, in the order of the file, those of the class itself before those it inherits. */
export function methodsOf(botClass: Class): Map<string, Method> {
  const found = new Map<string, Method>();
  for (let prototype = botClass.prototype as object; prototype !== Object.prototype; prototype = Object.getPrototypeOf(prototype) as object) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof value === 'function' && name !== 'constructor' && !found.has(name)) found.set(name, value as Method);
    }
  }
  return found;
}

/** What is decorated as a handler and can never be called as one. */
export function misplacedHandlers(botClass: Class): string[] {
  const { name } = botClass;
  const statics = Object.entries(Object.getOwnPropertyDescriptors(botClass)).filter(([, { value }]) => isHandler(value));
  const getters = Object.entries(Object.getOwnPropertyDescriptors(botClass.prototype as object)).filter(([, { get }]) => isHandler(get));
  return [
    ...statics.map(([method]) => `${name}.${method}() is static, so no message would reach it. Remove "static".`),
    ...getters.map(([method]) => `${name}.${method} is a getter, so no message would reach it. Make it a method.`),
  ];
}

function isHandler(value: unknown): boolean {
  return typeof value === 'function' && triggersOf(value).length > 0;
}
