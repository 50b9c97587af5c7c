import { useEffect, useRef } from 'preact/hooks';
import { html } from './html.js';

/** An input that follows a value from outside, but never while somebody is in it. */
export function HeldInput({ value, ...rest }) {
  const box = useRef();
  useEffect(() => {
    if (document.activeElement !== box.current) box.current.value = value;
  });
  return html`<input ref=${box} ...${rest} />`;
}
