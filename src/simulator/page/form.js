import { useState } from 'preact/hooks';
import { html } from './html.js';
import { focusMessage } from './panes.js';
import { interact } from './talk.js';
import { RichText } from './text.js';
import { usedElements } from './used-elements.js';

/** An interactive form: filled in here, submitted to the URL its button names, as a recipient’s app does. */
export function Form({ message }) {
  const { title, formFields = [], submitElement, goalCompletionText } = message.data.interactiveData;
  const [busy, setBusy] = useState(false);
  const used = submitElement && usedElements(message).has(submitElement.elementId);
  if (used && submitElement.disableAfterInteracted !== false) {
    return html`<div class="rich"><h4>${title}</h4><p class="done">✓ ${goalCompletionText ?? 'Submitted'}</p></div>`;
  }
  const submit = async (event) => {
    event.preventDefault();
    const values = valuesOf(formFields, new FormData(event.target));
    setBusy(true);
    await interact(message.id, submitElement.elementId, values);
    setBusy(false);
    focusMessage(message.id);
  };
  return html`<form class="rich form" onSubmit=${submit}>
    ${message.data.text && html`<p class="text"><${RichText} text=${message.data.text} /></p>`}
    <h4>${title}</h4>
    ${formFields.map((field) => html`<${Field} key=${field.elementId} field=${field} />`)}
    ${submitElement && html`<button type="submit" class="primary" disabled=${busy}>${submitElement.buttonText ?? 'Submit'}</button>`}
  </form>`;
}

/** What is collected: a text for each field, a list for checkboxes. */
function valuesOf(fields, data) {
  return Object.fromEntries(
    fields.map(({ elementId, elementType }) => [elementId, elementType === 'checkbox' ? data.getAll(elementId) : (data.get(elementId) ?? '')]),
  );
}

function Field({ field }) {
  const { elementType, elementId: name, label, optional = false, defaultValue, options = [], placeholder, maxLines = 1 } = field;
  const required = optional === false;
  const caption = html`<span class="caption">${label}${!required && html`<small>optional</small>`}</span>`;
  if (elementType === 'label') return html`<p>${field.text ?? label}</p>`;
  if (elementType === 'textInput' && maxLines > 1) {
    return html`<label>${caption}<textarea name=${name} rows=${Math.min(maxLines, 6)} required=${required} placeholder=${placeholder?.text} defaultValue=${defaultValue ?? ''}></textarea></label>`;
  }
  if (elementType === 'textInput') {
    return html`<label>${caption}<input name=${name} required=${required} placeholder=${placeholder?.text} defaultValue=${defaultValue ?? ''} autocomplete="off" /></label>`;
  }
  if (elementType === 'dropdown') {
    return html`<label>${caption}<select name=${name} required=${required}>
      ${defaultValue === undefined && html`<option value="">Choose…</option>`}
      ${options.map((option) => html`<option value=${option.value} selected=${option.value === defaultValue}>${option.label}</option>`)}
    </select></label>`;
  }
  if (elementType === 'checkbox' || elementType === 'singleSelect') {
    const many = elementType === 'checkbox';
    const chosen = [defaultValue].flat();
    return html`<fieldset><legend>${caption}</legend>${options.map(
      (option) => html`<label class="choice"><input type=${many ? 'checkbox' : 'radio'} name=${name} value=${option.value} defaultChecked=${chosen.includes(option.value)} required=${required && !many} /> ${option.label}</label>`,
    )}</fieldset>`;
  }
  return html`<p class="hint">An element of the type ${elementType}</p>`;
}
