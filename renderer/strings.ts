/** Every sentence that the page can say; one table a language. */
export const STRINGS = {
  noHost: "The partner is away, and will be back by itself.",
  waking: "Waking up.",
  oneMoment: "One moment, please.",
  mayI: "Please allow the camera, and dance.",
  cameraDenied: "Without the camera I dance alone. It can be allowed in the browser.",
  cameraNone: "No camera found yet: plug one in, and dance.",
  cameraGone: "The camera is away. I keep dancing until it is back.",
  tooDark: "It is too dark to see you.",
  framesLate: "The picture comes late.",
  stepIn: "Step in, and dance.",
  noPictures: "No pictures are kept.",
} as const;

export type StringKey = keyof typeof STRINGS;
