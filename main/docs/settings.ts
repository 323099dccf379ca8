import { LEAVES, showDefault } from "../config/describe.ts";

/** All settings as Markdown. */
export function settingsReference(): string {
  const lines = LEAVES.map((info) => {
    const usual = showDefault(info);
    return `| \`${info.path.join(".")}\` | ${info.description} | ${info.expected} | ${usual && `\`${usual}\``} |`;
  });
  return ["| setting | what it is | what it may be | default |", "| --- | --- | --- | --- |", ...lines].join(
    "\n",
  );
}
