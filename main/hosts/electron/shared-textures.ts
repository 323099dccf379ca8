import type { BrowserWindow } from "electron";
import { type SharedTexture, TEXTURE_PACKAGE } from "../../link/picture-windows.ts";
import { whyMissing } from "../../runtime/on-request.ts";
import { UserError } from "../../system/errors.ts";
import { openPageWindow, type WindowOptions } from "./page-window.ts";
import { STAGE_URL } from "./scheme.ts";

/** Frames a second that a window nobody sees is drawn. */
const FRAME_RATE = 60;

/** What is used of the package. */
export interface TextureBridge {
  readonly TextureSender: new (name: string, width: number, height: number) => { stop(): void };
  /** @returns why the frame was not sent; undefined where it was @throws what the system's own part throws */
  sendTextureFromPaintEvent(sender: { stop(): void }, info: unknown): { readonly reason: string } | undefined;
}

/** As Electron gives them with each frame of an offscreen window. */
interface PaintEvent {
  readonly texture?: { readonly textureInfo: unknown; release(): void };
}

/** @throws UserError where textures are asked for that this machine cannot share */
export async function loadTextureBridge(
  load: () => Promise<unknown> = () => import(TEXTURE_PACKAGE),
  platform: NodeJS.Platform = process.platform,
  missing: string | null = whyMissing(TEXTURE_PACKAGE),
): Promise<TextureBridge> {
  if (platform !== "darwin" && platform !== "win32")
    throw new UserError(`textures: found ${platform}, expected macOS (Syphon) or Windows (Spout)`);
  if (missing) throw new UserError(`textures: ${missing}`);
  try {
    return (await load()) as TextureBridge;
  } catch (error) {
    const why = String((error as Error).message).split("\n", 1)[0];
    // Its native part is there for these alone.
    throw new UserError(
      `textures: ${TEXTURE_PACKAGE} cannot be loaded (${why}), expected macOS or Windows on x64`,
    );
  }
}

/** Draws each picture in a window that nobody sees, and hands its frames to other programs without copying them. */
export function shareTextures(
  textures: readonly SharedTexture[],
  { TextureSender, sendTextureFromPaintEvent }: TextureBridge,
  options: WindowOptions,
): void {
  for (const { name, width, height, search } of textures) {
    const sender = new TextureSender(name, width, height);
    const window = openOffscreen(name, { x: 0, y: 0, width, height }, search, options);
    const limited = () => options.log.limited(`texture ${name}`, 60);
    window.webContents.setFrameRate(FRAME_RATE);
    window.webContents.on("paint", (event) => {
      const { texture } = event as PaintEvent;
      try {
        const fault = sendTextureFromPaintEvent(sender, texture?.textureInfo);
        if (fault) limited().warn(`texture "${name}" was not sent: ${fault.reason}`);
      } catch (error) {
        limited().warn(`texture "${name}" was not sent: ${(error as Error).message}`);
      } finally {
        // Of a few that the system has: without it no more would come.
        texture?.release();
      }
    });
    window.on("closed", () => sender.stop());
  }
}

function openOffscreen(
  name: string,
  bounds: { x: number; y: number; width: number; height: number },
  search: string,
  options: WindowOptions,
): BrowserWindow {
  const page = {
    ...{ name: `texture ${name}`, url: `${STAGE_URL}${search}`, title: `Continuo: ${name}`, bounds },
    ...{ screens: () => [bounds], mayRest: false, offscreen: true },
  };
  return openPageWindow(page, options);
}
