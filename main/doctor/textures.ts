import { TEXTURE_PACKAGE } from "../link/picture-windows.ts";
import type { PageSettings } from "../link/settings.ts";
import { whyMissing } from "../runtime/on-request.ts";
import { broken, type Check, limited, ok } from "./finding.ts";

/** By what each system shares textures. */
const SHARED_BY: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: "Syphon", win32: "Spout" };

/** Whether other programs can have pictures of the stage as textures. Nothing that is not asked for need be there. */
export function texturesCheck(
  { textures }: Pick<PageSettings, "textures">,
  platform: NodeJS.Platform = process.platform,
  missing: string | null = whyMissing(TEXTURE_PACKAGE),
): Check {
  return {
    about: "textures",
    run() {
      const by = SHARED_BY[platform];
      const isAsked = textures.length > 0;
      if (!by) {
        const none = `not shared on ${platform}, only on macOS (Syphon) and Windows (Spout)`;
        return isAsked ? broken(none, "leave out --textures, or take the stage's page into OBS") : ok(none);
      }
      if (missing === null)
        return ok(`${by}, ${isAsked ? textures.map(({ name }) => name).join(", ") : "none asked for"}`);
      const found = `${by}: ${missing}`;
      const advice = "it is needed for --textures alone";
      return isAsked ? broken(found, advice) : limited(found, advice);
    },
  };
}
