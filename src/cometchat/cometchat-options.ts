import { ConfigurableModuleBuilder } from '@nestjs/common';

export interface CometChatOptions {
  /** The base up to `/v3`; from configuration, never from a payload. */
  apiUrl: string;
  apiKey: string;
  /** For a whole request, answer included. Default 10 s. */
  timeoutMs?: number;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN: COMETCHAT_OPTIONS } = new ConfigurableModuleBuilder<CometChatOptions>().build();
