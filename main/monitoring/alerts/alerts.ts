import { hostname } from "node:os";
import type { Seconds } from "../../../shared/pose.ts";
import { firstOnPath } from "../../system/processes/programs.ts";
import type { Verdict } from "../verdict.ts";
import { Alarm } from "./alarm.ts";
import { Messenger } from "./messenger.ts";
import { noticeOf } from "./notice.ts";
import type { AlertSettings } from "./settings.ts";
import { byCommand, byPost } from "./ways.ts";

/** Tells somebody who is not there that the show is not well, and that it is again. */
export class Alerts {
  readonly #alarm: Alarm;
  readonly #messengers: readonly Messenger[];

  constructor({ after, command, url }: AlertSettings, tellOperator: (line: string) => void) {
    this.#alarm = new Alarm(after);
    const ways = [
      ...(command.length > 0 ? [byCommand(command)] : []),
      ...(url === null ? [] : [byPost(url)]),
    ];
    const [program] = command;
    if (program !== undefined && firstOnPath([program]) === null)
      tellOperator(`alert.command: ${program} is not there; nobody would be told by it`);
    this.#messengers = ways.map((way) => new Messenger(way, tellOperator));
  }

  /** To be asked about once a second. */
  look(verdict: Verdict, now: Seconds): void {
    const change = this.#alarm.look(verdict, now);
    if (change === null) return;
    const notice = noticeOf(change, hostname(), new Date());
    for (const messenger of this.#messengers) messenger.tell(notice);
  }

  close(): void {
    for (const messenger of this.#messengers) messenger.close();
  }
}
