import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { request } from 'undici';
import { z } from 'zod';
import { CometChatApiError } from '../api/cometchat-api-error.js';
import { MessageChanges } from '../api/message-changes.js';
import { MessageFinder } from '../api/message-finder.js';
import type { Message } from '../state/entities.js';
import { elementAction } from './element-action.js';

const submissionSchema = z.strictObject({ uid: z.string(), elementId: z.string(), values: z.record(z.string(), z.json()).default({}) });
type Submission = z.infer<typeof submissionSchema>;
const SUBMIT_TIMEOUT_MS = 10_000;
const MOST_SAID = 300;

/** Does what the recipient's app would do when somebody submits a form or taps a button of an interactive message. */
@Controller('simulator/messages/:id/interactions')
export class InteractionsController {
  constructor(
    private readonly finder: MessageFinder,
    private readonly changes: MessageChanges,
  ) {}

  @Post()
  @HttpCode(200)
  async interact(@Param('id') id: string, @Body() body: unknown) {
    const submission = submissionSchema.parse(body);
    const message = this.finder.message(id);
    this.finder.requiredActor(submission.uid);
    const status = await this.act(message, submission);
    this.changes.interact(message, { interactions: [submission.elementId] });
    return { status };
  }

  /** The URL is the one in the message, never one from the page. The values come under dataKey, as documented; the rest of the body is not. */
  private async act(message: Message, { elementId, values }: Submission): Promise<number | undefined> {
    const action = elementAction(message.data, elementId);
    if (action?.actionType !== 'apiAction' || !action.url) return undefined;
    const answer = await request(action.url, {
      method: action.method,
      headers: { 'content-type': 'application/json', ...action.headers },
      body: JSON.stringify({ ...action.payload, [action.dataKey]: values }),
      signal: AbortSignal.timeout(SUBMIT_TIMEOUT_MS),
    }).catch((error: Error) => {
      throw failed(`${action.url} could not be reached: ${error.message}`);
    });
    const said = (await answer.body.text()).slice(0, MOST_SAID);
    if (answer.statusCode >= 400) throw failed(`The address of the action answered ${answer.statusCode}: ${said}`);
    return answer.statusCode;
  }
}

const failed = (sentence: string) => new CometChatApiError('ERR_ACTION_FAILED', sentence, { status: 502 });
