/** Makes a PDF by hand, for what browsers do not print. One content stream a page. */
export function makeRawPdf(
  pages: readonly string[],
  { resources = '/Font << /F1 3 0 R >>', objects = [] }: RawPdfOptions = {},
): Uint8Array {
  const kids = pages.map((_, at) => `${4 + objects.length + 2 * at} 0 R`).join(' ')
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...objects,
    ...pages.flatMap((content, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << ${resources} >> /Contents ${5 + objects.length + 2 * at} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ]
  let text = '%PDF-1.4\n'
  const offsets = bodies.map((body, at) => {
    const offset = text.length
    text += `${at + 1} 0 obj\n${body}\nendobj\n`
    return offset
  })
  const start = text.length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** What a made PDF has besides its pages. */
export interface RawPdfOptions {
  /** Inside of the pages' resources; the font F1 by default. */
  readonly resources?: string
  /** Bodies of further objects, numbered from 4. */
  readonly objects?: readonly string[]
}

/** A line of text in the font F1 of 12 points, at a place measured from the lower left corner. */
export function drawText(text: string, x: number, y: number): string {
  return `BT /F1 12 Tf ${x} ${y} Td (${text.replace(/[\\()]/gu, '\\$&')}) Tj ET`
}
