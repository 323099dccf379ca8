import * as v from "valibot";
import { setting, whole } from "../../schema/kinds.ts";

/** Settings of who is told when the show is not well. */
export const ALERT_SETTINGS = {
  alert: setting(
    v.strictObject({
      after: setting(whole(5, 3600, "seconds"), 60, "how long the show is not well before somebody is told"),
      command: setting(
        v.array(v.pipe(v.string(), v.metadata({ expected: "a program, then each of its arguments" }))),
        [],
        "program that is run when the show is not well, and when it is again, without a shell; {text} in its arguments is what is to be said",
      ),
      url: setting(
        v.nullable(
          v.pipe(
            v.string(),
            v.check(isWebAddress),
            v.metadata({
              expected: "an address such as https://example.org/hook, without name and password",
            }),
          ),
        ),
        null,
        "address to which the same is posted as JSON",
      ),
    }),
    {},
    "who is told when the show is not well",
  ),
} as const;

const schema = v.strictObject(ALERT_SETTINGS);

export type AlertSettings = v.InferOutput<typeof schema>["alert"];

function isWebAddress(address: string): boolean {
  const { protocol = "", username, password } = URL.parse(address) ?? {};
  return /^https?:$/.test(protocol) && username === "" && password === "";
}
