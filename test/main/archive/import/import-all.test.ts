import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type ImportOptions, importAll } from "../../../../main/archive/import/import-all.ts";
import { formatFrame, formatHeader, parseHeader } from "../../../../main/archive/take.ts";
import { readTake } from "../../../../main/archive/take-reader.ts";
import { SourceError } from "../../../../main/system/errors.ts";
import type { Pose } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { STANDING, seenAt } from "../../../support/bodies.ts";
import { bvhText } from "../../../support/bvh.ts";
import { sineDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { hostileFile } from "../../../support/hostile-files.ts";
import { jobContext } from "../../../support/job-context.ts";
import { COCO_17, placesOf } from "../../../support/keypoints.ts";
import { pickle, shaped } from "../../../support/numpy-files.ts";

const DANCE = bvhText(
  Array.from({ length: 361 }, (_, f) => ({ turned: { LeftArm: [60 * Math.sin(f / 30), 0, 0] as const } })),
  120,
);
const TAKE =
  formatHeader({
    fps: 30,
    source: "them",
    licence: "CC0",
    dancer: "Ann",
    tags: ["a"],
    width: 640,
    height: 480,
  }) + formatFrame({ t: 0, people: [seenAt(STANDING, 0.5)] });

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = emptyFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

async function run(input: string, changes: Partial<ImportOptions> = {}, context = jobContext()) {
  const output = emptyFolder();
  const facts = { fps: null, up: null, scale: null, map: null };
  const options = { input, output, provenance: { tags: [] }, ...facts, split: null, force: false };
  const result = await importAll({ ...options, ...changes }, context);
  const takes = (readdirSync(output, { recursive: true }) as string[])
    .filter((name) => name.includes("take"))
    .sort();
  const header = (take: string) =>
    parseHeader(
      JSON.parse(
        gunzipSync(readFileSync(join(output, take)))
          .toString()
          .split("\n")[0]!,
      ),
    );
  return { result, notes: [...context.notes], takes, header, output: changes.output ?? output };
}

test("one BVH file becomes one take that says where it comes from", async () => {
  const folder = folderWith({ "01_02.bvh": DANCE });
  const provenance = { source: "CMU", licence: "free", dancer: "01", tags: ["salsa"] };
  const { result, takes, header } = await run(join(folder, "01_02.bvh"), { provenance });
  expect(result).toMatchObject({
    failed: 0,
    files: 1,
    imported: [{ name: "01_02", takes: 1, bridged: 0, cut: 0, notes: [] }],
  });
  expect(result.imported[0]?.seconds).toBeCloseTo(3, 1);
  expect(takes).toEqual(["01_02.take.ndjson.gz"]);
  expect(header(takes[0]!)).toEqual({ ...provenance, fps: 30, width: 1280, height: 720 });
});

test("a folder gives all motion in it, zipped or not, and names what it leaves aside", async () => {
  const folder = folderWith({
    "a.bvh": DANCE,
    "deep/b.bvh.gz": gzipSync(gzipSync(DANCE)),
    "c.take.ndjson": TAKE,
    "README.md": "about",
    "index.json": '{"clips":["a","b"]}',
  });
  const { takes, notes, result } = await run(folder);
  expect(takes).toEqual(["a.take.ndjson.gz", "b.take.ndjson.gz", "c.take.ndjson.gz"]);
  expect(result.failed).toBe(0);
  expect(notes.sort()).toEqual([
    `skipped ${folder}/README.md: not a known kind of motion, expected .bvh, .csv, .take.ndjson, or keypoints in .json, .npz or .pkl (or any with .gz)`,
    `skipped ${folder}/index.json: no keypoints in it`,
  ]);
});

test("keypoints become takes beside other motion, a folder of OpenPose's frames one of the folder's name", async () => {
  const pose = [...STANDING.slice(0, 17)].map(({ x, y }) => [960 + 400 * x, 600 - 400 * y, 0.9]);
  const frame = JSON.stringify({ people: [{ pose_keypoints_2d: Array(25).fill([960, 540, 0.9]).flat() }] });
  const folder = folderWith({
    "a.bvh": DANCE,
    "coco.json": JSON.stringify({ fps: 25, width: 640, height: 480, source: "them", frames: [pose, pose] }),
    "walk/clip_000000000000_keypoints.json": frame,
    "walk/clip_000000000001_keypoints.json": frame,
    "broken.npz": "PK",
  });
  const size = { width: 1920, height: 1080 };
  const { takes, result, notes, header } = await run(folder, {
    size,
    provenance: { licence: "CC0", tags: ["x"] },
  });
  expect(takes).toEqual(["a.take.ndjson.gz", "coco.take.ndjson.gz", "walk.take.ndjson.gz"]);
  expect(header("coco.take.ndjson.gz")).toEqual({
    ...{ fps: 25, source: "them", licence: "CC0", dancer: "", tags: ["x"], width: 640, height: 480 },
  });
  expect(header("walk.take.ndjson.gz")).toMatchObject({ fps: 30, source: "walk", ...size });
  expect(result.failed).toBe(1);
  expect(notes.join("\n")).toMatch(/broken\.npz: no whole zip file.*\n.*walk\/: the frame rate is not in it/);
  const alone = await run(join(folder, "walk"), { size, fps: 60 });
  expect(alone.takes).toEqual(["walk.take.ndjson.gz"]);
  expect(alone.header("walk.take.ndjson.gz")).toMatchObject({ fps: 60, ...size });
  await expect(run(join(folder, "walk"))).rejects.toThrow(
    /walk\/: places in a picture, but not its size, expected --size/,
  );
});

test("a take keeps what it says of itself, unless the import says better", async () => {
  const folder = folderWith({ "c.take.ndjson": TAKE });
  const { header } = await run(folder, { provenance: { licence: "CC-BY", tags: ["a", "b"] } });
  expect(header("c.take.ndjson.gz")).toMatchObject({
    source: "them",
    licence: "CC-BY",
    dancer: "Ann",
    tags: ["a", "b"],
    width: 640,
  });
});

const clip = (file: string, more: object = {}) => ({
  ...{ file, fps: 120, active: [0, 3], style: "salsa", key_framed: false, part: "train" },
  ...more,
});

test("a split sorts into train and validation, and knows rate, dancer and style", async () => {
  const clips = [
    clip("60_01.bvh", { fps: 60, active: [0, 6] }),
    clip("deep/robot.bvh", { style: "club", key_framed: true, part: "validation" }),
  ];
  const folder = folderWith({
    ...{ "60_01.bvh": DANCE, "deep/robot.bvh": DANCE, "99_01.bvh": DANCE },
    "index.json": JSON.stringify({ clips }),
  });
  const split = join(folder, "index.json");
  const { takes, header, notes, result } = await run(folder, { split, provenance: { tags: ["x"] } });
  expect(takes).toEqual(["train/60_01.take.ndjson.gz", "validation/robot.take.ndjson.gz"]);
  expect(header(takes[0]!)).toMatchObject({ dancer: "60", tags: ["salsa", "x"] });
  expect(header(takes[1]!)).toMatchObject({ dancer: "", tags: ["club", "key-framed", "x"] });
  // 361 frames: 6 s at the true 60 a second, 3 s at the header's 120.
  expect(result.imported.map(({ seconds }) => Math.round(seconds))).toEqual([6, 3]);
  expect(notes).toContain(`skipped ${folder}/99_01.bvh: not listed in ${split}`);
});

test("takes are cut to the active span, from whose beginning time counts", async () => {
  const lines = Array.from({ length: 121 }, (_, f) =>
    formatFrame({ t: f / 30, people: [seenAt(STANDING, 0.3 + f / 500)] }),
  );
  const poses = Array.from({ length: 121 }, (_, f) => Array(17).fill([500 + f, 400, 0.9]));
  const active = [0.5, 2.75];
  const folder = folderWith({
    "dance.bvh": DANCE,
    "take.take.ndjson": `${TAKE.split("\n")[0]}\n${lines.join("")}`,
    "points.json": JSON.stringify({ fps: 30, width: 1280, height: 720, frames: poses }),
  });
  const clips = ["dance.bvh", "take.take.ndjson", "points.json"].map((file) =>
    clip(file, { active, fps: file === "dance.bvh" ? 120 : 30 }),
  );
  const split = join(folderWith({ "index.json": JSON.stringify({ clips }) }), "index.json");
  const output = emptyFolder();
  const { result } = await run(folder, { split, output });
  expect(result.imported.map(({ name }) => name)).toEqual(["dance", "points", "take"]);
  const read = async (name: string) => {
    const { frames } = await readTake(join(output, "train", `${name}.take.ndjson.gz`), {
      onDamage: () => {},
    });
    return Array.fromAsync(frames);
  };
  for (const { name, seconds } of result.imported) {
    const own = await read(name);
    expect(own[0]!.t, name).toBe(0);
    expect(own.at(-1)!.t, name).toBeCloseTo(2.25, 1);
    expect(seconds, name).toBeCloseTo(own.length / 30, 9);
  }
  // The 16th of the take's frames and of the pictures is the first; of the swung arm, where it was after half a second.
  expect((await read("take"))[0]!.people[0]!.image![0]!.x).toBeCloseTo(0.3 + 15 / 500, 3);
  expect((await read("points"))[0]!.people[0]!.image![0]!.x).toBeCloseTo(515 / 1280, 3);
  const whole = await run(join(folder, "dance.bvh"));
  const all = await Array.fromAsync(
    (await readTake(join(whole.output, "dance.take.ndjson.gz"), { onDamage: () => {} })).frames,
  );
  const wrist = (frame: { readonly people: readonly Pose[] }) => frame.people[0]!.body![J.left_wrist]!;
  const moved = Math.abs(wrist(all[15]!).x - wrist(all[0]!).x);
  // The filter that resamples begins anew at the cut.
  expect(Math.abs(wrist((await read("dance"))[0]!).x - wrist(all[15]!).x)).toBeLessThan(0.1 * moved);
});

test("a folder that lacks what the split lists is refused, and one beside the split answers for its own", async () => {
  const clips = ["a/60_01.bvh", "a/60_02.bvh", "b/01_01.bvh"].map((file) => clip(file));
  const folder = folderWith({
    "a/60_01.bvh": DANCE,
    "b/01_01.bvh": DANCE,
    "index.json": JSON.stringify({ clips }),
  });
  const split = join(folder, "index.json");
  await expect(run(folder, { split })).rejects.toThrow(
    `${folder}: a/60_02.bvh not there, expected what ${split} lists`,
  );
  expect((await run(join(folder, "b"), { split })).takes).toEqual(["train/01_01.take.ndjson.gz"]);
  const many = clips.concat(Array.from({ length: 9 }, (_, n) => clip(`a/9${n}_01.bvh`)));
  writeFileSync(split, JSON.stringify({ clips: many }));
  await expect(run(folder, { split })).rejects.toThrow(/a\/93_01\.bvh and 5 more not there/);
});

test("a given rate counts more than the split's", async () => {
  const folder = folderWith({ "a.bvh": DANCE });
  expect((await run(folder, { fps: 90 })).result.imported[0]?.seconds).toBeCloseTo(4, 1);
});

test("in a folder one bad file is named and the others are imported; alone it is refused", async () => {
  const folder = folderWith({ "a.bvh": "HIERARCHY\nROOT\n", "b.bvh": DANCE });
  const { takes, notes, result } = await run(folder);
  expect(takes).toEqual(["b.take.ndjson.gz"]);
  expect(result.failed).toBe(1);
  expect(notes).toEqual([`${folder}/a.bvh:2: the file ends, expected {`]);
  await expect(run(join(folder, "a.bvh"))).rejects.toThrow(SourceError);
});

test.each<[string, Readonly<Record<string, string | Buffer>>, string, RegExp]>([
  ["a missing file", {}, "none.bvh", /none\.bvh: cannot be read \(ENOENT/],
  ["an unknown kind", { "a.fbx": "x" }, "a.fbx", /a\.fbx: not a known kind of motion, expected \.bvh/],
  ["JSON without keypoints", { "a.json": "{}" }, "a.json", /a\.json: no keypoints in it, expected/],
  ["a folder without motion", { "a.txt": "x" }, ".", /: no motion in it/],
  [
    "a zipped file cut short",
    { "a.bvh.gz": gzipSync(DANCE).subarray(0, 900) },
    "a.bvh.gz",
    /a\.bvh\.gz: cannot be unpacked/,
  ],
  [
    "a zipped file that unpacks to a gigabyte",
    { "a.bvh.gz": Buffer.concat(Array(70).fill(gzipSync(Buffer.alloc(1e7, "\n")))) },
    "a.bvh.gz",
    /a\.bvh\.gz: unpacks to more than 536870912 bytes, expected a file of motion/,
  ],
  [
    "a file that was zipped three times",
    { "a.bvh.gz": gzipSync(gzipSync(gzipSync(DANCE))) },
    "a.bvh.gz",
    /a\.bvh\.gz: packed more than 2 times over, expected a file of motion/,
  ],
  [
    "a header alone",
    { "a.take.ndjson": TAKE.split("\n")[0]! },
    "a.take.ndjson",
    /: no frames in it, nothing to import$/,
  ],
  [
    "no frames",
    { "a.bvh": DANCE.replace(/Frames: \d+\nFrame Time: (\S+)[\s\S]*/, "Frames: 0\nFrame Time: $1\n") },
    "a.bvh",
    /a\.bvh: no frames, expected at least 2 s of dance/,
  ],
  [
    "a pickle of protocol 0",
    { "a.pkl": "(dp0\nVkeypoints3d\np1\ncnumpy.core.multiarray\n" },
    "a.pkl",
    /a\.pkl: no pickle of protocol 2 to 5, expected one; write it anew with pickle\.dump\(data, file, protocol=4\)$/,
  ],
  [
    "a pickle of protocol 1",
    { "a.pickle": "}q\0(U\v" },
    "a.pickle",
    /a\.pickle: no pickle of protocol 2 to 5/,
  ],
  [
    "junk of a name",
    { "a.npz": "\u0001junk" },
    "a.npz",
    /a\.npz: no zip file, expected what numpy\.savez writes$/,
  ],
  [
    "an array alone",
    { "a.npz": Buffer.from("\x93NUMPY\x01\0", "latin1") },
    "a.npz",
    /a\.npz: one array alone, expected a dictionary of arrays; write it anew with numpy\.savez/,
  ],
  ["nothing", { "a.json": "" }, "a.json", /a\.json: empty, expected keypoints$/],
  ["one pose", { "a.bvh": bvhText([{}], 30) }, "a.bvh", /a\.bvh: one pose, expected at least 2 s of dance/],
  [
    "a dance of a second",
    { "a.bvh": bvhText(Array(31).fill({}), 30) },
    "a.bvh",
    /a\.bvh: 1\.0 s long, expected at least 2 s of dance/,
  ],
  [
    "a frame time that is a rate",
    { "a.bvh": DANCE.replace(/Frame Time: .*/, "Frame Time: 30") },
    "a.bvh",
    /a\.bvh: 0\.03\d+ frames a second by its frame time, expected 1 to 1000; give the true rate with --fps/,
  ],
  [
    "a frame time of nothing",
    { "a.bvh": DANCE.replace(/Frame Time: .*/, "Frame Time: 0") },
    "a.bvh",
    /a\.bvh: Infinity frames a second by its frame time, .*give the true rate with --fps/,
  ],
])("%s is refused by name", async (_, files, name, message) => {
  const input = join(folderWith(files), name);
  await expect(run(input)).rejects.toThrow(SourceError);
  await expect(run(input)).rejects.toThrow(message);
});

test.each(["30", "0", "-1"])(
  "a frame time of %s harms nothing where the true rate is given",
  async (time) => {
    const input = join(
      folderWith({ "a.bvh": DANCE.replace(/Frame Time: .*/, `Frame Time: ${time}`) }),
      "a.bvh",
    );
    expect((await run(input, { fps: 60 })).result.imported).toHaveLength(1);
  },
);

test.each(["a pipe", "more than"] as const)("motion that is %s is refused at once", async (kind) => {
  const file = hostileFile(kind, "a.bvh");
  await expect(run(file)).rejects.toThrow(new RegExp(`^${file}: .*${kind}.*expected a file of motion`));
});

test("files of one name in two folders keep their folder, and two in one folder are one too many", async () => {
  const folder = folderWith({
    "05-01/Take 001.bvh": DANCE,
    "05-02/Take 001.bvh": DANCE,
    "05-02/b.bvh": DANCE,
  });
  const { takes, result } = await run(folder);
  expect(takes).toEqual([
    "05-01 - Take 001.take.ndjson.gz",
    "05-02 - Take 001.take.ndjson.gz",
    "b.take.ndjson.gz",
  ]);
  expect(result.imported.map(({ name }) => name)).toEqual(["05-01 - Take 001", "05-02 - Take 001", "b"]);
  const twice = folderWith({ "a/x.bvh": DANCE, "a/x.bvh.gz": gzipSync(DANCE), "y.bvh": DANCE });
  const other = await run(twice);
  expect(other.takes).toEqual(["a - x.take.ndjson.gz", "y.take.ndjson.gz"]);
  expect(other.result.failed).toBe(1);
  expect(other.notes).toEqual([
    `${twice}/a/x.bvh.gz: has the name of ${twice}/a/x.bvh, expected different names`,
  ]);
});

test("what systems leave beside files is passed over without a word", async () => {
  const folder = folderWith({
    "dance.bvh": DANCE,
    "__MACOSX/._dance.bvh": "\0\u0005\u0016\u0007",
    "._dance.bvh": "x",
    ".DS_Store": "x",
    ".trash/dance.bvh": DANCE,
  });
  const { takes, notes, result } = await run(folder);
  expect({ takes, notes, failed: result.failed }).toEqual({
    takes: ["dance.take.ndjson.gz"],
    notes: [],
    failed: 0,
  });
});

test("a map of names is read from its file, and a wrong one is refused by name", async () => {
  const dance = DANCE.replaceAll("LeftForeArm", "Xyzzy").replaceAll("LeftArm", "Plugh");
  const folder = folderWith({
    "a.bvh": dance,
    "names.json": JSON.stringify({ left_shoulder: "Plugh", left_elbow: "Xyzzy" }),
    "odd.json": JSON.stringify({ left_shoulder: 3 }),
    "other.json": JSON.stringify({ left_arm: "Plugh" }),
    "twice.json": JSON.stringify({ left_shoulder: "Plugh", left_elbow: "Plugh" }),
  });
  const file = join(folder, "a.bvh");
  await expect(run(file)).rejects.toThrow(
    /no left_shoulder, left_elbow below Hips, whose other joints are .*Plugh, Xyzzy.*--map/,
  );
  expect((await run(file, { map: join(folder, "names.json") })).takes).toHaveLength(1);
  await expect(run(file, { map: join(folder, "odd.json") })).rejects.toThrow(
    /odd\.json: left_shoulder is 3, expected/,
  );
  await expect(run(file, { map: join(folder, "other.json") })).rejects.toThrow(
    /other\.json: left_arm is no joint, expected some of head, left_shoulder/,
  );
  await expect(run(file, { map: join(folder, "twice.json") })).rejects.toThrow(
    /twice\.json: left_shoulder and left_elbow are both Plugh, expected different joints$/,
  );
});

test("text in two bytes a letter is read", async () => {
  const little = Buffer.from(DANCE, "utf16le");
  const folder = folderWith({
    "marked.bvh": Buffer.from(`\uFEFF${DANCE}`, "utf16le"),
    "little.bvh": little,
    "big.bvh": Buffer.from(little).swap16(),
  });
  const { imported } = (await run(folder)).result;
  expect(imported.map(({ seconds }) => Math.round(seconds))).toEqual([3, 3, 3]);
});

test("an interruption stops after the file at hand, which is whole", async () => {
  const folder = folderWith({ "a.bvh": DANCE, "b.bvh": DANCE });
  const context = jobContext(() => true);
  const { takes, result } = await run(folder, {}, context);
  expect(takes).toEqual(["a.take.ndjson.gz"]);
  expect(result).toMatchObject({ files: 2, failed: 0 });
  expect(context.reports).toEqual([{ phase: "importing", unit: "file", done: 0, total: 2, details: ["a"] }]);
});

test("what lies there already is not written over unless that is asked for, and no take by itself", async () => {
  const folder = folderWith({ "a.bvh": DANCE, "show.take.ndjson": TAKE });
  const output = emptyFolder();
  for (const name of ["a.bvh", "show.take.ndjson"]) {
    await run(join(folder, name), { output });
    await expect(run(join(folder, name), { output })).rejects.toThrow(
      /take\.ndjson\.gz: is there already; expected another --output or file name, or --force/,
    );
    await run(join(folder, name), { output, force: true });
  }
  const take = join(output, "show.take.ndjson.gz");
  await expect(run(take, { output, force: true })).rejects.toThrow(
    `${take}: would be written over by itself, expected another --output`,
  );
});

/** Keypoints as AIST++ keeps them. */
const KEYPOINTS = (() => {
  const dance = sineDance({ seconds: 3, fps: 60 });
  const values = dance.flatMap(({ body, root }) =>
    placesOf(COCO_17, body).flatMap(({ x, y, z }) => [x + root.x, y + root.y, z + root.z]),
  );
  return pickle({ keypoints3d_optim: shaped([dance.length, COCO_17.length, 3], values) });
})();

test("dances of AIST++ come with their music, dancer, style and tempo, and tracks that are not there are told once", async () => {
  const folder = folderWith({
    "keypoints3d/gBR_sBM_cAll_d04_mBR0_ch01.pkl": KEYPOINTS,
    "keypoints3d/gHO_sFM_cAll_d20_mHO5_ch11.pkl": KEYPOINTS,
    "keypoints3d/gJB_sBM_cAll_d07_mJB3_ch02.pkl": KEYPOINTS,
    "keypoints3d/gJB_sBM_cAll_d07_mJB4_ch02.pkl": KEYPOINTS,
    "keypoints3d/somebody.pkl": KEYPOINTS,
    "music/mBR0.mp3": "sound",
    "keypoints3d/mHO5.wav": "sound",
  });
  const { notes, header, takes, output, result } = await run(folder);
  expect([result.failed, takes.length]).toEqual([0, 5]);
  const [breaking, house, jazz, , somebody] = takes.map(header);
  expect(breaking).toMatchObject({
    ...{ tags: ["break"], dancer: "d04", note: "music mBR0, 80 beats a minute" },
    music: { file: expect.stringMatching(/^\.\.\/.*music\/mBR0\.mp3$/), begin: 0 },
  });
  expect(readFileSync(join(output, breaking!.music!.file), "utf8")).toBe("sound");
  expect(house).toMatchObject({ tags: ["house"], note: "music mHO5, 135 beats a minute" });
  expect(readFileSync(join(output, house!.music!.file), "utf8")).toBe("sound");
  expect(jazz).toMatchObject({ tags: ["ballet jazz"], note: "music mJB3, 110 beats a minute" });
  expect([jazz!.music, somebody!.music, somebody!.note]).toEqual([undefined, undefined, undefined]);
  expect(somebody).toMatchObject({ tags: [], dancer: "" });
  expect(notes).toEqual([
    `${folder}: its music mJB3 and 1 more is not there, expected mJB3.wav or mJB3.mp3 beside it or in a folder music or all_musics; the takes are without`,
  ]);
});

test("of a dance of AIST++ alone its music lies beside its folder; what is said of it holds, and of a part it begins later", async () => {
  const name = "gWA_sBM_cAll_d26_mWA2_ch05";
  const clips = [{ file: `${name}.pkl`, fps: 60, active: [1, 2.5], style: "slow", part: "train" }];
  const folder = folderWith({
    "all_musics/mWA2.wav": "sound",
    [`keypoints3d/${name}.pkl`]: KEYPOINTS,
    "index.json": JSON.stringify({ clips: clips.map((one) => ({ ...one, key_framed: false })) }),
  });
  const input = join(folder, "keypoints3d", `${name}.pkl`);
  const alone = await run(input, { provenance: { dancer: "Ann", tags: ["slow", "waack"] } });
  expect(alone.notes).toEqual([]);
  expect(alone.header(alone.takes[0]!)).toMatchObject({
    ...{ dancer: "Ann", tags: ["slow", "waack"], note: "music mWA2, 100 beats a minute" },
    music: { file: expect.stringMatching(/all_musics\/mWA2\.wav$/), begin: 0 },
  });
  const part = await run(input, { split: join(folder, "index.json") });
  expect(part.header(part.takes[0]!)).toMatchObject({ tags: ["slow", "waack"], music: { begin: 1 } });
});
