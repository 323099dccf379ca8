/** What one of its cameras does. */
export interface StandInCamera {
  readonly id: string;
  readonly label: string;
  /**
   * moving: pictures as of a room in which somebody moves; still: always the same one, drawn anew; black; silent: it
   * opens and gives none; slow: one every 3 s; stuttering: three a second, and now and then none for some seconds.
   */
  readonly gives: "moving" | "still" | "black" | "silent" | "slow" | "stuttering";
  /** Another program holds it. */
  readonly busy?: boolean;
}

/** What a test may do with it from outside, as `window.cameras`. */
export interface StandIn {
  /** Ids that were asked for, in order; "any" where the page left it to the browser. */
  readonly asked: string[];
  list: StandInCamera[];
  /** Ids of those that are open. */
  readonly open: string[];
  /** Another list of cameras, as when one is plugged in or taken by another program. */
  change(cameras: StandInCamera[]): void;
  /** Its track ends, as when it is unplugged. */
  end(id: string): void;
}

declare global {
  var cameras: StandIn;
}

/**
 * Takes the place of a browser's cameras, before a page is loaded: answers as Chromium does. Labels and ids are hidden
 * before permission; what another program holds is not readable; what is not there breaks a constraint. It runs in the
 * page, so it may use nothing from outside itself.
 */
export function standInForCameras(first: StandInCamera[]): void {
  const tracks = new Map<string, MediaStreamTrack>();
  let granted = false;

  function draw(camera: StandInCamera): MediaStreamTrack {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [640, 480];
    const context = canvas.getContext("2d")!;
    const [track] = canvas.captureStream(0).getVideoTracks() as [CanvasCaptureMediaStreamTrack];
    let n = 0;
    const picture = () => {
      context.fillStyle = camera.gives === "black" ? "#000" : "#336";
      context.fillRect(0, 0, 640, 480);
      if (camera.gives === "still") {
        context.fillStyle = "#fff";
        context.font = "60px sans-serif";
        context.fillText(camera.label, 20, 250);
      } else if (camera.gives !== "black") {
        context.fillStyle = "#fda";
        context.fillRect(200 + 150 * Math.sin(n / 10), 100, 80, 300);
        for (let at = 0; at < 400; at++) context.fillRect(640 * Math.random(), 480 * Math.random(), 2, 2);
      }
      n++;
      track.requestFrame();
    };
    const wait = () => {
      if (camera.gives === "slow") return 3000;
      if (camera.gives !== "stuttering") return 33;
      return n % 15 === 14 ? 2500 + 500 * ((n / 15) % 3) : 333;
    };
    const next = () => {
      if (track.readyState === "ended") return;
      picture();
      setTimeout(next, wait());
    };
    if (camera.gives !== "silent") setTimeout(next, 50);
    const settings = track.getSettings.bind(track);
    Object.defineProperty(track, "label", { value: camera.label });
    track.getSettings = () => ({ ...settings(), deviceId: camera.id });
    tracks.set(camera.id, track);
    return track;
  }

  const devices = navigator.mediaDevices;
  const standIn: StandIn = {
    asked: [],
    list: first,
    get open() {
      return [...tracks].filter(([, { readyState }]) => readyState === "live").map(([id]) => id);
    },
    change(list) {
      standIn.list = list;
      devices.dispatchEvent(new Event("devicechange"));
    },
    end(id) {
      tracks.get(id)?.stop();
      tracks.get(id)?.dispatchEvent(new Event("ended"));
    },
  };
  globalThis.cameras = standIn;

  devices.enumerateDevices = async () =>
    standIn.list.map(
      ({ id, label }) =>
        ({
          kind: "videoinput",
          ...{ deviceId: granted ? id : "", label: granted ? label : "", groupId: "" },
        }) as MediaDeviceInfo,
    );
  devices.getUserMedia = async ({ video } = {}) => {
    const { exact } = ((video as MediaTrackConstraints).deviceId ?? {}) as { exact?: string };
    standIn.asked.push(exact ?? "any");
    const camera = exact === undefined ? standIn.list[0] : standIn.list.find(({ id }) => id === exact);
    if (!camera && exact === undefined) throw new DOMException("Requested device not found", "NotFoundError");
    if (!camera) throw new DOMException("", "OverconstrainedError");
    const permission = await navigator.permissions.query({ name: "camera" as PermissionName });
    if (permission.state !== "granted") throw new DOMException("Permission denied", "NotAllowedError");
    granted = true;
    if (camera.busy) throw new DOMException("Could not start video source", "NotReadableError");
    return new MediaStream([draw(camera)]);
  };
}
