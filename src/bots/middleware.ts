import type { Middleware } from '../bot-kit/index.js';

/** Runs around every handler of every bot, the first outermost. */
export const middleware: Middleware[] = [];
