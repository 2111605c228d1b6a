import type { CommitmentClass } from './strength.js'

/**
 * Words by which our translations render the governing words of each class. Used to tell the pieces of
 * a translated sentence apart, and left out of what a question is matched by: that somebody asks
 * whether a thing is on trial says nothing of which thing it is.
 */
const WORDS: Readonly<Partial<Record<CommitmentClass, RegExp>>> = {
  explored: /\b(?:explor|seek|sought|striv|stud(?:y|ies)\b)\w*/giu,
  supported:
    /\b(?:support|encourag|promot|push|advanc|guid(?:e|es|ing)\b|foster|back(?:s|ed|ing)\b|develop(?:s|ing)\b|build(?:s|ing)?\b)\w*/giu,
  pilot: /\b(?:pilot|trial)\w*/giu,
  extended: /\b(?:extend|expand|roll(?:s|ed|ing)? out|widen|broaden|relax|increas)\w*/giu,
  in_force:
    /\b(?:implement|appl(?:y|ies|ying)\b|allow|permit|provid|abolish|exempt|giv(?:e|es|ing)\b|adopt|carr(?:y|ies|ying) out|launch|may\b|can\b|need not)\w*/giu,
}

/** The classes that an English text names by their words. */
export function strengthWordsIn(text: string): ReadonlySet<CommitmentClass> {
  return new Set(CLASSES.filter((name) => text.search(WORDS[name] ?? NOTHING) >= 0))
}

/** The text without those words. */
export function withoutStrengthWords(text: string): string {
  return CLASSES.reduce((rest, name) => rest.replaceAll(WORDS[name] ?? NOTHING, ' '), text)
}

const CLASSES = ['explored', 'supported', 'pilot', 'extended', 'in_force'] as const
const NOTHING = /(?!)/gu
