import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import type OpenAI from 'openai';
import type { ChatCompletion, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { Budgets, COSTLY, MemoryBudgets, type MessageContext } from '../bot-kit/index.js';
import { Allowance } from './allowance.js';
import { LANGUAGE_MODEL, type LanguageModelSettings } from './language-model-settings.js';
import { estimatedTokens, saidSoFar } from './said-so-far.js';
import { type RunnableTool, toolsOf } from './tools-of.js';

/** A model that goes on calling tools has lost its way. */
const MOST_CALLS = 6;

/** The client has 150 files, and most who start Halley have no model. */
const openai = () => import('openai');

/** What an answer is made of. */
export interface AnswerOptions {
  /** Who the bot is and what it may do. */
  instructions: string;
  /** How many messages before this one the model is told of. Default 10. */
  window?: number;
  /** Objects whose methods with `@Tool` the model may call. */
  tools?: readonly object[];
  /** How long an answer may be. Default 800. */
  maxTokens?: number;
}

/** A language model behind any endpoint that speaks OpenAI's chat completions. */
@Injectable()
export class LanguageModel implements OnModuleInit {
  /** A bot that uses it has a flood limit unless it says otherwise. */
  static readonly [COSTLY] = true;

  private client?: Promise<OpenAI>;

  constructor(
    @Inject(LANGUAGE_MODEL) private readonly settings: LanguageModelSettings,
    @Optional() private readonly budgets: Budgets = new MemoryBudgets(),
  ) {}

  async onModuleInit(): Promise<void> {
    await this.open();
  }

  /**
   * Answers a message. Read as a stream, so that an abort ends the call at once. Throws a UserError where today's
   * budget is spent; any other error is a failure, and the message is tried again.
   */
  async answer(context: MessageContext, { instructions, window = 10, tools = [], maxTokens = 800 }: AnswerOptions): Promise<string> {
    const { bot, sender: user } = context.message;
    const allowance = new Allowance(this.budgets, { bot, user }, this.settings.tokensPerDay);
    const messages = await saidSoFar(context, instructions, window);
    const runnable = tools.flatMap((owner) => toolsOf(owner, context));
    await allowance.take(estimatedTokens(messages), maxTokens);
    try {
      const answer = await this.run(messages, runnable, maxTokens, allowance, context.signal);
      if (!answer?.trim()) throw new Error('The language model gave no answer.');
      return answer.trim();
    } catch (error) {
      const { APIConnectionTimeoutError, APIUserAbortError } = await openai();
      if (error instanceof APIUserAbortError || error instanceof APIConnectionTimeoutError) await allowance.settleAsBrokenOff(this.settings.model);
      throw error;
    } finally {
      await allowance.settle();
    }
  }

  private async run(messages: ChatCompletionMessageParam[], tools: RunnableTool[], maxTokens: number, allowance: Allowance, signal: AbortSignal): Promise<string | null> {
    const { model } = this.settings;
    const { completions } = (await this.open()).chat;
    const body = { model, messages, max_completion_tokens: maxTokens, stream: true, stream_options: { include_usage: true } } as const;
    // Not every endpoint tells what was used.
    const settle = ({ usage, choices }: ChatCompletion) =>
      allowance.settle({
        model,
        promptTokens: usage?.prompt_tokens ?? estimatedTokens(messages),
        completionTokens: usage?.completion_tokens ?? estimatedTokens(choices.map(({ message }) => message)),
      });
    if (tools.length === 0) {
      const stream = completions.stream(body, { signal });
      await settle(await stream.finalChatCompletion());
      return stream.finalContent();
    }
    const afterCompletion = async (completion: ChatCompletion, runner: { messages: ChatCompletionMessageParam[] }) => {
      await settle(completion);
      const goesOn = (completion.choices[0]?.message.tool_calls?.length ?? 0) > 0;
      if (goesOn) await allowance.take(estimatedTokens(runner.messages), maxTokens);
    };
    const runner = completions.runTools({ ...body, tools }, { signal, maxChatCompletions: MOST_CALLS, afterCompletion });
    return runner.finalContent();
  }
  private open(): Promise<OpenAI> {
    const { baseUrl: baseURL, apiKey, timeoutMs: timeout } = this.settings;
    // The endpoint may want no key; the client insists on one.
    return (this.client ??= openai().then(({ OpenAI }) => new OpenAI({ baseURL, apiKey: apiKey ?? 'none', timeout })));
  }
}
