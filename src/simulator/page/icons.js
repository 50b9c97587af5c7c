import { html } from './html.js';

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M5 12h13M12 5l7 7-7 7',
  clip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.4a1.7 1.7 0 0 1-2.4-2.4L14.5 7',
  plus: 'M12 5v14M5 12h14',
  thread: 'M4 5h16v11H9l-5 4z',
  edit: 'M4 20l1-4L16 5l3 3L8 19z',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  heart: 'M12 20s-7.5-4.6-7.5-10A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 7.5 3c0 5.4-7.5 10-7.5 10z',
  sliders: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  panel: 'M4 5h16v14H4zM14 5v14',
  quote: 'M9 14L4 9l5-5M4 9h9a7 7 0 0 1 7 7v4',
  phone: 'M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
  video: 'M3 6h12v12H3zM15 10.5l6-3.5v10l-6-3.5',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  again: 'M4 12a8 8 0 1 1 2.5 5.8M4 20v-5h5',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
};

export const isDrawn = (name) => Object.hasOwn(PATHS, name ?? '');

export const Icon = ({ name }) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;

/** A button that is only an icon still has a name. */
export const IconButton = ({ icon, label, ...rest }) => html`<button type="button" class="icon-button" title=${label} aria-label=${label} ...${rest}><${Icon} name=${icon} /></button>`;
