import type { TakeDetail } from "../../../../shared/desk/library.ts";
import { useTexts } from "../../desk.ts";
import { Button } from "../../kit/button.tsx";
import { goToPractice } from "./chosen.ts";

export interface PractiseItProps {
  /** Of a take or a piece. */
  readonly name: string;
  /** What is done before: the host practises what has been saved. */
  readonly before?: () => Promise<void>;
}

/** The way to practise it. */
export function PractiseIt({ name, before = async () => {} }: PractiseItProps) {
  return (
    <Button icon="practice" onClick={() => void before().then(() => goToPractice(name))}>
      {useTexts().practice.practise}
    </Button>
  );
}

export const PractiseAction = ({ take }: { readonly take: TakeDetail }) => <PractiseIt name={take.name} />;
