import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInChromium } from './playground/browser.js';
import { Keyboard } from './playground/keyboard.js';
import { Stage } from './playground/stage.js';
import { until } from './support/until.js';

jest.setTimeout(120_000);

/** One walk through everything: each step begins where the one before has left the focus. */
describeInChromium('the playground with the keyboard alone', () => {
  const stage = new Stage();
  let page: Page;
  let keyboard: Keyboard;
  const sees = (text: string | RegExp) => page.getByText(text).first().waitFor();
  const composer = /^Message Helper$/;

  beforeAll(async () => {
    await stage.start();
    await stage.reset();
    page = stage.page;
    keyboard = new Keyboard(page);
  });
  afterAll(() => stage.close());

  it('turns a switch in the drawer, which keeps the focus and gives it back', async () => {
    await keyboard.tabTo('Switches: all at their default');
    await keyboard.press('Enter');
    await keyboard.isAt('Close');
    await keyboard.press('Shift+Tab', 'Shift+Tab');
    expect((await keyboard.focus()).isBehindDialog).toBe(false);
    await keyboard.tabTo('Omit muid');
    await keyboard.press('Space');
    await page.locator('.switch.differs').waitFor();
    await keyboard.press('Escape');
    await keyboard.isAt('Switches: 1 turned');
  });

  it('is somebody else', async () => {
    await keyboard.tabTo('Who you are');
    await keyboard.press('ArrowDown');
    await page.locator('.me .name', { hasText: 'George Alan' }).waitFor();
    await keyboard.press('ArrowUp');
    await page.locator('.me .name', { hasText: 'Andrew Joseph' }).waitFor();
  });

  it.each(['Connect a bot', 'New user'])('opens and leaves the dialog "%s"', async (name) => {
    await keyboard.tabTo(name);
    await keyboard.press('Enter');
    await keyboard.isAt(/^Name/);
    await keyboard.press('Escape');
    await keyboard.isAt(name);
    await keyboard.press('Enter');
    await keyboard.isAt(/^Name/);
    await keyboard.tabTo('Close', 'Shift+Tab');
    await keyboard.press('Enter');
    await keyboard.isAt(name);
  });

  it('makes a group', async () => {
    await keyboard.tabTo('New group with bots', 'Shift+Tab');
    await keyboard.press('Enter');
    await keyboard.isAt(/^Name/);
    await keyboard.type('Support');
    await keyboard.tabTo(/^George Alan/);
    await keyboard.press('Space');
    await keyboard.tabTo('Create');
    await keyboard.press('Enter');
    await sees('Say something to Support');
    await keyboard.isAt('New group with bots');
    await keyboard.tabTo(/Helper.*Say hello/s, 'Shift+Tab');
    await keyboard.press('Enter');
    await sees('Say something to Helper');
  });

  it('takes a suggestion, and is at the composer then', async () => {
    await keyboard.tabTo('Hello');
    await keyboard.press('Enter');
    await sees('You said: Hello');
    await keyboard.isAt(composer);
    await keyboard.tabTo('More of that', 'Shift+Tab');
    await keyboard.press('Enter');
    await sees('You said: More of that');
    await keyboard.isAt(composer);
  });

  it('fills in a form and submits it', async () => {
    await keyboard.type('form');
    await keyboard.press('Enter');
    await sees('Report a problem');
    await keyboard.tabTo('Send the report', 'Shift+Tab');
    await keyboard.tabTo('The lid', 'Shift+Tab');
    await keyboard.press('Space');
    await keyboard.tabTo('Order number', 'Shift+Tab');
    await keyboard.type('712');
    await keyboard.tabTo('Send the report');
    await keyboard.press('Enter');
    await sees('✓ Submitted');
    await keyboard.isAt(/^Helper, /);
    expect(stage.bot.submissions).toEqual([{ report: { order: '712', parts: ['lid'] } }]);
  });

  it('books a time with the scheduler', async () => {
    await keyboard.press('Control+k');
    await keyboard.type('appointment');
    await keyboard.press('Enter');
    await sees('Meet us');
    await keyboard.tabTo('10:00', 'Shift+Tab');
    await keyboard.press('Enter');
    await keyboard.tabTo('Book it');
    await keyboard.press('Enter');
    await sees('✓ Booked');
    await keyboard.isAt(/^Helper, /);
    expect(stage.bot.submissions.at(-1)).toMatchObject({ visit: { time: '10:00' } });
  });

  it('goes from message to message, and into the inspector and back', async () => {
    await keyboard.press('ArrowUp');
    await keyboard.isAt(/^You, /);
    await keyboard.press('Enter');
    await keyboard.isAt('Inspector');
    await keyboard.tabTo('Deliver again');
    await keyboard.press('Enter');
    await until('it is delivered again', () => stage.simulator.deliveries().some(({ cause }) => cause === 'again'));
    await keyboard.tabTo('Copy as fixture');
    await keyboard.press('Enter');
    await sees('The fixture is copied.');
    await keyboard.tabTo(/^POST \/bots\/helper\/messages/);
    await keyboard.press('Enter');
    await page.locator('details.entry[open]').first().waitFor();
    await keyboard.press('Escape');
    await keyboard.isAt(/^You, /);
    await sees('Pick a message');
  });

  it('edits, quotes and answers in a thread', async () => {
    await keyboard.tabTo('Edit');
    await keyboard.press('Enter');
    await keyboard.isAt('Edit the message');
    await keyboard.press('Escape');
    await keyboard.isAt(/^You, /);
    await keyboard.tabTo('Quote');
    await keyboard.press('Enter');
    await keyboard.isAt(composer);
    await page.locator('.quoting').waitFor();
    await keyboard.press('Escape');
    await page.locator('.quoting').waitFor({ state: 'detached' });
    await keyboard.isAt(composer);
    await keyboard.tabTo(/^(You|Helper), /, 'Shift+Tab');
    await keyboard.tabTo('Reply in a thread');
    await keyboard.press('Enter');
    await keyboard.isAt('Reply in the thread');
    await keyboard.type('in the thread');
    await keyboard.press('Enter');
    await page.locator('.message.mine', { hasText: 'in the thread' }).waitFor();
    await keyboard.press('Escape');
    await sees('1 reply');
    await keyboard.isAt(/^(You|Helper), /);
  });

  it('deletes a message and stays at it', async () => {
    await keyboard.press('Control+k');
    await keyboard.type('oops');
    await keyboard.press('Enter');
    await sees('You said: oops');
    await keyboard.tabTo(/^Helper, /, 'Shift+Tab');
    await keyboard.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp');
    await keyboard.tabTo('Delete');
    await keyboard.press('Enter');
    await sees('This message was deleted');
    await keyboard.isAt(/^You, /);
  });

  it('attaches a file', async () => {
    // Asked for before the way there: Chromium takes a moment to hand choosers over.
    const chooser = page.waitForEvent('filechooser');
    await keyboard.tabTo('Attach an image or a file');
    await keyboard.press('Enter');
    await (await chooser).setFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hi') });
    await page.locator('.bubble .file', { hasText: 'note.txt' }).waitFor();
  });

  it('ran without an error on the page', () => {
    expect(stage.problems).toEqual([]);
  });
});
