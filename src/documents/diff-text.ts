import { textTokens } from './text-tokens.js'

/** A stretch of a text as it was changed: what stayed, what was taken out, what was put in. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/**
 * How one text became another, in Han characters, numbers and words. What stayed and what was removed
 * make the first text, what stayed and what was added the second; neighbours differ in kind, and of a
 * replacement the old words come first. A few words that happen to stay between two larger changes are
 * given up: that reads as one change.
 *
 * The shortest edit by E. W. Myers, "An O(ND) difference algorithm and its variations" (1986); joined
 * as in N. Fraser's `diff_cleanupSemantic`.
 */
export function diffText(before: string, after: string): DiffPart[] {
  const [a, b] = [textTokens(before), textTokens(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1
    endB -= 1
  }
  const steps: Step[] = [
    ...a.slice(0, start).map((token): Step => ['same', token]),
    ...shortestEdit(a.slice(start, endA), b.slice(start, endB)),
    ...a.slice(endA).map((token): Step => ['same', token]),
  ]
  return partsOf(joined(runsOf(steps)))
}

type Step = readonly [kind: DiffPart['kind'], token: string]

/**
 * Most tokens taken out and put in that are told one by one: with more, nothing worth reading stays, and
 * the memory, four bytes for each pair of them, would grow.
 */
const MAX_EDITS = 2_000

function shortestEdit(a: readonly string[], b: readonly string[]): Step[] {
  const limit = Math.min(a.length + b.length, MAX_EDITS)
  const middle = limit + 1
  const furthest = new Int32Array(2 * limit + 3)
  const trace: Int32Array[] = []
  for (let edits = 0; edits <= limit; edits += 1) {
    trace.push(furthest.slice(middle - edits - 1, middle + edits + 2))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const [below, above] = [
        furthest[middle + diagonal + 1] ?? 0,
        furthest[middle + diagonal - 1] ?? 0,
      ]
      const isDown = diagonal === -edits || (diagonal !== edits && above < below)
      let x = isDown ? below : above + 1
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1
      furthest[middle + diagonal] = x
      if (x >= a.length && x - diagonal >= b.length) return walkBack(a, b, trace)
    }
  }
  return [
    ...a.map((token): Step => ['removed', token]),
    ...b.map((token): Step => ['added', token]),
  ]
}

/** The steps of a shortest edit, from how far each number of edits came on each diagonal. */
function walkBack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly Int32Array[],
): Step[] {
  const steps: Step[] = []
  let [x, y] = [a.length, b.length]
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reached = trace[edits]
    const at = (diagonal: number): number => reached?.[diagonal + edits + 1] ?? 0
    const diagonal = x - y
    const isDown =
      diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1))
    const before = diagonal + (isDown ? 1 : -1)
    const [fromX, fromY] = edits === 0 ? [0, 0] : [at(before), at(before) - before]
    for (; x > fromX && y > fromY; x -= 1, y -= 1) steps.push(['same', a[x - 1] ?? ''])
    if (edits === 0) break
    steps.push(isDown ? ['added', b[y - 1] ?? ''] : ['removed', a[x - 1] ?? ''])
    x = fromX
    y = fromY
  }
  return steps.toReversed()
}

/** What stayed, or a replacement: either side of it may be empty. */
interface Run {
  same: string[]
  removed: string[]
  added: string[]
}

/** Each run holds a replacement and what stays behind it; the first one may hold no replacement. */
function runsOf(steps: readonly Step[]): Run[] {
  const runs: Run[] = [{ same: [], removed: [], added: [] }]
  for (const [kind, token] of steps) {
    let run = runs.at(-1)
    if (run === undefined || (kind !== 'same' && run.same.length > 0)) {
      run = { same: [], removed: [], added: [] }
      runs.push(run)
    }
    run[kind].push(token)
  }
  return runs
}

/** Replacements with less between them than the larger side of each are one. */
function joined(runs: readonly Run[]): Run[] {
  const kept: Run[] = []
  for (const run of runs) {
    kept.push({ same: run.same, removed: run.removed, added: run.added })
    for (;;) {
      const [before, last] = [kept.at(-2), kept.at(-1)]
      if (before === undefined || last === undefined) break
      const between = before.same
      if (between.length > sizeOf(before) || between.length > sizeOf(last)) break
      kept.splice(-2, 2, {
        removed: [...before.removed, ...between, ...last.removed],
        added: [...before.added, ...between, ...last.added],
        same: last.same,
      })
    }
  }
  return kept
}

function sizeOf({ removed, added }: Run): number {
  return Math.max(removed.length, added.length)
}

function partsOf(runs: readonly Run[]): DiffPart[] {
  return runs
    .flatMap(({ removed, added, same }): DiffPart[] => [
      { kind: 'removed', text: removed.join('') },
      { kind: 'added', text: added.join('') },
      { kind: 'same', text: same.join('') },
    ])
    .filter(({ text }) => text !== '')
}
