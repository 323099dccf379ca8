import type { Seconds } from "./pose.ts";
import type { StageFrame } from "./stage.ts";

/** Each 0..255. */
export type FilmColour = readonly [red: number, green: number, blue: number];

/**
 * What is behind the figures: the stage with its wall and floor, nothing, so that the film can lie over another picture,
 * or one colour.
 */
export type FilmBackground = "stage" | "transparent" | FilmColour;

/** What the film's page offers to the program that drives it: the stage's own view, in stepped time. */
export interface FilmPage {
  /** Begins a film of the window's size at the time 0. @returns what draws: a graphics card's name, or its stand-in's */
  open(background: FilmBackground): Promise<string>;
  /**
   * Lets time pass until `until`, while `frames` arrive at theirs, and draws that moment.
   * @returns its pixels in base64: RGBA, straight alpha, 8 bits each, the lowest row first
   */
  draw(frames: readonly StageFrame[], until: Seconds): Promise<string>;
}
