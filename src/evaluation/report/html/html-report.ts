import { createDirectory } from '../../../citations/references.js'
import { outcomeSchema } from '../../../domain/answer.js'
import type { Estimate } from '../../estimate.js'
import { LANGUAGE_KEYS } from '../../language-keys.js'
import type { ScoringContext } from '../../metric.js'
import type { Breakdown, MetricSummary } from '../../score-record.js'
import { escapeMarkup } from '../escape-markup.js'
import { formatDifference, formatInterval, formatMedian, formatShare } from '../format-number.js'
import type { Report } from '../report.js'
import { confusionChart, latencyChart, recallChart, scoresChart } from './charts.js'
import { PAGE_SCRIPT } from './page-script.js'
import { PAGE_STYLE } from './page-style.js'
import { questionDetails } from './question-details.js'

const OUTCOMES = [...outcomeSchema.options, 'error']

/** The report as one HTML file that needs no other: charts, tables, and each question to be opened. */
export function htmlReport(report: Report, context: ScoringContext): string {
  const { record } = context
  const directory = createDirectory(context.corpus, '')
  const main = [
    section('Summary', summary(report)),
    section(
      'At a glance',
      `<div class="charts">${recallChart(report.metrics)}${scoresChart(record.entries)}${latencyChart(record.timings)}${confusionChart(report.confusion, OUTCOMES)}</div>`,
    ),
    section('By written form', languageTable(report)),
    section('Length of answers', lengthTable(report)),
    section(
      'By type of question',
      breakdownTable(report, (metric) => metric.byType),
    ),
    section(
      'By office',
      breakdownTable(report, (metric) => metric.byOffice),
    ),
    section(
      'By split',
      breakdownTable(report, (metric) => metric.bySplit),
    ),
    section('Gate', checksTable(report)),
    section(
      'Questions',
      `${filters(context)}${record.entries.map((entry) => questionDetails(entry, context, directory)).join('\n')}`,
    ),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evaluation of the policy assistant</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>Evaluation of the policy assistant</h1>
<p><span class="verdict ${report.passed ? 'passed' : 'failed'}">Gate ${report.passed ? 'passed' : 'failed'}</span></p>
<p class="meta">${escapeMarkup(describe(report, record.timings.started))}</p>
</header>
<main>
${main.join('\n')}
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`
}

function describe({ header, questions, crashed }: Report, started: string): string {
  const part = header.complete ? '' : ', a part of them'
  return `${questions} questions (${header.split}${part}), ${crashed} crashed. Corpus ${header.corpusVersion}, embedder ${header.embedder}, questions ${header.questionsHash}, mode ${header.mode}, seed ${header.seed}. Started ${started.slice(0, 16).replace('T', ' ')} UTC.`
}

function section(title: string, body: string): string {
  return body === '' ? '' : `<section><h2>${escapeMarkup(title)}</h2>${body}</section>`
}

function table(head: readonly string[], rows: readonly string[], isWide = true): string {
  if (rows.length === 0) return ''
  return `<div class="scroll${isWide ? ' wide' : ''}" tabindex="0"><table><thead><tr>${head.map((cell) => `<th scope="col">${escapeMarkup(cell)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function estimateMarkup(estimate: Estimate | null | undefined): string {
  if (estimate === null || estimate === undefined) return '–'
  return `${formatShare(estimate.value)} <span class="interval">${formatInterval(estimate)}</span>`
}

function estimateCell(estimate: Estimate | null | undefined): string {
  return `<td class="number">${estimateMarkup(estimate)}</td>`
}

function summary({ metrics, auroc, slips }: Report): string {
  const row = (title: string, note: string, estimate: Estimate | null): string =>
    `<tr><th scope="row">${escapeMarkup(title)} <span class="note">${escapeMarkup(note)}</span></th><td class="number">${estimateMarkup(estimate)} <span class="note">of ${estimate?.n ?? 0}</span></td></tr>`
  const rows = metrics.map(({ title, meaning, better, safety, all }) =>
    row(
      title,
      `${meaning}${safety ? ' Must be 1.' : ''}${better === 'lower' ? ' Less is better.' : ''}`,
      all,
    ),
  )
  const gate = row(
    'AUROC of the gate',
    'Chance that the gate gives an answerable question a higher probability than one that is not.',
    auroc.all,
  )
  const slipNote =
    slips === null
      ? ''
      : `<p>Slips of the pen change recall@5 by ${formatDifference(slips.difference)} [${formatDifference(slips.low)}, ${formatDifference(slips.high)}] over ${slips.pairs} questions.</p>`
  return `${table(['Metric', 'Value'], [...rows, gate], false)}${slipNote}<p class="note">In brackets 95 % intervals: those of rates are Wilson’s, of means the cluster bootstrap’s over measures.</p>`
}

function languageTable({ metrics, auroc }: Report): string {
  const rows = [...metrics, { title: 'AUROC of the gate', byLanguage: auroc.byLanguage }]
    .filter(({ byLanguage }) => Object.keys(byLanguage).length > 0)
    .map(
      ({ title, byLanguage }) =>
        `<tr><th scope="row">${escapeMarkup(title)}</th>${LANGUAGE_KEYS.map((key) => estimateCell(byLanguage[key])).join('')}</tr>`,
    )
  return table(['Metric', ...LANGUAGE_KEYS], rows)
}

function lengthTable({ lengths }: Report): string {
  const rows = LANGUAGE_KEYS.flatMap((key) => {
    const own = lengths[key]
    if (own === undefined) return []
    const cells = [String(own.n), formatMedian(own), String(own.p90)]
    return [
      `<tr><th scope="row">${key}</th>${cells.map((cell) => `<td class="number">${cell}</td>`).join('')}</tr>`,
    ]
  })
  if (rows.length === 0) return ''
  return `${table(['Written form', 'Answers', 'Median', 'p90'], rows)}<p class="note">In Chinese characters or English words, without quoted originals and where to turn; look-ups, comparisons, whole measures and tables are left out. In brackets the 95 % interval of the median, by ranks.</p>`
}

function breakdownTable(
  { metrics }: Report,
  breakdownOf: (metric: MetricSummary) => Breakdown,
): string {
  const shown = metrics.filter(({ safety }) => !safety)
  const keys = [...new Set(shown.flatMap((metric) => Object.keys(breakdownOf(metric))))].toSorted()
  const rows = shown
    .filter((metric) => Object.keys(breakdownOf(metric)).length > 0)
    .map(
      (metric) =>
        `<tr><th scope="row">${escapeMarkup(metric.title)}</th>${keys.map((key) => estimateCell(breakdownOf(metric)[key])).join('')}</tr>`,
    )
  return table(['Metric', ...keys], rows)
}

function checksTable({ checks, comparisons }: Report): string {
  const rows = checks.map(
    ({ id, title, passed, detail }) =>
      `<tr><td class="${passed ? 'passed' : 'failed'}"><b>${passed ? 'passed' : 'failed'}</b></td><td>${escapeMarkup(title)} <span class="tag">${escapeMarkup(id)}</span> <span class="note">${escapeMarkup(detail)}</span></td></tr>`,
  )
  const note = comparisons.length === 0 ? '<p>There was no baseline to compare with.</p>' : ''
  return note + table(['Result', 'Check'], rows, false)
}

function filters({ record }: ScoringContext): string {
  const options = (values: readonly string[]): string =>
    [
      '<option value="">all</option>',
      ...[...new Set(values)].toSorted().map((value) => `<option>${escapeMarkup(value)}</option>`),
    ].join('')
  const questions = record.entries.map(({ question }) => question)
  const select = (name: string, label: string, values: readonly string[]): string =>
    `<label>${label}<select name="${name}">${options(values)}</select></label>`
  return `<form class="filters" hidden>${select('state', 'Result', ['right', 'wrong'])}${select(
    'type',
    'Type',
    questions.map(({ type }) => type),
  )}${select(
    'language',
    'Written form',
    questions.map(({ language }) => language),
  )}${select(
    'split',
    'Split',
    questions.map(({ split }) => split),
  )}<output></output></form>`
}
