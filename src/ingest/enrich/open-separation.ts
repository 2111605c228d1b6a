import { join } from 'node:path'
import type { Config } from '../../config.js'
import type { Embedder } from '../../embedding/embedder.js'
import { embedWithCache } from '../../embedding/embed-with-cache.js'
import {
  emptyVectorCache,
  openVectorCache,
  type VectorCache,
} from '../../embedding/vector-cache.js'
import { AppError } from '../../errors.js'
import {
  createQuestionSeparation,
  type QuestionSeparation,
  readEvaluationQuestions,
} from '../../evaluation/question-separation.js'
import { openEmbedder } from '../../open-assistant.js'
import { projectRoot } from '../../project-root.js'

/** Keeps questions apart from the evaluation's; the model is loaded when it is first needed. */
export interface OpenSeparation {
  readonly separation: (signal?: AbortSignal) => Promise<QuestionSeparation | undefined>
  close(): Promise<void>
}

/**
 * The separation from the questions that came with the program, none where they did not come along.
 * Their vectors are kept in the data folder: they take half a minute on a small machine.
 *
 * @param onNote Called with one line before that.
 */
export function openSeparation(config: Config, onNote?: (note: string) => void): OpenSeparation {
  let embedder: Embedder | undefined
  return {
    async separation(signal) {
      const questions = readEvaluationQuestions(join(projectRoot, 'eval', 'questions'))
      if (questions.length === 0) return undefined
      onNote?.(`comparing with ${questions.length} questions of the evaluation`)
      const opened = await openEmbedder(config)
      embedder = opened
      const cache = await openCache(join(config.folders.data, 'question-vectors'), opened)
      const caching: Pick<Embedder, 'embed'> = {
        embed: (texts, role, until) =>
          embedWithCache(texts, role, opened, cache, until === undefined ? {} : { signal: until }),
      }
      const known = cache.size
      const separation = await createQuestionSeparation(questions, caching, signal)
      if (cache.size !== known) await keep(cache)
      return separation
    },
    async close() {
      await embedder?.close()
    },
  }
}

async function openCache(folder: string, model: Embedder): Promise<VectorCache> {
  try {
    return await openVectorCache(folder, model)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'bad_index') throw error
    return emptyVectorCache(folder, model)
  }
}

async function keep(cache: VectorCache): Promise<void> {
  try {
    await cache.save()
  } catch (error) {
    // In a folder that cannot be written they are computed again the next time.
    if (!(error instanceof AppError)) throw error
  }
}
