import { CometChatError } from './cometchat-error.js';

/** One segment of a URL path. A dot segment would be resolved away, encoded or not, and change which call is made. */
export function pathSegment(value: string): string {
  if (value !== '' && value !== '.' && value !== '..') return encodeURIComponent(value);
  throw new CometChatError(`"${value}" cannot be an id of CometChat: such a path would be another call`, {
    kind: 'permanent',
    outcome: 'notSent',
    answered: false,
    code: 'INVALID_ID',
  });
}
