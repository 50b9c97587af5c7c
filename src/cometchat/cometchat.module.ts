import { Module } from '@nestjs/common';
import { CometChatClient } from './cometchat.client.js';
import { CometChatHistory } from './cometchat-history.js';
import { CometChatHttp } from './cometchat-http.js';
import { ConfigurableModuleClass } from './cometchat-options.js';

/** `CometChatModule.registerAsync({ inject: [CONFIG], useFactory: ({ cometchat }) => cometchat })` */
@Module({
  providers: [CometChatHttp, CometChatClient, CometChatHistory],
  exports: [CometChatClient, CometChatHistory],
})
export class CometChatModule extends ConfigurableModuleClass {}
