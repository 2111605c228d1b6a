import { singularEnglish } from '../scripts/stem-english.js'

/** Endings that make one word of another, the longest first; what stays is at least {@link MIN_STEM}. */
const ENDINGS = [
  'ifications',
  'ification',
  'izations',
  'isations',
  'ization',
  'isation',
  'ations',
  'ation',
  'itions',
  'ition',
  'ments',
  'ment',
  'ances',
  'ences',
  'ance',
  'ence',
  'ancy',
  'ency',
  'ants',
  'ents',
  'ions',
  'ion',
  'izing',
  'ising',
  'izes',
  'ises',
  'ized',
  'ised',
  'ize',
  'ise',
  'ively',
  'ative',
  'ive',
  'ings',
  'ing',
  'ers',
  'ors',
  'er',
  'or',
  'ed',
  'als',
  'al',
  'ally',
  'ly',
  'ity',
  'ities',
  'able',
  'ible',
  'ant',
  'ent',
  'ify',
  'ies',
  'es',
  'y',
  'e',
  's',
].toSorted((a, b) => b.length - a.length)

/** Letters that stay: shorter stems would bring unlike words together. */
const MIN_STEM = 4

/** Endings of one and the same word leave a shorter stem: move, moved, moving; add, adding. */
const INFLECTIONS: ReadonlySet<string> = new Set(['ing', 'ed', 'es', 'e', 's', 'y', 'ies'])
const MIN_INFLECTED = 3

/**
 * The part that an English word shares with the others of its family: declare, declared and
 * declaration meet in `declar`, which {@link stemEnglish} keeps apart on purpose. Coarse: only for
 * comparing a sentence with the few sentences it cites.
 *
 * @param word Lower case. Words with other characters than a to z come back as they are.
 */
export function deriveStem(word: string): string {
  if (!/^[a-z]+$/u.test(word)) return word
  let stem = singularEnglish(word)
  for (const ending of ENDINGS) {
    const least = INFLECTIONS.has(ending) ? MIN_INFLECTED : MIN_STEM
    if (stem.length - ending.length < least || !stem.endsWith(ending)) continue
    stem = stem.slice(0, -ending.length)
    break
  }
  const last = stem.at(-1)
  const doubled = last !== undefined && last === stem.at(-2) && /[bdgklmnprt]/u.test(last)
  return doubled && stem.length > MIN_STEM ? stem.slice(0, -1) : stem
}
