import type { CommitmentRules } from '../measures/load-commitments.js'
import type { Check } from './check.js'
import { createAxisCheck } from './check-axes.js'
import { createConditionCheck } from './check-conditions.js'
import { createEndingCheck } from './check-ending.js'
import { createExclusionCheck } from './check-exclusions.js'
import { createFormCheck } from './check-form.js'
import { createFromToCheck } from './check-from-to.js'
import { createLanguageCheck } from './check-language.js'
import { createMetaCheck } from './check-meta.js'
import { createModalityCheck } from './check-modality.js'
import { createNameCheck } from './check-names.js'
import { createNegationCheck } from './check-negation.js'
import { createOrderCheck } from './check-order.js'
import { createPeriodStartCheck } from './check-period-start.js'
import { createPermittedCheck } from './check-permitted.js'
import { createQuantityCheck } from './check-quantities.js'
import { createQuantityContextCheck } from './check-quantity-context.js'
import { createQuoteCheck } from './check-quotes.js'
import { createRecipientCheck } from './check-recipients.js'
import { createRoleCheck } from './check-roles.js'
import { createSequenceCheck } from './check-sequence.js'
import { createStrengthCheck } from './check-strength.js'
import { createSupportCheck, type SupportThresholds, type WordWeight } from './check-support.js'
import { createThingCheck } from './check-things.js'
import { createWholeCheck } from './check-wholes.js'
import type { NameFinder } from './find-names.js'
import type { Lexicon } from './lexicon.js'
import type { Contrasts } from './load-contrasts.js'
import type { ComparedLanguage } from './read-text.js'
import { createPartReader } from './source-clauses.js'

/** What the checks work with. */
export interface CheckDeps {
  readonly contrasts: Contrasts
  readonly commitments: CommitmentRules
  readonly lexicon: Lexicon
  readonly names: NameFinder
  readonly weight: WordWeight
  readonly support: Readonly<Record<ComparedLanguage, SupportThresholds>>
}

/** All checks of the words of a claim, the cheapest first; meaning is compared by the verifier. */
export function createChecks({
  contrasts,
  commitments,
  lexicon,
  names,
  weight,
  support,
}: CheckDeps): Readonly<Record<string, Check>> {
  const parts = createPartReader(contrasts.file)
  return {
    form: createFormCheck(),
    ending: createEndingCheck(),
    language: createLanguageCheck(),
    meta: createMetaCheck(contrasts),
    names: createNameCheck(names),
    quotes: createQuoteCheck(),
    quantities: createQuantityCheck(),
    quantityContext: createQuantityContextCheck(),
    negation: createNegationCheck(contrasts),
    exclusions: createExclusionCheck(contrasts),
    axes: createAxisCheck(contrasts),
    sequence: createSequenceCheck(),
    fromTo: createFromToCheck(),
    periodStart: createPeriodStartCheck(),
    modality: createModalityCheck(contrasts),
    strength: createStrengthCheck(contrasts, commitments, parts),
    conditions: createConditionCheck(parts, lexicon, contrasts),
    roles: createRoleCheck(contrasts),
    permitted: createPermittedCheck(contrasts),
    recipients: createRecipientCheck(contrasts),
    things: createThingCheck(contrasts.file),
    order: createOrderCheck(),
    wholes: createWholeCheck(contrasts.file),
    support: createSupportCheck(weight, contrasts.loose, support),
  }
}
