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

/** Families that no ending gives away. */
const FAMILIES = [
  'fall fell fallen',
  'sell sold',
  'buy bought',
  'keep kept',
  'hold held',
  'make made',
  'take took taken',
  'pay paid',
  'send sent',
  'build built',
  'rise rose risen',
  'grow grew grown',
  'bring brought',
  'draw drew drawn',
  'choose chose chosen',
  'give gave given',
  'leave left',
  'meet met',
  'hand handed',
  'lead led',
  'let lets',
  'lose lost',
  'mean meant',
  'put puts',
  'run ran',
  'seek sought',
  'set sets',
  'show shown',
  'spend spent',
  'teach taught',
  'think thought',
  'undertake undertook undertaken',
  'withdraw withdrew withdrawn',
  'write wrote written',
  'apply applies applied applying applicant application',
  'verify verifies verified verification',
  'notify notified notification',
  'modify modified modification',
  'simplify simplified simplification',
  'certify certified certification',
  'classify classified classification',
  'identify identified identification',
  'qualify qualified qualification',
  'unify unified unification',
  'declare declared declaration',
  'penalty penalties penalize',
  'analyse analysis analyses analysing analyze',
  'broad broader breadth',
  'strong stronger strength strengths strengthen strengthened strengthening',
  'long longer length lengthen',
  'efficient efficiency efficiently',
  'frequent frequency frequently frequencies',
  'valid validity',
  'able ability',
]

/**
 * The part that an English word shares with the others of its family: declare, declared and
 * declaration meet in `declar`, which {@link stemEnglish} keeps apart on purpose. Coarse: only for
 * comparing a sentence with the few sentences it cites.
 *
 * @param word Lower case. Words with other characters than a to z come back as they are.
 */
export function deriveStem(word: string): string {
  const stem = stemOf(word)
  return FAMILY_OF.get(stem) ?? stem
}

function stemOf(word: string): string {
  if (!/^[a-z]+$/u.test(word)) return word
  let stem = singularEnglish(word)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const shorter = withoutEnding(stem)
    if (shorter === stem) break
    stem = shorter
  }
  const last = stem.at(-1)
  const doubled = last !== undefined && last === stem.at(-2) && /[bdgklmnprt]/u.test(last)
  return doubled && stem.length >= MIN_STEM ? stem.slice(0, -1) : stem
}

/** Endings taken off one after the other: conveniently, convenient. */
const MAX_ROUNDS = 3

function withoutEnding(word: string): string {
  const ending = ENDINGS.find((each) => {
    const least = INFLECTIONS.has(each) ? MIN_INFLECTED : MIN_STEM
    return word.endsWith(each) && word.length - each.length >= least
  })
  return ending === undefined ? word : word.slice(0, -ending.length)
}

/** Stem of a family by the stems of its members. */
const FAMILY_OF: ReadonlyMap<string, string> = new Map(
  FAMILIES.flatMap((family) => {
    const members = family.split(' ').map(stemOf)
    return members.map((member) => [member, members[0] ?? member] as const)
  }),
)
