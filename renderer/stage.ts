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
  await StagePage.open({
    connect: () => connect(picture.camera ? "stage" : "picture"),
    overlay: Overlay.of(document),
    practice: PracticePanel.of(document),
    placing: Placing.of(document, placed, picture.screen),
    ...{ canvas, picture, size: placed.size },
  });
}
