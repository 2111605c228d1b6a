/** Style of the demo page. */
export const DEMO_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --sheet: #ffffff; --line: #d5dbe2; --ink: #1a232d; --soft: #525e6b; --accent: #1d5c96;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #12161b; --sheet: #1a2027; --line: #364049; --ink: #e6eaee; --soft: #a8b3be; --accent: #8dc0f0; }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink); line-height: 1.7;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
header { border-top: 4px solid var(--accent); background: var(--sheet); border-bottom: 1px solid var(--line); padding: 1.5rem 0 2rem; }
header > *, main { max-width: 56rem; margin-inline: auto; padding-inline: 1.25rem; }
main { padding-block: 1rem 8rem; }
h1 { margin-block: 0 .5rem; font-size: 1.75rem; line-height: 1.35; }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.25rem; }
h3 { margin: 1.25rem 0 .5rem; font-size: .95rem; color: var(--soft); }
.lead { margin-block: 0; color: var(--soft); }
.switch { margin-block: 0 1rem; text-align: end; }
a { color: var(--accent); }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; }
button { font: inherit; min-height: 2.5rem; padding: .25rem 1rem; border: 1px solid var(--accent); border-radius: 6px; background: var(--sheet); color: var(--accent); cursor: pointer; }
button:hover { background: var(--ground); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
pre, #events { margin: .5rem 0 1rem; padding: .9rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--sheet); overflow-x: auto; line-height: 1.55; }
code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .875rem; }
#events { height: 9rem; overflow-y: auto; padding-inline-start: 2.75rem; font-size: .9rem; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; background: var(--sheet); border: 1px solid var(--line); }
th, td { padding: .6rem .9rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
thead th { color: var(--soft); font-size: .85rem; }
tbody th { font-weight: 400; }
`

/** Longest part of an event's detail that is shown, in characters. */
const SHOWN_DETAIL = 160

/** Script of the demo page: its buttons call the element, its list shows the element's events. */
export const DEMO_SCRIPT = `'use strict'
const element = () => document.querySelector('policy-assistant')
for (const button of document.querySelectorAll('[data-call]')) {
  button.addEventListener('click', () => element()?.[button.dataset.call](button.dataset.question))
}
const list = document.getElementById('events')
for (const name of ['open', 'close', 'question', 'answer', 'citation', 'feedback', 'copy', 'error']) {
  document.addEventListener('policy-assistant:' + name, ({ type, detail }) => {
    const item = document.createElement('li')
    item.textContent = type + ' ' + JSON.stringify(detail).slice(0, ${SHOWN_DETAIL})
    list.append(item)
    list.scrollTop = list.scrollHeight
  })
}
`
