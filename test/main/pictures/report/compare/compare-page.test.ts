import { expect, test } from "vitest";
import { comparePage } from "../../../../../main/pictures/report/compare/compare-page.ts";
import { sampleCompared } from "../../../../support/compared.ts";

const textOf = (page: string) =>
  page.replaceAll(/<style>.*?<\/style>|<[^>]*>/gs, " ").replaceAll(/\s+/g, " ");

test("it says first whether it is the same phrase, and what differs most, by the time of the reference's take", () => {
  const page = comparePage(sampleCompared());
  const text = textOf(page);
  expect(text).toContain("mine, beside teacher It is the same phrase (likeness 0.97");
  expect(text).toContain(
    "Left out: 4.5 to 5.5 s; mirrored (left is right): 7.5 to 8.5 s; right arm 120 ms late at 2.5 s; left arm a hand's breadth too far forward (9 cm) at 3.0 s; left leg moves 20 % too small at 2.0 s.",
  );
  expect(text).toContain("What else differs whole body 80 ms early at 8.5 s");
});

test("of each of the three plainest both figures are drawn, with the part that differs told apart", () => {
  const cards = comparePage(sampleCompared()).match(/<figure class="card">.*?<\/figure>/gs)!;
  expect(cards).toHaveLength(3);
  for (const card of cards)
    expect(card.match(/class="bones [^"]*"/g)).toEqual(
      ["reference", "hers", "hers told", "reference told"].map((kind) => `class="bones ${kind}"`),
    );
});

test("what is off to the front is seen from the side", () => {
  const compared = sampleCompared();
  const { clip } = compared.dance;
  const forward = clip.values.map((value, at) =>
    [7, 9, 11].map((j) => 3 * j + 2).includes(at % 60) ? value + 0.2 : value,
  );
  const page = comparePage({ ...compared, dance: { ...compared.dance, clip: { ...clip, values: forward } } });
  const views = page.match(/seen from her \w+/g)!;
  expect(views).toContain("seen from her left");
});

test("where nothing is danced the curves have gaps, and no figure stands in the lower row", () => {
  const page = comparePage(sampleCompared());
  expect(page.match(/class="curve" d="M[^M"]*M[^M"]*"/g)).toHaveLength(14);
  expect(page.match(/∅/g)).toHaveLength(3);
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test("two that are alike have nothing to tell, and another phrase is called one", () => {
  const alike = textOf(comparePage(sampleCompared("mine", { differences: [], sections: [] })));
  expect(alike).toContain("Nothing differs by more than a camera's noise");
  expect(alike).not.toContain("What differs most");
  expect(textOf(comparePage(sampleCompared("mine", { likeness: 0.2 })))).toContain(
    "It is not the same phrase (likeness 0.20",
  );
});

test("names are text and nothing else, and the page needs nothing beside it", () => {
  const page = comparePage(sampleCompared(`"><script>alert(1)</script><img src=http://example.org/x>`));
  expect(page).not.toMatch(/<script|<img/);
  expect(page).toContain("&quot;>&lt;script>alert(1)");
  expect(comparePage(sampleCompared())).not.toMatch(
    /\b(src|srcset|href)=|<script|<link|url\(|@import|https?:/,
  );
});
