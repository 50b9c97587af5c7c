import 'reflect-metadata';
import type { Answer, MaybePromise } from './answer.js';
import type { Trigger } from './trigger.js';

const TRIGGERS = Symbol('halley:triggers');

/** A method decorator that takes only methods which can handle this kind of context. */
export type HandlerDecorator<Context> = <Handler extends (context: Context) => MaybePromise<Answer>>(
  prototype: object,
  method: string,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void;

/** Notes on the method itself what sets it off. A method may have several triggers. */
export function triggeredBy<Context>(trigger: Trigger): HandlerDecorator<Context> {
  return (_prototype, _method, { value }) => {
    if (!value) return;
    // Decorators run from the bottom up; the list reads as the file does.
    Reflect.defineMetadata(TRIGGERS, Object.freeze([trigger, ...triggersOf(value)]), value);
  };
}

/** What sets this method off; empty for a method that is no handler. */
export function triggersOf(method: object): readonly Trigger[] {
  return (Reflect.getOwnMetadata(TRIGGERS, method) as readonly Trigger[] | undefined) ?? [];
}
