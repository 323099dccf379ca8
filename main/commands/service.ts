import { createInterface } from "node:readline/promises";
import { Command } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { UserError } from "../system/errors.ts";

/** Of the commands that change something. */
interface Wish {
  readonly print?: true;
  readonly yes?: true;
}

export function serviceCommand(): Command {
  const command = new Command("service").description(
    "Lets the system start the installation by itself, and again when it ends",
  );
  command
    .command("install")
    .description("Shows what the system needs to know, asks, and tells it; options of start follow after --")
    .argument("[options...]", "options of start, as in: service install -- --source camera --kiosk")
    .option("--print", "show it, and change nothing")
    .option("--yes", "do not ask")
    .action((options: readonly string[], wish: Wish) => installService(command, options, wish));
  command
    .command("remove")
    .description("Ends it, and lets the system forget it")
    .option("--print", "show what would be done, and change nothing")
    .option("--yes", "do not ask")
    .action((wish: Wish) => removeService(command, wish));
  command
    .command("status")
    .description("Says whether it is installed and runs; ends with 0 only then")
    .action(async () => {
      const { manage, plan, door } = await here(command);
      const { runs, line } = await manage.status(plan, door);
      process.stdout.write(`${line}\n`);
      if (!runs) process.exitCode = 1;
    });
  return command;
}

async function installService(command: Command, options: readonly string[], wish: Wish): Promise<void> {
  const { manage, plan, door } = await here(command, options);
  process.stdout.write(`${manage.describeInstall(plan)}\n`);
  if (!(await isAgreed(wish))) return;
  await manage.install(plan, door);
  process.stdout.write("installed\n");
}

async function removeService(command: Command, wish: Wish): Promise<void> {
  const { manage, plan, door } = await here(command);
  process.stdout.write(`${manage.describeRemove(plan)}\n`);
  if (!(await isAgreed(wish))) return;
  await manage.remove(plan, door);
  process.stdout.write("removed\n");
}

/** @throws UserError where nobody can be asked */
async function isAgreed({ print, yes }: Wish): Promise<boolean> {
  if (print) return false;
  if (yes) return true;
  if (!process.stdin.isTTY)
    throw new UserError("nothing was changed: there is nobody to ask; expected --yes or --print");
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await asking.question("Do that? [y/N] ")).trim());
  } finally {
    asking.close();
  }
}

async function here(command: Command, options: readonly string[] = []) {
  const [manage, { planFor }, { servedProgram }, { systemDoor }, { homedir, userInfo }] = await Promise.all([
    import("../service/manage.ts"),
    import("../service/plan.ts"),
    import("../service/served-program.ts"),
    import("../service/system-door.ts"),
    import("node:os"),
  ]);
  const { host } = await startSettings(command, options);
  const { username, uid } = userInfo();
  const program = servedProgram(options, {
    ...{ node: process.execPath, entry: process.argv[1]!, folder: process.cwd(), host },
    ...{ platform: process.platform, env: process.env },
  });
  const user = { name: username, uid: uid < 0 ? null : uid, home: homedir(), env: process.env };
  return { manage, plan: planFor(process.platform, program, user), door: systemDoor };
}

/** What is wrong with the options is said now, and not by a service that does not start. @throws UserError */
async function startSettings(command: Command, options: readonly string[]) {
  const start = addSettings(new Command("start").copyInheritedSettings(command)).allowExcessArguments(false);
  start.parse(options, { from: "user" });
  return settingsOf(start);
}
