import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { MessageContext } from '../bot-kit/index.js';

/** A token is about four characters of English; other scripts take more, hence three. */
const CHARACTERS_PER_TOKEN = 3;

/** What the language model is told: the instructions, the newest messages before this one, and this one. */
export async function saidSoFar(context: MessageContext, instructions: string, window: number): Promise<ChatCompletionMessageParam[]> {
  const past = window > 0 ? await context.history(window) : [];
  const before = past
    .filter(({ text }) => text.trim() !== '')
    .map(({ sender, text }): ChatCompletionMessageParam => (sender === context.message.bot ? { role: 'assistant', content: text } : { role: 'user', content: named(context, sender, text) }));
  const asked = named(context, context.sender.name ?? context.sender.uid, context.text);
  return [{ role: 'system', content: instructions }, ...before, { role: 'user', content: asked }];
}

/** Rather too many than too few: it is what is reserved before the call. */
export function estimatedTokens(messages: readonly ChatCompletionMessageParam[]): number {
  return Math.ceil(JSON.stringify(messages).length / CHARACTERS_PER_TOKEN);
}

/** In a group the model has to know who speaks. */
function named({ inGroup }: MessageContext, name: string, text: string): string {
  return inGroup ? `${name}: ${text}` : text;
}
