import { HttpException } from '@nestjs/common';

/** A request that is not taken: a code for programs, a sentence for people, and nothing of what was sent. */
export class Refusal extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    sentence: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(sentence, status);
  }
}
