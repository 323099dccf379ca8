import osc, { type OscArgument } from "osc/src/osc.js";
import { UserError } from "../system/errors.ts";

/**
 * One message from the command line.
 * @throws UserError when the address is none, or an argument as `parseArgument` says.
 */
export function messagePacket(address: string, words: readonly string[]): Uint8Array {
  if (!/^\/[!-~]*$/.test(address))
    throw new UserError(`the address is "${address}", expected one that begins with /`);
  return osc.writePacket({ address, args: words.map(parseArgument) }, { metadata: true });
}

/**
 * An OSC argument from the command line: `1` is an int, `0.5` a float, `true` and `false` are booleans, all else is a
 * string; the prefixes `i:`, `f:` and `s:` give the type.
 * @throws UserError when the number behind i: or f: is none.
 */
export function parseArgument(text: string): OscArgument {
  const [, type, rest = text] = /^([ifs]):(.*)$/s.exec(text) ?? [];
  if (type === "s") return { type: "s", value: rest };
  if (type === undefined && text === "true") return { type: "T" };
  if (type === undefined && text === "false") return { type: "F" };
  const number = rest.trim() === "" ? Number.NaN : Number(rest);
  const isInt = Number.isInteger(number) && Math.abs(number) < 2 ** 31;
  if (type === "i" && !isInt) throw new UserError(`${text} is no whole number of 32 bits`);
  if (type === "f" && !Number.isFinite(number)) throw new UserError(`${text} is no number`);
  if (type === "f") return { type: "f", value: number };
  if (isInt && !rest.includes(".") && !/e/i.test(rest)) return { type: "i", value: number };
  return Number.isFinite(number) ? { type: "f", value: number } : { type: "s", value: text };
}
