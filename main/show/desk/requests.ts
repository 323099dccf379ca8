import type * as v from "valibot";
import {
  type Answer,
  MAX_ANSWER,
  MAX_QUESTION,
  type Question,
  type RequestName,
} from "../../../shared/desk/requests.ts";
import type { Reply, Request } from "../../../shared/messages.ts";
import { parse } from "../../schema/parse.ts";
import { UserError } from "../../system/errors.ts";
import type { Log } from "../../system/log/log.ts";
import { printable } from "../../system/log/printable.ts";

/** How one request is answered. */
export interface Handler<Name extends RequestName> {
  /** What may be asked; strict, since a desk on the network is not trusted. */
  readonly schema: v.GenericSchema<unknown, Question<Name>>;
  /**
   * Nothing of it holds up frames: what is long waits, or is done by another process. What goes on for longer than
   * `PATIENCE` says so with a `Change`.
   * @throws UserError whose line the desk shows.
   */
  readonly answer: (asked: Question<Name>) => Promise<Answer<Name>>;
}

/** All of them, each room its own. */
export type DeskHandlers = { readonly [Name in RequestName]: Handler<Name> };

/** No answer is waited for longer than this, milliseconds. */
const PATIENCE = 30_000;
/** Seconds between two lines of the log about answers that failed. */
const LOGGED_EVERY = 10;
/** Characters of the longest refusal. */
const MAX_REFUSAL = 500;

/** Answers what desks ask. What it gives never rejects. */
export function answerRequests(
  handlers: DeskHandlers,
  log: Log,
  patience = PATIENCE,
): (request: Request) => Promise<Reply> {
  return async ({ id, name, ask }) => {
    try {
      return { tag: "reply", id, answer: await answerOf(handlers, name, ask, patience) };
    } catch (error) {
      if (!(error instanceof UserError)) {
        const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
        log.limited("desk", LOGGED_EVERY).warn(`the desk's request ${printable(name)} failed: ${why}`);
      }
      const refused =
        error instanceof UserError ? printable(error.message, MAX_REFUSAL) : "failed; the log says why";
      return { tag: "reply", id, refused };
    }
  };
}

async function answerOf(
  handlers: DeskHandlers,
  name: string,
  ask: unknown,
  patience: number,
): Promise<unknown> {
  if (!Object.hasOwn(handlers, name))
    throw new UserError(`${printable(name)} is no request of this version; load the desk again`);
  if (sizeOf(ask) > MAX_QUESTION)
    throw new UserError(
      `${name}: a question of more than ${MAX_QUESTION} characters, expected a shorter one`,
    );
  // Each handler takes what its own schema gives.
  const { schema, answer } = handlers[name as RequestName] as Handler<RequestName>;
  const asked = parse(schema, ask, (path) => [name, ...path].join(" "));
  const answered = await inPatience(answer(asked), name, patience);
  if (sizeOf(answered) > MAX_ANSWER) throw new Error(`an answer of more than ${MAX_ANSWER} characters`);
  return answered;
}

/** Characters as JSON; infinite for what is none, since it is nested too deep or in a circle. */
function sizeOf(value: unknown): number {
  try {
    return JSON.stringify(value)?.length ?? Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

async function inPatience<T>(answer: Promise<T>, name: string, patience: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new UserError(`${name}: no answer after ${patience / 1000} s; try again`)),
    patience,
  );
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
