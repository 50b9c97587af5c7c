import type { CommandLine } from './command-line.js';
import { MessageContext } from './message-context.js';
import type { Turn } from './turn.js';

/**
 * What `@OnCommand` handlers get.
 *
 * @example
 * @OnCommand('remind', 'Reminds you: /remind 10 "call Ada"')
 * remind({ args: [minutes, what] }: CommandContext) { return `In ${minutes} minutes: ${what}.`; }
 */
export class CommandContext<Session extends object = object> extends MessageContext<Session> {
  /** The name of the command, without the slash, in lower case. */
  readonly command: string;
  /** The words after the name; what is in quotes is one word. */
  readonly args: readonly string[];

  constructor(turn: Turn, line: CommandLine) {
    super(turn);
    this.command = line.name;
    this.args = line.args;
  }
}
