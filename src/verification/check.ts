import type { Claim, Source } from './evidence.js'

/** One thing that must hold between a claim and what it cites; says what is wrong when it does not. */
export type Check = (claim: Claim, source: Source) => string | undefined
