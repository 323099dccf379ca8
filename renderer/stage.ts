/** ENTRY of the audience's page. */
import { connect } from "./link/connect.ts";
import { hideIdlePointer, Overlay } from "./stage/overlay.ts";
import { dress, pictureOf } from "./stage/picture/page-picture.ts";
import { PlacedPicture } from "./stage/placement/placed-picture.ts";
import { Placing } from "./stage/placement/placing.ts";
import { PracticePanel } from "./stage/practice/practice-panel.ts";
import { StagePage } from "./stage/stage-page.ts";

hideIdlePointer(document.body);
const canvas = document.getElementById("stage") as HTMLCanvasElement;
const picture = pictureOf(location.search, document);
if (picture) {
  dress(picture, canvas, document);
  const placed = PlacedPicture.of(document);
  const parts = [Overlay.of(document), PracticePanel.of(document), Placing.of(document, placed)] as const;
  const role = picture.camera ? "stage" : "picture";
  await StagePage.open(() => connect(role), canvas, ...parts, picture, placed.size);
}
