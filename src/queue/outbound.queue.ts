import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { conversationName, fingerprint } from './conversation.js';
import { outboundBody, type OutboundEntry } from './entries.js';
import { keysOf } from './keys.js';
import { OutboundLine } from './outbound.line.js';
import { RedisClients } from './redis.clients.js';
import { Script } from './scripts.js';
import { wake, type TurnQueue } from './turns.js';
import { Uncommitted } from './uncommitted.js';

const postScript = new Script<number>('post');
const IN_A_LINE_THAT_MOVES = 1;

@Injectable()
export class OutboundQueue {
  constructor(
    private readonly clients: RedisClients,
    @InjectQueue('outbound') private readonly queue: TurnQueue,
    private readonly uncommitted: Uncommitted,
  ) {}

  hold(conversation: string, fence: string): OutboundLine {
    return new OutboundLine(this.clients.patient, 'outbound', conversation, fence);
  }

  wake(conversation: string): Promise<void> {
    return wake(this.queue, 'outbound', conversation);
  }

  /**
   * Puts the parts of a message that answers nothing in their line; the same message within 24 h changes nothing.
   * @throws where Redis fails, or where what it would have to stand behind was not committed.
   */
  async post(appId: string, parts: OutboundEntry[]): Promise<void> {
    const [{ bot, answer, receiver, receiverType }] = parts;
    const conversation = conversationName({ appId, bot, receiverType, peer: receiver });
    await this.uncommitted.wait(conversation);
    const keys = keysOf('outbound', conversation);
    const posted = await postScript.run(
      this.clients.patient,
      [keys.side, keys.seen],
      [conversation, fingerprint({ appId, bot, id: answer }), ...parts.flatMap((part) => [part.id, outboundBody(part)])],
    );
    // Also after a repeated post: the first one may have died before it woke the line.
    if (posted !== IN_A_LINE_THAT_MOVES) await this.wake(conversation);
  }
}
