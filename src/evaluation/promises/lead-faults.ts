import { type CommitmentClass, isWeaker } from '../../measures/strength.js'
import type { RecordedAnswer } from '../evaluation-record.js'
import type { OwnPhrases } from './own-phrases.js'

/**
 * Leads that say too much of what stands behind them, up to the next lead: that there is a rule, or
 * words that are none of the assistant's, before something that is less than in force.
 *
 * @param weakest The weakest promise of what some citations quote.
 */
export function leadFaults(
  claims: RecordedAnswer['claims'],
  citations: RecordedAnswer['citations'],
  weakest: (numbers: readonly number[]) => CommitmentClass | undefined,
  phrases: Pick<OwnPhrases, 'leadStrength'>,
): string[] {
  return paragraphsOf(claims).flatMap(({ leads, numbers }) => {
    const held = weakest(numbers)
    if (held === undefined || !isWeaker(held, 'in_force')) return []
    return leads.flatMap((lead) => {
      const strength = phrases.leadStrength(lead, citations)
      if (strength === 'plain') return []
      const what = strength === 'strong' ? 'says that there is a rule' : 'is not one of ours'
      return [`the lead “${lead.trim()}” ${what}, what follows is ${held}`]
    })
  })
}

interface LedParagraph {
  /** All leads up to the first statement. */
  readonly leads: string[]
  /** Numbers of the citations of the statements behind them. */
  readonly numbers: number[]
}

function paragraphsOf(claims: RecordedAnswer['claims']): LedParagraph[] {
  const paragraphs: LedParagraph[] = []
  for (const { kind, text, citations } of claims) {
    let last = paragraphs.at(-1)
    if (last === undefined || (kind === 'lead' && last.numbers.length > 0)) {
      last = { leads: [], numbers: [] }
      paragraphs.push(last)
    }
    if (kind === 'lead') last.leads.push(text)
    if (kind === 'statement') last.numbers.push(...citations)
  }
  return paragraphs
}
