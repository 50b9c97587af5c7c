/* Tells the compiler of the matchers; left out of the build, which has no Jest. */
import type { Said } from './chat.js';
import type { MediaKind } from './trigger.js';

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    /** One of the replies is, or has as caption, this text; a RegExp may match anywhere in it. */
    toSay(text: T extends readonly Said[] ? string | RegExp : never): R;
    /** There is no reply. */
    toSayNothing(): R;
    /** One of the replies offers all of these quick replies. */
    toOffer(...labels: string[]): R;
    /** One of the replies shows a file of this kind; with a URL, that file. */
    toShow(kind: MediaKind, url?: string): R;
  }
}
