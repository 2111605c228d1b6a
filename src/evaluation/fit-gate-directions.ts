import type { Direction } from '../domain/gate.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { Embedder } from '../embedding/embedder.js'
import type { OpenCorpus } from '../pipeline.js'
import { foldText } from '../scripts/fold.js'
import { fitDirection } from './fit-direction.js'
import type { Group } from './fit-gate-threshold.js'

/** Directions between what measures answer and what none does, and between no customs matter and all others. */
export type Directions = Readonly<Record<Group, { answered: Direction; outside: Direction }>>

/** A known question of the corpus, as the directions are fitted on it. */
export interface KnownQuestion {
  readonly group: Group
  readonly vector: Float32Array
  readonly kind: 'answered' | 'near' | 'far'
  /** The measure whose lay question it is. */
  readonly measureId: string | undefined
}

/** The group of an answer's language. */
export function groupOf(language: AnswerLanguage): Group {
  return language === 'en' ? 'en' : 'zh'
}

const HAN = /\p{Script=Han}/u

/** The known questions of the corpus alone, so that no question of the set shapes a direction. */
export async function embedKnownQuestions(
  open: OpenCorpus,
  embedder: Embedder,
): Promise<KnownQuestion[]> {
  const known = [
    ...[...open.layQuestions].flatMap(([measureId, texts]) =>
      texts.map((text) => ({ text, kind: 'answered' as const, measureId })),
    ),
    ...open.unanswered.flatMap(({ kind, questions }) =>
      questions.map((text) => ({ text, kind, measureId: undefined })),
    ),
  ]
  const embedded: KnownQuestion[] = []
  for (const { text, kind, measureId } of known) {
    const [vector] = await embedder.embed([foldText(text)], 'query')
    const group = HAN.test(text) ? 'zh' : 'en'
    if (vector !== undefined) embedded.push({ group, vector, kind, measureId })
  }
  return embedded
}

/** Both directions of both groups. */
export function fitDirections(known: readonly KnownQuestion[]): Directions {
  const both = (group: Group): Directions[Group] => ({
    answered: directionTo('answered', group, known),
    outside: directionTo('far', group, known),
  })
  return { zh: both('zh'), en: both('en') }
}

/** The direction of one group to one kind of known questions from all others. */
export function directionTo(
  positive: 'answered' | 'far',
  group: Group,
  known: readonly KnownQuestion[],
): Direction {
  const own = known.filter((question) => question.group === group)
  return fitDirection(own.map(({ vector, kind }) => ({ vector, positive: kind === positive })))
}
