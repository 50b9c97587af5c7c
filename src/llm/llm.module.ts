import { Module } from '@nestjs/common';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { LANGUAGE_MODEL } from './language-model-settings.js';
import { LanguageModel } from './language-model.js';

/** Language models for bots; to be imported only where one is configured. */
@Module({
  providers: [LanguageModel, { provide: LANGUAGE_MODEL, inject: [CONFIG], useFactory: ({ languageModel }: HalleyConfig) => languageModel }],
  exports: [LanguageModel],
})
export class LlmModule {}
