import { type ChangeObject, diffArrays } from 'diff'
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
 * The shortest edit, as `diffArrays` of `diff` finds it; joined as in N. Fraser's `diff_cleanupSemantic`.
 */
export function diffText(before: string, after: string): DiffPart[] {
  const [a, b] = [textTokens(before), textTokens(after)]
  // What is alike at both ends stays so, however much differs between.
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  const most = Math.min(a.length, b.length) - start
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const [old, fresh] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  const changes: readonly Change[] = [
    { removed: false, added: false, value: a.slice(0, start) },
    ...(diffArrays(old, fresh, { maxEditLength: MAX_EDITS }) ?? [
      { removed: true, added: false, value: old },
      { removed: false, added: true, value: fresh },
    ]),
    { removed: false, added: false, value: a.slice(a.length - end) },
  ]
  return partsOf(joined(runsOf(changes)))
}

/**
 * Most tokens taken out and put in that are told one by one: with more, nothing worth reading stays, and
 * time and memory would grow with the square of them.
 */
const MAX_EDITS = 2_000

type Change = Pick<ChangeObject<string[]>, 'removed' | 'added' | 'value'>

/** What stayed, or a replacement: either side of it may be empty. */
interface Run {
  same: string[]
  removed: string[]
  added: string[]
}

/** Each run holds a replacement and what stays behind it; the first one may hold no replacement. */
function runsOf(changes: readonly Change[]): Run[] {
  const runs: Run[] = [{ same: [], removed: [], added: [] }]
  for (const { removed, added, value } of changes) {
    const kind = removed ? 'removed' : added ? 'added' : 'same'
    let run = runs.at(-1)
    if (run === undefined || (kind !== 'same' && run.same.length > 0)) {
      run = { same: [], removed: [], added: [] }
      runs.push(run)
    }
    run[kind].push(...value)
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
