import type { Answer } from '../domain/answer.js'
import type { Corpus } from '../domain/corpus.js'

/**
 * What is wrong with an answer by the rules of the contract that hold for every answer, whatever it
 * says: citations and their numbers, verbatim quotes, claims and their places. Empty when sound.
 */
export function answerFaults(answer: Answer, corpus: Corpus): string[] {
  const faults: string[] = []
  const used = new Set([...answer.text.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number)))
  const given = new Set(answer.citations.map(({ number }) => number))
  for (const number of used) if (!given.has(number)) faults.push(`[${number}] has no citation`)
  for (const number of given) if (!used.has(number)) faults.push(`citation ${number} is not used`)

  const mustCite = answer.outcome === 'answered' || answer.outcome === 'partial'
  if (mustCite !== answer.citations.length > 0) {
    faults.push(`${answer.outcome} with ${answer.citations.length} citations`)
  }

  for (const citation of answer.citations) {
    const measure = corpus.measures.find(({ id }) => id === citation.measureId)
    const { quoteStart, quoteEnd, quote } = citation
    if (measure === undefined) faults.push(`${citation.measureId} is no measure`)
    else if (measure.text.slice(quoteStart, quoteEnd) !== quote || quote === '') {
      faults.push(`the quote of citation ${citation.number} is not verbatim`)
    } else if (measure.number !== citation.measure.number) {
      faults.push(`citation ${citation.number} gives another number than its measure`)
    }
    if (
      !citation.url.endsWith(`/measures/${citation.measureId}?from=${quoteStart}&to=${quoteEnd}`)
    ) {
      faults.push(`citation ${citation.number} leads to ${citation.url}`)
    }
  }

  let end = 0
  for (const claim of answer.claims) {
    const words = answer.text.slice(claim.start, claim.end).replace(/\s*\[\d+\]/g, '')
    if (words.trim() !== claim.text.trim()) faults.push(`claim "${claim.text}" stands elsewhere`)
    if (claim.start < end) faults.push(`claim "${claim.text}" is out of order`)
    end = claim.end
    if (claim.kind === 'statement' && claim.citations.length === 0) {
      faults.push(`statement "${claim.text}" cites nothing`)
    }
    if (claim.citations.some((number) => !given.has(number))) {
      faults.push(`claim "${claim.text}" cites what is not there`)
    }
  }
  return faults
}
