import { historyOf, type HistoryStep } from '../documents/measure-history.js'
import { movedWords } from './changes-page.js'
import { html, type Html } from './html.js'
import type { ShownMeasure } from './measure-text.js'
import type { PageContext } from './page-context.js'
import { shownDiff } from './shown-diff.js'
import { timeTextsIn } from './time-texts.js'
import { periodOf } from './version-list.js'

/** What happened to a measure from version to version; nothing where its document has one. */
export function measureHistorySection(shown: ShownMeasure, context: PageContext): Html | undefined {
  const { measure, version } = shown
  const { directory, language } = context
  const versions = directory.versions(measure.documentId)
  if (versions.length < 2) return undefined
  const texts = timeTextsIn(language)
  const steps = historyOf(measure, versions)
  return html`<section class="more history" aria-labelledby="history"><h2 id="history">${texts.history}</h2>
${steps.some(({ change }) => change === 'changed') && html`<p class="note">${texts.diffNote}</p>`}
<ol class="plain steps">${steps.map(
    (step) => html`<li>${stepHead(step, measure.id, context)}
${
  step.change === 'changed' &&
  step.before !== undefined &&
  step.measure !== undefined &&
  shownDiff(step.before, step.measure, version, context)
}</li>
`,
  )}</ol></section>`
}

function stepHead(step: HistoryStep, shownId: string, context: PageContext): Html {
  const { document, change, moved, measure, before, other } = step
  const { directory, links, language } = context
  const texts = timeTextsIn(language)
  const edition = directory.edition(document.data.id, language)
  const words = [
    texts.steps[change],
    ...(moved && before !== undefined && measure !== undefined
      ? [movedWords(before, measure, context)]
      : []),
  ].join(language === 'en' ? '; ' : '；')
  const from = change === 'added' ? texts.splitFrom : texts.mergedInto
  return html`<p>${
    measure === undefined || measure.id === shownId
      ? html`<strong${currentMark(measure !== undefined)}>${edition}</strong>`
      : html`<a href="${links.measure(measure.id)}">${edition}</a>`
  } <span class="hint">${periodOf(document, context)}</span><br>${words}${
    other !== undefined &&
    html`<br><span class="hint">${from}<a href="${links.measure(other.id)}">${directory.reference(other, language)}</a></span>`
  }</p>`
}

function currentMark(isShown: boolean): Html {
  return { markup: isShown ? ' aria-current="true"' : '' }
}
