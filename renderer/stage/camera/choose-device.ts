/** What identifies a camera after it was unplugged. */
export interface KnownCamera {
  readonly deviceId: string;
  readonly label: string;
}

/**
 * The camera to open: the same one, else one of the same label (its id may change when it is plugged in again), else any.
 * undefined where there is none, or permission was revoked, since then no camera has an id.
 */
export function chooseDevice(
  devices: readonly MediaDeviceInfo[],
  known: KnownCamera | null,
): MediaDeviceInfo | undefined {
  const cameras = devices.filter(({ kind, deviceId }) => kind === "videoinput" && deviceId !== "");
  return (
    cameras.find((device) => device.deviceId === known?.deviceId) ??
    cameras.find((device) => device.label !== "" && device.label === known?.label) ??
    cameras[0]
  );
}
