import type { Machine } from './machine.js'

/** A bound that a figure should keep. */
export interface Target {
  readonly bound: 'below' | 'atLeast'
  readonly value: number
}

/** One measured number. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 's' | 'MB' | '1/s' | ''
  /** What the design asks for; many figures have none. */
  readonly target?: Target
  /** How it was measured, or what it is made of. */
  readonly note?: string
}

/** Figures of one corpus, or of a number of servers. */
export interface ReportSection {
  readonly title: string
  /** How large the index is, and where. */
  readonly scale?: {
    readonly measures: number
    readonly views: number
    readonly index: 'files' | 'postgres'
  }
  /** How many servers answered, where that is what was measured. */
  readonly servers?: { readonly count: number; readonly index: 'files' | 'postgres' }
  readonly figures: readonly Figure[]
}

/** What was measured, and on what. */
export interface MeasuredReport {
  readonly machine: Machine
  readonly sections: readonly ReportSection[]
}

/** Everything a benchmark found. */
export interface BenchmarkReport extends MeasuredReport {
  readonly seed: number
  readonly corpusVersion: string
  readonly embedder: string
}

/** Whether a figure keeps its target; `undefined` without one. */
export function keepsTarget({ value, target }: Figure): boolean | undefined {
  if (target === undefined) return undefined
  return target.bound === 'below' ? value < target.value : value >= target.value
}

/** The report as aligned text. */
export function formatReport({ machine, seed, corpusVersion, sections }: BenchmarkReport): string {
  const { cpu, cores, memoryGb, node, platform } = machine
  const lines = [
    `${cpu}, ${cores} cores, ${memoryGb} GB, node ${node}, ${platform}`,
    `corpus ${corpusVersion}, seed ${seed}`,
  ]
  for (const { title, figures } of sections) {
    const rows = figures.map((figure) => ({
      name: figure.name,
      value: numberText(figure.value),
      unit: figure.unit,
      target: targetText(figure),
      note: figure.note ?? '',
    }))
    const width = (key: 'name' | 'value' | 'unit' | 'target'): number =>
      Math.max(...rows.map((row) => row[key].length))
    lines.push('', title, '-'.repeat(title.length))
    for (const { name, value, unit, target, note } of rows) {
      const cells = [
        name.padEnd(width('name')),
        value.padStart(width('value')),
        unit.padEnd(width('unit')),
        target.padEnd(width('target')),
        note,
      ]
      lines.push(cells.join('  ').trimEnd())
    }
  }
  return `${lines.join('\n')}\n`
}

/** The report as JSON, with `ok` beside each figure that has a target. */
export function reportJson(report: MeasuredReport): string {
  const sections = report.sections.map(({ figures, ...section }) => ({
    ...section,
    figures: figures.map((figure) => {
      const ok = keepsTarget(figure)
      return ok === undefined ? figure : { ...figure, ok }
    }),
  }))
  return `${JSON.stringify({ ...report, sections }, null, 2)}\n`
}

function targetText(figure: Figure): string {
  const { target, unit } = figure
  if (target === undefined) return ''
  const sign = target.bound === 'below' ? '<' : '>='
  const verdict = keepsTarget(figure) === true ? 'ok' : 'over'
  return `target ${sign} ${Math.round(target.value * 100) / 100}${unit === '' ? '' : ` ${unit}`}  ${verdict}`
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return '-'
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0
  return value.toFixed(digits)
}
