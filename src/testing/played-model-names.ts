/** Kinds of models that are played by a script; what each does stands with the scripts. */
export const PLAYED_MODELS = ['honest', 'lying', 'mixed'] as const
/** A model that is played by a script. */
export type PlayedModel = (typeof PLAYED_MODELS)[number]
