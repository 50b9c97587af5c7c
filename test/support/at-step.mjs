// Preloaded into dist/main.js (`node --import`): something happens to the process at the step that AT_STEP names.
// Each step is told to the parent, with what the script answered.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { CometChatClient } from '../../dist/cometchat/cometchat.client.js';
import { BotRegistry } from '../../dist/processor/bot.registry.js';
import { Script } from '../../dist/queue/scripts.js';

const { AT_STEP, HAPPENS, FOR_MS = '0' } = process.env;

const HAPPENINGS = {
  kill: () => process.kill(process.pid, 'SIGKILL'),
  stop: () => process.kill(process.pid, 'SIGSTOP'),
  // Neither locks are renewed nor time-outs noticed.
  block: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(FOR_MS)),
  wait: () => sleep(Number(FOR_MS)),
  hold: () => once(process, 'message'),
};

let happened = false;

async function pass(step, answer) {
  process.send?.({ step, answer });
  if (step !== AT_STEP || happened) return;
  happened = true;
  await HAPPENINGS[HAPPENS]();
}

function watch(prototype, method, nameOf) {
  const original = prototype[method];
  prototype[method] = async function (...given) {
    const name = nameOf.call(this, ...given);
    await pass(`before ${name}`);
    const answer = await original.apply(this, given);
    await pass(`after ${name}`, answer);
    return answer;
  };
}

watch(Script.prototype, 'run', function (_, [key]) {
  const script = this.command.replace('halley:', '');
  return script === 'take' && key.endsWith(':outbound') ? 'begin' : script;
});
watch(Queue.prototype, 'add', function () {
  return `wake ${this.name}`;
});
watch(CometChatClient.prototype, 'send', () => 'send');

const find = BotRegistry.prototype.find;
BotRegistry.prototype.find = function (uid) {
  const bot = find.call(this, uid);
  const run = async (...given) => {
    await pass('handler', given[0].message.id);
    return bot.run(...given);
  };
  return bot && Object.create(bot, { run: { value: run } });
};
