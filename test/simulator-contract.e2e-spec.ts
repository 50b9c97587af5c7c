import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Simulator, startSimulator } from '../src/simulator/start-simulator.js';
import { describeOnDocuments, documentsPresent } from './support/cometchat-documents.js';
import { type Operation, documentNames, operationsOf } from './simulator/openapi-operations.js';
import { sampleBodies, samplePath, sampleQuery } from './simulator/sample-request.js';

/** Documents of something that is no part of the Chat API. */
const NOT_COVERED: Record<string, string> = {
  'webhooks-management.yaml': 'the general Webhooks product, on another host with another key; bots do without it',
};

describeOnDocuments('the simulator and CometChat’s OpenAPI documents', () => {
  const covered = documentsPresent ? documentNames().filter((name) => !(name in NOT_COVERED)) : [];
  const operations = covered.flatMap(operationsOf);
  const walked = new Set<string>();
  let simulator: Simulator;
  let seeded: unknown;

  beforeAll(async () => {
    simulator = await startSimulator();
    for (const uid of ['alice', 'bob', 'carol', 'dave', 'helper']) await request('POST', '/users', { uid, name: uid }, '');
    await request('POST', '/bots', { uid: 'helper', webhookURL: 'http://127.0.0.1:9/hook' }, '');
    await request('POST', '/messages', { receiver: 'bob', receiverType: 'user', category: 'interactive', type: 'form', data: { interactiveData: { title: 'f' } } });
    await request('POST', '/groups', { guid: 'team', name: 'Team', type: 'public', members: { participants: ['alice', 'bob', 'helper'] } });
    await request('POST', '/messages/1/reactions/%F0%9F%91%8D');
    await request('POST', '/messages/1/thread', { receiver: 'bob', receiverType: 'user', data: { text: 'in the thread' } });
    seeded = await (await fetch(`${simulator.url}/simulator/export`)).json();
  });
  beforeEach(() => backToTheSeed());
  afterAll(async () => {
    await simulator.close();
    const missing = operations.filter(({ name }) => !walked.has(name)).map(({ name }) => name);
    const explained = Object.entries(NOT_COVERED).map(([name, why]) => `${name} (${why})`);
    console.info(`Operations walked: ${walked.size} of ${operations.length}. Not covered: ${missing.join(', ') || 'none'}. Left out: ${explained.join('; ')}.`);
    expect(missing).toEqual([]);
  });

  async function request(method: string, path: string, body?: unknown, onBehalfOf = 'alice') {
    const headers: Record<string, string> = { apikey: 'any', ...(onBehalfOf && { onBehalfOf }) };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const answer = await fetch(simulator.apiUrl + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as unknown };
  }

  it.each(operations.map((operation): [string, Operation] => [operation.name, operation]))('%s', async (name, operation) => {
    for (const body of sampleBodies(operation)) {
      if (operation.method !== 'GET') await backToTheSeed();
      await expectTaken(operation, samplePath(operation), body);
    }
    for (const parameter of operation.parameters.filter((each) => each.in === 'query')) {
      await expectTaken(operation, `${samplePath(operation)}?${sampleQuery(parameter)}`);
    }
    walked.add(name);
  });

  it.each(operations.filter(needsActor).map((operation): [string, Operation] => [operation.name, operation]))(
    '%s is refused without onBehalfOf',
    async (_name, operation) => {
      const answer = await request(operation.method, samplePath(operation), sampleBodies(operation)[0], '');
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'ERR_BAD_REQUEST' } } });
    },
  );

  async function expectTaken(operation: Operation, path: string, body?: unknown) {
    const answer = await request(operation.method, path, body, needsActor(operation) ? 'alice' : authorOf(operation));
    expect({ path, body, answer }).toMatchObject({ answer: { status: 200 } });
    expect(answer.headers.get('x-rate-limit')).not.toBeNull();
    operation.validateAnswer(answer.body);
    expect({ path, errors: operation.validateAnswer.errors }).toEqual({ path, errors: null });
  }

  async function backToTheSeed() {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${simulator.url}/simulator/import`, { method: 'POST', headers, body: JSON.stringify(seeded) });
  }
});

function needsActor({ parameters }: Operation): boolean {
  return parameters.some(({ name, required }) => name === 'onBehalfOf' && required === true);
}

/** Most may be done by anybody in the name of somebody; where it is optional, it is left out for the bots' own documents. */
function authorOf({ parameters }: Operation): string {
  return parameters.some(({ name }) => name === 'onBehalfOf') ? 'alice' : '';
}
