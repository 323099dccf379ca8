import type { TakeDetail } from "../../../shared/desk/library.ts";
import { useTexts } from "../desk.ts";
import { goToExport } from "../exports/chosen.ts";
import { Button } from "../kit/button.tsx";

/** The way to give a take away. */
export function ExportAction({ take }: { readonly take: TakeDetail }) {
  return (
    <Button icon="export" onClick={() => goToExport(take.name)}>
      {useTexts().exports.make}
    </Button>
  );
}
