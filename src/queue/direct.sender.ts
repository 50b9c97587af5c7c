import type { Beginning, Committed } from './inbound.line.js';

/** An answer on the short way: its first replies are begun by the commit, and sent by the process that committed. */
export interface DirectSending {
  /**
   * Runs the commit, and asks with it whether anything may be sent.
   * @param commit is told to begin replies, should the outbound line stand idle; not told, it begins none.
   */
  begin(commit: (begin?: Beginning) => Promise<Committed>): Promise<Committed>;

  /** Sends what was begun, beside the turn and after its end. All else is left to the outbound line, which is woken where it has to be. */
  send(committed: Committed): void;
}

/** Implemented by outbound and asked by the processor: they do not know each other. */
export abstract class DirectSender {
  /** May take a moment where much is being sent already, but not where there are no replies. */
  abstract prepare(conversation: string, replies: number): Promise<DirectSending>;
}
