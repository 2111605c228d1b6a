import { readYaml } from '../documents/read-yaml.js'
import { foldText } from '../scripts/fold.js'
import type { LooseWords } from './check-support.js'
import { type ContrastFile, contrastFileSchema } from './contrast-schema.js'
import {
  createChineseFinder,
  createEnglishFinder,
  type FinderOptions,
  joinPatterns,
  type LabelledWords,
  type MarkerFinder,
} from './marker-finder.js'
import type { ComparedLanguage } from './read-text.js'

/** A finder for each language. */
export type Finders = Readonly<Record<ComparedLanguage, MarkerFinder>>

/** An axis with what finds its markers; their labels are ids of sides. */
export interface ContrastAxis {
  readonly id: string
  readonly sides: ContrastFile['axes'][number]['sides']
  readonly find: Finders
  /** Markers that need none in the source: only the other side contradicts them. */
  readonly mild: Readonly<Record<ComparedLanguage, ReadonlySet<string>>>
}

/** `corpus/contrasts.yaml`, ready for use. */
export interface Contrasts {
  readonly file: ContrastFile
  readonly axes: readonly ContrastAxis[]
  /** Label `not`. */
  readonly negation: Finders
  /** Labels `duty`, `permission`, `exemption`, `prohibition`. */
  readonly modality: Finders
  /** Labels `pilot`, `supported`, `explored`. */
  readonly weak: Finders
  /** Label `now`. */
  readonly now: Finders
  /** Label `future`. */
  readonly future: Finders
  /** Labels are ids of parties. */
  readonly parties: Finders
  readonly meta: Readonly<Record<ComparedLanguage, RegExp | undefined>>
  /** Turns of speech that lead into a statement and state nothing. */
  readonly frames: Readonly<Record<ComparedLanguage, RegExp | undefined>>
  /** Remarks that something cannot be used yet, which a promise for later bears. */
  readonly caveats: Readonly<Record<ComparedLanguage, RegExp | undefined>>
  /** Words of general language, folded. */
  readonly loose: LooseWords
}

/**
 * Reads and checks the table of contrasts.
 *
 * @throws AppError `bad_corpus` that names file, line, what was expected and what was found.
 */
export function loadContrasts(path: string): Contrasts {
  const file = readYaml(path, contrastFileSchema)
  const { axes, negation, modality, strength, parties, meta, frames, caveats } = file
  const { duty, permission, exemption, prohibition, except } = modality
  const modes = { duty, permission, exemption, prohibition }
  return {
    file,
    axes: axes.map(({ id, sides, except: no }) => ({
      id,
      sides,
      find: findersOf(
        sides.map(({ id: label, zh, en, mild }) => ({
          label,
          zh: [...zh, ...mild.zh],
          en: [...en, ...mild.en],
        })),
        no,
      ),
      mild: {
        zh: new Set(sides.flatMap(({ mild }) => mild.zh)),
        en: new Set(sides.flatMap(({ mild }) => mild.en)),
      },
    })),
    negation: findersOf([{ label: 'not', zh: negation.zh, en: negation.en }], negation.except, {
      prefixes: true,
    }),
    modality: findersOf(
      Object.entries(modes).map(([label, { zh, en }]) => ({ label, zh, en })),
      except,
      { unmarked: 'right' },
    ),
    weak: findersOf(
      Object.entries(strength.weak).map(([label, { zh, en }]) => ({ label, zh, en })),
      strength.except,
    ),
    now: findersOf([{ label: 'now', ...strength.now }]),
    future: findersOf([{ label: 'future', ...strength.future }]),
    parties: findersOf(
      parties.map(({ id, zh, en }) => ({ label: id, zh, en })),
      file.notParties,
    ),
    meta: { zh: joinPatterns(meta.zh, 'iu'), en: joinPatterns(meta.en, 'iu') },
    frames: { zh: joinPatterns(frames.zh), en: joinPatterns(frames.en) },
    caveats: { zh: joinPatterns(caveats.zh), en: joinPatterns(caveats.en) },
    loose: {
      zh: new Set(file.loose.zh.map(foldText)),
      // benefit_from: words that are a phrase together.
      en: new Set(file.loose.en.map((word) => foldText(word).replaceAll('_', ' '))),
      morphemes: new Set(file.loose.morphemes),
      compared: {
        // To waive or abolish something is a deed that the source must have.
        zh: wordsOf([duty.zh, permission.zh, prohibition.zh]),
        en: wordsOf([duty.en, permission.en, prohibition.en]),
      },
    },
  }
}

/** Whether a word is one of the markers of some tables, whatever stands beside it. */
function wordsOf(tables: readonly (readonly string[])[]): (word: string) => boolean {
  const words = tables.flat().map((word) => foldText(word.replaceAll('~', '')))
  const whole = new Set(words)
  const begun = words.flatMap((word) => (word.endsWith('*') ? word.slice(0, -1) : []))
  return (word) => whole.has(word) || begun.some((each) => word.startsWith(each))
}

interface BilingualWords {
  readonly label: string
  readonly zh: readonly string[]
  readonly en: readonly string[]
}

function findersOf(
  table: readonly BilingualWords[],
  except: { readonly zh: readonly string[]; readonly en: readonly string[] } = { zh: [], en: [] },
  options: FinderOptions = {},
): Finders {
  const words = (language: ComparedLanguage): LabelledWords[] =>
    table.map((row) => ({ label: row.label, words: row[language] }))
  return {
    zh: createChineseFinder(words('zh'), joinPatterns(except.zh), options),
    en: createEnglishFinder(words('en'), joinPatterns(except.en), options),
  }
}
