import type { CommitmentClass } from '../../measures/strength.js'
import type { RecordedAnswer } from '../evaluation-record.js'
import { ownPhrases } from './own-phrases.js'

/** Where an answer itself says how strong a promise of a measure is. */
export interface StrengthSign {
  /** `remark`: a sentence; `label`: a cell of a table; `note`: that it is a press report. */
  readonly kind: 'remark' | 'label' | 'note'
  readonly class: CommitmentClass
  /** The governing word that it names, as shown; empty where it names none. */
  readonly word: string
  /** Numbers of the citations that it is about, at least one. */
  readonly citations: readonly number[]
}

/** All that an answer says of the strength of what it quotes, sentences first, then table cells. */
export function strengthSigns({
  language,
  text,
  claims,
}: Pick<RecordedAnswer, 'language' | 'text' | 'claims'>): StrengthSign[] {
  const phrases = ownPhrases(language)
  const signs: StrengthSign[] = []
  let latest: readonly number[] = []
  for (const { kind, text: words, citations } of claims) {
    if (kind === 'signpost' && latest.length > 0 && phrases.isPressNote(words)) {
      signs.push({ kind: 'note', class: 'reported', word: '', citations: latest })
    }
    if (kind !== 'statement' || citations.length === 0) continue
    latest = citations
    for (const remark of phrases.strengthRemarks(words)) {
      signs.push({ kind: 'remark', ...remark, citations })
    }
  }
  for (const { cells, citations } of tableRows(text)) {
    const label = phrases.strengthLabel(cells.at(-1) ?? '')
    if (label !== undefined) signs.push({ kind: 'label', class: label, word: '', citations })
  }
  return signs
}

/** A row of a table that cites something. */
interface TableRow {
  readonly cells: readonly string[]
  readonly citations: readonly number[]
}

/** The rows of the tables in a text; heads and rules cite nothing. */
export function tableRows(text: string): TableRow[] {
  return text.split('\n').flatMap((line) => {
    if (!line.startsWith('| ')) return []
    const citations = [...line.matchAll(/\[(\d{1,3})\]/gu)].map((match) => Number(match[1]))
    if (citations.length === 0) return []
    const cells = line.replace(/^\|\s*|\s*\|$/gu, '').split(/\s*\|\s*/u)
    return [{ cells, citations: [...new Set(citations)] }]
  })
}
