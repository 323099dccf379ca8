/** ENTRY: the desktop app. */
import { app, crashReporter } from "electron";
import { runDesktop } from "./hosts/electron/desktop.ts";
import { registerScheme } from "./hosts/electron/scheme.ts";

// All four are only possible before the app is ready. Crash reports stay in a folder of the app on this machine.
crashReporter.start({ uploadToServer: false });
registerScheme();
app.disableDomainBlockingFor3DAPIs();
const first = app.requestSingleInstanceLock();

if (first) void runDesktop(process.argv.slice(app.isPackaged ? 1 : 2));
else {
  console.error("Continuo runs already: its window has come to the front");
  app.exit(1);
}
