import { html } from './html.js';
import { interact } from './talk.js';
import { RichText, safeUrl } from './text.js';
import { usedElements } from './used-elements.js';

/** The older interactive card: a picture, a text, buttons. */
export function ActionCard({ message }) {
  const { imageUrl, text, cardActions = [] } = message.data.interactiveData;
  const used = usedElements(message);
  return html`<div class="rich">
    ${safeUrl(imageUrl) && html`<img class="cover" src=${imageUrl} alt="" loading="lazy" />`}
    ${text && html`<p class="text"><${RichText} text=${text} /></p>`}
    <div class="buttons">${cardActions.map((element) => html`<${Action} key=${element.elementId} element=${element} used=${used.has(element.elementId)} message=${message} />`)}</div>
  </div>`;
}

function Action({ element: { elementId, buttonText, action, disableAfterInteracted }, used, message }) {
  const act = () => {
    const url = action?.actionType === 'urlNavigation' && safeUrl(action.url);
    if (url) window.open(url, '_blank', 'noopener,noreferrer');
    void interact(message.id, elementId);
  };
  return html`<button type="button" class="secondary" disabled=${used && disableAfterInteracted === true} onClick=${act}>${buttonText}${used && ' ✓'}</button>`;
}
