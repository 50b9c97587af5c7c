import { MessageContext } from './message-context.js';
import { attachmentsOf } from './message-content.js';
import type { Attachment } from './reply.js';
import type { MediaKind } from './trigger.js';
import type { Turn } from './turn.js';

/**
 * What `@OnMedia` handlers get. `text` is the caption.
 *
 * @example
 * @OnMedia('image')
 * photo({ attachments: [first] }: MediaContext) { return `Nice ${first.extension}!`; }
 */
export class MediaContext<Session extends object = object, Kind extends MediaKind = MediaKind> extends MessageContext<Session> {
  readonly media: Kind;
  readonly attachments: readonly Attachment[];

  constructor(turn: Turn, media: Kind) {
    super(turn);
    this.media = media;
    this.attachments = attachmentsOf(turn.run.message);
  }
}
