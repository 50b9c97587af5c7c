import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { chatWith } from '../bot-kit/index.js';
import { loadConfig } from '../config/config.js';
import { ConfigModule } from '../config/config.module.js';
import { LlmModule } from '../llm/llm.module.js';
import { ModelServer } from '../llm/testing/model-server.js';
import { AssistantBot } from './assistant.bot.js';
import { bots } from './bots.js';
import { OrdersService } from './orders.service.js';

describe('AssistantBot', () => {
  let server: ModelServer;
  beforeAll(async () => {
    server = await ModelServer.start();
  });
  afterAll(() => server.close());

  it('looks orders up, made by Nest from the configuration', async () => {
    const config = loadConfig({
      COMETCHAT_APP_ID: 'app', COMETCHAT_REGION: 'eu', COMETCHAT_API_KEY: 'key', WEBHOOK_USERNAME: 'comet', WEBHOOK_PASSWORD: 'correct horse',
      LLM_BASE_URL: server.url, LLM_MODEL: 'tiny',
    });
    const app = await Test.createTestingModule({ imports: [ConfigModule.of(config), LlmModule], providers: [AssistantBot, OrdersService] }).compile();
    server.answersWith({ call: 'orderState', args: '{"number":"712"}' }, { say: ['Order 712 is packed.'] });
    expect(await chatWith(app.get(AssistantBot)).say('Where is order 712?')).toEqual(['Order 712 is packed.']);
    expect(server.asked[1].messages.at(-1)?.content).toBe('{"number":"712","state":"packed"}');
    await app.close();
  });

  it('is not registered where no language model is configured', () => {
    expect(bots).not.toContain(AssistantBot);
  });
});
