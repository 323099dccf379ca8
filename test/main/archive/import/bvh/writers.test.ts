import { describe, expect, test } from "vitest";
import { type BvhFacts, convertBvh, NO_FACTS } from "../../../../../main/archive/import/bvh/convert.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { SourceError } from "../../../../../main/system/errors.ts";
import { J } from "../../../../../shared/skeleton.ts";
import {
  about,
  alongX,
  bvhOf,
  DANCE,
  type DanceFrame,
  danceBy,
  MIDDLE,
  PARTS,
  skeletonOf,
  times,
  type Writer,
} from "../../../../support/bvh-writers.ts";
import {
  at,
  called,
  error,
  expectTheDance,
  imported,
  OTHER,
  TRUE_JOINTS,
} from "../../../../support/imported-dance.ts";

/*
 * Files as many programs write them, all of the same dance. What comes in is held against where the joints really are.
 */

/**
 * A vocabulary: the joints of the middle from the hips up, then those of one side from the collar to the hand and from
 * the thigh to the toes, where % stands for the side.
 */
function vocabulary(middle: string, half: string, left: string, right: string): Writer {
  const [centre, parts] = [middle.split(","), half.split(",")];
  return {
    rename: (name) => {
      const [, side, part] = /^(Left|Right)(.+)$/.exec(name) ?? [];
      if (side === undefined) return centre[MIDDLE.indexOf(name)] ?? name;
      const own = parts[PARTS.indexOf(part!)];
      return own?.replace("%", side === "Left" ? left : right) ?? name;
    },
  };
}

const NAMES: readonly (readonly [string, Writer])[] = [
  ["MotionBuilder", {}],
  ["MotionBuilder, small letters", { rename: (name) => name.toLowerCase() }],
  ["MotionBuilder, capitals", { rename: (name) => name.toUpperCase() }],
  ["Mixamo, with a colon", { rename: (name) => `mixamorig:${name}` }],
  ["Mixamo, with a number and an underscore", { rename: (name) => `mixamorig1_${name}` }],
  ["HumanIK", { rename: (name) => `Character1_${name}` }],
  ["a path of Maya", { rename: (name) => `|Ada|rig|${name}` }],
  ["a name behind", { rename: (name) => `${name}_Ada` }],
  ["a kind behind", { rename: (name) => `${name}_jnt` }],
  ["a number behind", { rename: (name) => `${name}_01` }],
  [
    "Rokoko",
    vocabulary(
      "Hips,Spine,Spine1,Neck,Head",
      "%Shoulder,%Arm,%ForeArm,%Hand,%Thigh,%Shin,%Foot,%Toe",
      "Left",
      "Right",
    ),
  ],
  ["Perception Neuron", { rename: (name) => `Robot_${name}` }],
  [
    "Xsens MVN",
    vocabulary(
      "Pelvis,L5,T8,Neck,Head",
      "%Shoulder,%UpperArm,%ForeArm,%Hand,%UpperLeg,%LowerLeg,%Foot,%Toe",
      "Left",
      "Right",
    ),
  ],
  [
    "Xsens BVH",
    vocabulary(
      "Hips,Chest,Chest4,Neck,Head",
      "%Collar,%Shoulder,%Elbow,%Wrist,%Hip,%Knee,%Ankle,%Toe",
      "Left",
      "Right",
    ),
  ],
  [
    "OptiTrack",
    vocabulary("Hip,Ab,Chest,Neck,Head", "%Shoulder,%UArm,%FArm,%Hand,%Thigh,%Shin,%Foot,%Toe", "L", "R"),
  ],
  [
    "Daz",
    vocabulary(
      "hip,abdomen,chest,neck,head",
      "%Collar,%Shldr,%ForeArm,%Hand,%Thigh,%Shin,%Foot,%Toe",
      "l",
      "r",
    ),
  ],
  [
    "Daz Genesis 8",
    vocabulary(
      "hip,abdomenLower,chestUpper,neckLower,head",
      "%Collar,%ShldrBend,%ForearmBend,%Hand,%ThighBend,%Shin,%Foot,%Toe",
      "l",
      "r",
    ),
  ],
  [
    "CMU ASF",
    vocabulary(
      "root,lowerback,upperback,upperneck,head",
      "%clavicle,%humerus,%radius,%hand,%femur,%tibia,%foot,%toes",
      "l",
      "r",
    ),
  ],
  [
    "3ds Max Biped",
    vocabulary(
      "Bip01 Pelvis,Bip01 Spine,Bip01 Spine1,Bip01 Neck,Bip01 Head",
      "Bip01 % Clavicle,Bip01 % UpperArm,Bip01 % Forearm,Bip01 % Hand,Bip01 % Thigh,Bip01 % Calf,Bip01 % Foot,Bip01 % Toe0",
      "L",
      "R",
    ),
  ],
  [
    "Biped with underscores",
    vocabulary(
      "Bip001_Pelvis,Bip001_Spine,Bip001_Spine1,Bip001_Neck,Bip001_Head",
      "Bip001_%_Clavicle,Bip001_%_UpperArm,Bip001_%_Forearm,Bip001_%_Hand,Bip001_%_Thigh,Bip001_%_Calf,Bip001_%_Foot,Bip001_%_Toe0",
      "L",
      "R",
    ),
  ],
  [
    "Source",
    vocabulary(
      "ValveBiped.Bip01_Pelvis,ValveBiped.Bip01_Spine,ValveBiped.Bip01_Spine1,ValveBiped.Bip01_Neck1,ValveBiped.Bip01_Head1",
      "ValveBiped.Bip01_%_Clavicle,ValveBiped.Bip01_%_UpperArm,ValveBiped.Bip01_%_Forearm,ValveBiped.Bip01_%_Hand,ValveBiped.Bip01_%_Thigh,ValveBiped.Bip01_%_Calf,ValveBiped.Bip01_%_Foot,ValveBiped.Bip01_%_Toe0",
      "L",
      "R",
    ),
  ],
  [
    "Unreal",
    vocabulary(
      "pelvis,spine_01,spine_02,neck_01,head",
      "clavicle_%,upperarm_%,lowerarm_%,hand_%,thigh_%,calf_%,foot_%,ball_%",
      "l",
      "r",
    ),
  ],
  [
    "Unity",
    vocabulary(
      "Hips,Spine,Chest,Neck,Head",
      "%Shoulder,%UpperArm,%LowerArm,%Hand,%UpperLeg,%LowerLeg,%Foot,%Toes",
      "Left",
      "Right",
    ),
  ],
  [
    "VRM",
    vocabulary(
      "J_Bip_C_Hips,J_Bip_C_Spine,J_Bip_C_Chest,J_Bip_C_Neck,J_Bip_C_Head",
      "J_Bip_%_Shoulder,J_Bip_%_UpperArm,J_Bip_%_LowerArm,J_Bip_%_Hand,J_Bip_%_UpperLeg,J_Bip_%_LowerLeg,J_Bip_%_Foot,J_Bip_%_ToeBase",
      "L",
      "R",
    ),
  ],
  [
    "Blender",
    vocabulary(
      "hips,spine,chest,neck,head",
      "shoulder.%,upper_arm.%,forearm.%,hand.%,thigh.%,shin.%,foot.%,toe.%",
      "L",
      "R",
    ),
  ],
  [
    "Blender's copies",
    vocabulary(
      "hips,spine,chest,neck,head",
      "shoulder.%.001,upper_arm.%.001,forearm.%.001,hand.%.001,thigh.%.001,shin.%.001,foot.%.001,toe.%.001",
      "L",
      "R",
    ),
  ],
  [
    "Biovision",
    vocabulary(
      "Hips,Chest,Chest2,Neck,Head",
      "%Collar,%UpArm,%LowArm,%Hand,%UpLeg,%LowLeg,%Foot,%Toe",
      "Left",
      "Right",
    ),
  ],
  [
    "Truebones",
    vocabulary(
      "Hips,Chest,Chest2,Neck,Head",
      "%Collar,%Shoulder,%Elbow,%Wrist,%Hip,%Knee,%Ankle,%Toe",
      "Left",
      "Right",
    ),
  ],
  [
    "Vicon",
    vocabulary(
      "Root,Spine,Thorax,Neck,Head",
      "%Clavicle,%Humerus,%Radius,%Hand,%Femur,%Tibia,%Foot,%Toes",
      "L_",
      "R_",
    ),
  ],
  [
    "Qualisys",
    vocabulary(
      "Q_Hips,Q_Spine,Q_Spine1,Q_Neck,Q_Head",
      "Q_%Shoulder,Q_%Arm,Q_%ForeArm,Q_%Hand,Q_%UpLeg,Q_%Leg,Q_%Foot,Q_%ToeBase",
      "Left",
      "Right",
    ),
  ],
  [
    "LaFAN1",
    vocabulary(
      "Hips,Spine,Spine1,Neck,Head",
      "%Shoulder,%Arm,%ForeArm,%Hand,%UpLeg,%Leg,%Foot,%Toe",
      "Left",
      "Right",
    ),
  ],
  [
    "Bandai Namco",
    vocabulary(
      "Hips,Spine,Chest,Neck,Head",
      "Shoulder_%,UpperArm_%,LowerArm_%,Hand_%,UpperLeg_%,LowerLeg_%,Foot_%,Toes_%",
      "L",
      "R",
    ),
  ],
  [
    "SMPL",
    vocabulary(
      "Pelvis,Spine1,Spine2,Neck,Head",
      "%_Collar,%_Shoulder,%_Elbow,%_Wrist,%_Hip,%_Knee,%_Ankle,%_Foot",
      "L",
      "R",
    ),
  ],
  [
    "Kinect",
    vocabulary(
      "SpineBase,SpineMid,SpineShoulder,Neck,Head",
      "Collar%,Shoulder%,Elbow%,Wrist%,Hip%,Knee%,Ankle%,Foot%",
      "Left",
      "Right",
    ),
  ],
  [
    "Character Creator",
    vocabulary(
      "CC_Base_Hip,CC_Base_Waist,CC_Base_Spine01,CC_Base_NeckTwist01,CC_Base_Head",
      "CC_Base_%_Clavicle,CC_Base_%_Upperarm,CC_Base_%_Forearm,CC_Base_%_Hand,CC_Base_%_Thigh,CC_Base_%_Calf,CC_Base_%_Foot,CC_Base_%_ToeBase",
      "L",
      "R",
    ),
  ],
  [
    "AdvancedSkeleton",
    vocabulary(
      "Root_M,Spine1_M,Chest_M,Neck_M,Head_M",
      "Scapula_%,Shoulder_%,Elbow_%,Wrist_%,Hip_%,Knee_%,Ankle_%,Toes_%",
      "L",
      "R",
    ),
  ],
  [
    "toes called forefoot",
    vocabulary(
      "Hips,Spine,Spine1,Neck,Head",
      "%Shoulder,%Arm,%ForeArm,%Hand,%UpLeg,%Leg,%Foot,%ForeFoot",
      "Left",
      "Right",
    ),
  ],
  [
    "the lower leg alone called leg, the upper one limb",
    vocabulary(
      "Hips,Spine,Spine1,Neck,Head",
      "%Shoulder,%Arm,%ForeArm,%Hand,%Limb,%Leg,%Foot,%ToeBase",
      "Left",
      "Right",
    ),
  ],
  [
    "one joint of a leg called as nobody does",
    vocabulary(
      "Hips,Spine,Spine1,Neck,Head",
      "%Shoulder,%Arm,%ForeArm,%Hand,%UpLeg,%Xyzzy,%Foot,%ToeBase",
      "Left",
      "Right",
    ),
  ],
  [
    "no head but a neck",
    vocabulary(
      "Hips,Spine,Spine1,Neck,Neck1",
      "%Shoulder,%Arm,%ForeArm,%Hand,%UpLeg,%Leg,%Foot,%ToeBase",
      "Left",
      "Right",
    ),
  ],
  ["no End Site", { ends: false }],
  ["joints at the ends", { endJoints: (name) => `${name}End` }],
];

const onHerBack = () => about("X", 90);
/** Each joint's axes turned as if by chance. */
const askew = (name: string) =>
  times(about("Y", 40 * name.length), times(about("X", 70 - 25 * name.length), about("Z", 33 * name.length)));
const zUp = about("X", 90);

const POSES: readonly (readonly [string, Writer])[] = [
  ["every bone along its own x at rest", { axes: alongX }],
  ["lying down at rest", { axes: onHerBack }],
  ["turned about at rest", { axes: () => about("Y", 180) }],
  ["standing askew at rest", { axes: askew }],
  ["z up", { room: zUp, axes: () => about("X", -90) }],
  ["z up, and y up at rest", { room: zUp }],
  ["z up, every bone along its own x", { room: zUp, axes: alongX }],
  ["metres", { unit: 0.01 }],
  ["inches", { unit: 1 / 2.54 }],
  ["millimetres, z up", { unit: 10, room: zUp, axes: () => about("X", -90) }],
  ["positions in every joint", { positions: "repeated" }],
  ["positions in every joint and no offsets", { positions: "without-offset" }],
  ["positions in every joint that are added to the offsets", { positions: "added" }],
  ["positions in every joint, every bone along its own x", { positions: "without-offset", axes: alongX }],
  ["a Reference above the hips that stands still", { above: { name: "Reference", share: 0 } }],
  ["a joint_Root above the hips that goes the whole way", { above: { name: "joint_Root", share: 1 } }],
  ["an Armature above the hips that goes half of the way", { above: { name: "Armature", share: 0.5 } }],
  ["a turned Armature above the hips", { above: { name: "Armature", share: 0.3, turn: about("X", -90) } }],
];

describe("names", () => {
  test.each(NAMES)("%s", (_, writer) => expectTheDance(imported(danceBy(writer)).frames));
});

describe("rest poses, axes and units", () => {
  test.each(POSES)("%s", (_, writer) => expectTheDance(imported(danceBy(writer)).frames));
});

const PLAIN = danceBy({});
/** The text with its keywords otherwise. */
const keywords = (change: (word: string) => string) =>
  PLAIN.replace(
    /HIERARCHY|ROOT|JOINT|OFFSET|CHANNELS|End Site|MOTION|Frames|Frame Time|[XYZ](position|rotation)/g,
    change,
  );
const rows = (change: (row: string) => string) => PLAIN.replace(/(?<=Frame Time.*\n)[\s\S]*/, change);

const SYNTAX: readonly (readonly [name: string, text: string, note?: RegExp])[] = [
  ["a byte order mark", `\uFEFF${PLAIN}`],
  ["a byte order mark that was read as letters", `\u00EF\u00BB\u00BF${PLAIN}`],
  ["the line ends of Windows", PLAIN.replaceAll("\n", "\r\n")],
  ["the line ends of old Macs", PLAIN.replaceAll("\n", "\r")],
  ["blank lines everywhere", PLAIN.replaceAll("\n", "\n \n")],
  ["indents of tabs", PLAIN.replaceAll("\n", "\n\t\t")],
  ["no line end at the end", PLAIN.trimEnd()],
  ["ctrl-Z at the end", `${PLAIN}\u001a`],
  ["ctrl-Z behind the last number", `${PLAIN.trimEnd()}\u001a\r\n`],
  ["zeros at the end", `${PLAIN}${"\0".repeat(100)}`],
  ["keywords in small letters", keywords((word) => word.toLowerCase())],
  ["keywords in capitals", keywords((word) => word.toUpperCase())],
  ["braces on the joint's line", PLAIN.replaceAll("\n{", " {")],
  ["braces on the joint's line without a space", PLAIN.replaceAll("\n{", "{")],
  ["closing braces side by side", PLAIN.replaceAll(/\}\n(?=\})/g, "} ")],
  [
    "a hierarchy of one line",
    PLAIN.replace(/^[\s\S]*?(?=MOTION)/, (text) => `${text.replaceAll("\n", " ")}\n`),
  ],
  ["channels before offsets", PLAIN.replaceAll(/(OFFSET.*\n)(CHANNELS.*\n)/g, "$2$1")],
  ["names at the ends", PLAIN.replaceAll("End Site", "End Site LeftHandEnd")],
  ["EndSite in one word", PLAIN.replaceAll("End Site", "EndSite")],
  ["no space behind the colons", PLAIN.replaceAll(/: /g, ":")],
  ["a space before the colons", PLAIN.replaceAll(/: /g, " : ")],
  ["no colons", PLAIN.replaceAll(/: /g, " ")],
  ["no space behind the keywords", PLAIN.replaceAll(/(OFFSET|CHANNELS) /g, "$1")],
  ["no space before a minus sign", rows((text) => text.replaceAll(" -", "-"))],
  ["decimal commas", rows((text) => text.replaceAll(".", ","))],
  ["decimal commas in the header too", PLAIN.replaceAll(/(?<=\d)\.(?=\d)/g, ",")],
  ["commas between the numbers", rows((text) => text.replaceAll(" ", ","))],
  ["commas and spaces between the numbers", rows((text) => text.replaceAll(" ", ", "))],
  [
    "powers of ten",
    rows((text) => text.replaceAll(/-?\d+\.\d+/g, (number) => Number(number).toExponential(6))),
  ],
  ["the frame time before the frames", PLAIN.replace(/(Frames.*\n)(Frame Time.*\n)/, "$2$1")],
  ["a frame time of six decimals", PLAIN.replace(/Frame Time: .*/, "Frame Time: 0.033333")],
  [
    "a frame more than it says",
    PLAIN.replace("Frames: 150", "Frames: 149"),
    /says 149 frames and has 150 lines/,
  ],
  [
    "a frame less than it says",
    PLAIN.replace("Frames: 150", "Frames: 151"),
    /says 151 frames and has 150 lines/,
  ],
];

describe("syntax", () => {
  test.each(SYNTAX.map(([name, text, note = /^$/]) => ({ name, text, note })))("$name", ({ text, note }) => {
    const { frames, notes } = imported(text);
    expectTheDance(frames);
    expect(notes.join("\n")).toMatch(note);
  });
});

describe("two dancers", () => {
  const two = (ada: Writer, ben: Writer, scene?: string) => {
    const word = scene === undefined ? "ROOT" : "JOINT";
    return bvhOf([skeletonOf(DANCE, ada, word), skeletonOf(OTHER, ben, word)], scene);
  };
  test.each([
    ["below one scene", two(called("Ada"), called("Ben"), "Scene")],
    ["of two roots", two(called("Ada"), called("Ben"))],
    ["of two roots with one set of names", two({}, {})],
    [
      "each with a Reference",
      two(
        called("Ada", { above: { name: "Ada:Reference", share: 1 } }),
        called("Ben", { above: { name: "Ben:Reference", share: 0 } }),
        "Scene",
      ),
    ],
    ["of two programs", two(called("Ada"), NAMES[20]![1], "Scene")],
  ])("%s are two people of one take, each where she is", (_, text) => {
    const { frames } = imported(text);
    expect(error(frames, DANCE, 0)).toBeLessThan(0.03);
    expect(error(frames, OTHER, 1)).toBeLessThan(0.03);
    expect(frames[0]!.people.map(({ id }) => id)).toEqual([1, 2]);
  });

  test("one of whom lacks a joint are refused by name: she is not dropped", () => {
    const ben = vocabulary(
      "Ben:Hips,Ben:Spine,Ben:Spine1,Ben:Neck,Ben:Head",
      "Ben:%Shoulder,Ben:%A,Ben:%B,Ben:%C,Ben:%UpLeg,Ben:%Leg,Ben:%Foot,Ben:%Toe",
      "Left",
      "Right",
    );
    expect(() => imported(two(called("Ada"), ben, "Scene"))).toThrow(
      /^x\.bvh: no left_elbow, left_wrist, right_elbow, right_wrist below Scene, .*Ben:LeftA, Ben:LeftB, .*--map$/,
    );
  });

  test("one of whom has names that nobody knows are refused, and both come in with a map of hers", () => {
    const text = two(called("Ada"), { rename: (name) => `Ben:${[...name].reverse().join("")}` }, "Scene");
    expect(() => imported(text)).toThrow(
      /^x\.bvh: no head, .*below Scene, whose other joints are Scene, Ben:spiH, .*--map$/,
    );
    const names = new Map<string, string>([...TRUE_JOINTS, ["head", "Head"]]);
    const map = Object.fromEntries([...names].map(([joint, own]) => [joint, [...own].reverse().join("")]));
    const { frames } = imported(text, { map });
    expect(error(frames, DANCE, 0)).toBeLessThan(0.03);
    expect(error(frames, OTHER, 1)).toBeLessThan(0.03);
  });

  test("are not what a dancer and a prop are: the prop is passed over, with a word", () => {
    const sword = [
      "JOINT Sword",
      "{",
      "OFFSET 5 0 0",
      "CHANNELS 3 Zrotation Xrotation Yrotation",
      "JOINT Tip",
      "{",
      "OFFSET 0 80 0",
      "CHANNELS 0",
      "}",
      "}",
    ];
    const still = { hierarchy: sword, rows: DANCE.map(() => [0, 0, 0]) };
    const text = bvhOf([skeletonOf(DANCE, called("Ada"), "JOINT"), still], "Scene");
    const { frames, notes } = imported(text);
    expect(frames[0]!.people).toHaveLength(1);
    expect(notes).toEqual(["x.bvh: Sword: part of no body, passed over"]);
  });
});

test("a copy of the skeleton that an animator keeps beside it is no second dancer", () => {
  const copies = ["DEF", "ORG"].map((name) => skeletonOf(DANCE, called(name), "JOINT"));
  const { frames, notes } = imported(bvhOf(copies, "rig"));
  expect(frames[0]!.people).toHaveLength(1);
  expect(notes).toEqual(["x.bvh: a copy of the skeleton that moves as it does, passed over"]);
});

test("positions in another unit than the bones are refused, and no numbers make what no take can hold", () => {
  const far = DANCE.map(({ hips, turns }) => ({ hips: [hips[0] + 1e6, hips[1], hips[2]] as const, turns }));
  expect(() => imported(bvhOf([skeletonOf(far, {})]))).toThrow(
    /^x\.bvh: somebody is \d+ m from the origin, expected at most 1000 m/,
  );
});

test("a damaged file is read or refused in one line, whatever was damaged", () => {
  const random = seededRandom(7);
  const whole = bvhOf([skeletonOf(DANCE.slice(0, 70), called("Ada"))]);
  const junk = ["", "{", "}", "nan", "1e308", "JOINT", "End Site", "CHANNELS 3", "OFFSET", "\n", "0", "\0"];
  const anywhere = (length: number) => Math.floor(random() * length);
  for (let i = 0; i < 200; i++) {
    const cut = anywhere(random() < 0.8 ? whole.indexOf("MOTION") : whole.length);
    const text = whole.slice(0, cut) + junk[anywhere(junk.length)] + whole.slice(cut + anywhere(40));
    try {
      const frames = convertBvh(text, "x.bvh").pieces.flat();
      const places = frames.flatMap((frame) => Object.values(J).flatMap((joint) => at(frame, joint)));
      expect(places.every(Number.isFinite)).toBe(true);
    } catch (fault) {
      expect(fault).toBeInstanceOf(SourceError);
      expect((fault as Error).message).toMatch(/^x\.bvh[: ].*$/);
    }
  }
});

test("a hierarchy as deep as it may be is told apart in no time", () => {
  const deep = `HIERARCHY\nROOT LeftArm${"{\nOFFSET 0 1 0\nCHANNELS 3 Zrotation Xrotation Yrotation\nJOINT LeftArm".repeat(998)}{\nOFFSET 0 1 0\n${"}".repeat(999)}\n`;
  const text = `${deep}MOTION\nFrames: 1\nFrame Time: 0.1\n${"0 ".repeat(998 * 3)}\n`;
  const begun = performance.now();
  expect(() => convertBvh(text, "x.bvh")).toThrow(/^x\.bvh: no head, /);
  expect(performance.now() - begun).toBeLessThan(5000);
});

describe("what the file cannot tell", () => {
  const foreign = vocabulary(
    "kok,gerinc,mell,nyak,fej",
    "%kulcs,%kar,%alkar,%kez,%comb,%labszar,%bokakezdet,%ujjak",
    "b_",
    "j_",
  );
  const parts = {
    shoulder: "kar",
    elbow: "alkar",
    wrist: "kez",
    hip: "comb",
    knee: "labszar",
    ankle: "bokakezdet",
    foot_index: "ujjak",
  };
  const map = Object.fromEntries([
    ["head", "fej"],
    ...Object.entries(parts).flatMap(([part, own]) => [
      [`left_${part}`, `b_${own}`],
      [`right_${part}`, `j_${own}`],
    ]),
  ]);

  test("names in no language that is known are taken from a map", () => {
    expectTheDance(imported(danceBy(foreign), { map }).frames);
  });

  test("without the map, the error says which are missing, which there are, and what to write", () => {
    expect(() => imported(danceBy(foreign))).toThrow(
      /^x\.bvh: no head, left_hip, .*below kok, whose other joints are kok, gerinc, .*\{"head": .*--map$/,
    );
  });

  test("the unit and the way up are what the user says they are", () => {
    const { frames } = imported(danceBy({ unit: 10 }), { scale: 0.001, up: "y" });
    expect(error(frames, DANCE, 0, 0.01)).toBeLessThan(0.03);
    const turned = imported(danceBy({}), { up: "z" });
    expect(error(turned.frames, DANCE)).toBeGreaterThan(1);
  });

  test("who lies on the floor all the time lies there where her zero pose stands; else nobody can tell", () => {
    const asleep = DANCE.map(
      ({ hips, turns }, f): DanceFrame => ({
        hips: [hips[0] / 10, 12, 0],
        turns: { ...turns, Hips: times(about("Y", f / 10), about("X", -90)) },
      }),
    );
    const lies = (writer: Writer, facts: Partial<BvhFacts>) => {
      const text = bvhOf([skeletonOf(asleep, writer)]);
      const { pieces, notes } = convertBvh(text, "x.bvh", { ...NO_FACTS, ...facts });
      const high = pieces[0]!.map((frame) => Math.abs(at(frame, J.nose)[1] - at(frame, J.left_hip)[1]));
      return { lies: Math.max(...high) < 0.4, notes };
    };
    expect(lies({}, { up: "y" })).toEqual({ lies: true, notes: [] });
    expect(() => lies({}, {})).toThrow(
      /^x\.bvh: cannot tell whether -?[xz] or y is up; say which with --up -?[xz] or --up y$|^x\.bvh: cannot tell whether y or -?[xz] is up; say which with --up y or --up -?[xz]$/,
    );
    expect(lies({ axes: alongX }, {}).notes).toEqual([
      expect.stringMatching(/is up, as the body stands; if it lies, say so with --up y/),
    ]);
  });
});
