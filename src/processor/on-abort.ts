type Listener = (reason: unknown) => void;

/** Who waits for which signal. */
const listening = new WeakMap<AbortSignal, Set<Listener>>();

/**
 * Calls `listener` when the signal aborts. For signals that live as long as the process and for which many wait: they share one
 * listener, since one for each message costs more than most handlers.
 * @returns what ends the wait.
 */
export function onAbort(signal: AbortSignal, listener: Listener): () => void {
  const listeners = listening.get(signal) ?? listenedTo(signal);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function listenedTo(signal: AbortSignal): Set<Listener> {
  const listeners = new Set<Listener>();
  signal.addEventListener('abort', () => listeners.forEach((listener) => listener(signal.reason)));
  listening.set(signal, listeners);
  return listeners;
}
