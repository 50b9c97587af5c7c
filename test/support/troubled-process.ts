import { fileURLToPath } from 'node:url';
import { HalleyProcess, type Launched } from './halley-process.js';

const AT_STEP = fileURLToPath(new URL('at-step.mjs', import.meta.url));

/** A step that the process came to, and what the script or the call answered. */
export interface Step {
  step: string;
  answer?: unknown;
}

export interface Trouble {
  atStep: string;
  /** `hold`: until `release` is called. */
  happens: 'kill' | 'stop' | 'block' | 'wait' | 'hold';
  forMs?: number;
}

/** A process with one trouble prepared for it. */
export class TroubledProcess extends HalleyProcess {
  readonly steps: Step[] = [];

  private constructor(launched: Launched) {
    super(launched);
    this.child.on('message', (step) => this.steps.push(step as Step));
  }

  static async spawnIn({ atStep, happens, forMs = 0 }: Trouble, env: Record<string, string>): Promise<TroubledProcess> {
    return new TroubledProcess(await HalleyProcess.launch({ ...env, AT_STEP: atStep, HAPPENS: happens, FOR_MS: String(forMs) }, AT_STEP));
  }

  readonly count = (step: string): number => this.steps.filter((passed) => passed.step === step).length;

  release(): void {
    this.child.send('release');
  }
}
