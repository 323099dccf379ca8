/** What is remembered of a camera, so that it is known again after it was unplugged. */
export interface KnownCamera {
  readonly deviceId: string;
  readonly label: string;
}

/**
 * The camera to open: the same one, else one of the same name (a replug may change the id), else any that can be asked
 * for. undefined where none can: there is none, or permission was taken back, for then no camera shows its id.
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
