import type { HalleyConfig } from '../config/config.js';

/** Where the language model is, and how much of it may be used. */
export type LanguageModelSettings = NonNullable<HalleyConfig['languageModel']>;

/** Injection token of the LanguageModelSettings. */
export const LANGUAGE_MODEL = Symbol('LANGUAGE_MODEL');
