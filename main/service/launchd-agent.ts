import { join } from "node:path";
import type { ServedProgram, ServicePlan, ServiceUser } from "./service.ts";
import { xml } from "./xml.ts";

const LABEL = "art.continuo.show";

/** An agent of the user's own session, which may open windows and cameras; launchd.plist(5), launchctl(1). */
export function launchdPlan(program: ServedProgram, user: ServiceUser): ServicePlan {
  const file = join(user.home, "Library/LaunchAgents", `${LABEL}.plist`);
  const log = join(user.home, "Library/Logs/Continuo.log");
  const domain = `gui/${user.uid}`;
  return {
    ...{ file, text: launchdAgent(program, log), encoding: "utf8" },
    install: [["launchctl", "bootstrap", domain, file]],
    remove: [["launchctl", "bootout", `${domain}/${LABEL}`]],
    status: ["launchctl", "print", `${domain}/${LABEL}`],
    notes: [
      "It begins when this user logs in: let the system do that by itself (System Settings, Users & Groups).",
      "macOS asks once whether it may use the camera: answer before the public comes.",
      `What it says: ${log}`,
    ],
  };
}

/** The agent's property list. It does not see whether the show hangs: `--supervise` does. */
export function launchdAgent({ node, entry, options, folder, env }: ServedProgram, log: string): string {
  const args = [node, entry, "start", "--supervise", ...options];
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${LABEL}</string>
  <key>ProgramArguments</key>
  <array>
${args.map((arg) => `    <string>${xml(arg)}</string>`).join("\n")}
  </array>
  <key>WorkingDirectory</key>
  <string>${xml(folder)}</string>
  <key>EnvironmentVariables</key>
  <dict>
${Object.entries(env)
  .map(([name, value]) => `    <key>${xml(name)}</key>\n    <string>${xml(value)}</string>`)
  .join("\n")}
  </dict>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>LimitLoadToSessionType</key>
  <string>Aqua</string>
  <key>ProcessType</key>
  <string>Interactive</string>
  <key>StandardOutPath</key>
  <string>${xml(log)}</string>
  <key>StandardErrorPath</key>
  <string>${xml(log)}</string>
</dict>
</plist>
`;
}
