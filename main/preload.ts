import { contextBridge, ipcRenderer } from "electron";
import { BRIDGE, LINK, type StageBridge } from "../shared/bridge.ts";

/** The one object that the page may touch. Ports cannot cross the context bridge, but they can cross the window. */
const bridge: StageBridge = {
  connect() {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(LINK, null, [port1]);
    window.postMessage(LINK, location.origin, [port2]);
  },
};

contextBridge.exposeInMainWorld(BRIDGE, bridge);
