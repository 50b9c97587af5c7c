import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInChromium } from './playground/browser.js';
import { shellWords } from './playground/shell-words.js';
import { Stage } from './playground/stage.js';
import { until } from './support/until.js';

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

jest.setTimeout(90_000);

describeInChromium('the playground', () => {
  const stage = new Stage();
  const composer = () => stage.composer();
  const bubble = (text: string) => stage.bubble(text);
  const write = (text: string) => stage.write(text);
  let page: Page;

  beforeAll(() => stage.start());
  beforeEach(async () => {
    await stage.reset();
    page = stage.page;
  });
  afterAll(() => stage.close());

  it('writes, shows the answer, and takes a quick reply', async () => {
    await write('hello <b>you</b>');
    await bubble('You said: hello <b>you</b>').waitFor();
    expect(await page.locator('.bubble b').count()).toBe(0);
    await page.getByRole('button', { name: 'More of that' }).click();
    await bubble('You said: More of that').waitFor();
  });

  it('shows in the inspector what became of a message, and delivers it again', async () => {
    await write("what's inside");
    await bubble("You said: what's inside").waitFor();
    await bubble("what's inside").first().click();
    const inspector = page.locator('.inspector');
    await inspector.getByText('from sent to answered').waitFor();
    await inspector.locator('.timeline').getByText('callback to helper').waitFor();
    expect(await inspector.locator('pre.json').last().textContent()).toContain('"trigger": "after_message"');
    await inspector.getByRole('button', { name: 'Copy curl' }).click();
    await page.getByText('The curl command is copied.').waitFor();
    const words = await shellWords(await stage.clipboard());
    expect(words.slice(0, 3)).toEqual(['-X', 'POST', `${stage.bot.url}/`]);
    expect(JSON.parse(words.at(-1) ?? '')).toEqual(stage.simulator.deliveries()[0]?.callback);
    await inspector.getByRole('button', { name: 'Copy as fixture' }).click();
    await page.getByText('The fixture is copied.').waitFor();
    expect(JSON.parse(await stage.clipboard())).toEqual(stage.simulator.deliveries()[0]?.callback);
    await inspector.getByRole('button', { name: 'Deliver again' }).click();
    await until('the second delivery is there', () => stage.simulator.deliveries().filter(({ cause }) => cause === 'again').length === 1);
    await inspector.locator('.entry').nth(1).waitFor();
  });

  it('makes a group with the bot, completes a mention, and gets the answer there', async () => {
    await page.getByRole('button', { name: 'New group with bots' }).click();
    await page.getByLabel('Name').fill('Support');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'Say something to Support' }).waitFor();
    await write('nobody is asked');
    await composer().pressSequentially('hi @hel');
    await page.getByRole('option', { name: /Helper/ }).waitFor();
    await composer().press('Enter');
    await composer().pressSequentially('there');
    await composer().press('Enter');
    await bubble('You said: hi @Helper').waitFor();
    expect(stage.simulator.messages().map(({ data }) => data.text)).toContain('hi <@uid:helper> there');
    expect(stage.simulator.deliveries()).toHaveLength(1);
  });

  it('sends an image', async () => {
    await page.locator('.composer input[type=file]').setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: PIXEL });
    await bubble('I see dot.png').waitFor();
    const image = page.locator('.bubble img');
    await until('the image is loaded', () => image.evaluate((node) => (node as unknown as { naturalWidth: number }).naturalWidth === 1));
  });

  it('fills in a form and submits it to the address the bot gave', async () => {
    await write('form');
    await page.getByLabel('Order number').fill('712');
    // What happens elsewhere leaves alone what is being typed.
    await stage.call('/users', { uid: 'newcomer', name: 'Newcomer' });
    await page.waitForTimeout(1200);
    await page.getByRole('button', { name: 'Send the report' }).click();
    await page.getByText('✓ Submitted').waitFor();
    expect(stage.bot.submissions).toEqual([{ report: { order: '712', parts: [] } }]);
  });

  it('says that a bot is working until it has answered', async () => {
    const letAnswer = stage.bot.hold();
    await write('take your time');
    await page.getByText('Helper is working').waitFor();
    letAnswer();
    await bubble('You said: take your time').waitFor();
    await page.getByText('Helper is working').waitFor({ state: 'detached' });
  });

  it('turns a fault on and off', async () => {
    await page.getByRole('button', { name: /^Switches/ }).click();
    await page.locator('#switch-failAfterStoring').fill('100');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Switches: 1 turned' }).waitFor();
    await write('twice, please');
    await until('both tries are stored', () => stage.simulator.messages().filter(({ sender }) => sender === 'helper').length === 2);
    await page.locator('.message:not(.mine)', { hasText: 'twice, please' }).nth(1).waitFor();
    await page.getByRole('button', { name: /^Switches/ }).click();
    await page.getByRole('button', { name: 'Back to the defaults' }).click();
    await page.getByText('Everything is at CometChat’s known or likeliest behaviour.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Switches: all at their default' }).waitFor();
  });

  it('edits and deletes, and answers in a thread', async () => {
    await write('first words');
    await bubble('You said: first words').waitFor();
    const mine = page.locator('.message.mine', { hasText: 'first words' });
    await mine.hover();
    await mine.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Edit the message').fill('better words');
    await page.waitForTimeout(1200);
    await page.keyboard.press('Enter');
    await bubble('better words').getByText('edited').waitFor();
    await page.locator('.message.mine').hover();
    await page.getByRole('button', { name: 'Reply in a thread' }).last().click();
    // The thread has a composer of its own: what is typed before it opens is typed into the chat's.
    await page.getByRole('button', { name: 'Back to the chat', exact: true }).first().waitFor();
    await write('in the thread');
    await page.locator('.message.mine', { hasText: 'in the thread' }).waitFor();
    await page.getByRole('button', { name: 'Back to the chat', exact: true }).first().click();
    await page.getByRole('button', { name: '1 reply' }).waitFor();
    await page.locator('.message.mine').hover();
    await page.locator('.message.mine').getByRole('button', { name: 'Delete' }).click();
    await bubble('This message was deleted').waitFor();
  });

  it('keeps who I am and what was said over a reload', async () => {
    await page.getByLabel('Who you are').selectOption('cometchat-uid-3');
    await write('remember me');
    await bubble('You said: remember me').waitFor();
    await stage.open();
    await bubble('You said: remember me').waitFor();
    expect(await page.locator('.me .name').textContent()).toBe('Nancy Grace');
  });

  it('can be used with the keyboard alone', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('no mouse');
    await page.keyboard.press('Enter');
    await bubble('You said: no mouse').waitFor();
    await page.locator('.bubble').last().focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('.inspector .timeline').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Pick a message' }).waitFor();
  });

  it('fits on 360 px', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await stage.open();
    const width = () => page.evaluate('document.documentElement.scrollWidth');
    expect(await width()).toBe(360);
    await page.getByRole('button', { name: /Helper/ }).click();
    await write('from a telephone, with averyveryverylongwordthatdoesnotfitononelineofatelephone');
    await bubble('You said: from a telephone').click();
    await page.locator('.inspector .timeline').waitFor();
    expect(await width()).toBe(360);
    await page.getByRole('button', { name: 'Back to the chat', exact: true }).click();
    await composer().waitFor();
    await composer().fill('one\ntwo\nthree\nfour');
    const isAtEnd = `(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2)(document.querySelector('.messages'))`;
    await until('the end is seen above what is written', () => page.evaluate<boolean>(isAtEnd));
  });

  it('ran without an error on the page', () => {
    expect(stage.problems).toEqual([]);
  });
});
