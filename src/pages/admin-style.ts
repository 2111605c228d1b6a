import { createHash } from 'node:crypto'

/** The style of the operator's pages, light and dark; it names nothing that must be fetched. */
export const ADMIN_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f5f2; --sheet: #ffffff; --line: #dedbd4; --ink: #1f2328; --soft: #5c626b;
  --accent: #1d5c96; --good: #2d6a9f; --asked: #c98a1b; --none: #b5453a; --refused: #8d929b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --sheet: #1c2026; --line: #343a43; --ink: #e6e8eb; --soft: #a2a9b3;
    --accent: #8abef0; --good: #5b9fd6; --asked: #dda73f; --none: #e07a6d; --refused: #757c87;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC",
    "PingFang SC", "Microsoft YaHei", sans-serif;
}
:lang(zh-Hant-HK) { font-family: system-ui, "Noto Sans CJK HK", "PingFang HK", "Microsoft JhengHei", sans-serif; }
:lang(zh-Hant-TW) { font-family: system-ui, "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei", sans-serif; }
header, main { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; padding-top: 1.5rem; }
header p { margin: 0; color: var(--soft); flex: 1 1 20rem; }
main { padding-bottom: 3rem; }
h1 { font-size: 1.35rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 0 0 .75rem; }
a { color: var(--accent); }
button, select, input { font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .65rem; min-height: 2.25rem; }
button { cursor: pointer; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--sheet); font-weight: 600; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.bar { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin: 1rem 0; }
.bar label { display: grid; gap: .15rem; font-size: .85rem; color: var(--soft); }
.bar label select, .bar label input { color: var(--ink); font-size: .95rem; }
.bar .exports { margin: 0 0 0 auto; font-size: .9rem; padding-bottom: .4rem; }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem; margin: 0 0 1rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1rem; margin: 0 0 1rem; }
.tiles div { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: .8rem 1rem; }
.tiles dt { color: var(--soft); font-size: .85rem; }
.tiles dd { margin: 0; font-size: 1.55rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.3; }
.tiles small { display: block; color: var(--soft); font-size: .8rem; font-weight: 400; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1rem; margin: 0 0 1rem; }
.two .sheet { min-width: 0; margin: 0; }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 13px; fill: var(--soft); font-variant-numeric: tabular-nums; }
.grid { stroke: var(--line); stroke-width: 1; }
.spread { stroke: var(--soft); stroke-width: 2; opacity: .45; }
.good { fill: var(--good); } .asked { fill: var(--asked); } .none { fill: var(--none); } .refused { fill: var(--refused); }
.p50 { fill: var(--good); } .p90 { fill: var(--sheet); stroke: var(--good); stroke-width: 1.75; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; list-style: none; padding: 0; margin: .6rem 0 0; font-size: .85rem; color: var(--soft); }
.legend svg { display: inline-block; width: .75rem; height: .75rem; margin-right: .4rem; vertical-align: -.05rem; }
details { margin-top: .75rem; font-size: .9rem; }
summary { cursor: pointer; color: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .8rem; white-space: nowrap; }
th, td { padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child td { border-bottom: 0; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.time, td.word { white-space: nowrap; color: var(--soft); font-variant-numeric: tabular-nums; }
td.text { min-width: 16rem; overflow-wrap: anywhere; }
td.text p { margin: .25rem 0 0; color: var(--soft); }
.pages { display: flex; gap: 1rem; margin: .75rem 0 0; font-size: .9rem; }
.empty, .note { color: var(--soft); margin: 0; }
.sign-in .note { margin-top: .9rem; font-size: .9rem; }
.problem { color: var(--none); font-weight: 600; }
.sign-in { max-width: 26rem; margin: 12vh auto 0; }
.sign-in form { display: grid; gap: .6rem; margin-top: 1rem; }
.sign-in label { font-weight: 600; }
`

/** Its hash, as a content security policy names it. */
export const ADMIN_STYLE_HASH = `sha256-${createHash('sha256').update(ADMIN_STYLE).digest('base64')}`
