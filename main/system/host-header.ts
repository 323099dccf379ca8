import { hostname } from "node:os";

/**
 * Whether a request names this machine as its host: by the address that it came to, or by a name that only this machine
 * has. Any other name is one that somebody bent to this machine, so that pages of theirs may read from here (DNS
 * rebinding).
 * @param host the Host header
 * @param address the address of ours that the request came to, "::ffff:" and all
 */
export function namesThisMachine(
  host: string | undefined,
  address: string | undefined,
  port: number,
): boolean {
  const [, name, given = "80"] = /^(\[[\da-f:.]+\]|[^:]+)(?::(\d+))?$/i.exec(host ?? "") ?? [];
  if (name === undefined || Number(given) !== port) return false;
  const ours = address?.replace(/^::ffff:/i, "") ?? "";
  return [ours, `[${ours}]`, ...localNames()].includes(name.toLowerCase().replace(/\.$/, ""));
}

function localNames(): string[] {
  const full = hostname().toLowerCase();
  const [short = full] = full.split(".");
  return ["localhost", full, short, `${short}.local`];
}
