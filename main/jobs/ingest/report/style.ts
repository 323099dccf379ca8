/** Of the report: one page for paper, screens and tablets, light or dark as the reader has it. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --raised: #f2f4f8; --edge: #c6cedb; --text: #161a22; --dim: #4c5566; --link: #0b57a4;
  --kept: #1c7c4d; --rejected: #b4531a; --open: #6f7b92; --left: #1769c2; --right: #b85400; --middle: #434b5a; }
@media (prefers-color-scheme: dark) { :root { --ground: #12161e; --raised: #1c222e; --edge: #39424f; --text: #eef2f8; --dim: #a9b4c8; --link: #8ecbff;
  --kept: #56c48c; --rejected: #e08a4c; --open: #8b96ab; --left: #4aa3ff; --right: #ff9a4a; --middle: #dfe5ef; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1180px; padding: 24px 20px 64px; background: var(--ground); color: var(--text); font: 16px/1.45 system-ui, "DejaVu Sans", sans-serif; }
h1 { margin: 0 0 4px; font-size: 1.6rem; } h2 { margin: 40px 0 10px; font-size: 1.2rem; } h3 { margin: 32px 0 2px; font-size: 1.05rem; overflow-wrap: anywhere; }
p { margin: 4px 0; } a { color: var(--link); } .dim { color: var(--dim); } .fault { color: var(--rejected); font-weight: 600; }
.bars { display: block; width: 100%; max-width: 740px; height: auto; font-size: 14px; } .bars text { fill: var(--text); }
.bars .kept { fill: var(--kept); } .bars .rejected { fill: var(--rejected); } .bars .open { fill: var(--open); }
.wide { overflow-x: auto; } table { width: 100%; border-collapse: collapse; } caption { text-align: left; color: var(--dim); padding: 2px 0 6px; }
th, td { padding: 8px 10px; border-bottom: 1px solid var(--edge); text-align: left; vertical-align: top; } thead th { background: var(--raised); font-weight: 600; }
td.time, td.figure, th.stem { white-space: nowrap; } th.stem { font-weight: 600; } td a { display: inline-block; min-height: 24px; min-width: 24px; }
td.strip { min-width: 340px; } ul { margin: 0; padding-left: 18px; } td ul { min-width: 220px; } .figures { display: block; height: 72px; width: auto; max-width: 100%; fill: none; stroke-width: 4; stroke-linecap: round; }
.figures .left { stroke: var(--left); } .figures .right { stroke: var(--right); } .figures .middle { stroke: var(--middle); }
section.film { content-visibility: auto; contain-intrinsic-size: auto 600px; }
@media (max-width: 900px) { thead { position: absolute; clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden; }
  table.shots tr { display: grid; grid-template-columns: 1fr auto; border-bottom: 1px solid var(--edge); padding: 8px 0; } table.shots th, table.shots td { border: 0; padding: 2px 0; white-space: normal; }
  table.shots .strip, table.shots .why { min-width: 0; grid-column: 1 / -1; } }
@media print { body { max-width: none; } }
`;
