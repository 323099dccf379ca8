import * as v from "valibot";
import { flag, ipAddress, networkCard, number, setting, text, whole } from "../schema/kinds.ts";
import { AvatarSchema } from "./avatar/avatar-settings.ts";
import { PSN_GROUP, PSN_PORT } from "./console/network.ts";
import { ChannelSchema } from "./console/sacn-settings.ts";
import { DestinationSchema, PREFIX } from "./osc/destination/destination-schema.ts";

/** Settings of the outputs. */
export const OUTPUT_SETTINGS = {
  osc: setting(v.array(DestinationSchema), ["127.0.0.1:9000"], "where OSC goes"),
  oscPrefix: setting(
    PREFIX,
    "/continuo",
    "what every OSC address begins with, unless a destination says otherwise",
  ),
  beatLead: setting(
    number(-500, 500, "ms"),
    0,
    "how much earlier than they are heard the lighting is told of the beats of the music, for slow lamps; later below 0",
  ),
  oscInterface: setting(
    v.nullable(networkCard()),
    null,
    "network card by which OSC leaves to multicast groups and 255.255.255.255, instead of the system's choice",
  ),
  oscQuery: setting(
    v.strictObject({
      enabled: setting(flag(), true, "serve the OSC addresses and their values by OSCQuery"),
      address: setting(ipAddress(), "127.0.0.1", "address of this machine on which OSCQuery is served"),
      port: setting(whole(0, 65535), 9002, "port of OSCQuery, where 0 is any free one"),
      announce: setting(flag(), false, "announce OSCQuery and the port of the cues on the network by mDNS"),
    }),
    {},
    "OSCQuery",
  ),
  psn: setting(
    v.strictObject({
      enabled: setting(flag(), false, "send where dancers and partners are by PosiStageNet"),
      host: setting(text("a name or an address"), PSN_GROUP, "where PosiStageNet goes"),
      port: setting(whole(1, 65535), PSN_PORT, "port that PosiStageNet goes to"),
      interface: setting(
        v.nullable(networkCard()),
        null,
        "network card by which PosiStageNet leaves, instead of the system's choice",
      ),
    }),
    {},
    "PosiStageNet",
  ),
  sacn: setting(
    v.strictObject({
      enabled: setting(flag(), false, "send signals as channels by sACN (E1.31)"),
      universe: setting(whole(1, 63999), 1, "universe of the channels"),
      host: setting(
        v.nullable(text("a name or an address")),
        null,
        "one receiver for sACN, instead of everybody",
      ),
      interface: setting(
        v.nullable(networkCard()),
        null,
        "network card by which sACN leaves, instead of the system's choice",
      ),
      priority: setting(whole(0, 200), 100, "priority of the channels, where the highest source wins"),
      channels: setting(v.array(ChannelSchema), [], "which channel follows which signal"),
    }),
    {},
    "sACN",
  ),
  vmc: setting(
    v.array(AvatarSchema),
    [],
    "where the partner's skeleton goes by VMC, for avatars, or the dancer's",
  ),
  record: setting(v.nullable(text("the path of a .take.ndjson to write")), null, "keep the dance as a take"),
  takes: setting(
    v.nullable(text("the path of a folder")),
    null,
    "folder of the library, in which what is kept while the show runs lies too, instead of where recordings go",
  ),
} as const;

const schema = v.strictObject(OUTPUT_SETTINGS);

export type OutputSettings = Readonly<v.InferOutput<typeof schema>>;
