import { describe, expect, it } from '@jest/globals';
import { itOnDocuments, readJson } from '../../test/support/cometchat-documents.js';
import { Bot, card, type CardInput, chatWith, type JsonObject, OnAction, OnCommand } from './index.js';

const title = { id: 'title', type: 'text', content: 'Order 712' };
const track = { id: 'track', type: 'button', label: 'Track', action: { type: 'sendMessage', text: 'Track order 712' } };

function problemOf(...body: JsonObject[]): string {
  try {
    card({ body, fallbackText: 'x' });
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
}

describe('card', () => {
  it('fills in the version and a background', () => {
    expect(card({ body: [title], fallbackText: 'Order 712' })).toEqual({
      kind: 'card',
      text: 'Order 712',
      card: { version: '1.0', style: { background: { light: '#FFFFFF', dark: '#1C1C1E' } }, body: [title], fallbackText: 'Order 712' },
    });
  });

  it('takes every kind of element and action', () => {
    const items = [title];
    const color = { light: '#FFFFFF', dark: 'transparent' };
    const body: JsonObject[] = [
      { id: '1', type: 'markdown', content: '*x*', color },
      { id: '2', type: 'image', url: 'https://example.com/a.png', width: '50%', height: 40, fit: 'contain' },
      { id: '3', type: 'icon', name: 'star' }, { id: '4', type: 'avatar', fallbackInitials: 'AB' },
      { id: '5', type: 'badge', text: 'new', padding: { top: 2 } }, { id: '6', type: 'chip', text: 'x', icon: { name: 'check' } },
      { id: '7', type: 'codeBlock', content: 'x' }, { id: '8', type: 'divider' }, { id: '9', type: 'spacer', height: 4 },
      { id: '10', type: 'row', items, align: 'spaceBetween' }, { id: '11', type: 'column', items: [{ ...title, id: 'a' }] },
      { id: '12', type: 'grid', columns: 3, items: [{ ...title, id: 'b' }] },
      { id: '13', type: 'accordion', header: 'x', body: [{ ...title, id: 'c' }] },
      { id: '14', type: 'tabs', tabs: [{ label: 'x', content: [{ ...title, id: 'd' }] }] },
      track, { id: '15', type: 'iconButton', icon: { url: 'https://example.com/i.png' }, action: { type: 'openUrl', url: 'https://example.com', openIn: 'webview' } },
      { id: '16', type: 'link', text: 'x', action: { type: 'initiateCall', callType: 'audio', uid: 'ann' } },
      { id: '17', type: 'table', columns: ['a'], rows: [['1'], ['2']] }, { id: '18', type: 'progressBar', value: 40 },
    ];
    expect(problemOf(...body)).toBe('none');
  });

  it.each([
    [[], 'body must NOT have fewer than 1 items'],
    [[{ type: 'text', content: 'x' }], "body.0 must have required property 'id'"],
    [[{ id: '1', type: 'txt' }], 'body.0 has an unknown type "txt"'],
    [[{ id: '1', type: 'text#', content: 'x' }], 'body.0.type must be equal to constant'],
    [[{ id: 'r', type: 'row', items: [{ id: '1', type: 'txt' }] }], 'body.0.items.0 has an unknown type "txt"'],
    [[{ ...title, colour: 'red' }], 'body.0 has an unknown field "colour"'],
    [[{ ...title, color: { light: 'red', dark: '#000000' } }], 'body.0.color.light must match pattern'],
    [[{ ...title, align: 'middle' }], 'body.0.align must be one of left, center, right, justify'],
    [[title, title], 'the id "title" is used twice'],
    [[{ id: 'r', type: 'row', items: [{ ...title, id: 'r' }] }], 'the id "r" is used twice'],
    [[{ ...track, action: { type: 'sendMessage' } }], "body.0.action must have required property 'text'"],
    [[{ ...title, content: 'Hello {{user.name}}' }], '{{user.name}} is not filled in'],
    [[{ id: 'i', type: 'icon' }], 'an icon needs a name or a url'],
    [[{ id: 'p', type: 'progressBar', value: 101 }], 'body.0.value must be <= 100'],
  ])('refuses %j, because %s', (body: JsonObject[], problem) => {
    expect(problemOf(...body)).toContain(problem);
  });

  itOnDocuments('takes the sample card', () => {
    const request = readJson('fixtures/rest/derived-send-message.card.request.json') as { data: { card: CardInput } };
    expect(card(request.data.card).card).toEqual(request.data.card);
  });

  it('brings a tap back to its action', async () => {
    @Bot('card_bot')
    class CardBot {
      @OnCommand('order') order() { return card({ body: [title, track], fallbackText: 'x' }, { actions: { 'Track order 712': 'track' } }); }
      @OnAction('track') tracked() { return 'On its way.'; }
    }
    const alice = chatWith(new CardBot());
    const [shown] = await alice.command('order');
    expect(shown).not.toHaveProperty('actions');
    expect(await alice.tap('Track order 712')).toEqual(['On its way.']);
    expect(await alice.tap('Track')).toEqual(['On its way.']);
  });
});
