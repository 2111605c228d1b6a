import { createHash } from 'node:crypto'
import type { Embedder } from '../embedding/embedder.js'

/** Settings of {@link createFakeEmbedder}. */
export interface FakeEmbedderOptions {
  /** Numbers in each vector; 32 by default. */
  readonly dimensions?: number
  readonly fingerprint?: string
}

/** An embedder that also tells how many texts it was given. */
export interface FakeEmbedder extends Embedder {
  embeddedTexts(): number
}

/**
 * A deterministic embedder without a model: each pair of neighbouring characters is hashed to a
 * place and a sign (feature hashing), so texts with words in common lie near each other. The role
 * of a text makes no difference.
 */
export function createFakeEmbedder(options: FakeEmbedderOptions = {}): FakeEmbedder {
  const { dimensions = 32, fingerprint = 'fake-embedder' } = options
  let texts = 0
  return {
    fingerprint,
    dimensions,
    embeddedTexts: () => texts,
    async embed(given, _role, signal) {
      signal?.throwIfAborted()
      texts += given.length
      return given.map((text) => hashedVector(text, dimensions))
    },
    async close() {},
  }
}

function hashedVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  const characters = ['', ...text, '']
  for (const [index, character] of characters.entries()) {
    if (index === 0) continue
    const digest = createHash('sha256')
      .update(`${characters[index - 1]}\0${character}`)
      .digest()
    const place = digest.readUInt32LE(0) % dimensions
    vector[place] = (vector[place] ?? 0) + (digest.readUInt8(4) % 2 === 0 ? 1 : -1)
  }
  const length = Math.hypot(...vector)
  // Signs may cancel out: a text without a direction points along the first axis.
  if (length === 0) vector[0] = 1
  return length === 0 ? vector : vector.map((value) => value / length)
}
