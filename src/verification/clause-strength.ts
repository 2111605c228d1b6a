import { clauseCommitments } from '../measures/clause-commitments.js'
import type { CommitmentRules } from '../measures/load-commitments.js'
import { type CommitmentClass, isWeaker } from '../measures/strength.js'
import { liesIn } from './context.js'
import type { Contrasts } from './load-contrasts.js'
import type { Clause, Reading } from './read-text.js'

/** How strong a promise one clause of a text makes, by its words and those that govern it. */
export interface ClauseStrength {
  readonly clause: Clause
  /** `undefined` where nothing makes the clause less than a plain statement. */
  readonly weak: CommitmentClass | undefined
  /** Whether a word of the clause itself says so. */
  readonly own: boolean
  /** The clause whose word it is: its own, or the one that governs it. */
  readonly head: Clause
  /** Whether that word only counts where no other governs it. */
  readonly light: boolean
}

/** Classes whose words govern the clauses behind them, whatever those say themselves. */
const GOVERNING: ReadonlySet<CommitmentClass> = new Set<CommitmentClass>(['explored'])

const GROUP_END = /[;；。.!！?？]/u

/**
 * The strength of each clause: its weakest word; 探索 governs what follows it up to a
 * semicolon or stop, other weak words only clauses without a promise of their own. What a promise is
 * for (支持…发展, before the promise) governs nothing.
 *
 * @param rules Words of the documents; a generated sentence may have others.
 */
export function clauseStrengths(
  reading: Reading,
  contrasts: Pick<Contrasts, 'weak' | 'file'>,
  rules: CommitmentRules,
): ClauseStrength[] {
  const committed = reading.language === 'zh' ? clauseCommitments(unquoted(reading), rules) : []
  // The words of the documents are in the rules; quoted ones (原文写的是“探索”) are none of them.
  const markers = contrasts.weak[reading.language](reading.text, reading.boundaries).filter(
    (marker) =>
      reading.language === 'en' ||
      liesIn(marker, reading.quoted) ||
      !rules.markers.has(reading.text.slice(marker.start, marker.end)),
  )
  const lightWords = new Set(contrasts.file.strength.light[reading.language])
  const telling = contrasts.weak[reading.language](reading.text, reading.boundaries).filter(
    (marker) =>
      !liesIn(marker, reading.quoted) &&
      !lightWords.has(reading.text.slice(marker.start, marker.end)),
  )
  let governing: CommitmentClass | undefined
  let inherited: CommitmentClass | undefined
  let head: Clause | undefined
  return reading.clauses.map((clause, index) => {
    const previous = reading.clauses[index - 1]
    if (previous !== undefined && GROUP_END.test(reading.text.slice(previous.end, clause.start))) {
      governing = undefined
      inherited = undefined
      head = undefined
    }
    const found = [
      ...markers
        .filter(({ start }) => start >= clause.start && start < clause.end)
        .flatMap(({ label, start, end }) =>
          isClass(label) ? [{ class: label, word: reading.text.slice(start, end) }] : [],
        ),
      ...committed.filter(({ start }) => start >= clause.start && start < clause.end),
    ]
    const classes = found.map((each) => each.class)
    const light =
      found.every(({ word }) => lightWords.has(word)) &&
      // 基地的建设得到支持: beside a light word a telling one.
      !telling.some(({ start }) => start >= clause.start && start < clause.end)
    const own = weakestOf(classes)
    const aim = committed.some(
      ({ start, kind }) => start >= clause.start && start < clause.end && kind === 'aim',
    )
    const weak = weakestOf([
      ...(own === undefined ? [] : [own]),
      ...(governing === undefined ? [] : [governing]),
      ...(own === undefined && inherited !== undefined && !isPromise(reading, clause)
        ? [inherited]
        : []),
    ])
    if (own !== undefined && !aim) {
      head = clause
      inherited = own
      if (GOVERNING.has(own)) governing = weakestOf([own, ...(governing ? [governing] : [])])
    }
    return {
      clause,
      weak,
      own: own !== undefined,
      head: own === undefined ? (head ?? clause) : clause,
      light: own !== undefined && light,
    }
  })
}

/** English verbs in a row promise for themselves; only what leans on another clause inherits. */
function isPromise({ language, text }: Reading, clause: Clause): boolean {
  return language === 'en' && !LEANING.test(text.slice(clause.start, clause.end))
}

const LEANING = /^\s*(?:and )?(?:with|so that|under which|in which|where|which|whereby|thereby) /u

/** The text with quotations blanked at the same length: names are no promises. */
function unquoted({ text, quoted }: Reading): string {
  let result = text
  for (const { start, end } of quoted) {
    result = result.slice(0, start) + '\u0000'.repeat(end - start) + result.slice(end)
  }
  return result
}

const CLASSES: readonly string[] = [
  'in_force',
  'extended',
  'pilot',
  'supported',
  'explored',
  'reported',
]

function isClass(label: string): label is CommitmentClass {
  return CLASSES.includes(label)
}

/** The class that promises least; `undefined` for none. */
export function weakestOf(classes: readonly CommitmentClass[]): CommitmentClass | undefined {
  let weakest: CommitmentClass | undefined
  for (const each of classes) if (weakest === undefined || isWeaker(each, weakest)) weakest = each
  return weakest
}
