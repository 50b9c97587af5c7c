import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../support/until.js';

/** What has the focus, and whether one can see that. */
interface Focus {
  name: string;
  selector: string;
  isSeen: boolean;
  isBehindDialog: boolean;
}

/** Runs in the browser. A control that is itself invisible shows its focus on its label. */
const FOCUS = `(() => {
  const at = document.activeElement;
  const dialog = document.querySelector('dialog[open]');
  const isMarked = (element) => element && (getComputedStyle(element).outlineStyle !== 'none' || getComputedStyle(element).boxShadow !== 'none');
  return {
    name: at === document.body ? '' : (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '').trim(),
    selector: at.tagName.toLowerCase() + (at.id ? '#' + at.id : '') + [...at.classList].map((name) => '.' + name).join(''),
    isSeen: at === document.body || isMarked(at) || isMarked(at.closest('label')) || isMarked(at.querySelector('.bar')),
    isBehindDialog: dialog !== null && at !== document.body && !dialog.contains(at),
  };
})()`;

const MOST_STOPS = 120;

/** Somebody who has no mouse. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  focus(): Promise<Focus> {
    return this.page.evaluate<Focus>(FOCUS);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** Tab, until something of this name has the focus. Every stop on the way must be seen, and none lie behind a dialog. */
  async tabTo(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: string[] = [];
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await this.press(key);
      const focus = await this.focus();
      expect(focus).toMatchObject({ isSeen: true, isBehindDialog: false });
      if (fits(focus.name, name)) return;
      passed.push(focus.name.slice(0, 30) || focus.selector);
    }
    throw new Error(`${key} never came to ${String(name)}, only to: ${passed.join(', ')}.`);
  }

  /** Waits until something of this name has the focus. */
  async isAt(name: string | RegExp): Promise<void> {
    await until(`${String(name)} has the focus`, async () => fits((await this.focus()).name, name), 20_000);
  }
}

const fits = (text: string, name: string | RegExp) => (typeof name === 'string' ? text === name : name.test(text));
