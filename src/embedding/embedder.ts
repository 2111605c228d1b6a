/** What a text is to the model: models of the e5 family were trained with a prefix for each. */
export type TextRole = 'query' | 'passage'

/**
 * Turns texts into unit vectors. Implementations never block the event loop for more than a few
 * milliseconds and refuse work with `overloaded` when their queue is full.
 */
export interface Embedder {
  /** Identifies model and tokenizer; part of the index fingerprint and of every cache key. */
  readonly fingerprint: string
  readonly dimensions: number
  /**
   * One L2-normalised vector of `dimensions` for each text, in order. Texts over the model's limit are cut.
   *
   * @throws AppError `overloaded` when the queue is full, `bad_model` when the model fails;
   * the signal's reason when it is aborted.
   */
  embed(texts: readonly string[], role: TextRole, signal?: AbortSignal): Promise<Float32Array[]>
  /** What waits here for the model; not there where another server does all the queueing. */
  readonly waiting?: () => number
  /**
   * Milliseconds that a question took lately when it was its turn, shared among all threads; 0 before
   * the first one. Not there where another server does the work.
   */
  readonly questionMs?: () => number
  close(): Promise<void>
}
