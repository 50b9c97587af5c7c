import type { OutboundEntry } from './entries.js';
import { HeldLine } from './held-line.js';
import type { Head } from './next.js';
import { Script } from './scripts.js';

const resendScript = new Script<string>('resend');

export class OutboundLine extends HeldLine<OutboundEntry> {
  /**
   * Marks a reply anew whose first sending came to an unknown end, once it is known that CometChat does not have it.
   * @returns the head with its new mark, or undefined if somebody else has taken over.
   */
  async markAgain(head: Head<OutboundEntry>): Promise<Head<OutboundEntry> | undefined> {
    const answer = await resendScript.run(this.redis, [this.keys.side], [this.conversation, this.fence, head.member, head.beganAt]);
    return answer === 'fenced' ? undefined : { ...head, beganAt: answer, beganMsAgo: 0 };
  }
}
