import * as v from "valibot";
import { LIMITS } from "../../../shared/piece/piece.ts";
import { pathOfTake } from "../../archive/library/names.ts";
import { checkPiece, PieceSchema } from "../../archive/piece/format.ts";
import { PieceFolder } from "../../archive/piece/piece-folder.ts";
import { takeFigures } from "../../archive/piece/take-figures.ts";
import { JoinDancer } from "./join-dancer.ts";
import type { DeskHandlers } from "./requests.ts";

export interface DeskPiecesParts {
  /** Folder of the pieces and their takes. */
  readonly folder: string;
  /** Folder of the model that dances joins. */
  readonly model: string;
  /** The pieces, or how far their joins are, have become others. */
  readonly onChange: () => void;
}

type PieceHandlers = Pick<DeskHandlers, Extract<keyof DeskHandlers, `pieces/${string}`>>;

const name = v.pipe(v.string(), v.maxLength(300));
const Named = v.strictObject({ name });

/** Answers what desks ask about pieces. */
export function pieceRequests({ folder, model, onChange }: DeskPiecesParts): {
  readonly handlers: PieceHandlers;
  close(): void;
} {
  const pieces = new PieceFolder(folder);
  const joins = new JoinDancer({ model, onChange });
  const changed = <T>(value: T): T => {
    onChange();
    return value;
  };
  const handlers: PieceHandlers = {
    "pieces/list": { schema: v.null(), answer: () => pieces.list() },
    "pieces/get": { schema: Named, answer: (asked) => pieces.get(asked.name) },
    "pieces/make": {
      schema: v.strictObject({ title: v.pipe(v.string(), v.maxLength(LIMITS.title)) }),
      answer: async ({ title }) => changed(await pieces.make(title)),
    },
    "pieces/save": {
      schema: v.strictObject({ name, piece: PieceSchema, revision: v.pipe(v.string(), v.maxLength(64)) }),
      async answer({ name: of, piece, revision }) {
        const saved = await pieces.save(of, checkPiece(piece, of), revision);
        return saved.saved ? changed(saved) : saved;
      },
    },
    "pieces/delete": { schema: Named, answer: async (asked) => changed(await pieces.delete(asked.name)) },
    "pieces/restore": {
      schema: v.strictObject({ id: v.pipe(v.string(), v.maxLength(64)) }),
      answer: async ({ id }) => changed(await pieces.restore(id)),
    },
    "pieces/joins": { schema: Named, answer: async (asked) => joins.report(asked.name) },
    "pieces/dance": {
      schema: Named,
      async answer({ name: of }) {
        const { revision } = await pieces.get(of);
        joins.dance(of, pieces.fileOf(of), revision);
        return null;
      },
    },
    "pieces/figures": {
      schema: v.strictObject({ take: name, person: v.nullable(v.pipe(v.number(), v.integer())) }),
      answer: ({ take, person }) => takeFigures(pathOfTake(folder, take), person),
    },
  };
  return { handlers, close: () => joins.close() };
}
