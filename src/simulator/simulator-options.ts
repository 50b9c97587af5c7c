/** What a simulator is started with. */
export interface SimulatorOptions {
  host: string;
  /** 0 for any free port. */
  port: number;
  appId: string;
  region: string;
  /** The one key that is taken; without it any key that is not empty. */
  apiKey?: string;
  /** How many requests and deliveries are remembered. */
  logSize: number;
  /** Begin with the users and the group that a new CometChat app comes with. */
  sampleData: boolean;
  /**
   * Message ids begin at the present time instead of 1, and no id comes twice, not even after a reset or a new start: a bots' backend
   * remembers the ids it has seen.
   */
  messageIdsFromClock: boolean;
  /** Switches that differ from their default from the start. */
  switches: Record<string, unknown>;
}

export const SIMULATOR_OPTIONS = Symbol('SIMULATOR_OPTIONS');

export const defaultOptions: SimulatorOptions = {
  host: '127.0.0.1',
  port: 0,
  // The app of CometChat's own sample payload.
  appId: '2248348660ad9bd4',
  region: 'eu',
  logSize: 2000,
  sampleData: false,
  messageIdsFromClock: false,
  switches: {},
};
