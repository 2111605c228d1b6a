/** What {@link generateAnswer} itself says of a sentence, before any check of its words. */
const OWN_REASONS: ReadonlyMap<string, string> = new Map([
  ['no source', 'no_source'],
  ['unknown source', 'unknown_source'],
  ['several measures', 'several_measures'],
  ['a number in brackets', 'bracketed_number'],
  ['said before', 'repeated'],
])

/** Names of the checks of a sentence's words, and of the comparison of its meaning. */
const CHECKS: ReadonlySet<string> = new Set([
  'form',
  'ending',
  'language',
  'meta',
  'names',
  'quotes',
  'quantities',
  'quantityContext',
  'negation',
  'axes',
  'modality',
  'sequence',
  'strength',
  'conditions',
  'roles',
  'support',
  'meaning',
  'permitted',
  'recipients',
  'exclusions',
  'fromTo',
  'periodStart',
  'wholes',
  'things',
  'order',
])

/**
 * The kind of a reason for which a generated sentence was not shown: one of a closed list, because a
 * reason in full may quote the sentence. A check's reason begins with its name and a colon; what is
 * of no known kind is `other`.
 */
export function reasonClass(reason: string): string {
  const own = OWN_REASONS.get(reason)
  if (own !== undefined) return own
  const check = reason.split(':', 1)[0] ?? ''
  return CHECKS.has(check) ? check : 'other'
}
