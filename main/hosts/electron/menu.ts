import { Menu } from "electron";

/** The app's menu: the desk, and nothing whose key could end or disturb the show. */
export function appMenu(openDesk: () => void): Menu {
  return Menu.buildFromTemplate([
    {
      label: "Continuo",
      submenu: [{ label: "Desk", accelerator: "CommandOrControl+D", click: () => openDesk() }],
    },
    // On macOS text is copied and pasted by way of a menu only.
    ...(process.platform === "darwin" ? [{ role: "editMenu" as const }] : []),
  ]);
}
