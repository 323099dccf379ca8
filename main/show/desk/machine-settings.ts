import type { SettingChange } from "../../config/settings-file.ts";
import { UserError } from "../../system/errors.ts";

/** What runs a program or reaches out from this machine is set at this machine: a desk may be anybody's who has its link. */
const OF_THE_MACHINE: ReadonlySet<string> = new Set(["alert.command", "alert.url"]);

const isOfTheMachine = (path: readonly string[]): boolean =>
  path.length === 1 ? path[0] === "alert" : OF_THE_MACHINE.has(path.join("."));

/** @throws UserError for what a desk may not change */
export function refuseOfTheMachine(changes: readonly SettingChange[]): void {
  const refused = changes.find(({ path }) => isOfTheMachine(path));
  if (refused)
    throw new UserError(
      `${refused.path.join(".")} is set at the machine itself, in its file or as an option: a desk may not start programs`,
    );
}

/** Arguments and the paths of addresses may be secrets: what a desk shows of them. */
export function withoutSecrets(path: readonly string[], value: unknown): unknown {
  if (!isOfTheMachine(path)) return value;
  if (Array.isArray(value)) return value.length > 1 ? [value[0], "…"] : value;
  return typeof value === "string" ? `${URL.parse(value)?.origin ?? ""}/…` : value;
}
