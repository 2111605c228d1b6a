export async function runBenchmark(_: unknown): Promise<string> {
  return ''
}
