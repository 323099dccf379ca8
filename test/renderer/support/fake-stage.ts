import type { PageLink } from "../../../renderer/link/page-link.ts";
import { Overlay } from "../../../renderer/stage/overlay.ts";
import { dress, pictureOf } from "../../../renderer/stage/picture/page-picture.ts";
import { PlacedPicture } from "../../../renderer/stage/placement/placed-picture.ts";
import { Placing } from "../../../renderer/stage/placement/placing.ts";
import { PracticePanel } from "../../../renderer/stage/practice/practice-panel.ts";
import { StagePage } from "../../../renderer/stage/stage-page.ts";
import type { HostMessage, PageMessage } from "../../../shared/messages.ts";

/** A picture as the test wants to know it: without its pixels. */
export type Sent =
  | Exclude<PageMessage, { tag: "image" }>
  | { tag: "image"; width: number; height: number; bytes: number; late: number; age: number };

/** The host's end, inside the page: the test speaks through `window.host`. */
export class FakeHost implements PageLink {
  readonly sent: Sent[] = [];
  /** False: frames are not taken, as when the one before has not left. */
  takesFrames = true;
  #receive: (message: HostMessage) => void = () => {};
  #connected: (connected: boolean) => void = () => {};

  send(message: PageMessage): boolean {
    if (message.tag !== "image") this.sent.push(message);
    else if (this.takesFrames) {
      // Of the picture, and of this page, seconds.
      const age = performance.now() / 1000;
      const late = performance.timeOrigin / 1000 + age - message.t;
      this.sent.push({
        tag: "image",
        width: message.width,
        height: message.height,
        bytes: message.data.length,
        late,
        age,
      });
    } else return false;
    return true;
  }

  onMessage(listener: (message: HostMessage) => void): void {
    this.#receive = listener;
  }

  onConnected(listener: (connected: boolean) => void): void {
    this.#connected = listener;
    listener(true);
  }

  /** A message of the host's arrives. */
  say(message: HostMessage): void {
    this.#receive(message);
  }

  connect(connected: boolean): void {
    this.#connected(connected);
  }
}

declare global {
  var host: FakeHost;
}

const fake = new FakeHost();
const canvas = document.getElementById("stage") as HTMLCanvasElement;
const picture = pictureOf(location.search, document);
if (picture) {
  dress(picture, canvas, document);
  const placed = PlacedPicture.of(document);
  await StagePage.open({
    connect: () => fake,
    overlay: Overlay.of(document),
    practice: PracticePanel.of(document),
    placing: Placing.of(document, placed, picture.screen),
    ...{ canvas, picture, size: placed.size },
  });
  globalThis.host = fake;
}
