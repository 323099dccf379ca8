import { UserError } from "../system/errors.ts";
import type { Call, ServicePlan } from "./service.ts";

/** The system, as far as a service needs it; tests stand in for it. */
export interface ServiceDoor {
  /** Runs a program without a shell. @returns its exit code, and what it printed */
  run(call: Call): Promise<{ readonly code: number; readonly said: string }>;
  write(file: string, text: string, encoding: ServicePlan["encoding"]): Promise<void>;
  /** False where there is none. */
  remove(file: string): Promise<boolean>;
  isThere(file: string): Promise<boolean>;
}

/** In words, before anything is done. */
export function describeInstall(plan: ServicePlan): string {
  const { file, text, notes } = plan;
  const lines = [
    `${file}:`,
    "",
    text.trimEnd(),
    "",
    "then:",
    "",
    ...plan.install.map(inWords),
    "",
    ...notes,
    "",
  ];
  return lines.join("\n");
}

export function describeRemove(plan: ServicePlan): string {
  return [...plan.remove.map(inWords), `  and ${plan.file} is removed`, ""].join("\n");
}

/** @throws UserError naming the program that did not do what it was to do, and what it said */
export async function install(plan: ServicePlan, door: ServiceDoor): Promise<void> {
  // A service that is there already is another one afterwards.
  if (await door.isThere(plan.file)) for (const call of plan.remove) await door.run(call);
  await door.write(plan.file, plan.text, plan.encoding);
  for (const call of plan.install) {
    const { code, said } = await door.run(call);
    if (code !== 0)
      throw new UserError(
        `${inWords(call).trim()}: ended with ${code}${said && `, and said "${oneLine(said)}"`}`,
      );
  }
}

/** @throws UserError where there is none */
export async function remove(plan: ServicePlan, door: ServiceDoor): Promise<void> {
  if (!(await door.isThere(plan.file)))
    throw new UserError(`${plan.file}: not found, so there is no service`);
  // One that does not run any more is removed all the same.
  for (const call of plan.remove) await door.run(call);
  await door.remove(plan.file);
}

/** In one line, and whether it runs. */
export async function status(
  plan: ServicePlan,
  door: ServiceDoor,
): Promise<{ readonly runs: boolean; readonly line: string }> {
  if (!(await door.isThere(plan.file)))
    return { runs: false, line: `not installed: ${plan.file} is not there` };
  const { code, said } = await door.run(plan.status);
  const runs = code === 0;
  return {
    runs,
    line: runs
      ? `installed and running: ${plan.file}`
      : `installed, but not running (${oneLine(said) || code}): ${plan.file}`,
  };
}

const inWords = ([program, ...args]: Call): string =>
  `  ${[program, ...args].map((word) => (/^[\w./:@=\\-]+$/.test(word) ? word : JSON.stringify(word))).join(" ")}`;

const oneLine = (text: string): string =>
  text
    .trim()
    .split(/\s*\n\s*/)
    .slice(0, 3)
    .join("; ")
    .slice(0, 300);
