import { destination } from 'pino';

/** A bunch of lines leaves in one write: a write a line was a twentieth of what a worker costs. */
const AT_ONCE_CHARACTERS = 16_000;
const AT_LATEST_MS = 100;

/** Whatever ends the process, the last lines are those that matter. One listener for all: a test may make many. */
const sinks = new Set<LogSink>();

/**
 * Where pino writes. The bunch is made here and not by the `minLength` of pino's own destination, which measures the whole
 * bunch anew for each line: a quarter of all the memory a worker took.
 */
export class LogSink {
  /** Written aside, when it is told to: a disk or a pipe that is slow must not stop the event loop. */
  private readonly output = destination({ sync: false, minLength: 1_000_000, maxWrite: 2_000_000 });
  private bunch = '';
  private timer: NodeJS.Timeout | undefined;

  constructor() {
    if (sinks.size === 0) process.on('exit', () => sinks.forEach((sink) => sink.flushSync()));
    sinks.add(this);
  }

  write(line: string): void {
    this.bunch += line;
    if (this.bunch.length >= AT_ONCE_CHARACTERS) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), AT_LATEST_MS).unref();
  }

  /** Sends off what is held back. */
  flush(): void {
    this.handOver();
    this.output.flush();
  }

  /** Writes out what is held back, and waits for it: the last thing before the process ends. */
  flushSync(): void {
    this.handOver();
    this.output.flushSync();
  }

  private handOver(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.bunch === '') return;
    this.output.write(this.bunch);
    this.bunch = '';
  }
}
