/** Shorter words are left alone: `gas`, `wms`, `bed`. */
const MIN_STEMMED_LENGTH = 4
const VOWEL = /[aeiouy]/u
/** Doubled consonants that belong to the word itself: `sell`, `pass`, `buzz`. */
const KEEPS_DOUBLE = /(?:ll|ss|zz)$/u

function undouble(stem: string): string {
  const last = stem.at(-1)
  const isDoubled = last !== undefined && last === stem.at(-2) && !VOWEL.test(last)
  return isDoubled && !KEEPS_DOUBLE.test(stem) ? stem.slice(0, -1) : stem
}

/**
 * The singular of a lower-case English word by its ending (`batches` → `batch`); verbs keep their
 * tense. Words with digits and words of up to three letters come back unchanged.
 */
export function singularEnglish(word: string): string {
  return isStemmable(word) ? withoutPlural(word) : word
}

function isStemmable(word: string): boolean {
  return word.length >= MIN_STEMMED_LENGTH && /^[a-z]+$/u.test(word)
}

function withoutPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(?:s|x|z|ch|sh)es$/u.test(word) && !/[^s]ses$/u.test(word)) return word.slice(0, -2)
  if (word.endsWith('s') && !/(?:ss|us|is)$/u.test(word)) return word.slice(0, -1)
  return word
}

function withoutEnding(word: string): string {
  if (word.endsWith('ied') && word.length > 4) return `${word.slice(0, -3)}y`
  for (const ending of ['ing', 'ed']) {
    const stem = word.slice(0, -ending.length)
    if (word.endsWith(ending) && stem.length >= 3 && VOWEL.test(stem) && !stem.endsWith('e')) {
      return undouble(stem)
    }
  }
  return word
}

/**
 * A light stem of a lower-case English word: plural, `-ing`, `-ed` and a final `e` go, nothing
 * else (`imports`, `importing`, `imported` meet in `import`; `release`, `released` in `releas`).
 * Derivations stay apart (`declare`, `declaration`): for a corpus this small precision matters more.
 * Words with digits and words of up to three letters come back unchanged.
 */
export function stemEnglish(word: string): string {
  if (!isStemmable(word)) return word
  const singular = withoutPlural(word)
  const stem = singular.length >= MIN_STEMMED_LENGTH ? withoutEnding(singular) : singular
  return stem.length >= MIN_STEMMED_LENGTH && stem.endsWith('e') ? stem.slice(0, -1) : stem
}
