import { UserError } from "../system/errors.ts";
import { launchdPlan } from "./launchd-agent.ts";
import { scheduledTaskPlan } from "./scheduled-task.ts";
import type { ServedProgram, ServicePlan, ServiceUser } from "./service.ts";
import { systemdPlan } from "./systemd-unit.ts";

const PLANS: Partial<Record<NodeJS.Platform, (program: ServedProgram, user: ServiceUser) => ServicePlan>> = {
  linux: systemdPlan,
  darwin: launchdPlan,
  win32: scheduledTaskPlan,
};

/** @throws UserError where no system of this kind keeps programs running, or a path or option has what no file of one can hold */
export function planFor(platform: NodeJS.Platform, program: ServedProgram, user: ServiceUser): ServicePlan {
  const plan = PLANS[platform];
  if (!plan) throw new UserError(`service: found ${platform}, expected linux, darwin or win32`);
  const { node, entry, folder, options, env } = program;
  for (const text of [node, entry, folder, ...options, ...Object.values(env)])
    if (/\p{Cc}/u.test(text))
      throw new UserError(
        `${JSON.stringify(text)}: has a control character, expected a path or option without`,
      );
  return plan(program, user);
}
