import type { HostMessage, PageMessage } from "../../shared/messages.ts";

/** The connection to one page, a MessagePort in Electron or a WebSocket. */
export interface StageLink {
  /** Drops StageFrames for a page that cannot keep up. */
  send(message: HostMessage): void;
  /** Called with validated messages only. */
  onMessage(listener: (message: PageMessage) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** Accepts pages. */
export interface LinkServer {
  onLink(listener: (link: StageLink) => void): void;
  /** Closes all links and accepts no more. Bounded in time; may be called twice. */
  close(): Promise<void>;
}
