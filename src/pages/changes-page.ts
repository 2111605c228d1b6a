import { presentEnglish } from '../composition/present-text.js'
import type { MeasureChange, VersionComparison } from '../documents/compare-versions.js'
import { countChanges, isMoved } from '../documents/format-changes.js'
import type { MeasureRecord } from '../domain/measure.js'
import { html, type Html } from './html.js'
import { listedTitle, measureNumber, pageTitle, type PageContext } from './page-context.js'
import { shownDiff } from './shown-diff.js'
import { siteShell } from './site-shell.js'
import { standingNotice } from './standing-notice.js'
import { type TimeTexts, timeTextsIn } from './time-texts.js'

type ShownKind = keyof TimeTexts['kinds']

/** What a reader looks for first. */
const KINDS: readonly ShownKind[] = ['changed', 'added', 'removed', 'moved']

/** What a version changed of the one before it, measure by measure. */
export function changesPage(comparison: VersionComparison, context: PageContext): Html {
  const { before, after, changes } = comparison
  const { directory, language, texts, links } = context
  const time = timeTextsIn(language)
  const { id } = after.data
  const [older, newer] = [before, after].map(({ data }) => directory.edition(data.id, language))
  const title = pageTitle(id, context)
  const heading = time.changesTitle(newer ?? '')
  const lead = time.changesLead(older ?? '', countChanges(changes))
  return siteShell(context, {
    title: `${heading} · ${title}`,
    description: `${title}：${lead}`,
    place: { path: `/documents/${id}/changes` },
    archived: directory.standing(id) !== 'holds',
    body: html`<nav class="trail"><ol><li><a href="${links.home()}">${texts.home}</a></li><li><a href="${links.document(id)}">${title}</a></li><li aria-current="page">${heading}</li></ol></nav>
${standingNotice(id, context)}
<hgroup>
<p class="eyebrow">${title}</p>
<h1>${heading}</h1>
</hgroup>
<p class="lead">${lead}</p>
${changes.some(({ kind }) => kind === 'changed') && html`<p class="hint">${time.diffNote}</p>`}
${KINDS.map((kind) => {
  const own = changes.filter((change) => change.kind === kind)
  return (
    own.length > 0 &&
    html`<section class="more" aria-labelledby="${kind}"><h2 id="${kind}">${time.kinds[kind]}</h2>
<ul class="plain changes">${own.map(
      (change) => html`<li>${changeItem(change, context)}</li>
`,
    )}</ul></section>`
  )
})}`,
  })
}

function changeItem(change: MeasureChange, context: PageContext): Html {
  const { language } = context
  const time = timeTextsIn(language)
  switch (change.kind) {
    case 'changed':
      return html`<h3>${measureLink(change.after, context)}</h3>
${isMoved(change) && html`<p class="hint">${movedWords(change.before, change.after, context)}</p>`}
${shownDiff(change.before, change.after, context.language.startsWith('zh-Hant') ? 'hant' : 'original', context)}`
    case 'added':
      return html`${measureLink(change.after, context)}${
        change.splitFrom !== undefined &&
        html`<br><span class="hint">${time.splitFrom}${measureLink(change.splitFrom, context)}</span>`
      }`
    case 'removed':
      return html`${measureLink(change.before, context)}${
        change.mergedInto !== undefined &&
        html`<br><span class="hint">${time.mergedInto}${measureLink(change.mergedInto, context)}</span>`
      }`
    case 'moved':
    case 'unchanged':
      return html`${measureLink(change.after, context)}<br><span class="hint">${movedWords(change.before, change.after, context)}</span>`
  }
}

/** That a measure has another number, or stands in another chapter. */
export function movedWords(
  before: MeasureRecord,
  after: MeasureRecord,
  { language }: PageContext,
): string {
  const time = timeTextsIn(language)
  return before.key === after.key
    ? time.otherChapter
    : time.renumbered(measureNumber(before, language), measureNumber(after, language))
}

function measureLink(measure: MeasureRecord, context: PageContext): Html {
  const { links, language } = context
  const english = language === 'en' ? measure.translation?.title : undefined
  return html`<span class="label">${measureNumber(measure, language)}</span> <a href="${links.measure(measure.id)}">${
    english === undefined
      ? listedTitle(
          measure.title === '' ? measure.text : measure.title,
          measure.documentId,
          context,
        )
      : presentEnglish(english)
  }</a>`
}
