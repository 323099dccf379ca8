import { findCamera } from "../../../shared/cameras.ts";
import { type ListedCamera, MAX_CAMERAS, MAX_LABEL } from "../../../shared/messages.ts";

/** What identifies a camera after it was unplugged: its id may change when it is plugged in again. */
export interface KnownCamera {
  readonly deviceId: string;
  readonly label: string;
}

/**
 * The cameras there are, what became of each, and which one is next. Each is tried once a round: the wanted one first,
 * then the one that worked first and the one that worked last, then the others in the browser's order. The browser
 * chooses where nobody has a wish yet, and before permission is given, since ids and labels are hidden then.
 */
export class CameraList {
  #cameras: readonly KnownCamera[] = [];
  /** By id: tried in this round, and why each did not work when it was last tried. */
  readonly #tried = new Set<string>();
  readonly #faults = new Map<string, string>();
  #triedAny = false;
  #wanted: string | KnownCamera | null = null;
  #workedFirst: KnownCamera | null = null;
  #workedLast: KnownCamera | null = null;

  /** @returns whether there is one that was not there before */
  update(devices: readonly MediaDeviceInfo[]): boolean {
    const before = this.#cameras;
    this.#cameras = devices
      .filter(({ kind, deviceId }) => kind === "videoinput" && deviceId !== "")
      .map(({ deviceId, label }) => ({ deviceId, label: label.slice(0, MAX_LABEL) }));
    const isHere = (id: string) => this.#cameras.some(({ deviceId }) => deviceId === id);
    // None at all: the list is hidden, or everything was unplugged.
    if (this.#cameras.length > 0)
      for (const id of this.#faults.keys()) if (!isHere(id)) this.#faults.delete(id);
    return this.#cameras.some(({ deviceId }) => !before.some((each) => each.deviceId === deviceId));
  }

  /** A person asks for a camera, by name or number or by itself; for whichever works with null. */
  want(wanted: string | KnownCamera | null): void {
    this.#wanted = wanted;
    this.beginRound();
  }

  beginRound(): void {
    this.#tried.clear();
    this.#triedAny = false;
  }

  /** The one to try now; "any" leaves it to the browser, null: all have been tried in this round. */
  get next(): KnownCamera | "any" | null {
    const { preferred } = this;
    if (this.#cameras.length === 0) return this.#triedAny ? null : "any";
    if (!preferred && !this.#workedLast && !this.#triedAny) return "any";
    const order = [preferred, this.#find(this.#workedLast), ...this.#cameras];
    return order.find((camera) => camera && !this.#tried.has(camera.deviceId)) ?? null;
  }

  /** The one that is better than all others, if it is there: the wanted one, else the one that worked first. */
  get preferred(): KnownCamera | undefined {
    return this.#find(this.#wanted) ?? this.#find(this.#workedFirst);
  }

  /** The one before or after another one, round and round. */
  beside(camera: KnownCamera | null, by: 1 | -1): KnownCamera | undefined {
    const count = this.#cameras.length;
    const at = this.#cameras.findIndex(({ deviceId }) => deviceId === camera?.deviceId);
    return this.#cameras[at < 0 ? 0 : (at + by + count) % count];
  }

  /** It did not open, or did not last; "any" is the first one. */
  failed(camera: KnownCamera | "any", why: string): void {
    if (camera === "any") this.#triedAny = true;
    const meant = camera === "any" ? this.#cameras[0] : camera;
    if (!meant) return;
    this.#tried.add(meant.deviceId);
    this.#faults.set(meant.deviceId, why);
  }

  get hasOpened(): boolean {
    return this.#workedLast !== null;
  }

  /** Whether the preferred one is another one, and was not tried in this round. */
  isNextBefore(camera: KnownCamera): boolean {
    const { preferred } = this;
    if (!preferred || preferred.deviceId === camera.deviceId) return false;
    return !this.#tried.has(preferred.deviceId);
  }

  opened(camera: KnownCamera): void {
    this.#workedLast ??= camera;
  }

  /** Its pictures move: when it is lost, it is the first to be tried again. */
  works(camera: KnownCamera): void {
    this.#workedFirst ??= camera;
    this.#workedLast = camera;
    this.#faults.delete(camera.deviceId);
    this.beginRound();
  }

  faultOf(camera: KnownCamera): string | null {
    return this.#faults.get(camera.deviceId) ?? null;
  }

  /** "2 USB Camera", as its number is given. */
  numbered(camera: KnownCamera): string {
    return `${this.#cameras.findIndex(({ deviceId }) => deviceId === camera.deviceId) + 1} ${camera.label}`;
  }

  /** For those who look. @param used the one that is open */
  entries(used: KnownCamera | null): readonly ListedCamera[] {
    return this.#cameras.slice(0, MAX_CAMERAS).map((camera) => ({
      label: camera.label,
      used: camera.deviceId === used?.deviceId,
      fault: this.faultOf(camera),
    }));
  }

  #find(wanted: string | KnownCamera | null): KnownCamera | undefined {
    if (wanted === null) return undefined;
    if (typeof wanted === "string") {
      const labels = this.#cameras.map(({ label }) => label);
      return this.#cameras[findCamera(labels, wanted)];
    }
    return (
      this.#cameras.find(({ deviceId }) => deviceId === wanted.deviceId) ??
      this.#cameras.find(({ label }) => label !== "" && label === wanted.label)
    );
  }
}
