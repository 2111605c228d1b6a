import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { plotPage } from '../benchmark/plot-page.js'
import { readSavedReport } from '../benchmark/saved-report.js'
import { formatReport, reportJson } from '../benchmark/report.js'
import { runBenchmark } from '../benchmark/run-benchmark.js'
import { childEnvironment, readConfig } from '../config.js'
import { AppError } from '../errors.js'
import { openStore } from '../open-assistant.js'
import { projectRoot } from '../project-root.js'

import { type Command, EXIT } from './command.js'
import { createProgressReporter } from './progress.js'

/** Measures of the second section unless told otherwise. */
const DEFAULT_MEASURES = '10000'

/** Largest second section: with one view each its vectors take 1.5 GB, and building as much again. */
const MAX_MEASURES = 1_000_000

/** Up to so many measures each has all its views, then four, then one: what a machine can hold. */
const MAX_MEASURES_WITH = { all: 20_000, four: 200_000 } as const

/** `bench`: how fast and how large it is on this machine. */
export const benchCommand: Command = {
  name: 'bench',
  summary: 'measure speed, start and memory on this machine',
  usage: `bench [--measures N] [--views all|four|one] [--only-real|--only-scaled] [--index files|postgres] [--json] [--output FILE]
  bench --plot FILE REPORT...

  --measures N     size of a second corpus, made from the real one; 10000 by default
  --views WHICH    views of each of its measures: all (35 on average), four or one; by default
                   all up to 20,000 measures, four up to 200,000, else one
  --only-real      measure the real corpus only
  --only-scaled    measure the second corpus only
  --index postgres keep the index of the second corpus in the database of DATABASE_URL, which should
                   be one for benchmarks: the server's would be left with a corpus made up
  --json           print JSON and nothing else
  --output FILE    write the same JSON to a file as well
  --plot FILE      measure nothing; draw saved reports (--output) of several sizes into one page

  Needs the bundle (npm run build), because it starts the server as others do. A target that is
  missed is reported and no error.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        measures: { type: 'string', default: DEFAULT_MEASURES },
        views: { type: 'string' },
        'only-real': { type: 'boolean', default: false },
        'only-scaled': { type: 'boolean', default: false },
        index: { type: 'string', default: 'files' },
        json: { type: 'boolean', default: false },
        output: { type: 'string' },
        plot: { type: 'string' },
      },
      allowPositionals: true,
    })
    if (values.plot !== undefined) {
      if (positionals.length === 0) {
        throw new AppError('invalid_request', '--plot: expected reports to draw, found none')
      }
      await writeFile(values.plot, plotPage(positionals.map(readSavedReport)))
      io.stdout.write(`${values.plot}\n`)
      return EXIT.done
    }
    if (positionals.length > 0) {
      throw new AppError('invalid_request', `bench: expected options, found "${positionals[0]}"`)
    }
    const measures = Number(values.measures)
    if (!Number.isInteger(measures) || measures < 1 || measures > MAX_MEASURES) {
      throw new AppError(
        'invalid_request',
        `--measures: expected a whole number from 1 to ${MAX_MEASURES}, found "${values.measures}"`,
      )
    }
    const views = z.enum(['all', 'four', 'one']).safeParse(values.views ?? viewsFor(measures))
    if (!views.success) {
      throw new AppError(
        'invalid_request',
        `--views: expected all, four or one, found "${values.views}"`,
      )
    }
    const config = readConfig(childEnvironment({ INDEX: values.index }))
    const store = await openStore(config)
    const progress = createProgressReporter(io)
    const report = await runBenchmark(config, {
      ...progress,
      store,
      views: views.data,
      questions: join(projectRoot, 'eval', 'questions'),
      measuresReal: !values['only-scaled'],
      ...(values['only-real'] ? {} : { measures }),
    }).finally(() => store?.close())
    progress.finish()
    io.stdout.write(values.json ? reportJson(report) : formatReport(report))
    if (values.output !== undefined) await writeFile(values.output, reportJson(report))
    return EXIT.done
  },
}

function viewsFor(measures: number): 'all' | 'four' | 'one' {
  if (measures <= MAX_MEASURES_WITH.all) return 'all'
  return measures <= MAX_MEASURES_WITH.four ? 'four' : 'one'
}
