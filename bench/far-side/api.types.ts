export interface ApiSettings {
  /** How long each sending takes. */
  latencyMs: number;
  /** This share of the replies fails at the first attempt, with a 500 and nothing stored. */
  failOnce: number;
  /** Sendings to this receiver take so long. */
  stuckReceiver: string;
  stuckMs: number;
}

export interface Arrival {
  text: string;
  receiver: string;
  /** The machine's monotonic clock in ms, which all processes share: when the request was there. */
  at: number;
}

export interface ApiTally {
  stored: number;
  /** Sendings and look-ups. */
  requests: number;
}
