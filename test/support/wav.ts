import { writeFileSync } from "node:fs";

/** Writes sound, -1..1, as WAV: 16 bits, mono. */
export function writeWav(file: string, samples: Float32Array, sampleRate: number): void {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8, "latin1");
  bytes.writeUInt32LE(16, 16);
  // PCM, one channel.
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(2 * sampleRate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36, "latin1");
  bytes.writeUInt32LE(2 * samples.length, 40);
  for (const [index, sample] of samples.entries())
    bytes.writeInt16LE(Math.round(32_767 * Math.min(1, Math.max(-1, sample))), 44 + 2 * index);
  writeFileSync(file, bytes);
}
