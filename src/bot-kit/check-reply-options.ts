import type { ReplyOptions } from './reply.js';

const MOST_TAGS = 24;
const LONGEST_TAG = 100;

/** Throws a RangeError that says what CometChat would refuse. */
export function checkReplyOptions({ tags, metadata }: ReplyOptions): void {
  if (tags && tags.length > MOST_TAGS) {
    throw new RangeError(`A reply takes at most ${MOST_TAGS} tags, and this one has ${tags.length}. Leave some out.`);
  }
  const tooLong = tags?.find((tag) => tag.length > LONGEST_TAG || tag === '');
  if (tooLong !== undefined) {
    throw new RangeError(`The tag ${JSON.stringify(tooLong)} has ${tooLong.length} characters; CometChat takes 1 to ${LONGEST_TAG}. Shorten it.`);
  }
  if (metadata !== undefined && (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))) {
    throw new TypeError('The metadata of a reply is a JSON object, for instance { order: 7 }.');
  }
}
