import type { LatencyLine, OutcomeCount } from '../records/admin-reports.js'
import type { AdminPeriod } from './admin-report.js'
import { bucketBox, CHART, heightAt, labelledBuckets, niceSteps, round } from './chart-scale.js'
import { html, type Html } from './html.js'
import { localDay, localHour, localTime } from './local-time.js'
import { OUTCOME_GROUPS } from './outcome-groups.js'

/** Answers of each group by bucket, in the order of the groups. */
export function groupCounts(outcomes: readonly OutcomeCount[], bucket: string): number[] {
  return OUTCOME_GROUPS.map((group) => {
    const known: readonly string[] = group.outcomes
    return outcomes
      .filter((line) => line.bucket === bucket && known.includes(line.outcome))
      .reduce((sum, { count }) => sum + count, 0)
  })
}

/** Outcomes over time as stacked bars. */
export function outcomeChart(period: AdminPeriod, outcomes: readonly OutcomeCount[]): Html {
  const { buckets } = period
  const bars = buckets.map((bucket) => groupCounts(outcomes, bucket))
  const totals = bars.map((bar) => sum(bar))
  const steps = niceSteps(Math.max(0, ...totals))
  const top = steps.at(-1) ?? 1
  return frame(
    'Answers by outcome over time',
    html`${gridLines(steps, (value) => value / top, String)}
${bars.map((bar, index) => {
  const { x, width } = bucketBox(index, buckets.length)
  const gap = Math.min(2, width / 5)
  let below = 0
  return bar.map((count, group) => {
    if (count === 0) return undefined
    const y = heightAt((below + count) / top)
    const height = round(heightAt(below / top) - y)
    below += count
    const { key = '', title = '' } = OUTCOME_GROUPS[group] ?? {}
    return html`<rect class="${key}" x="${round(x + gap / 2)}" y="${y}" width="${round(width - gap)}" height="${height}"><title>${bucketName(period, buckets[index])}: ${title} ${count}</title></rect>`
  })
})}
${bucketLabels(period)}`,
  )
}

/** Latest tick of the time axis in milliseconds: nobody waits longer. */
const TIME_STEPS = [1, 10, 100, 1000, 10_000, 100_000] as const

/** Percentiles over time: from the median to the 99th, on a scale of powers of ten. */
export function latencyChart(period: AdminPeriod, latencies: readonly LatencyLine[]): Html {
  const lines = latencies.filter(({ bucket }) => bucket !== null)
  const slowest = Math.max(10, ...lines.map(({ p99 }) => p99))
  const steps = TIME_STEPS.slice(
    0,
    TIME_STEPS.findIndex((step) => step >= slowest) + 1 || undefined,
  )
  const top = Math.log10(steps.at(-1) ?? 10)
  const share = (ms: number): number => Math.min(1, Math.max(0, Math.log10(ms) / top))
  return frame(
    'Time that answers took',
    html`${gridLines(steps, share, milliseconds)}
${lines.map(({ bucket, count, p50, p90, p99 }) => {
  const index = period.buckets.indexOf(bucket ?? '')
  if (index === -1) return undefined
  const { x, width } = bucketBox(index, period.buckets.length)
  const middle = round(x + width / 2)
  const radius = round(Math.min(4, Math.max(1.5, width / 3)))
  return html`<g><title>${bucketName(period, bucket ?? undefined)}: p50 ${milliseconds(p50)}, p90 ${milliseconds(p90)}, p99 ${milliseconds(p99)} (${count})</title><line class="spread" x1="${middle}" x2="${middle}" y1="${heightAt(share(p50))}" y2="${heightAt(share(p99))}"/><circle class="p90" cx="${middle}" cy="${heightAt(share(p90))}" r="${radius}"/><circle class="p50" cx="${middle}" cy="${heightAt(share(p50))}" r="${radius}"/></g>`
})}
${bucketLabels(period)}`,
  )
}

/** A time with as many digits as matter: `8.4 ms`, `120 ms`, `2.3 s`. */
export function milliseconds(ms: number): string {
  if (ms >= 1000) return `${trim(ms / 1000)} s`
  return `${trim(ms)} ms`
}

/** A day or an hour in words. */
export function bucketName({ bucket: unit }: AdminPeriod, bucket: string | undefined): string {
  if (bucket === undefined) return ''
  return unit === 'hour' ? localTime(bucket) : localTime(bucket).slice(0, 10)
}

function trim(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(round(value))
}

function frame(title: string, content: Html): Html {
  return html`<svg viewBox="0 0 ${CHART.width} ${CHART.height}" role="img" aria-label="${title}">
${content}
</svg>`
}

function gridLines(
  steps: readonly number[],
  share: (value: number) => number,
  label: (value: number) => string,
): Html {
  return html`${steps.map((step) => {
    const y = heightAt(share(step))
    return html`<line class="grid" x1="${CHART.left}" x2="${CHART.width - CHART.right}" y1="${y}" y2="${y}"/><text x="${CHART.left - 6}" y="${y + 4}" text-anchor="end">${label(step)}</text>`
  })}`
}

function bucketLabels(period: AdminPeriod): Html {
  const { buckets } = period
  const labelled = labelledBuckets(buckets.length)
  const name = period.bucket === 'hour' ? localHour : localDay
  return html`${buckets.map((bucket, index) => {
    if (!labelled(index)) return undefined
    const { x, width } = bucketBox(index, buckets.length)
    // A label at the edge stays inside.
    const middle = Math.min(x + width / 2, CHART.width - 20)
    return html`<text x="${round(middle)}" y="${CHART.height - 8}" text-anchor="middle">${name(bucket)}</text>`
  })}`
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
