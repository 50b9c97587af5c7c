import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ApiKeyGuard } from './api/api-key.guard.js';
import { BotsController } from './api/bots.controller.js';
import { Conversations } from './api/conversations.js';
import { ConversationsController } from './api/conversations.controller.js';
import { ErrorFilter } from './api/error.filter.js';
import { GroupMembersController } from './api/group-members.controller.js';
import { GroupMembership } from './api/group-membership.js';
import { GroupsController } from './api/groups.controller.js';
import { MessageChanges } from './api/message-changes.js';
import { MessageChangesController } from './api/message-changes.controller.js';
import { MessageFinder } from './api/message-finder.js';
import { MessageLists } from './api/message-lists.js';
import { MessageReadsController } from './api/message-reads.controller.js';
import { MessageSender } from './api/message-sender.js';
import { MessageSendsController } from './api/message-sends.controller.js';
import { Presenter } from './api/presenter.js';
import { RateLimitGuard } from './api/rate-limit.guard.js';
import { Receivers } from './api/receivers.js';
import { UsersController } from './api/users.controller.js';
import { CallbackEnvelope } from './callbacks/callback-envelope.js';
import { Deliverer } from './callbacks/deliverer.js';
import { Outbox } from './callbacks/outbox.js';
import { Relay } from './callbacks/relay.js';
import { CallsController } from './control/calls.controller.js';
import { ControlController } from './control/control.controller.js';
import { EventsController } from './control/events.controller.js';
import { FilesController } from './control/files.controller.js';
import { InteractionsController } from './control/interactions.controller.js';
import { PageAssets } from './control/page-assets.js';
import { PageController } from './control/page.controller.js';
import { People } from './control/people.js';
import { PlaygroundController } from './control/playground.controller.js';
import { Redelivery } from './control/redelivery.js';
import { Resetter } from './control/resetter.js';
import { Dice } from './faults/dice.js';
import { Exposure } from './faults/exposure.js';
import { FaultsInterceptor } from './faults/faults.interceptor.js';
import { Switches } from './faults/switches.js';
import { AnswerKeeper } from './log/answer-keeper.interceptor.js';
import { DeliveryLog } from './log/delivery-log.js';
import { Feed } from './log/feed.js';
import { Logs } from './log/logs.js';
import { RequestLog } from './log/request-log.js';
import { RequestLogger } from './log/request-logger.js';
import { SIMULATOR_OPTIONS, type SimulatorOptions } from './simulator-options.js';
import { BotsStore } from './state/bots.store.js';
import { GroupsStore } from './state/groups.store.js';
import { MessagesStore } from './state/messages.store.js';
import { Receipts } from './state/receipts.js';
import { Snapshots } from './state/snapshot.js';
import { UsersStore } from './state/users.store.js';

const state = [UsersStore, BotsStore, GroupsStore, MessagesStore, Receipts, Snapshots];
const api = [Presenter, Receivers, MessageSender, MessageFinder, MessageLists, MessageChanges, GroupMembership, Conversations, ApiKeyGuard, RateLimitGuard];
const callbacks = [CallbackEnvelope, Deliverer, Outbox, Relay];
const faults = [Switches, Dice, Exposure, FaultsInterceptor];
const log = [Feed, DeliveryLog, RequestLog, Logs, RequestLogger, AnswerKeeper];
const control = [Resetter, Redelivery, People, PageAssets];

const apiControllers = [
  UsersController,
  BotsController,
  GroupsController,
  GroupMembersController,
  MessageSendsController,
  MessageReadsController,
  MessageChangesController,
  ConversationsController,
];
const controlControllers = [ControlController, CallsController, PlaygroundController, EventsController, FilesController, InteractionsController, PageController];

@Module({})
export class SimulatorModule {
  static with(options: SimulatorOptions): DynamicModule {
    return {
      module: SimulatorModule,
      controllers: [...apiControllers, ...controlControllers],
      providers: [
        ...[...state, ...api, ...callbacks, ...faults, ...log, ...control],
        { provide: SIMULATOR_OPTIONS, useValue: options },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    };
  }
}
