import type { EvaluationEntry } from '../evaluation-record.js'
import type { ScoringContext } from '../metric.js'
import { citedMeasures, isFirstCitationRight } from '../metrics/citations.js'
import { factCoverage } from '../metrics/fact-coverage.js'
import { goldOf, isAnswerable } from '../question-groups.js'
import { SAFETY_METRICS } from '../safety-metrics.js'

/** What is not as it should be with one question; empty when all is well. */
export function wrongsOf(entry: EvaluationEntry, context: ScoringContext): string[] {
  const { question, answer, error } = entry
  if (answer === null) return [`crashed: ${error ?? ''}`]
  const wrongs: string[] = []
  if (answer.outcome !== question.outcome) {
    wrongs.push(`outcome ${answer.outcome}, expected ${question.outcome}`)
  }
  const cited = citedMeasures(answer.citations)
  if (
    isAnswerable(question) &&
    cited.length > 0 &&
    !isFirstCitationRight(cited, goldOf(question))
  ) {
    wrongs.push(`first citation ${cited[0] ?? 'none'}`)
  }
  const texts = [answer.text, ...answer.citations.map(({ quote }) => quote)]
  const missing = question.facts.filter((fact) => (factCoverage([fact], texts) ?? 1) < 1)
  if (missing.length > 0) wrongs.push(`facts missing: ${missing.join(', ')}`)
  const unshown = context.promises.unshown(answer) ?? []
  if (unshown.length > 0) wrongs.push(`strength not shown: ${unshown.join('; ')}`)
  const told = context.askedStrength(question, answer)
  if (told !== undefined && told !== 'right') {
    const expected = question.strength
    wrongs.push(`strength asked: ${told}, expected ${expected?.class} by ${expected?.word}`)
  }
  for (const metric of SAFETY_METRICS) {
    const faults = metric.faults(entry, context) ?? []
    if (faults.length > 0) wrongs.push(`${metric.title}: ${faults.join('; ')}`)
  }
  return wrongs
}
