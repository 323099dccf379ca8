import type { Page } from "playwright-core";

/** RGBA with straight alpha, row by row from the upper left. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** What a PNG has in it, read by a browser. */
export async function pixelsOf(page: Page, png: Buffer): Promise<Pixels> {
  const { base64, ...size } = await page.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]), { premultiplyAlpha: "none" });
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
    context.drawImage(bitmap, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let text = "";
    for (let at = 0; at < data.length; at += 8192)
      text += String.fromCharCode(...data.subarray(at, at + 8192));
    return { base64: btoa(text), width, height };
  }, png.toString("base64"));
  return { ...size, data: Buffer.from(base64, "base64") };
}
