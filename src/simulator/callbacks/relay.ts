import { Injectable } from '@nestjs/common';
import { Dice } from '../faults/dice.js';
import { Switches } from '../faults/switches.js';
import type { Bot, Message } from '../state/entities.js';
import { BotsStore } from '../state/bots.store.js';
import { GroupsStore } from '../state/groups.store.js';
import { Outbox } from './outbox.js';
import { isRelayed } from './relay-rules.js';

/** Decides which bots hear of a message that was stored. */
@Injectable()
export class Relay {
  constructor(
    private readonly bots: BotsStore,
    private readonly groups: GroupsStore,
    private readonly switches: Switches,
    private readonly dice: Dice,
    private readonly outbox: Outbox,
  ) {}

  stored(message: Message): void {
    this.outbox.announce(message);
    for (const bot of this.candidates(message)) {
      if (this.hears(bot, message)) this.send(bot, message);
    }
  }

  /** Something about a message that was stored before. */
  changed(message: Message): void {
    this.outbox.announce(message);
  }

  /** An interactive message goes to the bot that wrote it or got it, once somebody has used it and the switch says so. */
  interacted(message: Message): void {
    this.changed(message);
    if (!this.switches.values.relayInteractions) return;
    const sides = message.receiverType === 'user' ? [message.sender, message.receiver] : [message.sender];
    for (const uid of sides) {
      const bot = this.bots.find(uid);
      if (bot?.enabled) this.send(bot, message);
    }
  }

  private send(bot: Bot, message: Message): void {
    this.outbox.put(bot, message, 'message');
    const { callbackDuplicates } = this.switches.values;
    if (callbackDuplicates > 0 && this.dice.roll() < callbackDuplicates) this.outbox.put(bot, message, 'duplicate');
  }

  private candidates(message: Message): Bot[] {
    if (message.receiverType === 'group') return this.bots.all();
    const both = [this.bots.find(message.receiver), this.switches.values.relayOwnMessages ? this.bots.find(message.sender) : undefined];
    return both.filter((bot) => bot !== undefined);
  }

  private hears(bot: Bot, message: Message): boolean {
    const senderIsBot = this.bots.find(message.sender) !== undefined;
    const isMember = message.receiverType === 'user' || this.groups.isMember(message.receiver, bot.uid);
    return isRelayed(message, bot, { senderIsBot, isMember }, this.switches.values);
  }
}
