import { readFile, writeFile } from 'node:fs/promises'
import type { z } from 'zod'
import { writeAtomically } from '../indexes/atomic-write.js'

/** Writes fitted weights as a whole, once what was written is found to be of their schema. */
export async function writeFittedModel(
  file: string,
  model: Parameters<typeof oneFeatureALine>[0],
  schema: z.ZodType,
): Promise<void> {
  await writeAtomically(
    file,
    (temporary) => writeFile(temporary, oneFeatureALine(model)),
    async (temporary) => schema.parse(JSON.parse(await readFile(temporary, 'utf8'))),
  )
}

/** JSON of fitted weights with one feature a line, so that two fits can be compared. */
function oneFeatureALine({
  weights,
  ...rest
}: {
  readonly weights: Readonly<Record<string, unknown>>
}): string {
  const head = JSON.stringify(rest).slice(0, -1)
  const lines = Object.entries(weights)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]) => `${JSON.stringify(name)}:${JSON.stringify(own)}`)
  return `${head},"weights":{\n${lines.join(',\n')}\n}}\n`
}
