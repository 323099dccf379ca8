import * as v from "valibot";
import { choice, either, networkCard, parsed, pattern, whole } from "../../schema/kinds.ts";
import { ConfigError } from "../../system/errors.ts";
import { parseDestination } from "../osc/destination/destination.ts";
import { rateKind } from "../osc/destination/destination-schema.ts";
import type { Rate } from "../osc/frame-rate-limiter.ts";
import { SLOTS } from "../performers/performers.ts";

export const WHO = ["partner", "dancer"] as const;
/** Whose skeleton a destination gets. */
export type Who = (typeof WHO)[number];

/** Where a skeleton goes; what is missing has a default. */
export interface AvatarSettings {
  readonly host: string;
  readonly port?: number;
  readonly interface?: string;
  readonly who?: Who;
  /** Slot. */
  readonly person?: number;
  readonly rate?: Rate;
}

const FORM =
  'host:port, for example "127.0.0.1:39539", with dancer@ before it for the dancer instead of the partner';

/** @throws ConfigError when the text is none. */
function parseAvatar(text: string): AvatarSettings {
  const { preset, ...receiver } = parseDestination(text);
  const who = WHO.find((one) => one === (preset ?? "partner"));
  if (who === undefined) throw new ConfigError(`VMC destination is "${text}", expected ${FORM}`);
  return { ...receiver, who };
}

/** One receiver, which moves one avatar. */
export const AvatarSchema = either(
  `${FORM}, or in a file an object with host, port, who, person and more`,
  (input) => typeof input !== "object",
  parsed(parseAvatar, FORM),
  v.strictObject({
    host: pattern(/^[^\s/@]+$/, "a name or an address"),
    port: v.exactOptional(whole(1, 65535)),
    interface: v.exactOptional(networkCard()),
    who: v.exactOptional(choice(WHO)),
    person: v.exactOptional(whole(1, SLOTS)),
    rate: v.exactOptional(rateKind),
  }),
);
