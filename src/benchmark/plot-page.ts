import { escapeMarkup } from '../evaluation/report/escape-markup.js'
import { PAGE_STYLE } from '../evaluation/report/html/page-style.js'
import type { SavedReport } from './saved-report.js'

/** What grows from left to right. */
type Size = 'measures' | 'servers'

/** What one chart shows: figures by their names, one line each for an index in files and in PostgreSQL. */
interface Panel {
  readonly title: string
  readonly figure: string
  readonly unit: string
  /** What the figures are drawn over. */
  readonly over: Size
  readonly scale: Scale
}

/** Logarithmic where the values span orders of magnitude; a share is 1 at most, a count begins at 0. */
type Scale = 'log' | 'share' | 'count'

const BY_MEASURES: readonly Omit<Panel, 'over'>[] = [
  { title: 'Search, half of them within', figure: 'search, p50', unit: 'ms', scale: 'log' },
  { title: 'Search, 95 % within', figure: 'search, p95', unit: 'ms', scale: 'log' },
  {
    title: 'Search in the slowest document, half within',
    figure: 'search in one document, p50',
    unit: 'ms',
    scale: 'log',
  },
  { title: 'Nearest ten found', figure: 'graph: recall@10', unit: '', scale: 'share' },
  { title: 'Building the index', figure: 'index: build', unit: 's', scale: 'log' },
  {
    title: 'Resident memory of a process with index and model',
    figure: 'index process: resident memory',
    unit: 'MB',
    scale: 'log',
  },
  {
    title: 'From start to the first search',
    figure: 'index process: start to first search',
    unit: 's',
    scale: 'log',
  },
  { title: 'Size on disk', figure: 'index: size on disk', unit: 'MB', scale: 'log' },
]

const BY_SERVERS: readonly Omit<Panel, 'over'>[] = [
  {
    title: 'Answers, as far as this machine goes',
    figure: 'servers: answers',
    unit: '1/s',
    scale: 'count',
  },
  {
    title: 'Answers with processors enough',
    figure: 'servers: answers, by the split of time',
    unit: '1/s',
    scale: 'count',
  },
  {
    title: 'Processor time of 1000 answers',
    figure: 'servers: processor time of 1000 answers',
    unit: 's',
    scale: 'count',
  },
]

const PANELS: readonly Panel[] = [
  ...BY_MEASURES.map((panel) => ({ ...panel, over: 'measures' as const })),
  ...BY_SERVERS.map((panel) => ({ ...panel, over: 'servers' as const })),
]

const WIDTH = 360
const HEIGHT = 210
const LEFT = 52
const RIGHT = 12
const TOP = 10
const BOTTOM = 40

/** One measured point. */
interface Point {
  /** How many measures or servers. */
  readonly size: number
  /** Of what. */
  readonly said: string
  readonly index: 'files' | 'postgres'
  readonly value: number
  readonly target: number | undefined
}

/** One self-contained page: what an index costs by its size, from saved reports. */
export function plotPage(reports: readonly SavedReport[]): string {
  const charts = PANELS.flatMap((panel) => {
    const points = pointsOf(reports, panel)
    return points.length === 0 ? [] : [chart(panel, points)]
  })
  const machines = [...new Set(reports.map(({ machine }) => machineText(machine)))]
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Cost by size</title><style>${PAGE_STYLE}
.mark-line.first { stroke: var(--first); } .target { stroke: var(--good); stroke-dasharray: 4 3; } polyline { fill: none; }</style></head>
<body><header><h1>What an index costs by its size</h1><p class="meta">${machines.map(escapeMarkup).join('<br>')}</p>
<p>Corpora made from the real one: varied texts, and vectors moved by noise with the real ones' covariance. The questions are embedded beforehand. <span class="note">Dots: blue in files, orange in PostgreSQL; dashed green: what is asked for at that size.</span></p></header>
<main><div class="charts">${charts.join('')}</div><h2>All figures</h2>${table(reports)}</main></body></html>
`
}

function pointsOf(reports: readonly SavedReport[], { figure: name, over }: Panel): Point[] {
  const points = reports.flatMap(({ sections }) =>
    sections.flatMap(({ scale, servers, figures }) => {
      const found = figures.find((figure) => figure.name === name)
      const value = found && { value: found.value, target: found.target?.value }
      if (value === undefined) return []
      if (over === 'servers') {
        return servers === undefined
          ? []
          : [{ size: servers.count, said: 'servers', index: servers.index, ...value }]
      }
      return scale === undefined
        ? []
        : [
            {
              size: scale.measures,
              said: `measures, ${scale.views} views`,
              index: scale.index,
              ...value,
            },
          ]
    }),
  )
  return points.toSorted((a, b) => a.size - b.size)
}

function chart({ title, unit, scale, over }: Panel, points: readonly Point[]): string {
  const values = points.flatMap(({ value, target }) => [value, ...(target ? [target] : [])])
  const y = axis(values, scale, HEIGHT - BOTTOM, TOP)
  const x = axis(
    points.map(({ size }) => size),
    over === 'measures' ? 'log' : 'count',
    LEFT,
    WIDTH - RIGHT,
  )
  const grid = y.ticks.map(
    (value) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(y.place(value))}" y2="${at(y.place(value))}"/><text x="${LEFT - 6}" y="${at(y.place(value) + 4)}" text-anchor="end">${short(value)}</text>`,
  )
  const sizes = [...new Set(points.map(({ size }) => size))].map(
    (size) =>
      `<text x="${at(x.place(size))}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${short(size)}</text>`,
  )
  const lines = (['files', 'postgres'] as const).map((index) => {
    const own = points.filter((point) => point.index === index)
    const mark = index === 'files' ? 'first' : 'second'
    const line = own.map(({ size, value }) => `${at(x.place(size))},${at(y.place(value))}`)
    const dots = own.map(
      ({ size, said, value }) =>
        `<g class="mark-${mark}"><title>${size} ${said}, ${index}: ${short(value)} ${unit}</title><circle cx="${at(x.place(size))}" cy="${at(y.place(value))}" r="4"/></g>`,
    )
    return `<polyline class="mark-line ${mark}" points="${line.join(' ')}"/>${dots.join('')}`
  })
  const targets = points.flatMap(({ size, target }) =>
    target === undefined
      ? []
      : [
          `<line class="target" x1="${at(x.place(size) - 16)}" x2="${at(x.place(size) + 16)}" y1="${at(y.place(target))}" y2="${at(y.place(target))}"/>`,
        ],
  )
  const label = `${title}${unit === '' ? '' : `, ${unit}`}`
  const said = points.map((point) => `${point.size} (${point.index}): ${short(point.value)}`)
  return `<figure><figcaption>${escapeMarkup(label)}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeMarkup(`${label}: ${said.join('; ')}`)}">${grid.join('')}<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}"/>${sizes.join('')}<text x="${(LEFT + WIDTH) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${over}</text>${targets.join('')}${lines.join('')}</svg></figure>`
}

/** Where values lie between two ends of a picture, and which of them are written beside it. */
function axis(values: readonly number[], scale: Scale, from: number, to: number) {
  const forward = (value: number): number => (scale === 'log' ? Math.log10(value) : value)
  const { low, high } = rangeOf(values.map(forward), scale)
  const steps = scale === 'log' ? high - low : 2
  return {
    place: (value: number): number => from + ((forward(value) - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: steps + 1 }, (_, step) => {
      const value = low + ((high - low) * step) / steps
      return scale === 'log' ? 10 ** value : value
    }),
  }
}

/** Ends that are round, as is the middle between them. */
function rangeOf(values: readonly number[], scale: Scale): { low: number; high: number } {
  const least = Math.min(...values)
  const most = Math.max(...values)
  switch (scale) {
    case 'log':
      return { low: Math.floor(least), high: Math.max(Math.ceil(most), Math.floor(least) + 1) }
    case 'share':
      return { low: Math.min(Math.floor(least * 10) / 10, 0.9), high: 1 }
    case 'count':
      return { low: 0, high: 2 * roundedUp(Math.max(most, 1) / 2) }
    default:
      return scale satisfies never
  }
}

/** The next number of one digit and zeros. */
function roundedUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value))
  return Math.ceil(value / unit) * unit
}

function table(reports: readonly SavedReport[]): string {
  const sections = reports.flatMap((report) => report.sections)
  return sections
    .map(
      ({ title, figures }) =>
        `<h3>${escapeMarkup(title)}</h3><div class="scroll"><table><thead><tr><th>Figure</th><th>Value</th><th>Asked for</th><th>How</th></tr></thead><tbody>${figures
          .map(
            ({ name, value, unit, target, ok, note }) =>
              `<tr><th scope="row">${escapeMarkup(name)}</th><td>${short(value)} ${unit}</td><td>${target === undefined ? '' : `<span class="${ok === true ? 'passed' : 'failed'}">${target.bound === 'below' ? '&lt;' : '≥'} ${short(target.value)} ${unit}</span>`}</td><td>${escapeMarkup(note ?? '')}</td></tr>`,
          )
          .join('')}</tbody></table></div>`,
    )
    .join('')
}

function machineText({ cpu, cores, memoryGb, node }: SavedReport['machine']): string {
  return `${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}`
}

function short(value: number): string {
  if (Math.abs(value) >= 1e6) return `${Math.round(value / 1e5) / 10}M`
  if (Math.abs(value) >= 10_000) return `${Math.round(value / 1e3)}k`
  return String(Math.round(value * 1000) / 1000)
}

function at(value: number): string {
  return String(Math.round(value * 10) / 10)
}
