import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { OutboundEntry } from '../queue/entries.js';
import type { HalleyConfig } from '../config/config.js';
import { Cards } from './cards.js';

describe('Cards', () => {
  const cards = new Cards({ cards: 'probe' } as HalleyConfig);
  const entry: OutboundEntry = {
    id: 'halley-bot-1-0', answer: 'halley-bot-1', bot: 'bot', receiver: 'alice', receiverType: 'user', acceptedAt: 1, deadline: 2,
    reply: { kind: 'card', card: {}, text: 'what it says' },
  };

  afterEach(() => void jest.useRealTimers());

  it('tries again after an hour, and keeps apps and kinds apart', () => {
    jest.useFakeTimers({ now: 0 });
    cards.refused('app', 'card');
    expect(cards.inFormShown('app', entry).reply).toEqual({ kind: 'text', text: 'what it says' });
    expect(cards.inFormShown('another', entry)).toBe(entry);
    const interactive: OutboundEntry = { ...entry, reply: { kind: 'interactive', type: 'form', interactiveData: {}, text: 'x' } };
    expect(cards.inFormShown('app', interactive)).toBe(interactive);
    jest.setSystemTime(3_599_999);
    expect(cards.inFormShown('app', entry)).not.toBe(entry);
    jest.setSystemTime(3_600_000);
    expect(cards.inFormShown('app', entry)).toBe(entry);
  });
});
