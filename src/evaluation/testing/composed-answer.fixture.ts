import { createDirectory } from '../../citations/references.js'
import { composeComparison, composeEvidence } from '../../composition/compose-evidence.js'
import { composeLookup, type EvidencePlan } from '../../composition/compose-evidence.js'
import {
  type ChosenMeasure,
  type ComposedAnswer,
  type CompositionContext,
  compositionContext,
} from '../../composition/composer.js'
import type { AnswerLanguage } from '../../domain/language.js'
import { createScriptConverter } from '../../scripts/convert-script.js'
import type { RecordedAnswer } from '../evaluation-record.js'
import { sampleCorpus } from './sample-context.fixture.js'

const directory = createDirectory(sampleCorpus, 'http://localhost')
const script = createScriptConverter()

function contextIn(language: AnswerLanguage): CompositionContext {
  const converter = {
    toTraditional: script.toTraditional,
    toRegionalWording: (text: string) => text,
  }
  return compositionContext(directory, converter, sampleCorpus.cautions, language)
}

/** Sentences of a measure: `dalian-43/19#1`, `haikou-20/2#1-2`, or without `#` all of it. */
function chosen(place: string): ChosenMeasure {
  const [id = '', sentences] = place.split('#')
  const measure = directory.measure(id)
  if (measure === undefined) throw new Error(`no measure ${id}`)
  const end = measure.sentences.length - 1
  const [first = 0, last = first] = sentences?.split('-').map(Number) ?? [0, end]
  return { measure, runs: [{ first, last }] }
}

/** The answer that the composer gives from some sentences, in paragraphs. */
export function composedAnswer(
  language: AnswerLanguage,
  places: readonly string[],
  plan: Partial<EvidencePlan> = {},
): RecordedAnswer {
  return recorded(language, composeEvidence(planOf(places.map(chosen), plan), contextIn(language)))
}

/** The same as a table, from three places on. */
export function composedTable(language: AnswerLanguage, places: readonly string[]): RecordedAnswer {
  return recorded(language, composeComparison(planOf(places.map(chosen), {}), contextIn(language)))
}

/** The answer to a question for whole measures by number. */
export function composedWhole(language: AnswerLanguage, ...ids: string[]): RecordedAnswer {
  const measures = ids.map((id) => chosen(id).measure)
  return recorded(language, composeLookup(measures, 'answered', [], contextIn(language)))
}

function planOf(measures: readonly ChosenMeasure[], plan: Partial<EvidencePlan>): EvidencePlan {
  return { outcome: 'answered', chosen: measures, before: [], after: [], near: [], ...plan }
}

function recorded(
  language: AnswerLanguage,
  { outcome, written, related, notices }: ComposedAnswer,
): RecordedAnswer {
  return {
    standaloneQuestion: '',
    outcome,
    language,
    text: written.text,
    claims: written.claims.map(({ kind, text, citations }) => ({
      kind,
      text,
      citations: [...citations],
    })),
    citations: [...written.citations],
    related: [...related],
    notices: [...notices],
  }
}
