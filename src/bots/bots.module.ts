import { Logger, Module, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type CompiledBot, compileBots, FORM_LINKS, type FormLinks, type House, nestEnhancers, refuseUnsafePatterns } from '../bot-kit/index.js';
import { LlmModule } from '../llm/llm.module.js';
import { whenLanguageModel } from '../llm/when-configured.js';
import { AssistantBot } from './assistant.bot.js';
import { BoundHistory } from './bound-history.js';
import { bots } from './bots.js';
import { middleware } from './middleware.js';
import { OrdersService } from './orders.service.js';

/** Every bot, compiled, in the order of bots.ts: `@Inject(COMPILED_BOTS) bots: readonly CompiledBot[]`. */
export const COMPILED_BOTS = Symbol('COMPILED_BOTS');

/** Makes the bots, and refuses to start with one that is ambiguous, incomplete or unsafe. */
@Module({
  imports: whenLanguageModel(LlmModule),
  providers: [
    ...bots,
    OrdersService,
    {
      provide: COMPILED_BOTS,
      inject: [ModuleRef, ...bots],
      useFactory: async (moduleRef: ModuleRef, ...instances: object[]): Promise<readonly CompiledBot[]> => {
        const compiled = compileBots(instances, houseOf(moduleRef));
        await refuseUnsafePatterns(compiled);
        return compiled;
      },
    },
  ],
  exports: [COMPILED_BOTS, ...bots],
})
export class BotsModule implements OnModuleInit {
  onModuleInit(): void {
    if (bots.includes(AssistantBot)) return;
    new Logger(BotsModule.name).log('assistant_bot is not registered: it needs a language model. Set LLM_BASE_URL and LLM_MODEL.');
  }
}

/** What is bound above is looked up when it is asked for: bots are made before it is. */
export function houseOf(moduleRef: ModuleRef): Partial<House> {
  return { ...nestEnhancers(moduleRef), middleware, history: new BoundHistory(moduleRef), forms: () => boundFormLinks(moduleRef) };
}

function boundFormLinks(moduleRef: ModuleRef): FormLinks | undefined {
  try {
    return moduleRef.get<FormLinks>(FORM_LINKS, { strict: false });
  } catch {
    return undefined; // nothing is bound: forms are shown as their text
  }
}
