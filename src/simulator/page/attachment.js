import { useState } from 'preact/hooks';
import { html } from './html.js';
import { Icon } from './icons.js';
import { bytes, safeUrl } from './text.js';

/** A file of a message: seen or heard if it can be, and else a link with its name. */
export function Attachment({ file, type }) {
  const [isLost, setLost] = useState(false);
  const url = safeUrl(file.url);
  if (!url) return html`<p class="text">${file.name ?? 'A file without an address'}</p>`;
  const name = file.name ?? { image: 'Image', video: 'Video', audio: 'Audio' }[type] ?? 'File';
  const lost = () => setLost(true);
  if (!isLost && type === 'image') return html`<a class="picture" href=${url} target="_blank" rel="noopener noreferrer"><img src=${url} alt=${name} loading="lazy" onError=${lost} /></a>`;
  if (!isLost && type === 'video') return html`<video src=${url} controls preload="metadata" aria-label=${name} onError=${lost}></video>`;
  if (!isLost && type === 'audio') return html`<audio src=${url} controls preload="metadata" aria-label=${name} onError=${lost}></audio>`;
  return html`<a class="file" href=${url} target="_blank" rel="noopener noreferrer">
    <${Icon} name="file" /><span><strong>${name}</strong><small>${[isLost && 'could not be loaded', file.mimeType, bytes(file.size)].filter(Boolean).join(' · ')}</small></span>
  </a>`;
}
