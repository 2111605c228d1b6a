/** Ends of a sentence or a clause; the mark stays with what is before it. */
const CLAUSE_END = /(?<=[。！？!?；;，,\n]|\.\s)/u
/** What was, or what nobody knows, in words that tell a story rather than ask. */
const BACKGROUND =
  /^(?:[^,。;?!]{0,4})(?:上次|上回|以前|之前(?=[^,。;?!]{4})|从前|过去|当时|前阵子|旧时|往时|没人知道|没人说得清|唔知(?!道?[^,。;?!]*[?])|不知道|老问|总问|成日问|整天问|以往)|\b(?:nobody|no one|could ?n[o']t tell|were told|was told|last (?:week|month|year|time)|in the past|used to|years ago|keeps? asking|kept asking)\b/u
/** That a clause asks by itself. */
const ASKS =
  /[?]|吗|呢|能不能|可不可以|可唔可以|是不是|系咪|有没有|有冇|得唔得|行不行|什么|哪|怎么|如何|多少|几多|点样|边[度个啲]/u

/**
 * The part of a folded question that asks, without the background told before it: 上次等到什么时候都没
 * 结果, nobody could tell us how long. The last clause always stays, and all of it does where nothing
 * that follows the background asks.
 */
export function askingPart(folded: string): string {
  const clauses = folded.split(CLAUSE_END)
  const kept = clauses.filter(
    (clause, index) =>
      !BACKGROUND.test(clause) ||
      clause.includes('?') ||
      !clauses.slice(index + 1).some((later) => !BACKGROUND.test(later) && ASKS.test(later)),
  )
  return kept.join('')
}

/** What is to be looked up, and where: 进出口了多少，数据在哪里查. */
const LOOKS_UP =
  /(?:哪[里儿个]|边[度个]|什么|咩)[^,。;?!]{0,6}(?:查(?![验货])|看|睇|公布|发布|找到)|\b(?:where|which (?:website|site|platform|page))\b[^.?!;]{0,40}\b(?:publish\w*|look(?:ed)? up|find|see|check)\b/u

/** Whether it is asked where something can be looked up, so that what it is, is not asked. */
export function looksUp(folded: string): boolean {
  return LOOKS_UP.test(folded)
}
