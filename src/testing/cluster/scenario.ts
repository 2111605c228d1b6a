import { setTimeout as pause } from 'node:timers/promises'
import type { ReportSection } from '../../benchmark/report.js'
import type { Cluster } from './start-cluster.js'

/** What was found, and what of it is drawn. */
export interface Found {
  /** In one line; what follows it stands above the table only. */
  readonly said: string
  /** For the report of `--output`. */
  readonly sections: readonly ReportSection[]
}

/** Something that a cluster must do. */
export interface Scenario {
  readonly name: string
  /** What the table at the end calls it; left out there without one. */
  readonly row?: string
  /** Only where the index is in the database. */
  readonly needsPostgresIndex?: boolean
  /**
   * Leaves the cluster as it found it.
   *
   * @returns What was found, in one line, with figures or without.
   * @throws Error when it does not hold.
   */
  run(cluster: Cluster): Promise<string | Found>
}

/** Questions that documents of several offices answer. */
export const QUESTIONS = [
  '大连海关第（三十三）项是什么？',
  '大連海關第（三十三）項是什麼？',
  '海口海关对零关税有什么措施？',
  'Which offices help AEO enterprises?',
  '样本有什么便利？',
  '货值八千块的样品在口岸等化验结果，能先把货拉走吗？',
] as const

/** The question with that number, and again from the first. */
export function questionAt(turn: number): string {
  return QUESTIONS[turn % QUESTIONS.length] ?? QUESTIONS[0]
}

/** Waits until something holds. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  timeoutMs = 120_000,
): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    if (await holds()) return
    await pause(100)
  }
  throw new Error(`expected ${what} within ${timeoutMs} ms`)
}

/** How often each value comes, as `3 × a, 1 × b`. */
export function tally(values: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].map(([value, count]) => `${count} × ${value}`).join(', ') || 'none'
}
