import { Controller, Get, Inject } from '@nestjs/common';
import { Presenter } from '../api/presenter.js';
import { Logs } from '../log/logs.js';
import { SIMULATOR_OPTIONS, type SimulatorOptions } from '../simulator-options.js';
import { MessagesStore } from '../state/messages.store.js';
import { People } from './people.js';

/** What the page begins with; from there on it follows the events. */
const NEWEST = 1000;

@Controller('simulator')
export class PlaygroundController {
  constructor(
    private readonly people: People,
    private readonly messages: MessagesStore,
    private readonly presenter: Presenter,
    private readonly logs: Logs,
    @Inject(SIMULATOR_OPTIONS) private readonly options: SimulatorOptions,
  ) {}

  @Get('state')
  state() {
    const { appId, region, apiKey = 'playground' } = this.options;
    return {
      app: { appId, region, apiKey },
      ...this.people.all(),
      messages: this.messages.all().slice(-NEWEST).map((message) => ({ ...this.presenter.message(message), storedAtMs: message.storedAtMs })),
      deliveries: this.logs.deliveries.all().slice(-NEWEST),
      requests: this.logs.requests.all().slice(-NEWEST),
    };
  }

  @Get('people')
  whoIsThere() {
    return this.people.all();
  }
}
