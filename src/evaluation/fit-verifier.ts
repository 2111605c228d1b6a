import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readTextFile } from '../documents/read-yaml.js'
import type { Corpus } from '../domain/corpus.js'
import { answerLanguageSchema } from '../domain/language.js'
import { measureIdSchema } from '../domain/measure.js'
import { AppError, messageOf } from '../errors.js'
import type { GeneratedSentence } from '../generation/verify-sentence.js'
import type { Examination, MeasuringVerifier } from '../verification/create-sentence-verifier.js'
import type { VerifierModel, VerifierThresholds } from '../verification/thresholds.js'

const lineSchema = z.strictObject({
  id: z.string().min(1),
  language: answerLanguageSchema,
  split: z.enum(['dev', 'test']),
  /** `honest`, or what is wrong with the sentence. */
  kind: z.string().min(1),
  sentence: z.string().min(1),
  measure: measureIdSchema,
  /** Sentences cited, ascending; 0 is the title. */
  sentences: z.array(z.int().nonnegative()).min(1),
  note: z.string(),
})
/** A line of `eval/verifier/sentences.jsonl`: a sentence that a model might write. */
export type VerifierSentence = z.infer<typeof lineSchema>

/**
 * Reads sentences to test the verifier with.
 *
 * @throws AppError `bad_corpus` that names file, line, what was expected and what was found.
 */
export function loadVerifierSentences(
  file: string,
  corpus: Pick<Corpus, 'measures'>,
): VerifierSentence[] {
  const sentenceCounts = new Map(corpus.measures.map(({ id, sentences }) => [id, sentences.length]))
  const ids = new Set<string>()
  return readTextFile(file)
    .split('\n')
    .flatMap((text, index): VerifierSentence[] => {
      if (text.trim() === '') return []
      const refuse = (message: string): never => {
        throw new AppError('bad_corpus', `${file}:${index + 1}: ${message}`)
      }
      let data: unknown
      try {
        data = JSON.parse(text)
      } catch (error) {
        refuse(`expected JSON: ${messageOf(error)}`)
      }
      const parsed = lineSchema.safeParse(data)
      if (!parsed.success) {
        const issue = parsed.error.issues[0]
        return refuse(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not such a line'}`)
      }
      const { id, measure, sentences } = parsed.data
      const known = sentenceCounts.get(measure)
      if (known === undefined) refuse(`expected a measure of the corpus, found "${measure}"`)
      if (sentences.some((each) => each >= (known ?? 0))) {
        refuse(`expected sentences of ${measure}, found ${sentences.join(', ')}`)
      }
      if (ids.has(id)) refuse(`expected each id once, found ${id} again`)
      ids.add(id)
      return [parsed.data]
    })
}

/** A line as the verifier is given it. */
export function generatedOf(
  { sentence, measure: id, sentences }: VerifierSentence,
  { measures }: Pick<Corpus, 'measures'>,
): GeneratedSentence {
  const measure = measures.find((each) => each.id === id)
  if (measure === undefined) throw new AppError('internal', `expected a measure, found ${id}`)
  return { text: sentence, measure, sentences }
}

/** How well the fitted thresholds do on what they were fitted on. */
export interface VerifierFit {
  readonly group: 'zh' | 'en'
  readonly honest: number
  readonly lies: number
  /** Ids of honest sentences that are refused, and of lies that pass. */
  readonly refused: readonly string[]
  readonly passed: readonly string[]
}

/** What {@link fitVerifier} returns. */
export interface FittedVerifier {
  readonly model: VerifierModel
  readonly fits: readonly VerifierFit[]
}

/**
 * Share of the way from the median of the honest cosines to the lowest that is added below it.
 * Another honest sentence may lie farther out than those few; lies lie as near as honest sentences,
 * so that a threshold higher up would stop none of them.
 */
const MEANING_MARGIN = 0.5

/**
 * Fits the thresholds of the verifier on the `dev` sentences. Anything of another split is left out
 * here, not by the caller.
 *
 * @param verifier Its own thresholds make no difference.
 * @param date Day of the fit, `YYYY-MM-DD`.
 */
export async function fitVerifier(
  sentences: readonly VerifierSentence[],
  corpus: Pick<Corpus, 'measures'>,
  verifier: Pick<MeasuringVerifier, 'examine'>,
  embedder: string,
  date: string,
): Promise<FittedVerifier> {
  const dev = sentences.filter(({ split }) => split === 'dev')
  const examined: Examined[] = []
  for (const line of dev) {
    examined.push({ line, ...(await verifier.examine(generatedOf(line, corpus), line.language)) })
  }
  const groups = (['zh', 'en'] as const).map((group) => {
    const own = examined.filter(({ line }) => (line.language === 'en') === (group === 'en'))
    const honest = own.filter(({ line }) => line.kind === 'honest')
    const thresholds = thresholdsFor(
      honest,
      own.filter(({ line }) => line.kind !== 'honest'),
    )
    const passes = (each: Examined): boolean =>
      each.reasons.length === 0 &&
      each.support >= thresholds.support &&
      each.missing <= thresholds.missing &&
      each.meaning >= thresholds.meaning
    const fit: VerifierFit = {
      group,
      honest: honest.length,
      lies: own.length - honest.length,
      refused: honest.filter((each) => !passes(each)).map(({ line }) => line.id),
      passed: own
        .filter((each) => !honest.includes(each) && passes(each))
        .map(({ line }) => line.id),
    }
    return { thresholds, fit }
  })
  const [zh, en] = groups
  if (zh === undefined || en === undefined) throw new RangeError('expected both language groups')
  return {
    model: {
      embedder,
      fittedOn: date,
      sentences: {
        split: 'dev',
        sha256: createHash('sha256').update(JSON.stringify(dev)).digest('hex'),
        honest: zh.fit.honest + en.fit.honest,
        lies: zh.fit.lies + en.fit.lies,
      },
      zh: zh.thresholds,
      en: en.thresholds,
    },
    fits: groups.map(({ fit }) => fit),
  }
}

interface Examined extends Examination {
  readonly line: VerifierSentence
}

/** Thresholds of the support. */
type SupportLimits = Pick<VerifierThresholds, 'support' | 'missing'>

/** Nothing may be missing. */
const STRICTEST: SupportLimits = { support: 1, missing: 0 }

/**
 * Of all limits of the support that honest sentences have, those that let most of them pass without
 * a single lie that the strictest would stop; of several the strictest. The meaning is as strict as
 * the honest sentences allow that pass then.
 */
function thresholdsFor(honest: readonly Examined[], lies: readonly Examined[]): VerifierThresholds {
  const fair = honest.filter(({ reasons }) => reasons.length === 0)
  if (fair.length === 0)
    throw new RangeError('expected honest sentences that pass the other checks')
  const bears =
    ({ support, missing }: SupportLimits) =>
    (each: Examined): boolean =>
      each.reasons.length === 0 && each.support >= support && each.missing <= missing
  const stopped = lies.filter((lie) => !bears(STRICTEST)(lie))
  let limits = STRICTEST
  let most = fair.filter(bears(STRICTEST)).length
  for (const missing of distinct(fair.map((each) => each.missing))) {
    for (const support of distinct(fair.map((each) => roundedDown(each.support))).toReversed()) {
      if (stopped.some(bears({ support, missing }))) break
      const count = fair.filter(bears({ support, missing })).length
      if (count > most) [limits, most] = [{ support, missing }, count]
    }
  }
  const cosines = fair
    .filter(bears(limits))
    .map(({ meaning }) => meaning)
    .toSorted((a, b) => a - b)
  const lowest = cosines[0] ?? 0
  const median = cosines[Math.floor(cosines.length / 2)] ?? lowest
  return { ...limits, meaning: roundedDown(lowest - MEANING_MARGIN * (median - lowest)) }
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].toSorted((a, b) => a - b)
}

function roundedDown(value: number): number {
  return Math.floor(value * 1e4) / 1e4
}
