/** ENTRY of the audience's page. */
import { connect } from "./link/connect.ts";
import { hideIdlePointer, Overlay } from "./stage/overlay.ts";
import { dress, pictureOf } from "./stage/picture/page-picture.ts";
import { PracticePanel } from "./stage/practice/practice-panel.ts";
import { StagePage } from "./stage/stage-page.ts";

hideIdlePointer(document.body);
const canvas = document.getElementById("stage") as HTMLCanvasElement;
const picture = pictureOf(location.search, document);
if (picture) {
  dress(picture, canvas, document);
  const parts = [Overlay.of(document), PracticePanel.of(document)] as const;
  await StagePage.open(() => connect(picture.camera ? "stage" : "picture"), canvas, ...parts, picture);
}
