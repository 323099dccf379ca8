import { join } from "node:path/win32";
import { UserError } from "../system/errors.ts";
import type { ServedProgram, ServicePlan, ServiceUser } from "./service.ts";
import { xml } from "./xml.ts";

const NAME = "Continuo";

/** A task of the user's own, begun when that user logs in. */
export function scheduledTaskPlan(program: ServedProgram, user: ServiceUser): ServicePlan {
  const { LOCALAPPDATA, USERDOMAIN } = user.env;
  const file = join(LOCALAPPDATA ?? join(user.home, "AppData", "Local"), "Continuo", "task.xml");
  const account = USERDOMAIN ? `${USERDOMAIN}\\${user.name}` : user.name;
  return {
    // What schtasks itself writes.
    ...{ file, text: scheduledTask(program, account), encoding: "utf16le" },
    install: [
      ["schtasks", "/create", "/tn", NAME, "/xml", file, "/f"],
      ["schtasks", "/run", "/tn", NAME],
    ],
    remove: [
      ["schtasks", "/end", "/tn", NAME],
      ["schtasks", "/delete", "/tn", NAME, "/f"],
    ],
    status: ["schtasks", "/query", "/tn", NAME, "/v", "/fo", "LIST"],
    notes: [
      "It begins when this user logs in: let Windows do that by itself (Autologon of Sysinternals, or netplwiz).",
      "Let screen and machine never sleep (Settings, System, Power).",
    ],
  };
}

/**
 * The task; schema version 1.2 of MS-TSCH, 2.5. The scheduler does not see whether the show hangs: `--supervise` does.
 * Left alone it would stop a task after three days, on batteries, and give it less than its share of the processor.
 */
export function scheduledTask({ node, entry, options, folder }: ServedProgram, account: string): string {
  const args = [entry, "start", "--supervise", ...options].map(windowsArgument).join(" ");
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Continuo, a live AI dance partner</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>${xml(account)}</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>${xml(account)}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>255</Count>
    </RestartOnFailure>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>4</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${xml(unreplaced(node))}</Command>
      <Arguments>${xml(args)}</Arguments>
      <WorkingDirectory>${xml(unreplaced(folder))}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
`;
}

/** One argument as CommandLineToArgvW reads it: backslashes count only before a quotation mark. */
export function windowsArgument(argument: string): string {
  const text = unreplaced(argument);
  if (/^[^\s"]+$/.test(text)) return text;
  return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, "$&$&")}"`;
}

/** @throws UserError for what the scheduler would put something else in the place of, without a way to say otherwise */
function unreplaced(text: string): string {
  if (!/%[^%]+%|\$\(/.test(text)) return text;
  throw new UserError(
    `${text}: Task Scheduler replaces %NAME% and $(name); expected paths and options without them`,
  );
}
