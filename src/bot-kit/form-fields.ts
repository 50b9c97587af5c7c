import type { JsonObject } from './json.js';

/**
 * One field of a form; `Value` is what a submission has for it.
 *
 * @example
 * const stars: FormField<'1' | '2'> = singleSelect('Stars', ['1', '2']);
 */
export interface FormField<Value = unknown> {
  readonly elementType: 'textInput' | 'dropdown' | 'singleSelect' | 'checkbox';
  readonly label: string;
  readonly optional: boolean;
  /** What can be chosen; a text input has none. */
  readonly options?: readonly string[];
  /** The rest of it in CometChat's words. */
  readonly json: JsonObject;
  /** Only for the compiler. */
  readonly value?: Value;
}

type Optional<IsOptional, Value> = IsOptional extends true ? Value | undefined : Value;

/** `value: label` of each option, or just the values. */
type Choices<Value extends string> = readonly Value[] | Readonly<Record<Value, string>>;

/**
 * A line or an area of text.
 *
 * @example
 * textInput('Your e-mail', { placeholder: 'ada@example.com' })
 */
export function textInput<IsOptional extends boolean = false>(
  label: string,
  { optional, placeholder, maxLines, defaultValue }: { optional?: IsOptional; placeholder?: string; maxLines?: number; defaultValue?: string } = {},
): FormField<Optional<IsOptional, string>> {
  return {
    elementType: 'textInput', label, optional: optional ?? false,
    json: { ...(maxLines && { maxLines }), ...(defaultValue !== undefined && { defaultValue }), ...(placeholder && { placeholder: { text: placeholder } }) },
  };
}

/**
 * One of several, from a list that opens.
 *
 * @example
 * dropdown('Country', { in: 'India', de: 'Germany' })
 */
export function dropdown<const Value extends string, IsOptional extends boolean = false>(label: string, choices: Choices<Value>, given: { optional?: IsOptional } = {}): FormField<Optional<IsOptional, Value>> {
  return choosing('dropdown', label, choices, given.optional);
}

/**
 * One of a few, all in sight.
 *
 * @example
 * singleSelect('Size', ['s', 'm', 'l'])
 */
export function singleSelect<const Value extends string, IsOptional extends boolean = false>(label: string, choices: Choices<Value>, given: { optional?: IsOptional } = {}): FormField<Optional<IsOptional, Value>> {
  return choosing('singleSelect', label, choices, given.optional);
}

/**
 * Any number of several. None ticked is an empty list.
 *
 * @example
 * checkbox('Topics', { news: 'News', offers: 'Offers' })
 */
export function checkbox<const Value extends string>(label: string, choices: Choices<Value>): FormField<Value[]> {
  return choosing('checkbox', label, choices, true);
}

function choosing<Value>(elementType: FormField['elementType'], label: string, choices: Choices<string>, optional = false): FormField<Value> {
  const pairs = Array.isArray(choices) ? choices.map((value: string) => [value, value] as const) : Object.entries(choices as Record<string, string>);
  return {
    elementType, label, optional,
    options: pairs.map(([value]) => value),
    json: { options: pairs.map(([value, text]) => ({ value, label: text })) },
  };
}
