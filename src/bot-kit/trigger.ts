import type { FormDefinition } from './form.js';

export const MEDIA_KINDS = ['image', 'video', 'audio', 'file'] as const;

/**
 * The kinds of media message CometChat knows.
 *
 * @example
 * const kind: MediaKind = 'image';
 */
export type MediaKind = (typeof MEDIA_KINDS)[number];

/**
 * What sets a handler off, as plain data.
 *
 * @example
 * const commands = bot.handlers.filter(({ trigger }) => trigger.kind === 'command');
 */
export type Trigger =
  | { readonly kind: 'form'; readonly form: FormDefinition }
  | { readonly kind: 'command'; readonly name: string; readonly description: string }
  | { readonly kind: 'action'; readonly id: string }
  | { readonly kind: 'step'; readonly name: string; readonly formerly: readonly string[] }
  | { readonly kind: 'text'; readonly patterns: readonly RegExp[]; readonly groups: readonly string[] }
  | { readonly kind: 'mention' }
  | { readonly kind: 'media'; readonly media: readonly MediaKind[] }
  | { readonly kind: 'custom'; readonly type?: string }
  | { readonly kind: 'message' };

/** The kinds in the order in which they are asked; within a kind the order in the file counts. */
export const PRECEDENCE = ['form', 'command', 'action', 'step', 'text', 'mention', 'media', 'custom', 'message'] as const satisfies readonly Trigger['kind'][];
