import { Module } from '@nestjs/common';
import { WebhookFeatureModule } from './webhook/webhook-feature.module.js';

/** What the webhook role is: takes callbacks, and nothing else. */
@Module({ imports: [WebhookFeatureModule] })
export class WebhookModule {}
