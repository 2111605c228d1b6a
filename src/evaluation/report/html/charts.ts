import { quantileSorted } from 'simple-statistics'
import type { EvaluationEntry, RecordTimings } from '../../evaluation-record.js'
import { LANGUAGE_KEYS } from '../../language-keys.js'
import type { Confusion } from '../../metrics/outcomes.js'
import { isAnswerable } from '../../question-groups.js'
import type { MetricSummary } from '../../score-record.js'
import { escapeMarkup } from '../escape-markup.js'
import { formatEstimate, formatShare } from '../format-number.js'

/** Width of every chart in its own units: about what a phone shows, so that labels stay readable there. */
const WIDTH = 360

function figure(title: string, note: string, height: number, body: string): string {
  return `<figure><figcaption>${escapeMarkup(title)}</figcaption><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeMarkup(`${title}. ${note}`)}">${body}</svg><p class="note">${escapeMarkup(note)}</p></figure>`
}

const text = (x: number, y: number, content: string, extra = ''): string =>
  `<text x="${at(x)}" y="${at(y)}"${extra}>${escapeMarkup(content)}</text>`

const at = (value: number): string => String(Math.round(value * 10) / 10)

/** Recall@1 and recall@5 of each written form with their intervals, from .8 or less to 1. */
export function recallChart(metrics: readonly MetricSummary[]): string {
  const shown = [
    { key: 'recall@1', mark: 'mark-second', title: 'recall@1' },
    { key: 'recall@5', mark: 'mark-first', title: 'recall@5' },
  ]
  const rows = LANGUAGE_KEYS.flatMap((language) =>
    shown.flatMap(({ key, mark }) => {
      const estimate = metrics.find((metric) => metric.key === key)?.byLanguage[language]
      return estimate === undefined ? [] : [{ language, mark, key, estimate }]
    }),
  )
  const least = Math.min(0.8, ...rows.map(({ estimate }) => Math.floor(estimate.low * 10) / 10))
  const left = 84
  const x = (value: number): number => left + ((value - least) / (1 - least)) * (WIDTH - left - 16)
  const languages = [...new Set(rows.map(({ language }) => language))]
  const bottom = 12 + languages.length * 34
  const ticks = [least, (least + 1) / 2, 1].map(
    (value) =>
      `<line class="grid" x1="${at(x(value))}" x2="${at(x(value))}" y1="6" y2="${bottom}"/>${text(x(value), bottom + 14, formatShare(value).slice(0, 4), ' text-anchor="middle"')}`,
  )
  const marks = rows.map(({ language, mark, key, estimate }) => {
    const y = 22 + languages.indexOf(language) * 34 + (key === 'recall@1' ? -4 : 8)
    return `<g class="${mark}"><title>${language} ${key} ${formatEstimate(estimate)} over ${estimate.n}</title><line x1="${at(x(estimate.low))}" x2="${at(x(estimate.high))}" y1="${y}" y2="${y}"/><circle cx="${at(x(estimate.value))}" cy="${y}" r="4"/></g>`
  })
  const labels = languages.map((language, index) => text(0, 28 + index * 34, language))
  const legend = `<g class="mark-second"><circle cx="${left + 4}" cy="${bottom + 30}" r="4"/></g>${text(left + 12, bottom + 34, 'recall@1')}<g class="mark-first"><circle cx="${left + 84}" cy="${bottom + 30}" r="4"/></g>${text(left + 92, bottom + 34, 'recall@5')}`
  return figure(
    'Recall by written form',
    'Dots are the share of right measures among the first one and the first five found, lines the 95 % intervals.',
    bottom + 42,
    ticks.join('') + labels.join('') + marks.join('') + legend,
  )
}

/** Outcomes that should be (rows) and that were (columns), darker for a larger share of the row. */
export function confusionChart(confusion: Confusion, outcomes: readonly string[]): string {
  const rows = outcomes.filter((outcome) => confusion[outcome] !== undefined)
  const columns = outcomes.filter((outcome) =>
    Object.values(confusion).some((row) => (row[outcome] ?? 0) > 0),
  )
  const left = 124
  const top = 118
  const size = Math.min(26, (WIDTH - left) / Math.max(1, columns.length))
  const cells = rows.flatMap((expected, rowIndex) => {
    const row = confusion[expected] ?? {}
    const total = Object.values(row).reduce((sum, count) => sum + count, 0)
    return columns.map((found, columnIndex) => {
      const count = row[found] ?? 0
      const x = left + columnIndex * size
      const y = top + rowIndex * size
      const kind = expected === found ? 'cell-right' : 'cell-wrong'
      const shade = count === 0 ? 0 : 0.15 + (0.75 * count) / total
      const dark = shade > 0.5 ? ' class="on-dark"' : ''
      return `<g><title>${expected} → ${found}: ${count} of ${total}</title><rect class="cell" x="${at(x)}" y="${at(y)}" width="${at(size - 1)}" height="${at(size - 1)}"/>${count === 0 ? '' : `<rect class="${kind}" fill-opacity="${shade.toFixed(2)}" x="${at(x)}" y="${at(y)}" width="${at(size - 1)}" height="${at(size - 1)}"/>${text(x + size / 2 - 0.5, y + size / 2 + 3.5, String(count), ` text-anchor="middle"${dark}`)}`}</g>`
    })
  })
  const rowLabels = rows.map((outcome, index) =>
    text(left - 6, top + index * size + size / 2 + 3.5, outcome, ' text-anchor="end"'),
  )
  const columnLabels = columns.map((outcome, index) => {
    const x = left + index * size + size / 2 + 4
    return text(x, top - 6, outcome, ` transform="rotate(-90 ${at(x)} ${top - 6})"`)
  })
  return figure(
    'Outcomes: expected (rows) and given (columns)',
    'Counts; the diagonal is right. A darker cell holds a larger share of its row.',
    top + rows.length * size + 4,
    rowLabels.join('') + columnLabels.join('') + cells.join(''),
  )
}

/** Bars of a histogram: share of the values in each of `bins` equal steps from `low` to `high`. */
function shares(values: readonly number[], bins: number, low: number, high: number): number[] {
  const counts = new Array<number>(bins).fill(0)
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * bins)))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts.map((count) => count / Math.max(1, values.length))
}

/** The gate's probabilities of answerable questions (upwards) and of others (downwards). */
export function scoresChart(entries: readonly EvaluationEntry[]): string {
  const values = (answerable: boolean): number[] =>
    entries.flatMap(({ question, gateProbability }) =>
      gateProbability !== null && isAnswerable(question) === answerable ? [gateProbability] : [],
    )
  const [up, down] = [values(true), values(false)]
  const bins = 20
  const middle = 92
  const height = 76
  const step = WIDTH / bins
  const bars = (own: readonly number[], mark: string, direction: 1 | -1): string =>
    shares(own, bins, 0, 1)
      .map((share, index) => {
        // A square root, so that the few in the middle are seen beside the many at the ends.
        const size = Math.sqrt(share) * height
        const y = direction === 1 ? middle - size : middle
        return `<rect class="${mark}" x="${at(index * step + 0.5)}" y="${at(y)}" width="${at(step - 1)}" height="${at(size)}"><title>${(index / bins).toFixed(2)} to ${((index + 1) / bins).toFixed(2)}: ${Math.round(share * own.length)} of ${own.length}</title></rect>`
      })
      .join('')
  const axis = `<line class="axis" x1="0" x2="${WIDTH}" y1="${middle}" y2="${middle}"/>`
  const ticks = [0, 0.5, 1].map((value) =>
    text(
      value * WIDTH,
      2 * middle + 2,
      value.toFixed(1),
      ` text-anchor="${value === 0 ? 'start' : value === 1 ? 'end' : 'middle'}"`,
    ),
  )
  return figure(
    'Probability that the gate gives',
    `Above the line ${up.length} answerable questions, below it ${down.length} that no measure answers (those that a rule decided apart). Heights are square roots of shares.`,
    2 * middle + 6,
    bars(up, 'bar-first', 1) +
      bars(down, 'bar-second', -1) +
      axis +
      ticks.join('') +
      text(4, 14, 'answerable') +
      text(WIDTH - 4, 2 * middle - 14, 'not answerable', ' text-anchor="end"'),
  )
}

/** How long answers took, one at a time, with the median and the 95th percentile. */
export function latencyChart({ aloneMs }: RecordTimings): string {
  const sorted = Object.values(aloneMs).toSorted((a, b) => a - b)
  if (sorted.length === 0) return ''
  const high = Math.max(1, Math.ceil(quantileSorted(sorted, 0.99) / 10) * 10)
  const bins = 24
  const bottom = 110
  const step = WIDTH / bins
  const own = shares(sorted, bins, 0, high)
  const most = Math.max(...own)
  const bars = own.map((share, index) => {
    const size = (share / most) * 84
    return `<rect class="bar-first" x="${at(index * step + 0.5)}" y="${at(bottom - size)}" width="${at(step - 1)}" height="${at(size)}"/>`
  })
  const lines = [0.5, 0.95].map((part) => {
    const value = quantileSorted(sorted, part)
    const x = Math.min(WIDTH - 1, (value / high) * WIDTH)
    const label = `p${part * 100} ${value.toFixed(0)} ms`
    const isRight = x > WIDTH - 70
    return `<line class="mark-line" x1="${at(x)}" x2="${at(x)}" y1="${part === 0.5 ? 8 : 22}" y2="${bottom}"/>${text(isRight ? x - 4 : x + 4, part === 0.5 ? 14 : 28, label, isRight ? ' text-anchor="end"' : '')}`
  })
  return figure(
    'Time for an answer',
    `${sorted.length} questions asked one at a time (what a rule decides needs no model); the slowest took ${sorted.at(-1)?.toFixed(0)} ms.`,
    bottom + 18,
    `${bars.join('')}<line class="axis" x1="0" x2="${WIDTH}" y1="${bottom}" y2="${bottom}"/>${text(0, bottom + 14, '0')}${text(WIDTH, bottom + 14, `${high} ms`, ' text-anchor="end"')}${lines.join('')}`,
  )
}
