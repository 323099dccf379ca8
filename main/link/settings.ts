import * as v from "valibot";
import { LANGUAGES } from "../../shared/languages/languages.ts";
import { choice, flag, ipAddress, parsed, setting, whole } from "../schema/kinds.ts";
import {
  parsePictureWindow,
  parseSharedTexture,
  parseStagePicture,
  STAGE_FORM,
  TEXTURE_FORM,
  WINDOW_FORM,
} from "./picture-windows.ts";

/** Settings of the pages: what shows the stage, and how. */
export const PAGE_SETTINGS = {
  host: setting(
    choice(["auto", "electron", "browser", "none"]),
    "auto",
    "what shows the stage, where auto is Electron if its binary is there, else the browser",
  ),
  fullscreen: setting(
    flag(),
    false,
    "fill a screen with the stage, the second one where there are two (desktop app)",
  ),
  kiosk: setting(
    flag(),
    false,
    "fill the screen and close every way out of it but ending the program (desktop app)",
  ),
  stage: setting(
    v.nullable(parsed(parseStagePicture, STAGE_FORM)),
    null,
    "how the stage itself shows the show, in the words of its address, where none is all of it",
  ),
  windows: setting(
    v.array(parsed(parsePictureWindow, WINDOW_FORM)),
    [],
    "further windows that show the stage in their own way, each filling its screen (desktop app)",
  ),
  textures: setting(
    v.array(parsed(parseSharedTexture, TEXTURE_FORM)),
    [],
    "pictures of the stage that other programs of this machine take as textures, by Syphon or Spout (desktop app on macOS or Windows)",
  ),
  port: setting(whole(0, 65535), 8080, "port of the stage page on this machine, where 0 is any free one"),
  frameSize: setting(
    whole(160, 1920, "pixels"),
    1280,
    "longer side of the pictures that the page sends to the engine",
  ),
  languages: setting(
    v.array(choice(LANGUAGES)),
    [],
    "what a visitor may choose from at the stage's edge, by a hand held over it; the invitation is said in each in turn",
  ),
  desk: setting(
    v.strictObject({
      address: setting(
        v.nullable(ipAddress()),
        null,
        "address of this machine on which the desk is open to whoever has its link, where none is this machine alone and 0.0.0.0 every network",
      ),
      port: setting(whole(0, 65535), 8081, "port of the desk on that address, where 0 is any free one"),
    }),
    {},
    "the operator's page",
  ),
} as const;

const schema = v.strictObject(PAGE_SETTINGS);

export type PageSettings = Readonly<v.InferOutput<typeof schema>>;
