import { Injectable, Logger } from '@nestjs/common';
import { Gates, type Verdict } from '../queue/gates.js';

/** So many failures in a row are CometChat's trouble, not one reply's. */
const FAILURES_IN_A_ROW = 10;

/**
 * Notices when CometChat as a whole is in trouble. While the gate is closed for that, failures spend no attempts:
 * a dependency that is down for minutes must not use up what every reply has.
 */
@Injectable()
export class Circuit {
  private readonly logger = new Logger(Circuit.name);
  private readonly failures = new Map<string, number>();

  constructor(private readonly gates: Gates) {}

  /** CometChat took a request or refused it with reason: it works. @returns nothing to wait for, where it was no probe. */
  works(appId: string, verdict: Verdict): Promise<void> | undefined {
    this.failures.delete(appId);
    return this.answers(appId, verdict);
  }

  /** CometChat answered a look-up. A probe ends with that, but it says nothing of sendings: while they fail, look-ups may go well. */
  answers(appId: string, verdict: Verdict): Promise<void> | undefined {
    return verdict.open && verdict.probe ? this.open(appId) : undefined;
  }

  private async open(appId: string): Promise<void> {
    if (await this.gates.open(appId)) this.logger.log({ event: 'sending goes on', app: appId });
  }

  /** CometChat failed. @returns true if that is to be put down to CometChat, and not to count as an attempt of the reply. */
  async fails(appId: string, verdict: Verdict, error: string): Promise<boolean> {
    const failures = (this.failures.get(appId) ?? 0) + 1;
    this.failures.set(appId, failures);
    const probing = verdict.open && verdict.probe;
    if (!probing && failures < FAILURES_IN_A_ROW) return false;
    this.failures.delete(appId);
    const ms = await this.gates.close(appId, 'circuit', error, probing);
    this.logger.warn({ event: 'sending paused', app: appId, reason: 'circuit', ms, error });
    return probing;
  }

  /** Nothing goes out until a person has mended something. */
  async misconfigured(appId: string, verdict: Verdict, error: string): Promise<void> {
    const ms = await this.gates.close(appId, 'configuration', error, verdict.open && verdict.probe);
    this.logger.error({ event: 'sending paused', app: appId, reason: 'configuration', ms, error, fix: 'Check COMETCHAT_APP_ID, COMETCHAT_REGION, COMETCHAT_API_KEY and the plan of the app.' });
  }

  async rateLimited(appId: string, verdict: Verdict, ms: number, error: string): Promise<number> {
    const closedMs = await this.gates.pause(appId, ms, error, verdict.open && verdict.probe);
    this.logger.warn({ event: 'sending paused', app: appId, reason: 'rate-limited', ms: closedMs });
    return closedMs;
  }
}
