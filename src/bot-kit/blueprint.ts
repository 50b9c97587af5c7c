import type { BotSettings } from './bot-settings.js';
import type { Handler } from './handler.js';
import type { House } from './house.js';

/** A bot taken apart: all that a run of it needs to know, and nothing that changes. */
export interface Blueprint {
  /** The name of the class, for messages to its author. */
  readonly name: string;
  readonly options: BotSettings;
  /** In the order in which they are asked. */
  readonly handlers: readonly Handler[];
  /** The names of its steps. */
  readonly steps: readonly string[];
  readonly house: House;
}
