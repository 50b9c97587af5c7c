import { Injectable } from '@nestjs/common';

export type FeedTopic = 'message' | 'delivery' | 'request' | 'switches' | 'reset';
type Listener = (topic: FeedTopic, payload: unknown) => void;

/** What the page is told while it happens. With nobody listening it costs nothing. */
@Injectable()
export class Feed {
  private readonly listeners = new Set<Listener>();

  publish(topic: FeedTopic, payload: () => unknown): void {
    if (this.listeners.size === 0) return;
    const made = payload();
    for (const listener of this.listeners) listener(topic, made);
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
