import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { AppError, messageOf } from '../errors.js'
import { disableTelemetry } from './disable-telemetry.js'
import type { TextRole } from './embedder.js'
import { MAX_QUERY_TOKENS, PREFIXES } from './embedding-recipe.js'
import { type ModelManifest, readModelFile } from './model-files.js'
import { createSubwordTokenizer } from './tokenizer.js'
import { checkUnitVector } from './unit-vectors.js'

/** Errors only: the graph's unused initialisers would be reported at every start. */
const LOG_ERRORS_ONLY = 3

const INPUT_IDS = 'input_ids'
const INPUT_MASK = 'attention_mask'
const OUTPUT = 'sentence_embedding'

/** The loaded model. `embed` blocks its thread: use it in a worker. */
export interface EmbeddingModel {
  /**
   * One L2-normalised vector of `dimensions` float32 for each text, one after another. Passages
   * are cut to the model's limit, questions to 128 tokens. Shorter texts are padded behind the
   * mask, and the model's vectors do not depend on their neighbours in the batch.
   *
   * @throws AppError `bad_model` when the model fails or gives no unit vectors.
   */
  embed(texts: readonly string[], role: TextRole): Promise<Float32Array<ArrayBuffer>>
  release(): Promise<void>
}

/**
 * Loads tokenizer and model; every file is checked against the manifest before it is used.
 *
 * @throws AppError `bad_model` with the file, what was expected and what was found.
 */
export async function loadEmbeddingModel(
  folder: string,
  manifest: ModelManifest,
): Promise<EmbeddingModel> {
  disableTelemetry()
  const [tokenizer, session] = await Promise.all([
    loadTokenizer(folder, manifest),
    loadSession(folder, manifest),
  ])
  const limits = {
    query: Math.min(MAX_QUERY_TOKENS, manifest.maxTokens),
    passage: manifest.maxTokens,
  }

  return {
    async embed(texts, role) {
      const rows = texts.map((text) => tokenizer.encode(PREFIXES[role] + text, limits[role]))
      const { [OUTPUT]: output } = await run(session, rows)
      const { dimensions, name } = manifest
      if (!(output?.data instanceof Float32Array)) {
        throw new AppError(
          'bad_model',
          `${name}: expected float32 ${OUTPUT}, found ${output?.type}`,
        )
      }
      if (output.data.length !== texts.length * dimensions) {
        throw new AppError(
          'bad_model',
          `${name}: expected ${texts.length} x ${dimensions} numbers, found ${output.data.length}`,
        )
      }
      // A copy with a buffer of its own, which can be transferred to another thread.
      const vectors = new Float32Array(output.data)
      for (let row = 0; row < texts.length; row += 1) {
        const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions)
        checkUnitVector(vector, dimensions, name)
      }
      return vectors
    },
    release: () => session.release(),
  }
}

async function loadTokenizer(folder: string, manifest: ModelManifest) {
  const [definition, config] = await Promise.all([
    readModelFile(folder, manifest, 'tokenizer.json'),
    readModelFile(folder, manifest, 'tokenizer_config.json'),
  ])
  return createSubwordTokenizer(definition, config)
}

async function loadSession(folder: string, manifest: ModelManifest): Promise<InferenceSession> {
  const bytes = await readModelFile(folder, manifest, 'model.onnx')
  try {
    return await InferenceSession.create(bytes, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: LOG_ERRORS_ONLY,
    })
  } catch (error) {
    throw new AppError(
      'bad_model',
      `${join(folder, 'model.onnx')}: expected an ONNX model, found: ${messageOf(error)}`,
      { cause: error },
    )
  }
}

async function run(
  session: InferenceSession,
  rows: readonly (readonly number[])[],
): Promise<InferenceSession.ReturnType> {
  const width = Math.max(...rows.map((row) => row.length))
  const shape = [rows.length, width]
  // Zero is a token id as well, but what the mask hides has no influence.
  const ids = new BigInt64Array(rows.length * width)
  const mask = new BigInt64Array(rows.length * width)
  rows.forEach((row, index) => {
    ids.set(row.map(BigInt), index * width)
    mask.fill(1n, index * width, index * width + row.length)
  })
  try {
    return await session.run({
      [INPUT_IDS]: new Tensor('int64', ids, shape),
      [INPUT_MASK]: new Tensor('int64', mask, shape),
    })
  } catch (error) {
    throw new AppError('bad_model', `the embedding model failed: ${messageOf(error)}`, {
      cause: error,
    })
  }
}
