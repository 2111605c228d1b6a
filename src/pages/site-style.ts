/** The style of the public pages, light, dark, printed; it names nothing that must be fetched. */
export const SITE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f7f8fa; --sheet: #ffffff; --line: #d9dee6; --ink: #1c2430; --soft: #566072;
  --link: #14508c; --band: #123f6d; --on-band: #ffffff; --accent: #14508c; --on-accent: #ffffff;
  --mark: #ffe9a3; --mark-line: #b27a00; --warn: #fff8e6; --warn-line: #c99a2e; --weak: #7a4a00; --weak-ground: #fdf1dc;
  --problem: #a3261c; --put-in: #dff3e1; --taken-out: #fbe3e0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161c; --sheet: #1a2029; --line: #333d4a; --ink: #e6e9ee; --soft: #a9b3c1;
    --link: #93c3f5; --band: #0f2a47; --on-band: #eef4fb; --accent: #93c3f5; --on-accent: #0e1a28;
    --mark: #5a4710; --mark-line: #e0b04a; --warn: #2a2415; --warn-line: #b88f38; --weak: #f2c983; --weak-ground: #33291a;
    --problem: #ff9d92; --put-in: #17402a; --taken-out: #4d2320;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--ground); color: var(--ink);
  font: 1rem/1.75 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  overflow-wrap: break-word;
}
:lang(zh-Hans) { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
:lang(zh-Hant) { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "PingFang HK", "Microsoft JhengHei", "Noto Sans CJK HK", "Noto Sans HK", sans-serif; }
:lang(zh-Hant-TW) { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC", sans-serif; }
:lang(en) { line-height: 1.6; }
h1:lang(en) { line-height: 1.3; }
.wide { width: 100%; max-width: 70rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2rem); }
a { color: var(--link); text-underline-offset: .2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
main:focus, mark:focus { outline: none; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; z-index: 1; background: var(--sheet); padding: .4rem .8rem; }
.away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.masthead { background: var(--band); color: var(--on-band); }
.masthead .wide { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.75rem; padding-block: .75rem; }
.masthead a, .masthead button { color: inherit; }
.masthead :focus-visible { outline-color: var(--on-band); }
.masthead .name { font-size: 1.125rem; font-weight: 600; text-decoration: none; letter-spacing: .02em; margin-right: auto; }
.masthead nav > a { margin-right: 1rem; text-decoration: none; }
.masthead nav > a:hover, .languages a:hover, .languages button:hover { text-decoration: underline; }
.languages ul { display: flex; align-items: baseline; list-style: none; margin: 0; padding: 0; }
.languages li + li { border-left: 1px solid currentcolor; margin-left: .65rem; padding-left: .65rem; }
.languages li { line-height: 1.4; }
.languages a { text-decoration: none; }
.languages [aria-current] { font-weight: 700; text-decoration: underline; text-underline-offset: .3em; text-decoration-thickness: 2px; }
.languages button { font: inherit; background: none; border: 0; padding: 0; min-height: 0; cursor: pointer; }

main { padding-block: 1.75rem 4rem !important; }
h1 { font-size: clamp(1.5rem, 1.15rem + 1.6vw, 2.1rem); line-height: 1.4; margin: 0 0 .5rem; letter-spacing: .01em; }
h2 { font-size: 1.25rem; line-height: 1.45; margin: 0 0 .35rem; }
h3 { font-size: 1rem; line-height: 1.5; margin: 0; }
p { margin: 0 0 .75rem; }
main > section { margin-top: 2.75rem; }
.lead { font-size: 1.0625rem; max-width: 46em; }
.note, .hint { color: var(--soft); }
.note { margin-bottom: 1rem; }
.hint { font-size: .9rem; }
.problem { color: var(--problem); }
.eyebrow { color: var(--soft); font-size: .9375rem; margin: 0 0 .15rem; }
.heading { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; border-bottom: 1px solid var(--line); margin-bottom: 1rem; }
.heading .note { margin: 0 0 .35rem; font-size: .9rem; }
.plain { list-style: none; margin: 0; padding: 0; }
.spaced li { margin-bottom: .5rem; }

button, select, input { font: inherit; color: inherit; min-height: 2.75rem; border: 1px solid var(--soft); border-radius: 4px; background: var(--sheet); padding: .35rem .85rem; max-width: 100%; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--link); }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; padding-inline: 1.5rem; }
button.main:hover { text-decoration: underline; }
[hidden] { display: none !important; }

.hero { margin-top: .75rem; }
.search { background: var(--sheet); border: 1px solid var(--line); border-top: 3px solid var(--accent); border-radius: 4px; padding: 1.1rem 1.25rem .35rem; margin: 1.25rem 0; }
.search > label { display: block; font-weight: 600; margin-bottom: .35rem; }
.search .line { display: flex; flex-wrap: wrap; gap: .6rem; }
.search input[type=search] { flex: 1 1 18rem; min-width: 0; }
.search select { flex: 0 1 14rem; min-width: 0; }
.search .hint { margin: .5rem 0 .6rem; }

.examples { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 1rem 1.5rem; }
.examples h3 { font-size: .9rem; color: var(--soft); font-weight: 600; margin-bottom: .35rem; }
.examples ul { list-style: none; margin: 0; padding: 0; }
.examples li { margin-bottom: .5rem; }
.examples button { width: 100%; text-align: left; line-height: 1.5; padding: .55rem .85rem; border-color: var(--line); color: var(--link); }
.examples button:hover { border-color: var(--accent); text-decoration: underline; }

.shelf { list-style: none; margin: 0; padding: 0; background: var(--sheet); border: 1px solid var(--line); border-radius: 4px; }
.shelf > li { display: grid; grid-template-columns: 13rem minmax(0, 1fr) auto; gap: 0 1.75rem; padding: 1.15rem 1.5rem; align-items: baseline; }
.shelf > li + li { border-top: 1px solid var(--line); }
.shelf .eyebrow { font-weight: 600; color: var(--ink); margin: 0; }
.shelf h3 { font-size: 1.0625rem; font-weight: 500; }
.shelf .facts { margin: .1rem 0 0; color: var(--soft); font-size: .9rem; }
.shelf .total { margin: 0; font-size: 1.0625rem; color: var(--ink); }
@media (max-width: 48rem) {
  .shelf > li { grid-template-columns: minmax(0, 1fr) auto; padding: 1rem 1.1rem; }
  .shelf > li > div { grid-column: 1 / -1; }
  .shelf .total { grid-row: 1; grid-column: 2; }
}
.chapters { list-style: none; margin: .6rem 0 0; padding: 0; font-size: .9375rem; }
.chapters li { display: flex; justify-content: space-between; gap: 1rem; padding: .2rem 0; }
.count { color: var(--soft); white-space: nowrap; font-variant-numeric: tabular-nums; }
.points { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 1rem 2rem; margin: .75rem 0 0; }
.points dt { font-weight: 600; }
.points dd { margin: 0; color: var(--soft); }

.trail { font-size: .9rem; margin-bottom: 1rem; }
.trail ol { list-style: none; display: flex; flex-wrap: wrap; margin: 0; padding: 0; color: var(--soft); }
.trail li + li::before { content: "›"; margin: 0 .5rem; }
.trail a { color: inherit; }
hgroup { margin-bottom: 1.25rem; max-width: 52rem; }
.english-title { font-size: 1.1875rem; line-height: 1.5; margin: .15rem 0 0; }
.columns { display: grid; gap: 2rem 2.5rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr) 18rem; } }
.about { font-size: .9375rem; }
.about > h2, .ask h2 { font-size: 1.0625rem; border-bottom: 2px solid var(--accent); padding-bottom: .3rem; }
.fact-list { margin: 0; }
.fact-list > div { padding: .5rem 0; border-bottom: 1px solid var(--line); }
.fact-list dt { color: var(--soft); font-size: .875rem; }
.fact-list dd { margin: 0; }
.fact-list small { display: block; color: var(--soft); font-size: .875rem; }
.ask { margin-top: 1.75rem; }
.ask form { display: grid; gap: .6rem; }

.notice { background: var(--warn); border-left: 4px solid var(--warn-line); padding: .8rem 1.1rem; margin: 0 0 1.5rem; border-radius: 0 4px 4px 0; }
.notice h2 { font-size: 1rem; }
.notice p { margin: .15rem 0; font-size: .9688rem; }
.versions ul { display: flex; flex-wrap: wrap; list-style: none; margin: 0 0 1rem; padding: 0; border-bottom: 1px solid var(--line); gap: 0 .25rem; }
.versions li > * { display: block; padding: .45rem .9rem; margin-bottom: -1px; border-bottom: 3px solid transparent; text-decoration: none; }
.versions a:hover { border-bottom-color: var(--line); }
.versions [aria-current] { border-bottom-color: var(--accent); font-weight: 600; }
.body { background: var(--sheet); border: 1px solid var(--line); border-radius: 4px; padding: 1.4rem clamp(1rem, 3vw, 1.9rem) .6rem; font-size: 1.0938rem; line-height: 1.9; }
.body p { margin: 0 0 .9rem; text-align: start; }
.parallel { line-height: 1.8; font-size: 1.0313rem; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 2rem; border-bottom: 1px solid var(--line); padding: .8rem 0; }
.pair:last-child { border-bottom: 0; }
.pair p { margin: 0; }
.pair.head { color: var(--soft); font-size: .875rem; padding-top: 0; margin: 0; }
@media (max-width: 40rem) { .pair { grid-template-columns: minmax(0, 1fr); gap: .35rem 0; } .pair.head { display: none; } }
.unofficial { line-height: 1.65; color: var(--soft); }
mark { background: var(--mark); color: inherit; box-shadow: 0 2px 0 var(--mark-line); padding: .1em 0; scroll-margin: 30vh 0; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.strength { display: inline-block; font-size: .8125rem; line-height: 1.5; color: var(--weak); background: var(--weak-ground); border: 1px solid currentcolor; border-radius: 3px; padding: 0 .4rem; vertical-align: .1em; margin-right: .3em; user-select: none; -webkit-user-select: none; white-space: nowrap; }
.more { margin-top: 2rem; }
.more h2 { font-size: 1.125rem; }
.more ul:not(.plain) { margin: 0; padding-left: 1.25rem; }
.more .note { font-size: .9rem; margin-bottom: .5rem; }
.facets .fact-list > div { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: .25rem 1rem; }
.facets .fact-list dt { font-size: .9375rem; }
.facets a { text-decoration-color: var(--line); }
.editions { list-style: none; margin: 0; padding: 0; }
.editions li { padding: .5rem 0; border-bottom: 1px solid var(--line); }
.editions [aria-current] { font-weight: 700; }
.editions .state { color: var(--soft); }
.editions small { display: block; color: var(--soft); font-size: .875rem; }
.steps li { border-left: 3px solid var(--line); padding: .1rem 0 .6rem 1rem; }
.steps p, .changes p { margin-bottom: .35rem; }
.changes > li { padding: .6rem 0; border-bottom: 1px solid var(--line); }
.changes .label { color: var(--soft); }
.changes h3 { font-weight: 500; }
.diff { background: var(--sheet); border: 1px solid var(--line); border-radius: 4px; padding: .6rem .9rem; margin: .35rem 0; line-height: 1.9; }
.diff ins { background: var(--put-in); text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: .25em; }
.diff del { background: var(--taken-out); text-decoration: line-through; text-decoration-thickness: 2px; }
.diff .away { user-select: none; -webkit-user-select: none; }
.citation { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .25rem .75rem; align-items: center; margin-bottom: .9rem; }
.citation h3, .citation .hint { grid-column: 1 / -1; font-size: .875rem; color: var(--soft); font-weight: 600; }
.citation .hint:empty { display: none; }
.copyable { background: var(--sheet); border: 1px solid var(--line); border-radius: 4px; padding: .45rem .75rem; margin: 0; user-select: all; -webkit-user-select: all; overflow-wrap: anywhere; font-size: .9375rem; line-height: 1.6; min-height: 2.75rem; }
.neighbours { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; margin-top: 2.5rem; }
.neighbours a { display: block; border: 1px solid var(--line); border-radius: 4px; background: var(--sheet); padding: .7rem 1rem; text-decoration: none; }
.neighbours a:hover { border-color: var(--accent); }
.neighbours a > span { display: block; }
.neighbours [rel=next] { grid-column: 2; text-align: right; }
@media (max-width: 34rem) { .neighbours { grid-template-columns: minmax(0, 1fr); } .neighbours [rel=next] { grid-column: 1; } }

.measures { list-style: none; margin: 0 0 2rem; padding: 0; }
.measures li { display: grid; grid-template-columns: 5.25rem minmax(0, 1fr); gap: 0 .5rem; padding: .55rem 0; border-bottom: 1px solid var(--line); }
.measures .label { color: var(--soft); font-variant-numeric: tabular-nums; }
.measures a { text-decoration: none; }
.measures a:hover { text-decoration: underline; }
.measures .original { display: block; color: var(--soft); font-size: .9rem; }
.measures:lang(en) li { grid-template-columns: 2.25rem minmax(0, 1fr); }
.results { margin: 0; padding: 0; list-style: none; }
.results li { padding: 1rem 0; border-bottom: 1px solid var(--line); }
.results h2 { font-size: 1.0938rem; margin: 0; }
.results .snippet { margin: .25rem 0 0; }
.results mark { box-shadow: none; }

.foot { margin-top: auto; border-top: 1px solid var(--line); background: var(--sheet); color: var(--soft); font-size: .9rem; padding-block: 1.5rem 5.5rem; }
.foot p { margin: 0 0 .35rem; max-width: 52rem; }

@media (forced-colors: active) {
  mark { forced-color-adjust: none; background: Mark; color: MarkText; box-shadow: none; }
  .masthead { border-bottom: 1px solid; }
  .versions li > * { border-bottom-style: none; }
  .versions [aria-current] { border-bottom: 3px solid Highlight; }
}
@media print {
  @page { size: A4; margin: 12mm 15mm; }
  :root { color-scheme: light; --ground: #fff; --sheet: #fff; --ink: #000; --soft: #444; --link: #000; --line: #bbb; --mark: #eee; --mark-line: #000; --weak: #000; --weak-ground: #fff; --warn: #fff; --warn-line: #888; --put-in: #fff; --taken-out: #fff; }
  html { font-size: 8.5pt; }
  body, :lang(en) { line-height: 1.45; }
  body { display: block; min-height: 0; }
  .masthead { background: none; color: #000; border-bottom: 1pt solid #000; }
  .masthead .wide { padding: 0 0 1.5mm; }
  .wide { max-width: none; padding: 0; }
  main { padding-block: 3mm 0 !important; }
  .masthead nav, .languages, .skip, .trail, .versions, .ask, .neighbours, .search, .examples, .facets, .cite button, .marked a, policy-assistant { display: none !important; }
  h1 { font-size: 14pt; margin-bottom: 1mm; }
  h2, .more h2, .about > h2 { font-size: 10pt; }
  hgroup { margin-bottom: 2mm; }
  .columns { display: block; }
  .body { border: 0; padding: 0; font-size: 10pt; line-height: 1.6; }
  .body p { margin-bottom: 1.5mm; }
  .parallel { font-size: 8.5pt; line-height: 1.4; }
  .parallel .unofficial { font-size: 8pt; line-height: 1.32; }
  .pair { padding: .8mm 0; gap: 0 6mm; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); break-inside: avoid; }
  .notice { padding: 0 0 0 3mm; margin-bottom: 2mm; }
  .more { margin-top: 3mm; }
  .more .note, .more p { margin-bottom: 1mm; }
  .about { margin-top: 3mm; font-size: 8.5pt; }
  .about .fact-list { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0 5mm; }
  .fact-list > div { padding: .6mm 0; border-bottom: 0; }
  .citation { display: block; margin-bottom: 1mm; }
  .citation:not(:has(#cite-link)) { display: none; }
  .citation h3 { display: none; }
  .copyable { border: 0; padding: 0; min-height: 0; font-size: 8.5pt; line-height: 1.4; }
  .foot { border: 0; padding: 2mm 0 0; font-size: 7.5pt; }
  .foot p { margin: 0; max-width: none; }
  a { text-decoration: none; color: inherit; }
  mark { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`
