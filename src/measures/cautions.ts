import { z } from 'zod'
import { readYaml } from '../documents/read-yaml.js'
import type { Caution, Cautions } from '../domain/corpus.js'
import type { AnswerLanguage } from '../domain/language.js'
import { type MeasureRecord, measureIdSchema, type Span } from '../domain/measure.js'
import { patternSchema } from '../domain/pattern.js'
import { AppError } from '../errors.js'

const cautionSchema = z.strictObject({
  measure: measureIdSchema,
  event: z.iso.date(),
  text: z.strictObject({
    'zh-Hans': z.string().min(1),
    'zh-Hant-HK': z.string().min(1),
    'zh-Hant-TW': z.string().min(1),
    en: z.string().min(1),
  } satisfies Record<AnswerLanguage, z.ZodType>),
  basis: z.string().min(1),
})

const cautionsFileSchema = z.strictObject({
  cautions: z.array(cautionSchema),
  relativeWords: z.array(
    // In a pipe, so that a pattern that is none is not tried.
    patternSchema.pipe(
      z.string().refine((pattern) => !new RegExp(pattern, 'u').test(''), {
        error: 'expected a pattern that needs at least one character',
      }),
    ),
  ),
})

/** A word of time that counts from when the text was written. Offsets in UTF-16 code units. */
export interface RelativeWord extends Span {
  readonly word: string
  /** Index into the measure's sentences. */
  readonly sentence: number
}

/**
 * Reads the cautions of a corpus.
 *
 * @param measures All measures of the corpus.
 * @throws AppError `bad_corpus` with the file and what is wrong: a field, a pattern, a measure that
 * does not exist or has two cautions.
 */
export function loadCautions(
  file: string,
  measures: readonly Pick<MeasureRecord, 'id'>[],
): Cautions {
  const { cautions, relativeWords } = readYaml(file, cautionsFileSchema)
  const byMeasure = new Map<string, Caution>()
  for (const caution of cautions) {
    const { measure } = caution
    if (!measures.some(({ id }) => id === measure)) {
      throw new AppError(
        'bad_corpus',
        `${file}: cautions: expected a measure of the corpus, found ${measure}`,
      )
    }
    if (byMeasure.has(measure)) {
      throw new AppError(
        'bad_corpus',
        `${file}: cautions: expected one caution for each measure, found two for ${measure}`,
      )
    }
    byMeasure.set(measure, caution)
  }
  return { byMeasure, relativeWords: anyOf(relativeWords) }
}

function anyOf(patterns: readonly string[]): RegExp {
  // No pattern at all must match nothing, not everything.
  if (patterns.length === 0) return /(?!)/gu
  return new RegExp(patterns.map((pattern) => `(?:${pattern})`).join('|'), 'gu')
}

/**
 * The relative words of time in a measure, in order of place. A word that stands across the edge
 * of a sentence belongs to the sentence in which it begins; the title is sentence 0.
 */
export function findRelativeWords(
  { text, sentences }: Pick<MeasureRecord, 'text' | 'sentences'>,
  { relativeWords }: Pick<Cautions, 'relativeWords'>,
): RelativeWord[] {
  return [...text.matchAll(relativeWords)].flatMap(({ index, 0: word }) => {
    const sentence = sentences.findIndex(({ start, end }) => start <= index && index < end)
    return sentence < 0 ? [] : [{ sentence, start: index, end: index + word.length, word }]
  })
}
