/**
 * A simulator that starts anew counts from 1 again. In a Redis that stays, Halley has seen those ids and would rightly
 * take the messages for repetitions: so let the ids begin where no earlier demo has been.
 */
export async function freshMessageIds(simulatorUrl: string): Promise<void> {
  const state = (await (await fetch(`${simulatorUrl}/simulator/export`)).json()) as object;
  const answer = await fetch(`${simulatorUrl}/simulator/import`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...state, nextMessageId: Date.now() }),
  });
  if (!answer.ok) throw new Error(`The simulator refused its new message ids with ${answer.status}.`);
}
