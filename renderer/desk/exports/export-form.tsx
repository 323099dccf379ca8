import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { FIGURE_LOOKS, type LookName } from "../../../shared/commands/parameters.ts";
import {
  EXPORT_FORMATS,
  EXPORT_LIMITS,
  type ExportFormat,
  type ExportWish,
  isFilm,
  isMotion,
} from "../../../shared/desk/exports.ts";
import type { TakeEntry } from "../../../shared/desk/library.ts";
import type { PieceEntry } from "../../../shared/desk/pieces.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Select, Switch, TextField } from "../kit/fields.tsx";
import { chosen } from "./chosen.ts";

/** Takes of the list to choose from: the newest. Others are found by their names. */
const LISTED = 60;
const SIZES = ["1280x720", "1920x1080", "3840x2160", "1080x1080", "1080x1920", "640x360"] as const;
const RATES = ["24", "25", "30", "50", "60"] as const;

/** What is to be exported, and how. */
export function ExportForm() {
  const { host, notices } = useDesk();
  const { exports: texts, choices } = useTexts();
  const takes = useSignal<readonly TakeEntry[]>([]);
  const pieces = useSignal<readonly PieceEntry[]>([]);
  const search = useSignal("");
  const format = useSignal<ExportFormat>("webm");
  const look = useSignal<LookName>("line");
  const size = useSignal<(typeof SIZES)[number]>("1280x720");
  const rate = useSignal<(typeof RATES)[number]>("30");
  const hasPartner = useSignal(true);
  const isClear = useSignal(true);
  const isMarey = useSignal(false);
  const seconds = useSignal("");
  const person = useSignal("");

  const sought = search.value;
  useEffect(() => {
    const refresh = () => {
      const query = { search: sought, order: "date", descending: true, offset: 0, limit: LISTED } as const;
      host.ask("library/list", query).then(
        (page) => {
          takes.value = page.takes.filter(({ fault, growing }) => fault === null && !growing);
        },
        () => {},
      );
      host.ask("pieces/list", null).then(
        (list) => {
          pieces.value = list.filter(({ fault }) => fault === null);
        },
        () => {},
      );
    };
    refresh();
    const ends = [host.onChanged("library", refresh), host.onChanged("pieces", refresh)];
    return () => {
      for (const end of ends) end();
    };
  }, [host, sought]);

  const options = [
    ...pieces.value.map((piece) => ({ value: piece.name, text: `${texts.piece}: ${piece.title}` })),
    ...takes.value.map((take) => ({
      value: take.name,
      text: take.dancer ? `${take.name} (${take.dancer})` : take.name,
    })),
  ];
  const name = chosen.value;
  // One that was chosen elsewhere may be too old for the list.
  if (name !== null && !options.some(({ value }) => value === name))
    options.unshift({ value: name, text: name });
  const partner = takes.value.find((take) => take.name === name)?.partner ?? null;
  const filmed = isFilm(format.value);
  const isPicture = format.value === "png" || format.value === "svg";

  const start = async () => {
    if (name === null) return;
    const [width = 0, height = 0] = size.value.split("x").map(Number);
    const isTransparent = format.value === "webm" && isClear.value;
    const wish: ExportWish = {
      from: filmed && partner !== null && hasPartner.value ? [name, partner] : [name],
      ...{ format: format.value, seconds: numberOf(seconds.value), marey: isPicture && isMarey.value },
      person: filmed || isMotion(format.value) ? numberOf(person.value) : null,
      film: filmed
        ? {
            ...{ look: look.value, width, height, fps: Number(rate.value) },
            background: isTransparent ? "transparent" : "stage",
          }
        : null,
    };
    try {
      await host.ask("exports/start", wish);
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };

  return (
    <form
      class="export-form"
      aria-label={texts.make}
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <TextField
        label={texts.search}
        type="search"
        value={search.value}
        maxLength={80}
        onChange={(value) => {
          search.value = value;
        }}
      />
      <Select
        label={texts.from}
        value={name}
        options={options}
        onChange={(value) => {
          chosen.value = value;
        }}
      />
      <Select
        label={texts.format}
        value={format.value}
        options={EXPORT_FORMATS.map((value) => ({ value, text: texts.formats[value] }))}
        onChange={(value) => {
          format.value = value;
        }}
      />
      {filmed && (
        <>
          <Select
            label={texts.look}
            value={look.value}
            options={FIGURE_LOOKS.map((value) => ({ value, text: choices[value] ?? value }))}
            onChange={(value) => {
              look.value = value;
            }}
          />
          <Select
            label={texts.size}
            value={size.value}
            options={SIZES.map((value) => ({ value, text: value.replace("x", " × ") }))}
            onChange={(value) => {
              size.value = value;
            }}
          />
          <Select
            label={texts.rate}
            value={rate.value}
            options={RATES.map((value) => ({ value, text: value }))}
            onChange={(value) => {
              rate.value = value;
            }}
          />
          {partner !== null && (
            <Switch
              label={texts.partner}
              on={hasPartner.value}
              onChange={(on) => {
                hasPartner.value = on;
              }}
            />
          )}
          {format.value === "webm" && (
            <Switch
              label={texts.transparent}
              on={isClear.value}
              onChange={(on) => {
                isClear.value = on;
              }}
            />
          )}
        </>
      )}
      {isPicture && (
        <Switch
          label={texts.marey}
          on={isMarey.value}
          onChange={(on) => {
            isMarey.value = on;
          }}
        />
      )}
      <TextField
        label={texts.seconds}
        type="number"
        value={seconds.value}
        placeholder={texts.all}
        invalid={seconds.value !== "" && !isWithin(seconds.value)}
        onChange={(value) => {
          seconds.value = value;
        }}
      />
      {(filmed || isMotion(format.value)) && (
        <TextField
          label={texts.person}
          type="number"
          value={person.value}
          placeholder={texts.all}
          onChange={(value) => {
            person.value = value;
          }}
        />
      )}
      <Button icon="export" tone="primary" disabled={name === null} onClick={() => void start()}>
        {texts.make}
      </Button>
    </form>
  );
}

const numberOf = (text: string): number | null => (text.trim() === "" ? null : Number(text));

function isWithin(text: string): boolean {
  const { least, most } = EXPORT_LIMITS.seconds;
  return Number(text) >= least && Number(text) <= most;
}
