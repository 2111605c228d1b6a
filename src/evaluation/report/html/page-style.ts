/** Style sheet of the report: plain, for a phone and a wide screen, light and dark, and for paper. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1b; --soft: #565c65; --line: #c9cdd2; --panel: #f4f5f7; --first: #1a4480; --second: #b4570a; --good: #216e1f; --bad: #b50909; --on-dark: #fff; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181c; --ink: #e8e9eb; --soft: #a9aeb5; --line: #43474e; --panel: #212429; --first: #7db0f5; --second: #f0a35e; --good: #7cc77a; --bad: #ff8a80; --on-dark: #101215; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1rem 1rem 4rem; max-width: 76rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
:lang(zh-Hant-HK) { font-family: system-ui, "PingFang HK", "Noto Sans CJK HK", sans-serif; }
:lang(zh-Hant-TW) { font-family: system-ui, "PingFang TC", "Noto Sans CJK TC", sans-serif; }
header { border-top: .5rem solid var(--first); padding-top: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--first); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
h4 { font-size: .95rem; margin: 1rem 0 .25rem; }
p, ul, ol { margin: .25rem 0 .75rem; }
ul, ol { padding-left: 1.5rem; }
.note, .meta { color: var(--soft); font-size: .875rem; }
.verdict { display: inline-block; padding: .25rem .75rem; border: 2px solid; font-weight: 700; }
.passed { color: var(--good); }
.failed { color: var(--bad); }
.scroll { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: separate; border-spacing: 0; font-size: .875rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { border-bottom: 2px solid var(--ink); white-space: nowrap; }
tbody th { font-weight: 400; min-width: 8rem; }
.wide tbody th, .wide thead th:first-child { position: sticky; left: 0; background: var(--paper); }
.wide td.number { white-space: nowrap; }
.interval { white-space: nowrap; }
th .note, td .note { display: block; }
.scroll:not(.wide) > table { width: 100%; }
td .interval { color: var(--soft); font-size: .8125rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem; align-items: start; }
figure { margin: 0; }
figcaption { font-weight: 600; margin-bottom: .5rem; }
svg { display: block; width: 100%; max-width: 34rem; height: auto; }
svg text { fill: var(--ink); font-size: 11px; font-family: system-ui, sans-serif; }
svg text.on-dark { fill: var(--on-dark); }
.grid { stroke: var(--line); }
.axis { stroke: var(--ink); }
.mark-line { stroke: var(--second); stroke-width: 1.5; }
.mark-first { fill: var(--first); stroke: var(--first); stroke-width: 2; }
.mark-second { fill: var(--second); stroke: var(--second); stroke-width: 2; }
.bar-first { fill: var(--first); }
.bar-second { fill: var(--second); }
.cell { fill: var(--panel); }
.cell-right { fill: var(--first); }
.cell-wrong { fill: var(--bad); }
details.question { border: 1px solid var(--line); border-left: .375rem solid var(--good); margin: .375rem 0; padding: 0 .75rem; content-visibility: auto; contain-intrinsic-size: auto 3rem; }
details.question.wrong { border-left-color: var(--bad); }
summary { cursor: pointer; padding: .5rem 0; min-height: 2.75rem; }
summary:focus-visible, select:focus-visible, a:focus-visible { outline: 3px solid var(--second); outline-offset: 2px; }
.state { font-weight: 700; color: var(--good); }
.wrong .state, .wrongs { color: var(--bad); }
.tag { font-family: ui-monospace, monospace; font-size: .8125rem; background: var(--panel); padding: .0625rem .3125rem; white-space: nowrap; }
.answer { background: var(--panel); padding: .5rem .75rem; }
.answer > :last-child { margin-bottom: 0; }
.answer table { overflow-wrap: anywhere; }
.gold { border-left: .25rem solid var(--good); padding-left: .375rem; }
.filters { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; padding: .75rem; background: var(--panel); }
.filters label { display: grid; font-size: .875rem; }
.filters select { font: inherit; min-height: 2.75rem; color: inherit; background: var(--paper); border: 1px solid var(--soft); }
.filters output { margin-left: auto; font-size: .875rem; }
.hidden-text { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
[hidden] { display: none !important; }
@media print { body { max-width: none; } .filters { display: none; } }
`
