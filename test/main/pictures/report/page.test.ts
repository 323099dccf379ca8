import { expect, test } from "vitest";
import { paragraphs, reportPage, reportTable } from "../../../../main/pictures/report/page.ts";

const HOSTILE = `"><script>alert(1)</script><img src=http://example.org/x>&`;
const ESCAPED = "&quot;>&lt;script>alert(1)&lt;/script>&lt;img src=http://example.org/x>&amp;";

test("what comes from outside is text and nothing else", () => {
  const page = reportPage({
    title: HOSTILE,
    lead: paragraphs([HOSTILE]),
    sections: [
      { id: "all", heading: HOSTILE, content: reportTable(HOSTILE, [HOSTILE], [[HOSTILE, HOSTILE]]) },
    ],
  });
  expect(page).not.toMatch(/<script|<img/);
  expect(page.split(ESCAPED)).toHaveLength(1 + 8);
});

test("a page needs nothing beside it, and is refused anything by its own policy", () => {
  const page = reportPage({ title: "A dance", lead: "", sections: [] });
  expect(page).not.toMatch(/\b(src|srcset|href)=|<script|<link|url\(|@import|https?:/);
  expect(page).toContain("default-src 'none'");
});
