import { groupBy } from '../documents/group-by.js'

/** What a model gives an example that it was not fitted on. */
export interface Scored {
  readonly probability: number
  readonly positive: boolean
  /** Negatives of several kinds are counted apart: none may hide behind the others. */
  readonly kind?: string
  /** What it counts; 1 when left out. */
  readonly weight?: number
}

/** Languages that have a model of their own. */
export type Group = 'zh' | 'en'

/** Error rates that are allowed by the quality floors of the project, by language group. */
export const ALLOWED: Readonly<Record<Group, { falseAnswers: number; falseRefusals: number }>> = {
  zh: { falseAnswers: 0.05, falseRefusals: 0.04 },
  en: { falseAnswers: 0.05, falseRefusals: 0.06 },
}

/** The threshold at which no error rate exceeds what is allowed by more than need be. */
export function bestThreshold(scored: readonly Scored[], allowed: (typeof ALLOWED)[Group]): number {
  const positives = scored.filter(({ positive }) => positive)
  const negatives = groupBy(
    scored.filter(({ positive }) => !positive),
    ({ kind }) => kind,
  )
  let best = { thresholds: [0.5], cost: Number.POSITIVE_INFINITY }
  for (let step = 5; step <= 95; step++) {
    const threshold = step / 100
    const refused = positives.filter(({ probability }) => probability < threshold)
    const cost = Math.max(
      weightOf(refused) / weightOf(positives) / allowed.falseRefusals,
      ...[...negatives.values()].map((own) => {
        const answered = own.filter(({ probability }) => probability >= threshold)
        return weightOf(answered) / weightOf(own) / allowed.falseAnswers
      }),
    )
    if (cost < best.cost) best = { thresholds: [threshold], cost }
    else if (cost === best.cost) best.thresholds.push(threshold)
  }
  // Where several are equally good the middle one is furthest from both kinds of mistake.
  return best.thresholds[Math.floor(best.thresholds.length / 2)] ?? 0.5
}

function weightOf(scored: readonly Scored[]): number {
  return scored.reduce((sum, { weight }) => sum + (weight ?? 1), 0)
}

/** Area under the ROC curve: the share of pairs in which the positive has the higher score, ties half. */
export function auroc(scored: readonly Scored[]): number {
  const positives = scored.filter(({ positive }) => positive)
  const negatives = scored.filter(({ positive }) => !positive)
  let won = 0
  for (const { probability } of positives) {
    for (const other of negatives) {
      if (probability > other.probability) won += 1
      else if (probability === other.probability) won += 0.5
    }
  }
  return won / Math.max(1, positives.length * negatives.length)
}
