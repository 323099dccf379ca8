import { codeOf } from "../../../system/errors.ts";

/** An error of the network in words for an operator. */
export function explainFailure(error: unknown): string {
  const code = codeOf(error);
  const words = WORDS[code];
  if (words !== undefined) return `${words} (${code})`;
  return error instanceof Error ? error.message : String(error);
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: "the name does not resolve",
  EAI_AGAIN: "the name does not resolve now",
  ECONNREFUSED: "nobody listens there",
  EHOSTUNREACH: "no such machine on the network",
  ECONNRESET: "it ended the connection",
  EPIPE: "it ended the connection",
  ETIMEDOUT: "it does not answer",
  EHOSTDOWN: "the machine does not answer",
  ENETUNREACH: "no network leads there",
  ENETDOWN: "the network is down",
  EADDRNOTAVAIL: "the network address of this machine has changed",
  ENOBUFS: "the network is slower than the frames",
  EACCES: "the system forbids it",
};
