/*
 * Of a report: one page for paper, screens and tablets, light or dark as the reader has it. Vermilion and blue of Okabe and
 * Ito's colours (2008), which every kind of colour-blind eye tells apart; in grey the reference is thin and dashed.
 */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --raised: #f2f4f8; --edge: #c6cedb; --text: #161a22; --dim: #4c5566;
  --hers: #c44d00; --reference: #0067a8; --bone: #2b313d; --pale: #8792a5; --shade: #dfe4ec; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #12161e; --raised: #1c222e; --edge: #39424f; --text: #eef2f8; --dim: #a9b4c8;
  --hers: #ff8c42; --reference: #5fb8f0; --bone: #dfe5ef; --pale: #75829a; --shade: #2a3240; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 900px; padding: 24px 20px 64px; background: var(--ground); color: var(--text); font: 16px/1.45 system-ui, "DejaVu Sans", "Noto Sans CJK SC", sans-serif; }
h1 { margin: 0 0 4px; font-size: 1.6rem; overflow-wrap: anywhere; } h2 { margin: 36px 0 8px; font-size: 1.2rem; } h3 { margin: 0 0 2px; font-size: 1rem; }
p { margin: 4px 0; overflow-wrap: anywhere; } .dim, caption, figcaption { color: var(--dim); } .lead { font-size: 1.15rem; }
ul, ol { margin: 4px 0; padding-left: 22px; } li { margin: 2px 0; }
svg { display: block; width: 100%; height: auto; font-family: inherit; } svg + svg { margin-top: 10px; } svg text { fill: var(--text); } svg text.dim { fill: var(--dim); }
.cards { display: grid; grid-auto-rows: auto; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 12px; }
.card { margin: 0; display: grid; grid-template-rows: subgrid; grid-row: span 3; row-gap: 4px; border: 1px solid var(--edge); border-radius: 6px; padding: 10px 12px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; } caption { text-align: left; padding: 2px 0 6px; }
th, td { padding: 5px 8px; border-bottom: 1px solid var(--edge); text-align: right; } th:first-child { text-align: left; } thead th { background: var(--raised); vertical-align: bottom; } th { font-weight: 600; }
.edge { stroke: var(--edge); } .zero { stroke: var(--pale); } .shade { fill: var(--shade); } .shade-edge { stroke: var(--pale); stroke-dasharray: 3 2; }
.curve { fill: none; stroke: var(--hers); stroke-width: 1.6; stroke-linejoin: round; } .area { fill: var(--hers); opacity: 0.22; }
.mark { fill: var(--ground); stroke: var(--text); stroke-width: 1.2; } .floor { stroke: var(--edge); stroke-width: 1; }
.bones { fill: none; stroke-linecap: round; stroke-linejoin: round; } .bones.hers { stroke: var(--bone); } .bones.reference { stroke: var(--pale); stroke-dasharray: 1 5; }
.bones.hers.told { stroke: var(--hers); } .bones.reference.told { stroke: var(--reference); }
.cards.wide { grid-template-columns: repeat(auto-fill, minmax(340px, 1fr)); } .cards.wide .card { grid-row: span 4; } .value { color: var(--hers); } .usual { fill: var(--pale); opacity: 0.75; }
.median { stroke: var(--text); stroke-width: 1.4; } line.hers { stroke: var(--hers); stroke-width: 2; } small { font-weight: 400; }
@media print, (min-width: 800px) { section:has(> .cards.wide > .card:only-child) { display: inline-block; width: 49.4%; vertical-align: top; } .cards.wide:has(> .card:only-child) { grid-template-columns: 1fr; } }
@media print { @page { size: A4; margin: 14mm 13mm; } body { max-width: none; padding: 0; font-size: 10pt; } h2 { margin-top: 10pt; } th, td { padding: 3px 8px; } h2 { break-after: avoid; }
  section > p.dim { break-after: avoid; } p, li, .card, figure, table, svg, tr { break-inside: avoid; } .cards { grid-template-columns: repeat(3, 1fr); gap: 8px; } .cards.wide { grid-template-columns: repeat(2, 1fr); } .cards.wide .card { padding: 6px 10px; row-gap: 2px; font-size: 9pt; line-height: 1.3; } .cards.wide .card svg { width: 88%; } * { print-color-adjust: exact; } }
`;
