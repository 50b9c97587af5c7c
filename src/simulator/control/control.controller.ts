import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Logs } from '../log/logs.js';
import { Switches } from '../faults/switches.js';
import type { Delivery } from '../log/delivery-log.js';
import { Redelivery } from './redelivery.js';
import { Resetter } from './resetter.js';
import { Snapshots } from '../state/snapshot.js';
import { snapshotSchema } from './snapshot-schema.js';

const resetSchema = z.strictObject({ seed: z.number().int().min(0).optional() });

/** What a real CometChat does not have: looking inside, and turning the switches. */
@Controller('simulator')
export class ControlController {
  constructor(
    private readonly switches: Switches,
    private readonly resetter: Resetter,
    private readonly snapshots: Snapshots,
    private readonly logs: Logs,
    private readonly redelivery: Redelivery,
  ) {}

  @Get('switches')
  listSwitches() {
    return this.switches.describe();
  }

  @Post('switches')
  @HttpCode(200)
  setSwitches(@Body() body: unknown) {
    this.switches.set(body ?? {});
    return this.switches.describe();
  }

  @Post('reset')
  @HttpCode(200)
  reset(@Body() body: unknown) {
    this.resetter.reset(resetSchema.parse(body ?? {}).seed);
    return { reset: true };
  }

  @Get('export')
  export() {
    return this.snapshots.take();
  }

  @Post('import')
  @HttpCode(200)
  import(@Body() body: unknown) {
    this.resetter.restore(snapshotSchema.parse(body));
    return { imported: true };
  }

  /** `messageId` limits both logs to what belongs to one message. */
  @Get('requests')
  requests(@Query('messageId') messageId?: string) {
    const all = this.logs.requests.all();
    return messageId === undefined ? all : all.filter((request) => request.messageId === messageId || request.answersTo === messageId);
  }

  @Get('deliveries')
  deliveries(@Query('messageId') messageId?: string) {
    const all = this.logs.deliveries.all();
    return messageId === undefined ? all : all.filter((delivery) => delivery.messageId === messageId);
  }

  @Post('deliveries/:id/again')
  @HttpCode(200)
  deliverAgain(@Param('id') id: string): Delivery {
    return this.redelivery.again(Number(id));
  }

  @Delete('log')
  clearLog() {
    this.logs.clear();
    return { cleared: true };
  }
}
