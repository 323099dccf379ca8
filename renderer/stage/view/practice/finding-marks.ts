import type { ComparedPart } from "../../../../shared/body-parts.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { momentOf, type Practice, type PracticeMessage } from "../../../../shared/practice.ts";
import { smoothstep } from "../ease.ts";

/** Seconds of the room before and behind a finding's moment at which its mark is seen. */
const AROUND: Seconds = 0.5;

/** Part of both figures, where the last pass was different. */
export interface FindingMark {
  readonly part: ComparedPart;
  /** 0..1, comes and goes slowly. */
  readonly strength: number;
}

/** @param position of the reference, seconds @param last what was last said of a pass; null for nothing */
export function marksAt(
  practice: Practice,
  position: Seconds,
  last: PracticeMessage | null,
): readonly FindingMark[] {
  if (practice.phase !== "pass" || last?.pass.reference !== practice.reference) return [];
  return last.findings.flatMap(({ difference }) => {
    const away = Math.abs(position - momentOf(difference)) / practice.speed;
    const strength = 1 - smoothstep(0, AROUND, away);
    return strength > 0 ? [{ part: "part" in difference ? difference.part : "whole", strength }] : [];
  });
}
