import { languageModelIsConfigured } from '../config/language-model.js';

/**
 * These bots where a language model is configured, none where it is not: for the list in bots.ts, which the webhook and
 * the worker both read.
 */
export function whenLanguageModel<Bot>(...bots: Bot[]): Bot[] {
  return languageModelIsConfigured() ? bots : [];
}
