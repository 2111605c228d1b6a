import { Tokenizer } from '@huggingface/tokenizers'
import { AppError, messageOf } from '../errors.js'

/**
 * Characters read for each token that may be kept: the longest piece of the vocabulary has 16, so
 * no text loses a token it could have kept, while a pasted book costs no more than its beginning
 * (half a million characters a second; runs of spaces or unknown characters count as one token).
 */
const CHARACTERS_PER_TOKEN = 16

/** Cuts a text into the subword pieces of the embedding model. */
export interface SubwordTokenizer {
  /**
   * Piece ids of `text` between the model's start and end tokens, at most `maxTokens` in all; a
   * longer text loses its end, but never the end token.
   */
  encode(text: string, maxTokens: number): number[]
}

/**
 * Tokenizer of the model from its two files in the format of Hugging Face.
 *
 * @param definition bytes of `tokenizer.json`
 * @param config bytes of `tokenizer_config.json`
 * @throws AppError `bad_model` when the files do not describe a tokenizer.
 */
export function createSubwordTokenizer(
  definition: Uint8Array,
  config: Uint8Array,
): SubwordTokenizer {
  const tokenizer = buildTokenizer(definition, config)
  return {
    encode(text, maxTokens) {
      const { ids } = tokenizer.encode(text.slice(0, maxTokens * CHARACTERS_PER_TOKEN))
      const end = ids.at(-1)
      if (ids.length <= maxTokens || end === undefined) return ids
      return [...ids.slice(0, maxTokens - 1), end]
    },
  }
}

function buildTokenizer(definition: Uint8Array, config: Uint8Array): Tokenizer {
  try {
    return new Tokenizer(parseObject(definition), parseObject(config))
  } catch (error) {
    throw new AppError(
      'bad_model',
      `tokenizer.json: expected a tokenizer in the format of Hugging Face, found: ${messageOf(error)}`,
      { cause: error },
    )
  }
}

function parseObject(bytes: Uint8Array): object {
  const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
  if (typeof value !== 'object' || value === null) throw new Error('not a JSON object')
  return value
}
