import type { StatedFacts } from '../../domain/document.js'
import type { DocumentFacts, Fact } from './facts-types.js'

/** The facts as `document.yaml` keeps them: values and quotes, without where the quotes stand. */
export function toStatedFacts(facts: DocumentFacts): StatedFacts {
  return {
    title: orNull(facts.title),
    issuers: facts.issuers.map(stated),
    documentNumber: orNull(facts.documentNumber),
    signedOn: orNull(facts.signedOn),
    publishedOn: orNull(facts.publishedOn),
    effectiveOn: orNull(facts.effectiveOn),
    repealedOn: orNull(facts.repealedOn),
    repeals: facts.repeals.map(stated),
  }
}

/** A value and its words, as they are stored. */
interface Stated {
  value: string
  quote: string
}

const stated = ({ value, quote }: Fact): Stated => ({ value, quote })

const orNull = (fact: Fact | null): Stated | null => (fact === null ? null : stated(fact))
