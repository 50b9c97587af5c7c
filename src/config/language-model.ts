import type { Environment } from './given-values.js';

/** Whether a language model is named, for what has to be known before the configuration is checked. */
export function languageModelIsConfigured(env: Environment = process.env): boolean {
  return Boolean(env.LLM_BASE_URL && env.LLM_MODEL);
}
