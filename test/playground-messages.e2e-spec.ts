import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type SwitchDefinition, type SwitchName, switchNames, switchTable } from '../src/simulator/faults/switch-table.js';
import { describeInChromium } from './playground/browser.js';
import { card, elementsFor } from './playground/card-elements.js';
import { Stage } from './playground/stage.js';
import { until } from './support/until.js';

jest.setTimeout(90_000);

describeInChromium('in the playground', () => {
  const stage = new Stage();
  let page: Page;

  beforeAll(() => stage.start());
  beforeEach(async () => {
    await stage.reset();
    page = stage.page;
  });
  afterAll(() => stage.close());

  const button = (name: string) => page.getByRole('button', { name, exact: true });

  it('a message quotes another', async () => {
    await stage.write('first words');
    await stage.bubble('You said: first words').hover();
    await page.locator('.message', { hasText: 'You said: first words' }).getByRole('button', { name: 'Quote' }).click();
    await page.locator('.quoting', { hasText: 'You said: first words' }).waitFor();
    await stage.write('that one');
    await page.locator('.mine .quoted', { hasText: 'You said: first words' }).waitFor();
    await page.locator('.quoting').waitFor({ state: 'detached' });
    expect(stage.simulator.deliveries().at(-1)?.callback).toMatchObject({ data: { quotedMessage: { sender: 'helper', data: { text: 'You said: first words' } } } });
  });

  it('a call is seen, and told to the bot if the switch says so', async () => {
    await button('Start an audio call').click();
    await button('Andrew Joseph started an audio call').click();
    await page.getByText('No bot was told').waitFor();
    stage.simulator.set({ relayCalls: true });
    await button('Start a video call').click();
    await button('Andrew Joseph started a video call').click();
    await page.locator('pre.json', { hasText: '"category": "call"' }).waitFor();
    expect(stage.simulator.deliveries()).toMatchObject([{ bot: 'helper', callback: { data: { category: 'call', type: 'video' } } }]);
  });

  it('an edit that is told to the bot is listed with the message', async () => {
    stage.simulator.set({ relayEdits: true });
    await stage.write('first words');
    await stage.bubble('You said: first words').waitFor();
    await page.locator('.message.mine').hover();
    await button('Edit').click();
    await page.getByLabel('Edit the message').fill('better words');
    await page.keyboard.press('Enter');
    await stage.bubble('better words').first().click();
    await page.locator('.inspector .entry', { hasText: 'edited' }).getByRole('button', { name: 'Copy as fixture' }).waitFor();
  });

  it('a used interactive message goes to the bot again only if the switch says so', async () => {
    const action = { actionType: 'apiAction', url: `${stage.bot.url}/submit`, dataKey: 'd' };
    const cardActions = [{ elementType: 'button', elementId: 'ok', buttonText: 'Take it', action }];
    const used = () => page.getByRole('button', { name: 'Take it ✓' });
    await stage.says({ category: 'interactive', type: 'card', data: { interactiveData: { text: 'Pick one', cardActions } } });
    await button('Take it').click();
    await used().waitFor();
    expect(stage.simulator.deliveries()).toEqual([]);
    stage.simulator.set({ relayInteractions: true });
    await used().click();
    await until('the bot is told', () => stage.simulator.deliveries().length === 1);
    const interactions = [expect.objectContaining({ elementId: 'ok' }), expect.objectContaining({ elementId: 'ok' })];
    expect(stage.simulator.deliveries()[0]).toMatchObject({ bot: 'helper', callback: { data: { sender: 'helper', data: { interactions } } } });
  });

  it('a refusal is shown with its code', async () => {
    stage.simulator.set({ refuseWith: 'ERR_BLOCKED_RECEIVER' });
    await stage.write('do you hear me');
    await stage.bubble('do you hear me').click();
    const request = page.locator('.inspector details', { hasText: '/bots/helper/messages' }).first();
    await request.getByText('403').waitFor();
    await request.click();
    await request.getByText('"ERR_BLOCKED_RECEIVER"').waitFor();
  });

  it('every element of a card is drawn, and what it says is no HTML', async () => {
    const elements = elementsFor(stage.simulator.url);
    for (const { shows: _, ...element } of elements) await stage.says({ category: 'card', type: 'text', data: card([element]) });
    await page.locator('.rich.card').nth(elements.length - 1).waitFor();
    expect(await page.getByText('An element of the type').count()).toBe(0);
    for (const [at, { type, shows }] of elements.entries()) {
      const found = page.locator('.rich.card').nth(at).locator(shows);
      expect({ type, found: await found.count() }).toEqual({ type, found: 1 });
    }
    expect(await page.locator('.rich.card img[src="x"]').count()).toBe(0);
  });

  it('the buttons of a card write, and lead to other chats', async () => {
    const actions = { Yes: { type: 'sendMessage', text: 'yes, please' }, Team: { type: 'chatWithGroup', guid: 'cometchat-guid-1' }, Own: { type: 'customCallback' } };
    await stage.says({ category: 'card', type: 'text', data: card(Object.entries(actions).map(([label, action]) => ({ type: 'button', label, action }))) });
    await button('Yes').click();
    await stage.bubble('You said: yes, please').waitFor();
    await button('Own').click();
    await page.getByText('Here the app would do: customCallback.').waitFor();
    await button('Team').click();
    await page.getByRole('heading', { name: 'Team', exact: true }).waitFor();
  });

  it('every switch is turned by its control, and back by one button', async () => {
    await page.getByRole('button', { name: /^Switches/ }).click();
    for (const name of switchNames) await turn(page, name);
    await until('all are turned', async () => (await differing()).length === switchNames.length);
    await page.locator('.switch.differs').nth(switchNames.length - 1).waitFor();
    await button('Back to the defaults').click();
    await until('none is turned', async () => (await differing()).length === 0);
    await page.getByText('Everything is at CometChat’s known or likeliest behaviour.').waitFor();
  });

  async function differing(): Promise<unknown[]> {
    const switches = (await (await fetch(`${stage.simulator.url}/simulator/switches`)).json()) as { differs: boolean }[];
    return switches.filter(({ differs }) => differs);
  }

  it('nothing went wrong on the page', () => {
    expect(stage.problems).toEqual([]);
  });
});

/** Another value than the default, by hand. */
async function turn(page: Page, name: SwitchName): Promise<void> {
  const { kind, choices }: SwitchDefinition<unknown> = switchTable[name];
  const control = page.locator(`#switch-${name}`);
  if (kind === 'yesNo') await control.click();
  else if (kind === 'choice') await control.selectOption(choices?.at(-1) ?? '');
  else {
    await control.fill({ probability: '50', text: 'other', delays: '10, 20' }[kind as string] ?? '7');
    await control.blur();
  }
}
