/** What is remembered of a camera, so that it is known again after it was unplugged. */
export interface KnownCamera {
  readonly deviceId: string;
  readonly label: string;
}

/** The camera to open: the same one, else one of the same name (a replug may change the id), else any. */
export function chooseDevice(
  devices: readonly MediaDeviceInfo[],
  known: KnownCamera | null,
): MediaDeviceInfo | undefined {
  const cameras = devices.filter((device) => device.kind === "videoinput");
  return (
    cameras.find((device) => device.deviceId !== "" && device.deviceId === known?.deviceId) ??
    cameras.find((device) => device.label !== "" && device.label === known?.label) ??
    cameras[0]
  );
}
