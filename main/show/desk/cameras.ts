import * as v from "valibot";
import { type ListedCamera, MAX_CAMERAS, MAX_LABEL } from "../../../shared/messages.ts";
import { UserError } from "../../system/errors.ts";
import type { DeskHandlers } from "./requests.ts";

export interface DeskCamerasParts {
  /** Those of the page that has the camera. */
  readonly cameras: () => readonly ListedCamera[];
  /** The one that is preferred now, as `findCamera` takes it; null for none. */
  readonly wanted: () => string | null;
  readonly prefer: (wanted: string) => void;
}

/** Lets a desk choose the camera, as the key `c` of the stage does. */
export function cameraRequests({
  cameras,
  wanted,
  prefer,
}: DeskCamerasParts): Pick<DeskHandlers, "cameras/choose"> {
  return {
    "cameras/choose": {
      schema: v.strictObject({
        label: v.pipe(v.string(), v.maxLength(MAX_LABEL)),
        number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_CAMERAS)),
      }),
      answer: async ({ label, number }) => {
        if (cameras()[number - 1]?.label !== label)
          throw new UserError(`camera ${number} is not "${label}" any more, expected one of the list`);
        // A page that chose another one since, by its key, takes only what differs from before for a new wish.
        const isPlain = label !== "" && !/^\d+$/.test(label) && !isTwice(label, cameras());
        prefer(isPlain && wanted() !== label ? label : String(number));
        return null;
      },
    },
  };
}

const isTwice = (label: string, cameras: readonly ListedCamera[]): boolean =>
  cameras.filter((camera) => camera.label === label).length > 1;
