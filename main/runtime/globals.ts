/** The previous call. Calls are serialised: overlapping ones would restore each other's globals. */
let previous: Promise<unknown> = Promise.resolve();

/**
 * Sets globals that a browser library expects while `work` runs, and restores them afterwards: other libraries take such
 * globals as a sign that they run in a browser.
 */
export function withGlobals<T>(
  globals: Readonly<Record<string, unknown>>,
  work: () => Promise<T>,
): Promise<T> {
  const result = previous.then(() => runWith(globals, work));
  previous = result.catch(() => {});
  return result;
}

async function runWith<T>(globals: Readonly<Record<string, unknown>>, work: () => Promise<T>): Promise<T> {
  const before = Object.keys(globals).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  try {
    return await work();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
  }
}
