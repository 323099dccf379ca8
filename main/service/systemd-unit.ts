import { join } from "node:path";
import { UserError } from "../system/errors.ts";
import { HOST_ENVIRONMENT, HOST_FLAGS } from "../system/processes/host-flags.ts";
import type { ServedProgram, ServicePlan, ServiceUser } from "./service.ts";

const UNIT = "continuo.service";

/**
 * A unit of the user's own service manager, so that nobody has to be root. It is told that the show is well by
 * sd_notify(3), which `systemd-notify` does for us: that is another process, hence NotifyAccess=all.
 */
export function systemdPlan(program: ServedProgram, user: ServiceUser): ServicePlan {
  const { XDG_CONFIG_HOME } = user.env;
  const folder = join(XDG_CONFIG_HOME || join(user.home, ".config"), "systemd/user");
  const call = (...args: string[]) => ["systemctl", "--user", ...args] as const;
  return {
    file: join(folder, UNIT),
    text: systemdUnit(program),
    encoding: "utf8",
    install: [
      call("daemon-reload"),
      call("enable", UNIT),
      call("restart", UNIT),
      ...(program.onDesktop ? [] : [["loginctl", "enable-linger", user.name] as const]),
    ],
    remove: [call("disable", "--now", UNIT)],
    status: call("is-active", UNIT),
    notes: [
      program.onDesktop
        ? "It begins with the desktop: let the system log this user in by itself."
        : "Lingering lets it begin when the machine does, before anybody logs in; where that is refused, an administrator runs the same command once with sudo.",
      `What it says: journalctl --user -u ${UNIT} -f`,
    ],
  };
}

/**
 * The unit file. systemd.service(5), systemd.syntax(7)
 * @throws UserError where Node lies where systemd runs nothing
 */
export function systemdUnit({ node, entry, options, folder, env, onDesktop }: ServedProgram): string {
  if (/["'\\]/.test(node))
    throw new UserError(
      `${node}: systemd runs no program whose path has quotes or backslashes; move the folder`,
    );
  const target = onDesktop ? "graphical-session.target" : "default.target";
  const lines = [
    "[Unit]",
    "Description=Continuo, a live AI dance partner",
    ...(onDesktop ? [`After=${target}`, `PartOf=${target}`] : []),
    "# However often it ends, it is started again.",
    "StartLimitIntervalSec=0",
    "",
    "[Service]",
    "Type=notify",
    "NotifyAccess=all",
    "WatchdogSec=60",
    "TimeoutStartSec=180",
    "TimeoutStopSec=30",
    "Restart=on-failure",
    "RestartSec=2",
    // A path of its own, up to the end of the line: no quotes.
    `WorkingDirectory=${specifiers(folder)}`,
    ...Object.entries({ ...HOST_ENVIRONMENT, ...env }).map(
      ([name, value]) => `Environment=${quoted(`${name}=${value}`)}`,
    ),
    // Variables are not replaced in the program's own path.
    `ExecStart=${[quoted(node), ...[...HOST_FLAGS, entry, "start", ...options].map((arg) => quoted(arg).replaceAll("$", "$$$$"))].join(" ")}`,
    "",
    "[Install]",
    `WantedBy=${target}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** One word of a command line; nothing in it is a control character. */
const quoted = (word: string): string => `"${specifiers(word).replace(/[\\"]/g, "\\$&")}"`;

/** systemd.unit(5) replaces %h and its like. */
const specifiers = (text: string): string => text.replaceAll("%", "%%");
