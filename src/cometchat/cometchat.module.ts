import { HttpService } from '@nestjs/axios';
import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'undici';
import { CometChatClient } from './cometchat.client.js';
import { CometChatHistory } from './cometchat-history.js';
import { createHttpService, createPool } from './cometchat-http.js';
import { COMETCHAT_OPTIONS, ConfigurableModuleClass } from './cometchat-options.js';

/** `CometChatModule.registerAsync({ inject: [CONFIG], useFactory: ({ cometchat }) => cometchat })` */
@Module({
  providers: [
    CometChatClient,
    CometChatHistory,
    { provide: Pool, useFactory: createPool, inject: [COMETCHAT_OPTIONS] },
    { provide: HttpService, useFactory: createHttpService, inject: [COMETCHAT_OPTIONS, Pool] },
  ],
  exports: [CometChatClient, CometChatHistory],
})
export class CometChatModule extends ConfigurableModuleClass implements OnApplicationShutdown {
  constructor(private readonly pool: Pool) {
    super();
  }

  /** Last of all: whoever still sends has ended by now. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }
}
