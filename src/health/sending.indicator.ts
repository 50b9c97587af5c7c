import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { Gates } from '../queue/gates.js';

/** Says whether replies go out, and why not. Always up: a webhook that is taken out for it would lose messages. */
@Injectable()
export class SendingIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly gates: Gates,
    @Inject(CONFIG) private readonly config: HalleyConfig,
  ) {}

  async check(): Promise<HealthIndicatorResult> {
    const sending = this.indicators.check('sending');
    try {
      const gate = await this.gates.look(this.config.cometchat.appId);
      if (!gate) return sending.up({ paused: false });
      const { reason, error, since, until } = gate;
      return sending.up({ paused: true, reason, error, since: new Date(since).toISOString(), until: new Date(until).toISOString() });
    } catch {
      return sending.up({ paused: 'unknown, Redis does not answer' });
    }
  }
}
