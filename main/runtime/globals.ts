/** The work that has its globals set; the next waits for it, or each would put back what the other had set. */
let busy: Promise<unknown> = Promise.resolve();

/**
 * Sets globals that a library for pages expects while `work` runs, and puts back what was there: other libraries take
 * such globals as a sign that they run in a browser.
 */
export function withGlobals<T>(
  globals: Readonly<Record<string, unknown>>,
  work: () => Promise<T>,
): Promise<T> {
  const turn = busy.then(() => runWith(globals, work));
  busy = turn.catch(() => {});
  return turn;
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
