import type { HistoryTurn } from '../domain/answer.js'
import type { Corpus } from '../domain/corpus.js'
import type { QuestionReader, Understanding } from '../understanding/understand-question.js'

/** Characters of a turn that are read for the offices and numbers it names. */
const READ_MAX_LENGTH = 2_000

/** What a text names, in ids. */
interface Named {
  readonly role: HistoryTurn['role']
  readonly officeIds: readonly string[]
  readonly documentIds: readonly string[]
  /** Measures by number, there or not: `haikou-20/99`. */
  readonly references: readonly string[]
  /** Runs of digits. */
  readonly digits: readonly string[]
}

/**
 * Whether a follow-up that was rewritten to stand alone names what was meant and nothing else: every
 * office, document and number of the question and what the conversation has settled for it, none that
 * neither of them names, and in the question's language.
 *
 * @param first The follow-up as it was asked.
 */
export function keepsNames(
  first: Understanding,
  condensed: string,
  history: readonly HistoryTurn[],
  reader: QuestionReader,
  corpus: Pick<Corpus, 'documents'>,
): boolean {
  const read = (text: string): Understanding =>
    reader.read(text.slice(0, READ_MAX_LENGTH), { requestedLanguage: first.language, history: [] })
  const understood = read(condensed)
  if (understood.injection || understood.foreignLanguage) return false
  if (isEnglishText(condensed) !== (first.language === 'en')) return false
  const own = namedBy(first)
  const after = namedBy(understood)
  const turns = history.map((turn) => namedInTurn(turn, read, corpus))
  const known = [own, ...turns]
  const offices = new Set(known.flatMap(({ officeIds }) => officeIds))
  const documents = new Set(known.flatMap(({ documentIds }) => documentIds))
  const references = new Set([
    ...known.flatMap((named) => named.references),
    // 第20项呢? after an answer on a document.
    ...first.looseNumbers.flatMap((number) => [...documents].map((id) => `${id}/${number}`)),
  ])
  const digits = new Set(known.flatMap((named) => named.digits))
  return (
    after.officeIds.every((id) => offices.has(id)) &&
    after.documentIds.every((id) => documents.has(id)) &&
    after.references.every((id) => references.has(id)) &&
    after.digits.every((number) => digits.has(number)) &&
    own.officeIds.every((id) => after.officeIds.includes(id)) &&
    own.references.every((id) => after.references.includes(id)) &&
    keepsWhatIsLeftOut(first, after, turns)
  )
}

/**
 * A follow-up leaves out what the conversation has settled: the document of a bare number, the number
 * asked about before, the one office that the last answer was about.
 */
function keepsWhatIsLeftOut(first: Understanding, after: Named, turns: readonly Named[]): boolean {
  const numbered = (number: number): boolean =>
    after.references.some((id) => id.endsWith(`/${number}`))
  if (!first.looseNumbers.every(numbered)) return false
  const namesItsOwn =
    first.officeIds.length + first.documentIds.length + first.references.length > 0
  if (namesItsOwn || first.asksComparison || first.asksOverview) return true
  const asked = turns.findLast(({ role }) => role === 'user')?.references ?? []
  if (first.looseNumbers.length === 0 && !asked.every((id) => after.references.includes(id))) {
    return false
  }
  const answered = turns.findLast(({ role }) => role === 'assistant')
  const [office, second] = new Set(answered?.officeIds)
  // An answer on several offices settles none.
  if (office === undefined || second !== undefined) return true
  return (
    after.officeIds.includes(office) ||
    after.documentIds.some((id) => answered?.documentIds.includes(id))
  )
}

function namedBy(understood: Understanding): Named {
  const { officeIds, documentIds, references, missing, folded } = understood
  return {
    role: 'user',
    officeIds,
    documentIds,
    references: [...references, ...missing].map(
      ({ documentId, number }) => `${documentId}/${number}`,
    ),
    digits: folded.match(/\d+/gu) ?? [],
  }
}

/** What a turn says, and what the measures it cites stand for. */
function namedInTurn(
  { role, content, measures = [] }: HistoryTurn,
  read: (text: string) => Understanding,
  { documents }: Pick<Corpus, 'documents'>,
): Named {
  const said = namedBy(read(content))
  const cited = measures.map((id) => ({
    documentId: id.slice(0, id.lastIndexOf('/')),
    number: id.slice(id.lastIndexOf('/') + 1),
  }))
  const documentIds = new Set([...said.documentIds, ...cited.map(({ documentId }) => documentId)])
  const offices = documents.filter(({ data }) => documentIds.has(data.id))
  return {
    role,
    officeIds: [...said.officeIds, ...offices.map(({ data }) => data.office)],
    documentIds: [...documentIds],
    references: [...said.references, ...measures],
    digits: [...said.digits, ...cited.map(({ number }) => number)],
  }
}

/** More Latin letters than Chinese characters: a question may name a scheme in its original. */
function isEnglishText(text: string): boolean {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0
  return count(/\p{Script=Latin}/gu) > count(/\p{Script=Han}/gu)
}
