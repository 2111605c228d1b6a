import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError, messageOf } from '../errors.js'

const savedReportSchema = z.object({
  machine: z.object({
    cpu: z.string(),
    cores: z.number(),
    memoryGb: z.number(),
    node: z.string(),
  }),
  sections: z.array(
    z.object({
      title: z.string(),
      scale: z
        .object({
          measures: z.number().positive(),
          views: z.number().positive(),
          index: z.enum(['files', 'postgres']),
        })
        .optional(),
      servers: z
        .object({ count: z.number().int().positive(), index: z.enum(['files', 'postgres']) })
        .optional(),
      figures: z.array(
        z.object({
          name: z.string(),
          // A figure that could not be taken is null in JSON.
          value: z.number().nullable(),
          unit: z.string(),
          target: z.object({ bound: z.enum(['below', 'atLeast']), value: z.number() }).optional(),
          ok: z.boolean().optional(),
          note: z.string().optional(),
        }),
      ),
    }),
  ),
})
/** A report as `bench --output` and `cluster:local --output` write it. */
export type SavedReport = ReturnType<typeof readSavedReport>

/** Reads a saved report; figures without a value are left out. @throws AppError `invalid_request`, naming the file. */
export function readSavedReport(path: string) {
  try {
    const report = savedReportSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    const sections = report.sections.map((section) => ({
      ...section,
      figures: section.figures.flatMap((figure) =>
        figure.value === null ? [] : [{ ...figure, value: figure.value }],
      ),
    }))
    return { ...report, sections }
  } catch (error) {
    throw new AppError(
      'invalid_request',
      `${path}: expected a report of "bench --output", found ${messageOf(error)}`,
      { cause: error },
    )
  }
}
