import type { Logger } from '@nestjs/common';

/**
 * Logs a trouble once until it changes: clients that have lost Redis say the same every second, and everything that
 * comes this way mends itself.
 */
export class Trouble {
  private last = '';

  constructor(
    private readonly logger: Logger,
    private readonly about: string,
  ) {}

  readonly tell = ({ message }: Error): void => {
    // Lost locks name a job each; they come in hundreds when a process was held up.
    const kind = message.replace(/\d+/g, '');
    if (kind !== this.last) this.logger.warn(`${this.about}: ${message}`);
    this.last = kind;
  };

  readonly isOver = (): void => {
    this.last = '';
  };
}
