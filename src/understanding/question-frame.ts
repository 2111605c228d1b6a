/** What is asked for, after `how many`, `what` or `which`; it is no part of what the question is about. */
const ASKED_FOR = [
  '(?:(?:more|other) )?(?:working )?(?:minutes?|hours?|days?|weeks?|months?|years?|times?|points?|dates?)',
  'percentage|per ?cent|share|proportion|sum|amount|price|cost|fees?|charges?|penalty|fine',
  'documents?|papers?|paperwork|materials?|evidence|conditions?|requirements?|criteria|deadline|time limit',
  'office|desk|department|division|authority|team|body|website|site|page|address|people',
].join('|')

const AUXILIARY =
  '(?:do|does|did|will|would|is|are|was|were|can|could|may|must|shall|should|has|have|had)'

/** Words that put an English question, in the order in which they are taken off. */
const FRAMES: readonly RegExp[] = [
  /\b(?:please|kindly)\b|^(?:hi|hello|good (?:morning|afternoon))\b/gu,
  /\b(?:can|could|would) you (?:please )?(?:tell|explain|advise|let)(?: (?:me|us))?(?: know)?\b/gu,
  /\b(?:i|we)(?: would|'d)? (?:like|want|need) to (?:know|ask|find out)(?: (?:if|whether))?\b/gu,
  new RegExp(
    `\\b(?:(?:for|after|before|within|in|by|to|at|from|up to|until|under|over|on) )?(?:how many|what|which) (?:${ASKED_FOR})\\b`,
    'gu',
  ),
  /\bhow (?:long|much|soon|often|far|large|big|high|heavy|early|late|fast|quickly|many(?: more)?)\b/gu,
  new RegExp(
    `\\b${AUXILIARY} (?:it|this|that|they|there|one|i|we|you)\\b(?: (?:need|have|able|possible|allowed|required|supposed|going|got|any|an?))*(?: to)?\\b`,
    'gu',
  ),
  /\b(?:(?:for|after|within|in|by|to|at|from|until|since|under) )?(?:who|whom|when|where|why|what|which|how)\b/gu,
  new RegExp(`(?<=^|[,:.;] ?)${AUXILIARY}\\b`, 'gu'),
]

/** What leads up to the name of a document: `according to the 2024 task list`. */
const LEADS_TO_NAME = /\b(?:(?:according to|under|in|per|by|of) )?(?:the )?(?:\d{4} )?$/u

/** Fewer words than these say too little by themselves. */
const MIN_WORDS = 3

/**
 * A folded question without the words that only put it and without the names of documents, which say
 * where to look: `how many days does the fast review take under the task list` is about a fast review.
 * Only in English: taking off what puts a Chinese question (多久, 有没有, 邊度) changed nothing for the
 * better.
 *
 * @param documents Where documents are named in it, in order.
 * @returns The question itself where little else would be left, or when it holds Chinese.
 */
export function withoutQuestionFrame(
  folded: string,
  documents: readonly { readonly start: number; readonly end: number }[],
): string {
  if (/\p{Script=Han}/u.test(folded)) return folded
  const rest = FRAMES.reduce(
    (text, frame) => text.replace(frame, ' '),
    withoutNames(folded, documents),
  )
    .replace(/\s+(?=[,.;:?!])/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,.;:?!]+/u, '')
    .trim()
  const words = rest.match(/[\p{Script=Latin}\p{N}]+/gu)?.length ?? 0
  return words < MIN_WORDS ? folded : rest
}

function withoutNames(
  folded: string,
  documents: readonly { readonly start: number; readonly end: number }[],
): string {
  let rest = ''
  let from = 0
  for (const { start, end } of documents) {
    rest += `${folded.slice(from, start).replace(LEADS_TO_NAME, '')} `
    from = end
  }
  return rest + folded.slice(from)
}
