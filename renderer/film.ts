/*
 * ENTRY of the page in which `continuo export` draws films; it runs as a script of its own in an empty page.
 */
import type { FilmPage } from "../shared/film.ts";
import { FilmStage } from "./stage/film/film-stage.ts";

let stage: FilmStage | null = null;

const film: FilmPage = {
  async open(background) {
    stage = await FilmStage.open(background);
    return stage.card;
  },
  async draw(frames, until) {
    if (!stage) throw new Error("draw before open");
    return stage.draw(frames, until);
  },
};

Object.assign(window, { film });
