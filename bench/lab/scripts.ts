import { fileURLToPath } from 'node:url';
import type { Filled, FillOrder } from '../load/fill.js';
import type { Paced, PaceOrder } from '../load/pace.js';
import type { Taken, TakeOrder } from '../load/take.js';
import { outcomeOf } from './program.js';

const load = (name: string) => fileURLToPath(new URL(`../load/${name}.js`, import.meta.url));

// Whatever makes load is a process of its own.
export const take = (order: TakeOrder) => outcomeOf<Taken>(load('take'), order);
export const pace = (order: PaceOrder) => outcomeOf<Paced>(load('pace'), order);
export const fill = (order: FillOrder) => outcomeOf<Filled>(load('fill'), order);
