import { h } from 'preact';
import htm from 'htm';

/** Templates instead of JSX. Every value becomes a text node or a property, never HTML. */
export const html = htm.bind(h);
