import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.js';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from './browser.js';
import { SmallBot } from './small-bot.js';

/** The page in a real browser, with a bot behind it. */
export class Stage {
  simulator!: Simulator;
  page!: Page;
  /** What went wrong on the page. */
  readonly problems: string[] = [];
  readonly bot = new SmallBot(() => this.simulator.apiUrl);
  private browser!: Browser;

  async start(): Promise<void> {
    this.simulator = await startSimulator({ sampleData: true });
    await this.bot.start();
    this.browser = await openBrowser();
  }

  /** Everything anew: the simulator, the bot in it, and the page. */
  async reset(): Promise<void> {
    this.simulator.reset();
    this.bot.forget();
    await this.call('/users', { uid: 'helper', name: 'Helper' });
    await this.call('/bots', { uid: 'helper', webhookURL: `${this.bot.url}/`, enabled: true, groupChatSetting: 'mentionedMessages' });
    await this.page?.context().close();
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
    this.page = await context.newPage();
    this.page.on('pageerror', (error) => this.problems.push(error.message));
    this.page.on('console', (line) => line.type() === 'error' && this.problems.push(line.text()));
    await this.open();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.bot.stop();
    await this.simulator.close();
  }

  async open(): Promise<void> {
    await this.page.goto(this.simulator.url);
    await this.page.locator('[data-ready=true]').waitFor();
  }

  async call(path: string, body: unknown, onBehalfOf?: string): Promise<void> {
    const headers: Record<string, string> = { apikey: 'any', 'content-type': 'application/json', ...(onBehalfOf && { onBehalfOf }) };
    const answer = await fetch(this.simulator.apiUrl + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  }

  /** The bot writes to the one who is at the page. */
  says(fields: object): Promise<void> {
    return this.call('/bots/helper/messages', { receiver: 'cometchat-uid-1', receiverType: 'user', ...fields });
  }

  composer(): Locator {
    return this.page.locator('.composer textarea');
  }

  bubble(text: string): Locator {
    return this.page.locator('.bubble', { hasText: text });
  }

  async write(text: string): Promise<void> {
    await this.composer().fill(text);
    await this.composer().press('Enter');
  }

  clipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }
}
