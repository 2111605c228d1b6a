import type { Contrasts } from './load-contrasts.js'

/** Of so many synonyms one is left out. */
const EVERY = 2.5

const NOBODY: ReadonlySet<string> = new Set()

/**
 * The tables without their general words and with fewer synonyms, as they were for words that nobody
 * has thought of yet: honest sentences then have words that their sources lack. Deterministic.
 */
export function thinContrasts(contrasts: Contrasts): Contrasts {
  let seen = 0
  const thin = (groups: readonly (readonly string[])[]): string[][] =>
    groups.flatMap((group) => {
      const kept = group.filter(() => {
        seen += 1
        return seen % EVERY >= 1
      })
      return kept.length > 1 ? [kept] : []
    })
  const { file, loose } = contrasts
  return {
    ...contrasts,
    file: { ...file, synonyms: { zh: thin(file.synonyms.zh), en: thin(file.synonyms.en) } },
    loose: { ...loose, zh: NOBODY, en: NOBODY },
  }
}
