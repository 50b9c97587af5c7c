import type { ReceiverType } from './entities.js';

/** `group_<guid>`, or the two uids in code-point order around `_user_`. */
export function conversationIdOf(sender: string, receiverType: ReceiverType, receiver: string): string {
  if (receiverType === 'group') return `group_${receiver}`;
  const [first, second] = sender < receiver ? [sender, receiver] : [receiver, sender];
  return `${first}_user_${second}`;
}
