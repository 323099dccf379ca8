import type { Engine } from "../engine/engine.ts";
import { openEngineRoom } from "./engine-room.ts";
import type { Begin, Configure, Ready } from "./protocol.ts";

/** An engine without a process of its own, for work that is not live. @throws UserError as `openEngineRoom` does. */
export async function buildEngine(
  message: Configure & Omit<Begin, "tag">,
): Promise<{ readonly engine: Engine; readonly ready: Ready }> {
  const room = await openEngineRoom(message);
  return { engine: room.begin({ ...message, tag: "begin" }), ready: room.ready };
}
