import type { HostMessage, PageMessage } from "../../shared/messages.ts";

/** One page, whichever way it is reached: a MessagePort in Electron, a WebSocket else. */
export interface StageLink {
  /** Never queues StageFrames without limit: a page that cannot keep up misses some. */
  send(message: HostMessage): void;
  /** Called with messages that have been parsed; anything else never gets this far. */
  onMessage(listener: (message: PageMessage) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** Where pages come in. */
export interface LinkServer {
  onLink(listener: (link: StageLink) => void): void;
  /** Closes all links and lets nobody in any more. Bounded in time; may be called twice. */
  close(): Promise<void>;
}
