import type { DocumentData } from '../../domain/document.js'
import { sentenceCommitment } from '../../measures/clause-commitments.js'
import type { CommitmentRules } from '../../measures/load-commitments.js'
import { type CommitmentClass, isWeaker } from '../../measures/strength.js'
import { foldText } from '../../scripts/fold.js'

/** Quotation marks as the documents have them, by which the rules know names of schemes. */
const QUOTES: Readonly<Record<string, string>> = { '“': '“', '「': '“', '”': '”', '」': '”' }

/**
 * A Chinese text in Simplified characters on one line, with the quotation marks of the documents, so
 * that the rules for originals read it whatever script it is shown in.
 */
export function plainChinese(text: string): string {
  const line = text.replace(/\s*\n\s*/gu, ' ').trim()
  // Folding keeps the length: each mark stands where it stood.
  return foldText(line).replace(/"/gu, (mark, at: number) => QUOTES[line.charAt(at)] ?? mark)
}

/**
 * How strong a promise a Chinese sentence makes by its own words, by the rules for the originals
 * (`corpus/commitments.yaml`), overrides and titles apart. One without a word of the table is a plain
 * statement and counts as in force: so does 免税进口 once its 探索 is cut.
 */
export function strengthOfWords(
  text: string,
  rules: CommitmentRules,
  nature: DocumentData['nature'],
): CommitmentClass {
  const plain = plainChinese(text)
  if (nature === 'press-report' && rules.press.announced.some((word) => plain.includes(word))) {
    return 'explored'
  }
  return sentenceCommitment(plain, rules)?.class ?? 'in_force'
}

/** Whether a Chinese text has a word of the documents, in whatever script. */
export function hasWord(text: string, word: string): boolean {
  return plainChinese(text).includes(plainChinese(word))
}

/** The stronger of two classes. */
export function strongerOf(first: CommitmentClass, second: CommitmentClass): CommitmentClass {
  return isWeaker(first, second) ? second : first
}

/** What is in force in English: somebody may, need not or has something, or it is there already. */
const IN_FORCE =
  /\b(?:can|may|is available|are available|already|now|currently|in force|in effect|is entitled|are entitled|is allowed|are allowed|is permitted|are permitted|is exempt|are exempt|no longer|need not)\b/gu

/** What makes an English promise less than one that can be used. */
const HEDGES =
  /\b(?:(?:is|are|be) (?:\w+ )?to|will|still to|yet to|explor\w*|seek\w*|sought|striv\w*|stud(?:y|ies|ied|ying)|consider\w*|pilot\w*|trial\w*|support\w*|back(?:s|ed|ing)?|encourag\w*|promot\w*|push\w*|advanc\w*|guid\w*|help\w*|assist\w*|foster\w*|plan\w*|aim\w*|calls? for|work(?:s|ing)? towards|develop\w*|build\w*|creat\w*|speed\w*)\b/iu

/** The in-force words of an English text, each once. */
export function inForceWords(text: string): string[] {
  return [...new Set(text.match(IN_FORCE) ?? [])]
}

/** Whether an English text has a word that makes its promise less than one that can be used. */
export function isHedged(text: string): boolean {
  return HEDGES.test(text)
}

/** Letters and digits of a text, folded: what is compared. */
function keyOf(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]/gu, '')
}

/** Whether two texts have the same letters and digits, in whatever script. */
export function sameWords(first: string, second: string): boolean {
  return keyOf(first) === keyOf(second)
}

/** Share of the pairs of neighbouring letters that two texts have in common (Dice), 0 to 1. */
export function likeness(first: string, second: string): number {
  const [a, b] = [pairsOf(keyOf(first)), pairsOf(keyOf(second))]
  const total = a.length + b.length
  if (total === 0) return 0
  const left = new Map<string, number>()
  for (const pair of b) left.set(pair, (left.get(pair) ?? 0) + 1)
  let shared = 0
  for (const pair of a) {
    const count = left.get(pair) ?? 0
    if (count === 0) continue
    left.set(pair, count - 1)
    shared += 1
  }
  return (2 * shared) / total
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))
}
