import type { Directory } from '../../../citations/references.js'
import { answerLength } from '../../answer-lengths.js'
import type { EvaluationEntry } from '../../evaluation-record.js'
import type { ScoringContext } from '../../metric.js'
import { escapeMarkup } from '../escape-markup.js'
import { formatShare } from '../format-number.js'
import { wrongsOf } from '../verdict.js'
import { answerMarkup } from './answer-markup.js'

/** Measures of the ranking that a page shows: with eight hundred questions more would be megabytes. */
const RANKED_SHOWN = 5

/** Lists that are named as the reason why a measure stands where it does: those that gave it most. */
const REASONS_SHOWN = 4

/** One question to be opened: what was expected, what came, what was retrieved and why. */
export function questionDetails(
  entry: EvaluationEntry,
  context: ScoringContext,
  directory: Directory,
): string {
  const { question } = entry
  const wrongs = wrongsOf(entry, context)
  const state = wrongs.length === 0 ? 'right' : 'wrong'
  return `<details class="question ${state}" data-type="${question.type}" data-language="${question.language}" data-split="${question.split}" data-state="${state}"><summary><span class="state">${state === 'right' ? '✓' : '✗'}<span class="hidden-text">${state}</span></span> <span class="tag">${escapeMarkup(question.id)}</span> <span lang="${question.language}">${escapeMarkup(question.question)}</span></summary>${[
    wrongs.length === 0
      ? ''
      : `<ul class="wrongs">${wrongs.map((wrong) => `<li>${escapeMarkup(wrong)}</li>`).join('')}</ul>`,
    historyOf(entry),
    expectationOf(entry, directory),
    answerOf(entry),
    generationOf(entry),
    retrievalOf(entry, directory),
    `<p class="note">${escapeMarkup(`${question.type}, ${question.language}, ${question.split}. ${question.provenance}`)}</p>`,
  ].join('')}</details>`
}

function historyOf({ question: { history, language } }: EvaluationEntry): string {
  if (history === undefined) return ''
  const turns = history.map(
    ({ role, content }) => `<li><b>${role}</b> ${escapeMarkup(content)}</li>`,
  )
  return `<h4>Before</h4><ul lang="${language}">${turns.join('')}</ul>`
}

function expectationOf({ question }: EvaluationEntry, directory: Directory): string {
  const { gold, goldMode, facts, outcome } = question
  const measures = gold.map((id) => {
    const measure = directory.measure(id)
    return `<li><span class="tag">${escapeMarkup(id)}</span> <span lang="zh-Hans">${escapeMarkup(measure?.title ?? '')}</span></li>`
  })
  const needed = gold.length > 1 ? (goldMode === 'all' ? ', each of' : ', one of') : ''
  return `<h4>Expected: ${outcome}${needed}</h4>${measures.length === 0 ? '' : `<ul>${measures.join('')}</ul>`}${facts.length === 0 ? '' : `<p>Facts: <span lang="zh-Hans">${escapeMarkup(facts.join('、'))}</span></p>`}`
}

function answerOf({ answer, gateProbability }: EvaluationEntry): string {
  if (answer === null) return '<h4>Given: nothing</h4>'
  const gate = gateProbability === null ? '' : `, gate ${formatShare(gateProbability)}`
  const citations = answer.citations.map(
    ({ number, measureId, reference, quote }) =>
      `<li value="${number}"><span class="tag">${escapeMarkup(measureId)}</span> ${escapeMarkup(reference)}<br><q lang="zh-Hans">${escapeMarkup(quote)}</q></li>`,
  )
  const unit = answer.language === 'en' ? 'words' : 'characters'
  const length = `, ${answerLength(answer)} ${unit}`
  return `<h4>Given: ${answer.outcome}${gate}${length}</h4><div class="answer" lang="${answer.language}">${answerMarkup(answer.text)}</div>${citations.length === 0 ? '' : `<ol>${citations.join('')}</ol>`}`
}

function generationOf({ generation, question: { language } }: EvaluationEntry): string {
  if (generation === null) return ''
  const { verified, replaced, dropped, failure } = generation
  const rows = [
    ...replaced.map((sentence) => ({ ...sentence, fate: 'replaced' })),
    ...dropped.map((sentence) => ({ ...sentence, fate: 'dropped' })),
  ].map(
    ({ fate, text, reason }) =>
      `<li><b>${fate}</b> <span class="note">${escapeMarkup(reason)}</span> <span lang="${language}">${escapeMarkup(text)}</span></li>`,
  )
  const broken = failure === null ? '' : `, ${escapeMarkup(failure)}`
  return `<h4>Written by the model: ${verified} shown, ${replaced.length} replaced, ${dropped.length} dropped${broken}</h4>${rows.length === 0 ? '' : `<ul>${rows.join('')}</ul>`}`
}

function retrievalOf({ retrieval, question }: EvaluationEntry, directory: Directory): string {
  if (retrieval === null || retrieval.ranked.length === 0) return ''
  const rows = retrieval.ranked.slice(0, RANKED_SHOWN).map(({ measureId, score, explanation }) => {
    const reasons = explanation
      .filter(({ contribution }) => contribution > 0)
      .toSorted((a, b) => b.contribution - a.contribution)
      .slice(0, REASONS_SHOWN)
      .map(({ list, contribution, rank }) => `${list} ${contribution.toFixed(2)} (no. ${rank})`)
    const isGold = question.gold.includes(measureId)
    return `<li${isGold ? ' class="gold"' : ''}><span class="tag">${escapeMarkup(measureId)}</span> <span lang="zh-Hans">${escapeMarkup(directory.measure(measureId)?.title ?? '')}</span>${isGold ? ' <b>expected</b>' : ''}<br><span class="note">${score.toFixed(2)} = ${reasons.join(' + ')}${explanation.length > reasons.length ? ' + …' : ''}</span></li>`
  })
  const later = retrieval.ranked
    .slice(RANKED_SHOWN)
    .flatMap(({ measureId }, index) =>
      question.gold.includes(measureId) ? [`${measureId} is no. ${RANKED_SHOWN + index + 1}`] : [],
    )
  const where = retrieval.documents.length === 0 ? 'all documents' : retrieval.documents.join(', ')
  return `<h4>Retrieved from ${escapeMarkup(where)}</h4><ol>${rows.join('')}</ol>${later.length === 0 ? '' : `<p class="note">${escapeMarkup(later.join(', '))}</p>`}`
}
