import type { Type } from '@nestjs/common';
import { whenLanguageModel } from '../llm/when-configured.js';
import { AssistantBot } from './assistant.bot.js';
import { EchoBot } from './echo.bot.js';
import { GalleryBot } from './gallery.bot.js';
import { SupportBot } from './support.bot.js';

/** Every bot Halley runs. Adding a bot is one file and one name here. */
export const bots: Type<object>[] = [EchoBot, SupportBot, GalleryBot, ...whenLanguageModel(AssistantBot)];
