import { Embeddings } from '@langchain/core/embeddings'
import type { Embedder } from './embedder.js'

/** A class because LangChain asks for a subclass. */
class EmbedderEmbeddings extends Embeddings {
  readonly #embedder: Embedder

  constructor(embedder: Embedder) {
    super({})
    this.#embedder = embedder
  }

  async embedDocuments(documents: string[]): Promise<number[][]> {
    const vectors = await this.#embedder.embed(documents, 'passage')
    return vectors.map((vector) => Array.from(vector))
  }

  async embedQuery(document: string): Promise<number[]> {
    const [vector] = await this.#embedder.embed([document], 'query')
    return Array.from(vector ?? [])
  }
}

/**
 * Any of our embedders as LangChain `Embeddings`: documents are embedded as passages, questions as
 * queries. The caller closes the embedder.
 */
export function createLangChainEmbeddings(embedder: Embedder): Embeddings {
  return new EmbedderEmbeddings(embedder)
}
