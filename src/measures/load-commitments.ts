import { z } from 'zod'
import { readYaml } from '../documents/read-yaml.js'
import { commitmentSchema, measureIdSchema } from '../domain/measure.js'
import { patternSchema } from '../domain/pattern.js'
import { CLASSES_BY_STRENGTH, type CommitmentClass } from './strength.js'

const text = z.string().min(1)
const commitmentClass = commitmentSchema.shape.class
const classSchema = z.strictObject({
  class: commitmentClass.exclude(['reported']),
  promises: z.array(text).min(1),
  manner: z.array(text).default([]),
  aims: z
    .array(
      z.union([
        text.transform((word) => ({ word, at: 'anywhere' as const })),
        z.strictObject({ word: text, at: z.literal('start') }),
      ]),
    )
    .default([]),
  aimsBefore: z.array(z.strictObject({ word: text, endings: z.array(text).min(1) })).default([]),
})

const SENTENCE_ID = /^(.+)#(?:0|[1-9]\d{0,3})$/u
const overrideSchema = z.strictObject({
  /** `<measure-id>#<index of the sentence>`; index 0 is the title. */
  sentence: text.refine(
    (id) => measureIdSchema.safeParse(SENTENCE_ID.exec(id)?.[1]).success,
    'expected <measure-id>#<sentence>, such as haikou-20/7#2',
  ),
  class: commitmentClass,
  word: text,
  reason: text,
})
/** What a person settled about one sentence, with the reason. */
export type CommitmentOverride = z.infer<typeof overrideSchema>

const fileSchema = z.strictObject({
  classes: z.array(classSchema).superRefine((classes, context) => {
    const refuse = (path: (string | number)[], message: string): void => {
      context.addIssue({ code: 'custom', path, message })
    }
    const expected = CLASSES_BY_STRENGTH.filter((name) => name !== 'reported')
    if (classes.map((entry) => entry.class).join() !== expected.join()) {
      refuse([], `expected each class once, the strongest first: ${expected.join(', ')}`)
    }
    const owners = new Map<string, string>()
    classes.forEach((entry, index) => {
      const lists = {
        promises: entry.promises,
        manner: entry.manner,
        aims: entry.aims.map(({ word }) => word),
      }
      for (const [list, words] of Object.entries(lists)) {
        words.forEach((word, place) => {
          const owner = owners.get(word)
          if (owner !== undefined) {
            refuse([index, list, place], `expected each word once, found ${word} also in ${owner}`)
          }
          owners.set(word, `${entry.class}.${list}`)
        })
      }
      entry.aimsBefore.forEach(({ word }, place) => {
        if (entry.promises.includes(word)) return
        refuse([index, 'aimsBefore', place], `expected a word of promises, found ${word}`)
      })
    })
  }),
  nouns: z.array(patternSchema),
  scope: z
    .strictObject({
      governing: z.array(commitmentClass),
      consequences: z.array(text),
      agents: patternSchema,
      grants: z.array(text),
    })
    .optional(),
  titles: z.strictObject({ hold: z.array(commitmentClass) }),
  press: z.strictObject({ announced: z.array(text), results: z.array(text).min(1) }),
  overrides: z.array(overrideSchema).superRefine((overrides, context) => {
    overrides.forEach(({ sentence }, index) => {
      if (overrides.findIndex((other) => other.sentence === sentence) === index) return
      context.addIssue({
        code: 'custom',
        path: [index, 'sentence'],
        message: 'expected one override for each sentence',
      })
    })
  }),
})

/** What a word tells, the most telling first: a promise, the manner of one, or what it is for. */
export const MARKER_KINDS = ['promise', 'manner', 'aim'] as const
/** A kind of word. */
export type MarkerKind = (typeof MARKER_KINDS)[number]

/** What a word of the table tells where it stands in a clause. */
export interface MarkerRule {
  readonly class: CommitmentClass
  readonly kind: MarkerKind
  /** Whether it counts only at the beginning of a clause. */
  readonly startOnly: boolean
  /** Ends of a clause before which a promise is an aim. */
  readonly aimEndings: readonly string[]
}

/** What a clause's word says of the clauses behind it, up to a semicolon. */
export interface CommitmentScope {
  /** Classes that hold for every clause behind. */
  readonly governing: ReadonlySet<CommitmentClass>
  /** Words of what follows from the promise before. */
  readonly consequences: ReadonlySet<string>
  /** Finds somebody who is supported in doing something; flag `u`. */
  readonly agents: RegExp
  /** Words of what only an authority can do. */
  readonly grants: ReadonlySet<string>
}

/** `corpus/commitments.yaml`, ready for use. The patterns have the flags `gu`. */
export interface CommitmentRules {
  /** Name of the file in error messages. */
  readonly file: string
  readonly markers: ReadonlyMap<string, MarkerRule>
  readonly markerPattern: RegExp
  readonly nounPattern: RegExp
  /** How far words reach over clauses; without it a sentence is one promise. */
  readonly scope: CommitmentScope | undefined
  /** Classes of a title that hold for every sentence under it. */
  readonly holdingTitles: ReadonlySet<CommitmentClass>
  /** Words of a press report, those that count first in front. */
  readonly press: { readonly announced: readonly string[]; readonly results: readonly string[] }
  /** By sentence id. */
  readonly overrides: ReadonlyMap<string, CommitmentOverride>
}

/**
 * Reads and checks the table of the strength of promises.
 *
 * @throws AppError `bad_corpus` that names file, line, what was expected and what was found.
 */
export function loadCommitments(file: string): CommitmentRules {
  const { classes, nouns, scope, titles, press, overrides } = readYaml(file, fileSchema)
  const markers = new Map<string, MarkerRule>()
  for (const entry of classes) {
    for (const word of entry.promises) {
      const endings = entry.aimsBefore.find((aim) => aim.word === word)?.endings ?? []
      markers.set(word, marker(entry.class, 'promise', false, endings))
    }
    for (const word of entry.manner) markers.set(word, marker(entry.class, 'manner'))
    for (const { word, at } of entry.aims) {
      markers.set(word, marker(entry.class, 'aim', at === 'start'))
    }
  }
  return {
    file,
    markers,
    markerPattern: anyWord([...markers.keys()]),
    nounPattern: new RegExp(nouns.length === 0 ? NOTHING : nouns.join('|'), 'gu'),
    scope: scope && {
      governing: new Set(scope.governing),
      consequences: new Set(scope.consequences),
      agents: new RegExp(scope.agents, 'u'),
      grants: new Set(scope.grants),
    },
    holdingTitles: new Set(titles.hold),
    press,
    overrides: new Map(overrides.map((override) => [override.sentence, override])),
  }
}

function marker(
  strength: CommitmentClass,
  kind: MarkerKind,
  startOnly = false,
  aimEndings: readonly string[] = [],
): MarkerRule {
  return { class: strength, kind, startOnly, aimEndings }
}

/** A pattern that no text matches. */
const NOTHING = '(?!)'

/** The longest word at a place is the one that counts: 持续推进, not 推进. */
function anyWord(words: readonly string[]): RegExp {
  const source = words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'))
    .join('|')
  return new RegExp(source, 'gu')
}
