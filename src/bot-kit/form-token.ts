import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Recipient } from './outbox.js';

/** What a form's address says of itself: whom it was shown to, and until when it may be used. */
export interface FormClaims extends Recipient {
  /** Unique to the form that was shown: one submission each. */
  id: string;
  bot: string;
  form: string;
  version: string;
  /** Whom it was shown to; a submission counts as theirs. */
  sender: string;
  /** Milliseconds. */
  until: number;
}

/** A token that carries the claims and cannot be made without the secret. */
export function signFormToken(claims: FormClaims, secret: string): string {
  const content = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${content}.${mac(content, secret)}`;
}

/** The claims of a token of ours; undefined if it is not, and `expired` if its time is over. */
export function readFormToken(token: string, secret: string, now: number): FormClaims | 'expired' | undefined {
  const [content = '', signature = '', ...more] = token.split('.');
  const [given, expected] = [Buffer.from(signature), Buffer.from(mac(content, secret))];
  if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const claims = JSON.parse(Buffer.from(content, 'base64url').toString()) as FormClaims;
  return claims.until > now ? claims : 'expired';
}

function mac(content: string, secret: string): string {
  return createHmac('sha256', secret).update(content).digest('base64url');
}
